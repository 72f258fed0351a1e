"""Realistic content for the gallery: the pictures of a leader's day, a mentor's phone, a visitor's first page."""


def gallery_context(request):
    """Placeholder until the gallery is filled."""
    return {}
