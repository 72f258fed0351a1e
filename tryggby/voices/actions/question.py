"""Compose what a channel asks, and write an own question."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tryggby.audit.door import record
from tryggby.ground.door import claim, done, earlier
from tryggby.voices import content
from tryggby.voices.models import Channel, Question, QuestionSet, SetQuestion
from tryggby.voices.refusal import Refused

# One minute for a child.
MOST = 6


def library_question(slug: str) -> Question:
    """The row of one of our own questions in its newest version, made at its first use."""
    shipped = content.library()[slug]
    found, _made = Question.objects.get_or_create(
        organisation=None,
        slug=slug,
        version=shipped["version"],
        defaults={name: shipped[name] for name in ("kind", "theme", "labels", "words", "choices")},
    )
    return found


@transaction.atomic
def ask_children(*, by, channel: Channel, questions: list[Question]) -> QuestionSet:
    """Ask these, in this order, from now on. Raises Refused."""
    Channel.objects.select_for_update().get(pk=channel.pk)
    if not questions:
        raise Refused(_("Velg minst ett spørsmål."))
    if len(questions) > MOST:
        raise Refused(_("Velg høyst %(n)d spørsmål. Da tar det under et minutt.") % {"n": MOST})
    if any(question.organisation_id not in (None, channel.organisation_id) for question in questions):
        raise Refused(_("Velg spørsmål fra lista."))
    last = channel.question_set
    if last and [place.question_id for place in last.places.all()] == [question.pk for question in questions]:
        return last
    made = QuestionSet.objects.create(channel=channel, number=last.number + 1 if last else 1, made_by=by)
    SetQuestion.objects.bulk_create(
        [SetQuestion(question_set=made, question=question, order=number) for number, question in enumerate(questions)]
    )
    record(
        by=by, verb="ask_children", of=channel, organisation=channel.organisation_id, asked=[q.slug for q in questions]
    )
    return made


@transaction.atomic
def write_question(
    *, by, organisation, text: str, theme: str, labels: str, translated: dict[str, str] | None = None, once=None
) -> Question:
    """An organisation's own question with faces, in bokmål and as `translated` by language code.

    The form has warned of unwise words.
    """
    once_row = claim(once)
    if once_row is None:
        return Question.objects.get(key=earlier(once or ""))
    slug = slugify(text)[:50] or "eget"
    last = Question.objects.filter(organisation=organisation, slug=slug).order_by("-version").first()
    question = Question.objects.create(
        organisation=organisation,
        slug=slug,
        version=last.version + 1 if last else 1,
        theme=theme,
        labels=labels,
        words={content.FIRST: text} | (translated or {}),
        made_by=by,
    )
    record(by=by, verb="write_question", of=question, organisation=organisation)
    done(once_row, question.key)
    return question
