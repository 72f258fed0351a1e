"""Articles, news and plain pages; their sources, themes and words; who has read them; what search looks in."""

from tryggby.knowledge.models.address import OldAddress
from tryggby.knowledge.models.article import Article, SeeAlso, Source
from tryggby.knowledge.models.film import Film
from tryggby.knowledge.models.index import SearchDocument, SearchWord
from tryggby.knowledge.models.page import News, PlainPage, Section
from tryggby.knowledge.models.reading import ExpertReview, Rendering, SecondReading
from tryggby.knowledge.models.second_reader import SecondReader
from tryggby.knowledge.models.shipment import Shipment
from tryggby.knowledge.models.theme import Term, Theme

__all__ = [
    "Article",
    "ExpertReview",
    "Film",
    "News",
    "OldAddress",
    "PlainPage",
    "Rendering",
    "SearchDocument",
    "SearchWord",
    "SecondReader",
    "SecondReading",
    "Section",
    "SeeAlso",
    "Shipment",
    "Source",
    "Term",
    "Theme",
]
