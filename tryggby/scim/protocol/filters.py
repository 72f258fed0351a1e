"""SCIM filters as database queries: what can be, exactly; the rest is tried row by row on few enough rows."""

from typing import Any

from django.db.models import Q
from scim2_models import ScimFilter
from scim2_models.path import CompareOperator, Comparison, LogicalExpr, LogicalOperator

from tryggby.scim.protocol.resources import fold
from tryggby.scim.protocol.schema import GROUP, USER

LONGEST_FILTER = 2000
# So many rows may be tried one by one; a filter that would need more is refused as too broad.
MOST_TRIED = 5000
FOLDED, EXACT = {"username": "folded_name"}, {"id": "key", "externalid": "external_id"}


def narrowed(found: ScimFilter[Any] | None, kind: str) -> tuple[Q, bool]:
    """A query that lets through every row that matches, and whether it lets through no other."""
    if found is None:
        return Q(), True
    return _query(found.ast, kind)


def _query(node: Any, kind: str) -> tuple[Q, bool]:
    if isinstance(node, Comparison):
        return _comparison(node, kind)
    if isinstance(node, LogicalExpr) and node.op == LogicalOperator.and_:
        parts = [_query(term, kind) for term in node.terms]
        whole = Q()
        for part, _exact in parts:
            whole &= part
        return whole, all(exact for _part, exact in parts)
    if isinstance(node, LogicalExpr) and node.op == LogicalOperator.or_:
        parts = [_query(term, kind) for term in node.terms]
        if all(exact for _part, exact in parts):
            whole = Q()
            for part, _exact in parts:
                whole |= part
            return whole, True
    return Q(), False


def _comparison(node: Comparison, kind: str) -> tuple[Q, bool]:
    path, value = node.attr_path, node.value
    ours = path.uri is None or path.uri.lower() == (USER if kind == "User" else GROUP).lower()
    if not ours or path.sub_attr or node.op != CompareOperator.eq or not isinstance(value, str) or not value:
        return Q(), False
    name = path.attr.lower()
    folded = FOLDED if kind == "User" else {"displayname": "folded_name"}
    if name in folded:
        return Q(**{folded[name]: fold(value)}), True
    if name in EXACT:
        return Q(**{EXACT[name]: value}), True
    return Q(), False
