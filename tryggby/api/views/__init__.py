"""The endpoint for other systems, the page that tells about it, and the coordinator's pages."""
