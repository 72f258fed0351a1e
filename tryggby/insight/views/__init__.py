"""Pages and files of coverage."""
