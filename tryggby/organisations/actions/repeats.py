"""A form sent twice: what the first sending made."""

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from tryggby.ground.door import earlier


def made_before[Made: Model](model: type[Made], once: str | None) -> Made | None:
    """The row that an earlier sending with the same random key made, or None when this is the first."""
    try:
        number = earlier(once) if once else ""
    except ObjectDoesNotExist:
        return None
    return model._default_manager.filter(pk=number).first() if number else None
