"""The SCIM room's door: what waits to be settled, and the demo's directory."""

from tryggby.scim.actions import settle_accounts

__all__ = ["settle_accounts"]
