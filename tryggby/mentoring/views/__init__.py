"""The pages: mentor, run, invitation, leader."""
