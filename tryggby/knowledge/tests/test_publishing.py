"""Publishing is refused in code, whatever the button: two people answer for texts for children."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from wagtail.models import TaskState

from tryggby.audit.door import Entry
from tryggby.ground.door import today
from tryggby.knowledge.actions import approve_text, confirm_expert_review
from tryggby.knowledge.factories import ArticleFactory, NewsFactory
from tryggby.knowledge.models import Article, Film, Rendering, SearchDocument, SecondReading
from tryggby.organisations.factories import AppointmentFactory
from tryggby.outbox.door import Message

pytestmark = pytest.mark.django_db


def child_text(by, **fields):
    return ArticleFactory(audience="child", by=by, draft=True, **fields)


def test_a_text_for_children_waits_for_another_editor(editor, reader):
    article = child_text(editor)
    revision = article.latest_revision
    for person in (editor, reader, None):
        with pytest.raises(PermissionDenied):
            revision.publish(user=person)
    with pytest.raises(PermissionDenied):
        approve_text(by=editor, revision=revision)
    approve_text(by=reader, revision=revision)
    revision.publish(user=reader)
    assert Article.objects.live().get(pk=article.pk)
    assert Entry.objects.filter(verb="approve_text", actor=reader.pk).count() == 1


def test_a_new_word_is_read_anew(editor, reader):
    article = child_text(editor)
    approve_text(by=reader, revision=article.latest_revision)
    article.latest_revision.publish(user=reader)
    article.refresh_from_db()
    article.summary = "Noe annet."
    with pytest.raises(PermissionDenied):
        article.save_revision(user=editor).publish(user=editor)


def test_a_text_cannot_slip_out_by_changing_its_readers(editor, reader):
    article = ArticleFactory(audience="staff", by=editor)
    article.audience = "child"
    with pytest.raises(PermissionDenied):
        article.save_revision(user=editor).publish(user=editor)
    child = child_text(editor)
    approve_text(by=reader, revision=child.latest_revision)
    child.latest_revision.publish(user=reader)
    child.refresh_from_db()
    child.audience = "staff"
    with pytest.raises(PermissionDenied):
        child.save_revision(user=editor).publish(user=editor)


def test_the_workflow_publishes_when_the_second_editor_says_yes(editor, reader):
    article = child_text(editor)
    workflow = article.get_workflow()
    workflow.start(article, user=editor)
    state = TaskState.objects.get()
    task = state.task.specific
    assert task.get_actions(article, editor) == []
    with pytest.raises(PermissionDenied):
        task.on_action(state, editor, "approve")
    assert [name for name, *_ in task.get_actions(article, reader)] == ["reject", "approve", "approve"]
    task.on_action(TaskState.objects.get(), reader, "approve")
    assert Article.objects.live().filter(pk=article.pk).exists()
    assert SecondReading.objects.get().reader == reader


@pytest.mark.shows("door.5")
def test_the_other_editors_are_told_that_a_text_waits(editor, reader, installation):
    """Whoever shall read must not have to look for it; the writer is told nothing they know."""
    gone = AppointmentFactory(organisation=installation.owner, role="editor", until=today() - dt.timedelta(days=1))
    article = child_text(editor, title="Når du er «sint» & redd")
    article.get_workflow().start(article, user=editor)
    mail = Message.objects.get(kind="second_reading")
    assert mail.to == reader.email and gone.person.email != reader.email
    assert "«Når du er «sint» & redd» er sendt inn" in mail.text
    assert f"/redaksjon/pages/{article.pk}/edit/" in mail.text


@pytest.mark.shows("door.5")
@pytest.mark.parametrize("mended_by", ["editor", "reader"])
def test_what_is_saved_after_it_was_sent_in_is_what_the_other_one_reads(editor, reader, mended_by):
    """The writer mends a comma, or the reader does: then the other one's yes publishes that, at the first time."""
    article = child_text(editor)
    article.get_workflow().start(article, user=editor)
    mender, other = (editor, reader) if mended_by == "editor" else (reader, editor)
    article.title = "Med komma"
    article.save_revision(user=mender)
    state = TaskState.objects.get()
    task = state.task.specific
    assert not task.get_task_states_user_can_moderate(mender).exists()
    assert task.get_task_states_user_can_moderate(other).get() == state
    assert task.get_actions(article, mender) == [] and task.get_actions(article, other)
    with pytest.raises(PermissionDenied):
        task.on_action(TaskState.objects.get(), mender, "approve") if mender == editor else approve_text(
            by=mender, revision=article.latest_revision
        )
    task.on_action(TaskState.objects.get(), other, "approve")
    assert Article.objects.live().get(pk=article.pk).title == "Med komma"
    assert SecondReading.objects.get().revision == article.latest_revision


