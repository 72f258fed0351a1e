"""Makes help lines and law snippets for tests."""

import factory

from tryggby.help.models import HelpLine, LawSnippet, LineText


class HelpLineFactory(factory.django.DjangoModelFactory):
    """A national line with a bokmål text; `organisation=` for a municipality's own."""

    class Meta:
        model = HelpLine
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Svartelefon {n}")
    audiences = ["child", "adult", "worried", "employee"]
    phone = "55 55 55 55"
    hours = "man–fre 08–15.30\nhelligdag stengt"
    source = "https://www.example.no/"
    text = factory.RelatedFactory("tryggby.help.factories.LineTextFactory", factory_related_name="line")


class LineTextFactory(factory.django.DjangoModelFactory):
    """A bokmål text."""

    class Meta:
        model = LineText

    line = factory.SubFactory(HelpLineFactory, text=None)
    language = "nb"
    text = "En å snakke med."


class LawSnippetFactory(factory.django.DjangoModelFactory):
    """A duty to report that holds for everybody."""

    class Meta:
        model = LawSnippet

    kind = LawSnippet.Kind.REPORT
    services = ["alle"]
    section = factory.Sequence(lambda n: f"Prøveloven § {n + 1}")
    gist = "Du skal melde fra."
    source = "lovdata.no"
    review_every_days = 180
