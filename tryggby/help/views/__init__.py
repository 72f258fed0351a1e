"""Pages of the help entrance: the public ones, and the editors'."""
