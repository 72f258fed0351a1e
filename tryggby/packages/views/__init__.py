"""Pages of the packages room."""
