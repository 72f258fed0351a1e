"""Pages of the drills room."""
