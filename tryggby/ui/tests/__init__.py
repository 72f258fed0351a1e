"""Tests of the look: theme, tags, layouts, gallery."""
