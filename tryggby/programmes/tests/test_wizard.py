"""A coordinator starts the 4 + 4 for three municipalities, from template to invitations."""

import datetime as dt

import pytest
from django.urls import reverse

from tryggby.ground.door import today
from tryggby.outbox.door import Message
from tryggby.programmes.models import BetweenTask, Cohort, CohortDraft, Enrolment, Gathering, Invitation


@pytest.fixture
def kari(client, valley):
    client.force_login(valley.kari)
    return client


def begin(client, valley):
    answer = client.post(
        reverse("programmes:start"),
        {"programme": valley.programme.pk, "name": "Sammen 2027", "organisation": valley.lia.pk, "once": "a"},
    )
    assert answer.status_code == 302
    return CohortDraft.objects.get()


def url(draft, step):
    return reverse("programmes:step", args=[draft.key, step])


def fields(form):
    """What a browser would send when nothing is changed."""
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, False, "", []):
            data[bound.html_name] = "on" if value is True else value
    return data


def walk(client, valley):
    """All steps up to the preview."""
    draft = begin(client, valley)
    everyone = {f"alle-{o.key}": "on" for o in (valley.lia, valley.berg, valley.nes)}
    assert client.post(url(draft, "enheter"), everyone).url == url(draft, "datoer")
    first = today() + dt.timedelta(days=60)
    assert client.post(url(draft, "datoer"), {"first": first.isoformat(), "weeks": 10}).url == url(draft, "datoer")
    data = fields(client.get(url(draft, "datoer")).context["form"])
    assert client.post(url(draft, "datoer"), data | {"neste": "1"}).url == url(draft, "sted")
    assert client.post(url(draft, "sted"), {"sted-staff": "Kulturhuset", "adresse-staff": "Torget 1"}).url == url(
        draft, "deltakere"
    )
    form = client.get(url(draft, "deltakere")).context["form"]
    data = fields(form) | {"inviter-TOTAL_FORMS": "2", "inviter-INITIAL_FORMS": "0"}
    data |= {"inviter-0-name": "Per Politi", "inviter-0-email": "Per@politi.example"}
    data |= {"inviter-0-unit": valley.units[0].key, "inviter-0-track": "staff"}
    answer = client.post(url(draft, "deltakere"), data)
    assert answer.status_code == 302 and answer.url == url(draft, "forhandsvisning")
    draft.refresh_from_db()
    return draft


def test_three_municipalities_from_template_to_invitations(kari, valley, django_capture_on_commit_callbacks):
    draft = walk(kari, valley)
    page = kari.get(url(draft, "forhandsvisning"))
    assert "18 personer meldes på" in page.content.decode()
    assert not page.context["form"].plan.problems
    answer = kari.post(url(draft, "forhandsvisning"), {"publiser": "1"})
    cohort = Cohort.objects.get()
    assert answer.url == reverse("programmes:cohort", args=[cohort.key])
    assert cohort.published_at and cohort.organisation == valley.lia
    assert set(cohort.organisations.all()) == {valley.lia, valley.berg, valley.nes}
    assert Gathering.objects.filter(cohort=cohort, track="staff").count() == 4
    supervisions = Gathering.objects.filter(cohort=cohort, track="leader").select_related("paired_with")
    assert [s.paired_with.number for s in supervisions.order_by("number")] == [1, 2, 3, 4]
    assert all((s.ends_at - s.starts_at) == dt.timedelta(hours=3) for s in supervisions)
    assert Enrolment.objects.filter(cohort=cohort, track="staff").count() == 18
    assert set(Enrolment.objects.filter(track="leader").values_list("person", flat=True)) == {
        p.pk for p in valley.leaders
    }
    assert BetweenTask.objects.filter(cohort=cohort).count() == 7
    assert Invitation.objects.get().email == "per@politi.example"
    assert Message.objects.filter(kind="cohort_invitation").count() == 18 + 6 + 1
    assert Message.objects.filter(kind="gathering_invitation", calendar_method="REQUEST").count() == 4 * 18 + 4 * 6
    assert CohortDraft.objects.get().state == {}


def test_publishing_twice_makes_one_cohort_and_no_second_mail(kari, valley):
    draft = walk(kari, valley)
    kari.post(url(draft, "forhandsvisning"), {"publiser": "1"})
    mails = Message.objects.count()
    answer = kari.post(url(draft, "forhandsvisning"), {"publiser": "1"})
    assert answer.url == reverse("programmes:cohort", args=[Cohort.objects.get().key])
    assert Message.objects.count() == mails


def test_starting_twice_with_the_same_form_gives_one_draft(kari, valley):
    begin(kari, valley)
    begin(kari, valley)
    assert CohortDraft.objects.count() == 1


def test_a_draft_is_found_again_with_everything_in_it(kari, valley):
    draft = walk(kari, valley)
    assert "Sammen 2027" in kari.get(reverse("programmes:cohorts")).content.decode()
    form = kari.get(url(draft, "deltakere")).context["form"]
    assert form.invites[0]["name"].value() == "Per Politi"
    assert form[f"hele-staff-{valley.units[0].key}"].value() is True
    assert kari.get(url(draft, "mal")).context["form"]["name"].value() == "Sammen 2027"


