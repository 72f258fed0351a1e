"""The endpoint for directories, and the coordinator's pages."""
