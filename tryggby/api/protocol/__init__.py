"""The protocol: what is asked and answered at /api/v1/, and how it is described. Read at the first request."""
