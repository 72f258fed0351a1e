"""Units and staff from a file: read the file, read its rows, plan the changes, carry them out."""
