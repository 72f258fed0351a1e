"""The mark on views that anybody may open; every other view asks for sign-in."""


def public(view):
    """Mark a view as open to visitors; `config.middleware.ClosedByDefault` reads the mark."""
    view.is_public = True
    return view