def test_somebody_who_is_no_editor_approves_nothing(editor, installation):
    from tryggby.people.factories import PersonFactory

    article = child_text(editor)
    article.get_workflow().start(article, user=editor)
    state = TaskState.objects.get()
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, PersonFactory(), "approve")


def test_a_copy_is_a_draft(editor, reader):
    article = ArticleFactory(audience="child")
    copy = article.copy(update_attrs={"slug": "kopi"}, user=editor)
    assert not copy.live


def test_marks_without_a_source_are_refused(editor):
    article = ArticleFactory(draft=True, markdown="Alle vet det.[^s9]")
    with pytest.raises(PermissionDenied, match="s9"):
        article.latest_revision.publish(user=editor)


def test_a_hard_text_for_children_must_say_why(editor, reader):
    hard = "Barnevernstjenestens undersøkelsesplikt forutsetter forholdsmessighetsvurderinger."
    article = child_text(editor, markdown=hard)
    approve_text(by=reader, revision=article.latest_revision)
    with pytest.raises(PermissionDenied, match="vanskeligere"):
        article.latest_revision.publish(user=reader)
    article.lix_reason = "Ordene står i brevet barnet får."
    revision = article.save_revision(user=editor)
    approve_text(by=reader, revision=revision)
    revision.publish(user=reader)
    assert Article.objects.get(pk=article.pk).live


def test_a_hard_text_for_employees_goes_out():
    article = ArticleFactory(markdown="Barnevernstjenestens undersøkelsesplikt forutsetter forholdsmessighet.")
    assert article.live and Rendering.objects.get(page=article.pk).lix > 45


def test_a_film_needs_captions_and_transcript(editor):
    film = Film(title="Slik gjør vi")
    film.file.save("film.mp4", ContentFile(b"\0\0\0\x18ftypmp42"))
    article = ArticleFactory(draft=True)
    article.body = [("film", film)]
    with pytest.raises(PermissionDenied, match="Slik gjør vi"):
        article.save_revision(user=editor).publish(user=editor)
    film.transcript = "Hun setter seg."
    film.captions.save("film.vtt", ContentFile(b"WEBVTT\n"))
    article.save_revision(user=editor).publish(user=editor)
    assert "<video" in Rendering.objects.get(page=article.pk).html
    film.full_clean()
    film.transcript = " "
    with pytest.raises(ValidationError, match="publisert tekst"):
        film.full_clean()
    Article.objects.get(pk=article.pk).unpublish(user=editor)
    film.full_clean()


def test_publishing_makes_the_page_ready_and_unpublishing_takes_it_down(editor):
    article = ArticleFactory()
    kept = Rendering.objects.get(page=article.pk)
    assert kept.revision == article.live_revision_id
    assert '<a href="#kilde-1" id="pastand-1">' in kept.html and "[^s1]" not in kept.html
    assert SearchDocument.objects.get().title == article.title
    article.unpublish(user=editor)
    assert not Rendering.objects.exists() and not SearchDocument.objects.exists()


def test_a_professionals_control_holds_until_the_text_changes(editor, client):
    article = ArticleFactory(slug="redd")
    page = lambda: client.get("/kunnskap/redd/?n=1").content.decode()  # noqa: E731
    assert "Faglig kontroll gjenstår" in page()
    confirm_expert_review(by=editor, page=article, reviewer="Kari Lie, psykolog")
    assert "Kari Lie, psykolog" in page() and "endret siden" not in page()
    article.summary = "Noe nytt."
    article.save_revision(user=editor).publish(user=editor)
    assert "Teksten er endret siden." in page()


def test_news_go_out_at_once(editor):
    news = NewsFactory(by=editor)
    assert news.live and Entry.objects.filter(verb="publish_text", actor=editor.pk).exists()
