"""Tests that prove the numbered promises of the issues, with real processes where that is what was promised."""
