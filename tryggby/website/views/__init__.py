"""The pages of the front hall, split by what they are for."""
