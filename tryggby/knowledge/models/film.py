"""A film with its captions and its transcript."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import Keyed
from tryggby.knowledge.models.theme import languages

LARGEST = 200 * 1024 * 1024


def check_film(upload) -> None:
    """Refuse what is not an MP4 or WebM film, by its first bytes."""
    if upload.size > LARGEST:
        raise ValidationError(_("Filmen er for stor. Den kan være på høyst 200 MB."))
    upload.seek(0)
    head = upload.read(12)
    upload.seek(0)
    if head[4:8] != b"ftyp" and head[:4] != b"\x1aE\xdf\xa3":
        raise ValidationError(_("Dette er ikke en film i MP4 eller WebM."))


def check_captions(upload) -> None:
    """Refuse what is not WebVTT."""
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    if upload.size > 1024 * 1024 or not head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        raise ValidationError(_("Teksting må være en fil i WebVTT, den begynner med WEBVTT."))


class Film(Keyed):
    """A film of our own; it may be used in a published text when it has captions and a transcript."""

    title = models.CharField(_("tittel"), max_length=120)
    file = models.FileField(_("film"), upload_to="knowledge/film", validators=[check_film])
    captions = models.FileField(
        _("teksting"),
        upload_to="knowledge/film",
        blank=True,
        validators=[check_captions],
        help_text=_("WebVTT. Trengs før filmen kan publiseres."),
    )
    transcript = models.TextField(
        _("utskrift"),
        blank=True,
        help_text=_("Alt som blir sagt og vist, som tekst. Trengs før filmen kan publiseres."),
    )
    language = models.CharField(_("språk"), max_length=5, choices=languages, default="nb")

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("film")
        verbose_name_plural = _("filmer")

    def __str__(self) -> str:
        return self.title

    @property
    def ready(self) -> bool:
        """True when everybody can follow it."""
        return bool(self.captions and self.transcript.strip())

    @property
    def is_shown(self) -> bool:
        """True when a published text shows it."""
        from tryggby.knowledge.models.reading import Rendering

        return bool(self.pk) and Rendering.objects.filter(html__contains=f"/{self.key}/").exists()

    def clean(self) -> None:
        """What a published text shows keeps its captions and its transcript."""
        if not self.ready and self.is_shown:
            raise ValidationError(_("Filmen står i en publisert tekst. Den må ha teksting og utskrift så lenge."))
