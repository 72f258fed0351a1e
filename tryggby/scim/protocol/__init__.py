"""The SCIM protocol on our tables."""
