"""Tokens, the directory's accounts and groups, and which group is which unit and role."""

from tryggby.scim.models.account import Placement, ScimAccount
from tryggby.scim.models.group import GroupMember, GroupRule, ScimGroup
from tryggby.scim.models.token import ScimToken

__all__ = ["GroupMember", "GroupRule", "Placement", "ScimAccount", "ScimGroup", "ScimToken"]
