"""The verbs of the room: tokens and rules are a coordinator's, accounts and groups the directory's."""

from tryggby.scim.actions.accounts import Taken, change_account, create_account, delete_account
from tryggby.scim.actions.groups import UnknownMember, change_group, create_group, delete_group
from tryggby.scim.actions.rules import end_rule, set_rule
from tryggby.scim.actions.settle import settle_accounts, settle_soon
from tryggby.scim.actions.tokens import make_token, revoke_token

__all__ = [
    "Taken",
    "UnknownMember",
    "change_account",
    "change_group",
    "create_account",
    "create_group",
    "delete_account",
    "delete_group",
    "end_rule",
    "make_token",
    "revoke_token",
    "set_rule",
    "settle_accounts",
    "settle_soon",
]
