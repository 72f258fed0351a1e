"""What everybody may read: events, articles, packages, help lines and released figures. Nothing about persons."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router

from tryggby.api.protocol import shapes
from tryggby.api.protocol.answers import EVERYBODY, paged
from tryggby.api.protocol.problems import Problem
from tryggby.events.door import Event
from tryggby.help.door import HelpLine, public_lines
from tryggby.knowledge import door as knowledge
from tryggby.organisations.door import installation
from tryggby.packages.door import Part, Release
from tryggby.voices.door import PublicFigure, answer_rows, public_figures, question_words

router = Router()
PARTS = Part.objects.only("release", "identifier", "number", "title", "mode", "minutes", "elements")


@router.get("/events", response={200: shapes.EventPage} | EVERYBODY, operation_id="events")
def events(request, asked: Query[shapes.Listed]):
    """Announced events that are open to others than the organisation's own people."""
    found = Event.objects.open_to(AnonymousUser()).select_related("series").prefetch_related("audiences", "seatings")
    if asked.when != "all":
        found = found.coming() if asked.when == "coming" else found.past()
    return paged(found, asked, _event)


@router.get("/articles", response={200: shapes.ArticlePage} | EVERYBODY, operation_id="articles")
def articles(request, asked: Query[shapes.Written]):
    """Published articles, without their texts."""
    return paged(knowledge.articles(asked.language), asked, _article_line)


@router.get("/articles/{slug}", response={200: shapes.Article, 404: shapes.Problem} | EVERYBODY, operation_id="article")
def article(request, slug: shapes.Slug, language: shapes.TextLanguage = "nb"):
    """A published article with its text as HTML, its sources, and what it does not know."""
    reading = knowledge.article(slug, language)
    if reading is None:
        raise Problem(404)
    sources = [
        {
            "mark": source.mark,
            "kind": source.kind,
            "title": source.title,
            "publisher": source.publisher,
            "year": source.year,
            "url": source.url,
        }
        for source in reading.sources
    ]
    more = {"html": str(reading.html), "limits": reading.page.limits, "sources": sources}
    return _article_line(reading.page) | more


@router.get("/packages", response={200: shapes.PackagePage} | EVERYBODY, operation_id="packages")
def packages(request, asked: Query[shapes.Paging]):
    """The competence packages that are in use, with their parts and their licence."""
    found = Release.objects.current().select_related("package").prefetch_related(Prefetch("parts", PARTS))
    return paged(found, asked, _package, by="package_id")


@router.get("/help-lines", response={200: shapes.HelpLinePage} | EVERYBODY, operation_id="help_lines")
def help_lines(request, asked: Query[shapes.Spoken]):
    """Who helps, with the source and when somebody last looked. Whoever shows them asks anew at least once a day."""
    return paged(public_lines(), asked, lambda line: _help_line(line, asked.language))


@router.get("/figures", response={200: shapes.FigurePage} | EVERYBODY, operation_id="figures")
def figures(request, asked: Query[shapes.Spoken]):
    """What children answered, as the municipality has released it: nothing below ten children, small numbers hidden."""
    here = installation()
    rows = [(_figure_id(one), one) for one in public_figures(here.owner)] if here else []
    rows = sorted((key, one) for key, one in rows if key > asked.after)
    more = rows[: asked.limit]
    return {
        "items": [_figure(key, one, asked.language) for key, one in more],
        "next": more[-1][0] if len(rows) > asked.limit else None,
    }


def _event(event: Event) -> dict[str, Any]:
    with translation.override(settings.LANGUAGE_CODE):
        address = reverse("events:event", args=[event.slug])
    same = ("title", "lead", "kind", "state", "starts_at", "ends_at", "doors_at", "place", "address", "organiser")
    return {name: getattr(event, name) for name in same} | {
        "id": event.key,
        "text": event.body,
        "series": event.series.title if event.series else None,
        "audiences": [tag.group for tag in event.audiences.all()],
        "modes": sorted(seating.mode for seating in event.seatings.all()),
        "changed_at": event.changed_at,
        "url": settings.BASE_URL + address,
    }


def _article_line(article) -> dict[str, Any]:
    same = ("slug", "language", "title", "summary", "audience", "written_on", "review_on")
    return {name: getattr(article, name) for name in same} | {
        "theme": article.theme.name if article.theme else None,
        "core_elements": article.elements,
        "url": settings.BASE_URL + article.address,
    }


def _package(release: Release) -> dict[str, Any]:
    same = ("version", "digest", "title", "summary", "language", "minutes")
    parts = [
        {
            "id": part.identifier,
            "title": part.title,
            "mode": part.mode,
            "minutes": part.minutes,
            "core_elements": part.elements,
        }
        for part in release.parts.all()
    ]
    licence = release.manifest.get("licence")
    more = {"id": release.package.identifier, "licence": str(licence) if licence else None, "parts": parts}
    return {name: getattr(release, name) for name in same} | more


def _help_line(line: HelpLine, language: str) -> dict[str, Any]:
    said = line.text_in(language)
    same = ("name", "audiences", "age_min", "age_max", "phone", "sms", "chat_url", "web", "area", "source", "overdue")
    return {name: getattr(line, name) for name in same} | {
        "id": line.key,
        "text": said.text if said else "",
        "hours": None if line.overdue else line.known_hours or None,
        "written_hours": None if line.overdue else line.written_hours,
        "last_checked": line.last_seen,
    }


def _figure_id(figure: PublicFigure) -> str:
    return f"{figure.service}_{figure.age_band}_{figure.question}_{figure.version}_{figure.scale}"


def _figure(key: str, figure: PublicFigure, language: str) -> dict[str, Any]:
    with translation.override(language):
        values = range(len(figure.cells))
        rows = answer_rows(labels=figure.labels, scale=figure.scale, choices=figure.choices, cells=values)
        text = question_words(figure.words)
    labels = {value: label for label, value in rows}
    same = ("service", "age_band", "question", "version", "since", "until", "number")
    cells = [
        {
            "value": value,
            "label": labels[value],
            "count": count,
            "hidden_because": "small_number" if count is None else None,
        }
        for value, count in enumerate(figure.cells)
    ]
    return {name: getattr(figure, name) for name in same} | {"id": key, "text": text, "cells": cells}