@pytest.mark.parametrize(
    ("step", "data", "words"),
    [
        ("enheter", {}, "minst én enhet"),
        ("datoer", {"first": "2020-01-01", "weeks": 10}, "ikke er passert"),
        ("datoer", {"first": "tulldag", "weeks": 10}, "gyldig dato"),
        ("datoer", {"first": "2027-02-04", "weeks": 99}, "mindre enn eller lik 26"),
        ("sted", {"plasser-staff": "0"}, "større enn eller lik 1"),
        ("forhandsvisning", {}, "Velg minst én enhet."),
    ],
)
def test_bad_input_is_said_and_kept(kari, valley, step, data, words):
    draft = begin(kari, valley)
    answer = kari.post(url(draft, step), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_an_empty_start_is_422(kari, valley):
    answer = kari.post(reverse("programmes:start"), {"name": "Uten program"})
    assert answer.status_code == 422
    assert "Uten program" in answer.content.decode()


def test_invitation_without_address_keeps_the_name(kari, valley):
    draft = begin(kari, valley)
    kari.post(url(draft, "enheter"), {f"alle-{valley.lia.key}": "on"})
    data = {"inviter-TOTAL_FORMS": "2", "inviter-INITIAL_FORMS": "0", "inviter-0-name": "Per Politi"}
    data |= {"inviter-0-unit": valley.units[0].key, "inviter-0-track": "staff"}
    answer = kari.post(url(draft, "deltakere"), data)
    assert answer.status_code == 422
    assert "Per Politi" in answer.content.decode()
    assert "Skriv e-postadressen også." in answer.content.decode()


def test_asking_for_more_lines_stays_and_keeps(kari, valley):
    draft = begin(kari, valley)
    kari.post(url(draft, "enheter"), {f"alle-{valley.lia.key}": "on"})
    data = {"inviter-TOTAL_FORMS": "1", "inviter-INITIAL_FORMS": "0", "inviter-0-name": "Per", "flere": "1"}
    data |= {"inviter-0-email": "per@politi.example", "inviter-0-unit": valley.units[0].key, "inviter-0-track": "staff"}
    assert kari.post(url(draft, "deltakere"), data).url == url(draft, "deltakere")
    assert len(kari.get(url(draft, "deltakere")).context["form"].invites) == 3


def test_days_in_the_wrong_order_are_refused(kari, valley):
    draft = begin(kari, valley)
    kari.post(url(draft, "enheter"), {f"alle-{valley.lia.key}": "on"})
    first = today() + dt.timedelta(days=60)
    kari.post(url(draft, "datoer"), {"first": first.isoformat(), "weeks": 10})
    form = kari.get(url(draft, "datoer")).context["form"]
    data = fields(form)
    third = next(i for i, row in enumerate(form.days) if (row["track"], row["number"]) == ("staff", 3))
    answer = kari.post(url(draft, "datoer"), data | {f"dag-{third}": (first + dt.timedelta(days=1)).isoformat()})
    assert answer.status_code == 422
    assert "etter den forrige" in answer.content.decode()


def test_days_held_twice_split_the_staff_in_two_groups(kari, valley):
    draft = begin(kari, valley)
    kari.post(url(draft, "enheter"), {f"alle-{valley.lia.key}": "on"})
    first = today() + dt.timedelta(days=60)
    kari.post(url(draft, "datoer"), {"first": first.isoformat(), "weeks": 10, "to-staff": "on"})
    kari.post(url(draft, "datoer"), fields(kari.get(url(draft, "datoer")).context["form"]))
    data = fields(kari.get(url(draft, "deltakere")).context["form"])
    kari.post(url(draft, "deltakere"), data | {"inviter-TOTAL_FORMS": "0", "inviter-INITIAL_FORMS": "0"})
    kari.post(url(draft, "forhandsvisning"), {"publiser": "1"})
    cohort = Cohort.objects.get()
    assert Gathering.objects.filter(cohort=cohort, track="staff").count() == 8
    assert sorted(Enrolment.objects.filter(track="staff").values_list("run", flat=True)) == [1, 1, 1, 1, 2, 2]
    staff_mails = Message.objects.filter(kind="gathering_invitation").count()
    assert staff_mails == 6 * 4 + 2 * 4


def test_foreign_units_cannot_be_slipped_in(kari, valley):
    draft = begin(kari, valley)
    answer = kari.post(url(draft, "enheter"), {f"enheter-{valley.lia.key}": "zzzzzzzzzz"})
    assert answer.status_code == 422


def test_another_coordinators_draft_is_404(client, valley, kari):
    draft = begin(kari, valley)
    for person in (valley.nora, valley.odd, valley.leaders[0], valley.staff[0][0]):
        client.force_login(person)
        assert client.get(url(draft, "enheter")).status_code == 404
        assert client.get(reverse("programmes:discard", args=[draft.key])).status_code == 404


def test_a_discarded_draft_forgets_the_names(kari, valley):
    draft = walk(kari, valley)
    assert kari.get(reverse("programmes:discard", args=[draft.key])).status_code == 200
    kari.post(reverse("programmes:discard", args=[draft.key]))
    draft.refresh_from_db()
    assert draft.discarded_at and draft.state == {}
    assert kari.get(url(draft, "enheter")).status_code == 404


def test_a_leader_in_two_units_is_refused_in_words(kari, valley):
    from tryggby.organisations.factories import MembershipFactory

    MembershipFactory(person=valley.leaders[0], unit=valley.units[1], role="leader", share=20)
    draft = begin(kari, valley)
    kari.post(url(draft, "enheter"), {f"alle-{valley.lia.key}": "on"})
    key, here, there = valley.leaders[0].key, valley.units[0].key, valley.units[1].key
    data = {"inviter-TOTAL_FORMS": "0", "inviter-INITIAL_FORMS": "0"}
    data |= {f"folk-leader-{here}": [key], f"folk-leader-{there}": [key]}
    answer = kari.post(url(draft, "deltakere"), data)
    assert answer.status_code == 422
    assert "bare stå for én enhet" in answer.content.decode()
