"""The pages of the desk, by who they are for."""
