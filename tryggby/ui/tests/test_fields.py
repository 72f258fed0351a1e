"""Form fields: label, hint, input and error belong together; the summary leads to each of them."""

import re

import pytest
from django import forms
from django.template import Context, Template

from tryggby.ui.gallery import EveryFieldForm


def render(source, **context):
    return Template(source).render(Context(context))


def field(name, form=None, options=""):
    return render("{% field form." + name + " " + options + " %}", form=form or EveryFieldForm())


def attribute(html, name, tag="input|select|textarea"):
    found = re.search(rf"<(?:{tag})\b[^>]*\s{name}=\"([^\"]*)\"", html)
    return found[1] if found else None


@pytest.mark.parametrize(
    "name", ["title", "email", "people", "day", "time", "unit", "text", "file", "password", "agree"]
)
def test_field_has_a_label_that_names_its_input(name):
    html = field(name)
    assert attribute(html, "id") == f"id_{name}"
    assert f'<label class="ds-label" for="id_{name}">' in html
    assert "ds-input" in attribute(html, "class")


def test_hint_is_tied_to_the_input():
    html = field("title")
    assert attribute(html, "aria-describedby") == "id_title_hint"
    assert 'id="id_title_hint"' in html


def test_error_is_tied_to_the_input_and_what_was_typed_is_kept():
    html = field("email", EveryFieldForm({"email": "amina@solvik"}))
    assert attribute(html, "aria-invalid") == "true"
    assert attribute(html, "aria-describedby") == "id_email_error"
    assert 'id="id_email_error"' in html
    assert attribute(html, "value") == "amina@solvik"


def test_hint_comes_before_error():
    html = field("title", EveryFieldForm({"title": ""}))
    assert attribute(html, "aria-describedby") == "id_title_hint id_title_error"


def test_voluntary_fields_say_so_and_required_ones_do_not():
    assert "(valgfritt)" in field("text")
    assert "(valgfritt)" not in field("title")


@pytest.mark.parametrize(("name", "kind", "count"), [("mode", "radio", 2), ("needs", "checkbox", 3)])
def test_groups_are_fieldsets_with_one_label_per_choice(name, kind, count):
    html = field(name)
    assert html.count(f'type="{kind}"') == count == html.count("<label")
    assert "<fieldset" in html
    assert "<legend" in html
    for number in range(count):
        assert f'for="id_{name}_{number}"' in html


def test_group_describes_itself_with_hint_and_error():
    html = field("needs", EveryFieldForm({"needs": ["feil"]}))
    assert 'aria-describedby="id_needs_hint id_needs_error"' in html
    assert html.count('aria-invalid="true"') == 3


def test_chosen_choice_is_kept():
    html = field("mode", EveryFieldForm({"mode": "nett"}))
    assert re.search(r'value="nett"[^>]*checked', html)


def test_extra_words_become_attributes():
    html = field("title", options='autocomplete="off" data_clock="on" label="Navn" hint="Kort"')
    assert attribute(html, "autocomplete") == "off"
    assert attribute(html, "data-clock") == "on"
    assert ">Navn" in html
    assert "Kort" in html


def test_hidden_field_has_no_label():
    assert "<label" not in field("hidden")


def test_prefixed_forms_have_their_own_ids():
    html = field("title", EveryFieldForm(prefix="a"))
    assert attribute(html, "id") == "id_a-title"
    assert 'for="id_a-title"' in html


def test_summary_leads_to_each_faulty_field():
    html = render("{% errors form %}", form=EveryFieldForm({"mode": "buss", "title": "Ro"}))
    assert 'href="#id_email"' in html
    assert 'href="#id_mode_0"' in html
    assert 'href="#id_title"' not in html
    assert "autofocus" in html


def test_summary_has_no_colon_after_a_question():
    html = render("{% errors form %}", form=EveryFieldForm({"mode": "buss"}))
    assert "Hvordan blir du med? " in html
    assert "?:" not in html


def test_summary_counts_and_tells_that_nothing_is_lost():
    class OneForm(forms.Form):
        name = forms.CharField(label="Navn")

    html = render("{% errors form %}", form=OneForm({}))
    assert "Én ting må rettes" in html
    assert "tatt vare på" in html


def test_summary_is_silent_when_all_is_well():
    assert render("{% errors form other %}", form=EveryFieldForm(), other=None) == ""


def test_summary_takes_formsets_and_faults_of_the_whole_form():
    class PairForm(forms.Form):
        name = forms.CharField(label="Navn", required=False)

        def clean(self):
            raise forms.ValidationError("Velg en annen dag.")

    many = forms.formset_factory(PairForm)({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "x"})
    assert "Velg en annen dag." in render("{% errors many %}", many=many)


def test_what_people_write_is_escaped():
    html = field("title", EveryFieldForm({"title": '"><script>'}))
    assert "<script>" not in html


def test_once_is_new_each_time():
    keys = re.findall(r'value="([^"]+)"', render("{% once %}{% once %}"))
    assert len(set(keys)) == 2
    assert all(len(key) >= 20 for key in keys)
