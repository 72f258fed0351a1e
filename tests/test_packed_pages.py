"""Pages for visitors travel packed; pages of somebody signed in never do, since their size could tell a secret."""

import gzip

import pytest

from tryggby.ui.door import forget_kept_pages

PACKED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture(autouse=True)
def _nothing_kept():
    forget_kept_pages()


@pytest.mark.django_db
@pytest.mark.parametrize("time", ["made anew", "kept"])
def test_a_visitors_page_is_packed_and_says_the_same(client, time):
    plain = client.get("/dette-gjor-vi/")
    if time == "made anew":
        forget_kept_pages()
    packed = client.get("/dette-gjor-vi/", headers=PACKED)
    assert packed["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed["Vary"]
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain and "Accept-Encoding" in plain["Vary"]
    if time == "kept":
        assert gzip.decompress(packed.content) == plain.content


@pytest.mark.django_db
def test_a_page_of_somebody_signed_in_is_never_packed(client, django_user_model):
    client.force_login(django_user_model.objects.create_user(email="kari@example.org"))
    for path in ("/dette-gjor-vi/", "/hjem/", "/konto/"):
        assert "Content-Encoding" not in client.get(path, headers=PACKED, follow=True)


@pytest.mark.django_db
def test_a_page_with_a_query_is_neither_kept_nor_packed(client):
    assert "Content-Encoding" not in client.get("/sok/?q=trygg", headers=PACKED)
