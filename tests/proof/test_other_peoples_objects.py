"""foundation.3: for every address and every role, another municipality's objects are not there.

GET and POST, as everybody in the demo and as a visitor. Pages without arguments may not show the other's names.
"""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.house.addresses import Address, addresses
from tests.proof.objects import SHARED, foreign_arguments
from tests.proof.world import PERSON, PLACE, ROLES, World, build_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WITH_ARGUMENTS = [address for address in addresses() if address.arguments]
WITHOUT = [address for address in addresses() if not address.arguments]
# What a key that is not there answers with: nothing, or a form's method that is not asked for.
GONE = {404, 405, 410}
# Ways in: whoever is not signed in, or not freshly, is led here.
WAYS_IN = (settings.LOGIN_URL, "/konto/")


@pytest.fixture
def world(db) -> World:
    """The three municipalities."""
    return build_world()


@pytest.mark.shows("foundation.3")
def test_every_address_with_arguments_is_known(world):
    for address in WITH_ARGUMENTS:
        foreign_arguments(address, world)
    names = {address.full_name for address in addresses()}
    assert names >= SHARED.keys(), f"no longer there: {SHARED.keys() - names}"


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize("role", ["", *ROLES])
def test_another_municipalitys_objects_are_not_there(role, world):
    faults = []
    for address in WITH_ARGUMENTS:
        arguments = foreign_arguments(address, world)
        if arguments is None:
            continue
        path = _path(address, arguments)
        for method in ("get", "post"):
            status, where, text = _ask(world, role, method, path)
            if not _is_gone(status, where, role, address):
                faults.append(f"{method.upper()} {path} ({address.full_name}): {status} {where}")
            elif PERSON in text or PLACE in text:
                faults.append(f"{method.upper()} {path} ({address.full_name}): names somebody")
    assert not faults, f"as {role or 'visitor'}:\n" + "\n".join(faults)


@pytest.mark.shows("foundation.3")
@pytest.mark.parametrize("role", ["", *ROLES])
def test_pages_of_ones_own_name_nobody_elses(role, world):
    faults = []
    for address in WITHOUT:
        if "(" in address.route:
            continue
        for method in ("get", "post"):
            status, where, text = _ask(world, role, method, f"/{address.route}")
            if status >= 500:
                faults.append(f"{method.upper()} /{address.route}: {status}")
            if PERSON in text or PLACE in text:
                faults.append(f"{method.upper()} /{address.route}: shows another municipality's names")
            if not role and not address.public and not address.borrowed and not where.startswith(settings.LOGIN_URL):
                faults.append(f"{method.upper()} /{address.route}: {status} {where} without signing in")
    assert not faults, f"as {role or 'visitor'}:\n" + "\n".join(faults)


def _ask(world: World, role: str, method: str, path: str) -> tuple[int, str, str]:
    """Status, where it leads and what it says; whatever it changed is put back."""
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        if role:
            client.force_login(world.people[role], BACKEND)
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    text = "" if response.streaming else response.content.decode("utf-8", "replace")
    return response.status_code, response.headers.get("Location", ""), text


def _is_gone(status: int, where: str, role: str, address: Address) -> bool:
    if status in GONE:
        return True
    return status == 302 and where.startswith(WAYS_IN) and (not role or address.borrowed)


def _path(address: Address, arguments: dict) -> str:
    try:
        return reverse(address.full_name, kwargs=arguments)
    except NoReverseMatch:
        path = f"/{address.route}"
        for name, value in arguments.items():
            import re

            path = re.sub(rf"<(?:\w+:)?{name}>", str(value), path)
        return path
