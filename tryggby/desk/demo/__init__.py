"""The demo city: an invented municipality with a year of activity, the same each time for the same date."""
