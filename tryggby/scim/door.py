"""The SCIM room's door: make places what the directory says."""

from tryggby.scim.actions import settle_accounts

__all__ = ["settle_accounts"]
