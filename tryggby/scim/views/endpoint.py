"""The address that an organisation's directory talks to."""

from tryggby.ui.door import public


@public
def endpoint(request, rest):
    """SCIM 2.0. The bearer token alone says who asks: no session, no cookie, nothing a browser could be tricked into.

    So no form token is asked for either; but a page of another site that posts here is turned away all the same.
    """
    from tryggby.scim.protocol.reading import serve  # a fifth of a second of reading, when a directory first asks

    return serve(request, rest)
