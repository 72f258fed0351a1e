"""The closed set of pieces that a text is put together from (docs/article-format.md)."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE = ["bold", "italic", "link"]
LISTS = [*INLINE, "ul", "ol"]
# Own pages by their path, other sites by https, telephones by tel.
ADDRESS = RegexValidator(
    r"^(/[^/\s].*|/|https://\S+|tel:\+?\d+)$", _("Skriv en adresse som begynner med / eller https://.")
)


class HeadingBlock(StructBlock):
    """A heading on one of two levels."""

    text = CharBlock(label=_("Overskrift"), max_length=120)
    level = ChoiceBlock(label=_("Nivå"), choices=[("2", _("Stor")), ("3", _("Liten"))], default="2")

    class Meta:
        icon = "title"
        label = _("Overskrift")


class QuoteBlock(StructBlock):
    """Someone's words, and whose they are."""

    text = RichTextBlock(label=_("Sitat"), features=INLINE)
    source = CharBlock(label=_("Hvem sa det"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Sitat")


class BoxBlock(StructBlock):
    """A box with a heading of its own and a few lines."""

    title = CharBlock(label=_("Overskrift"), required=False, max_length=120)
    text = RichTextBlock(label=_("Tekst"), features=LISTS)


class LinkBlock(StructBlock):
    """One link: what it says and where it leads."""

    text = CharBlock(label=_("Tekst"), max_length=120)
    address = CharBlock(label=_("Adresse"), max_length=300, validators=[ADDRESS])


class ImageBlock(StructBlock):
    """A picture; nobody is left out, so it must be described."""

    image = ImageChooserBlock(label=_("Bilde"))
    alt = CharBlock(
        label=_("Bildet i ord"),
        max_length=250,
        help_text=_("Hva viser bildet? Leses opp for dem som ikke ser det."),
    )
    caption = CharBlock(label=_("Bildetekst"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Bilde")


class BodyBlocks(StreamBlock):
    """What a body may hold."""

    text = RichTextBlock(label=_("Tekst"), features=LISTS, icon="pilcrow")
    heading = HeadingBlock()
    quote = QuoteBlock()
    fact = BoxBlock(label=_("Fakta"), icon="info-circle")
    example = BoxBlock(label=_("Eksempel"), icon="user")
    practise = BoxBlock(label=_("Prøv dette"), icon="pick")
    note = BoxBlock(label=_("Vær oppmerksom på"), icon="warning")
    help = BoxBlock(label=_("Trenger du hjelp?"), icon="help")
    links = ListBlock(LinkBlock(), label=_("Lenker"), icon="link")
    image = ImageBlock()
    film = SnippetChooserBlock("knowledge.Film", label=_("Film"), icon="media")
