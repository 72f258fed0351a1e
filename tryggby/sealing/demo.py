"""The demo city's keys: everybody's passphrase is the same there, and stands on the page where it is asked for."""

from collections.abc import Iterable

from tryggby.sealing.actions import agree_holder, make_key, propose_holder

WORDS = "fire vanlige ord holder"


def build(*, readers: Iterable, holders: Iterable, officer, leader, organisation) -> None:
    """Name the holders (proposed by the officer, agreed to by the leader) and give everybody a key."""
    holders = list(holders)
    for person in holders:
        agree_holder(by=leader, holder=propose_holder(by=officer, organisation=organisation, person=person))
        make_key(by=person, words=WORDS)
    for person in readers:
        make_key(by=person, words=WORDS)
