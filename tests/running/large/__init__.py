"""A city at the size of Oslo, built the same each time, and what is measured on it (`bin/bench --large`)."""
