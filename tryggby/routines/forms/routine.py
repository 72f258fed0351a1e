"""Forms of a unit's routine."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tryggby.ground.door import today
from tryggby.routines.forms.dates import DateInput, in_a_year
from tryggby.routines.models import Adoption, RoutineReview, UnitRoutine
from tryggby.routines.overlay import Difference

LONGEST = 2000


class AdaptForm(forms.Form):
    """One field a step, empty where the template stands; then steps of the unit's own."""

    def __init__(self, *args, content: dict, mine: UnitRoutine | None, most: int, **kwargs):
        super().__init__(*args, **kwargs)
        own, added = (mine.own, mine.added) if mine else ({}, [])
        steps = {step["id"]: (step["title"], step["text"]) for step in content["steps"]}
        steps |= {key: (row["title"], "") for key, row in own.items() if key not in steps}
        self.steps = [
            (title, text, self._area(f"step_{key}", title, own.get(key, {}).get("text", "")))
            for key, (title, text) in steps.items()
        ]
        self.keys = list(steps)
        self.added = [
            self._added(number, added[number] if number < len(added) else {})
            for number in range(min(len(added) + 1, most))
        ]

    def lay_beside(self) -> None:
        """Somebody saved while one wrote: where the words differ, the saved ones are shown at the field."""
        for name, field in self.fields.items():
            if (self.data.get(name) or "").strip() != (field.initial or "").strip():
                self[name].help_text = _("Lagret nå: %(words)s") % {
                    "words": f"«{field.initial}»" if field.initial else "–"
                }

    def facts(self) -> dict:
        """What the action asks for."""
        data = self.cleaned_data
        numbers = range(len(self.added))
        return {
            "own": {key: data[f"step_{key}"] for key in self.keys},
            "added": [{"title": data[f"title_{n}"], "text": data[f"text_{n}"]} for n in numbers],
        }

    def clean(self):
        """A step of one's own has both a title and a text, or neither."""
        data = super().clean()
        for number in range(len(self.added)):
            title, text = data.get(f"title_{number}", ""), data.get(f"text_{number}", "")
            if bool(title) != bool(text):
                self.add_error(f"text_{number}" if title else f"title_{number}", _("Skriv både tittel og tekst."))
        return data

    def _area(self, name: str, label: str, initial: str):
        self.fields[name] = forms.CharField(
            label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), initial=initial
        )
        return self[name]

    def _added(self, number: int, row: dict) -> tuple:
        self.fields[f"title_{number}"] = forms.CharField(
            label=_("Tittel på eget steg %(n)d") % {"n": number + 1},
            required=False,
            max_length=120,
            initial=row.get("title", ""),
        )
        text = self._area(f"text_{number}", _("Hva dere gjør i steg %(n)d") % {"n": number + 1}, row.get("text", ""))
        return self[f"title_{number}"], text


class AdoptForm(forms.ModelForm):
    """When and where the unit agreed, and when it looks at the routine again."""

    class Meta:
        model = Adoption
        fields = ["decided_on", "decided_in", "review_by"]
        widgets = {"decided_on": DateInput(), "review_by": DateInput()}

    def __init__(self, *args, languages: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        if len(languages) > 1:
            named = [(code, name) for code, name in settings.LANGUAGES if code in languages]
            now = get_language()
            self.fields["language"] = forms.ChoiceField(
                label=_("Hvilket språk vedtar dere den på?"),
                choices=named,
                initial=now if now in languages else languages[0],
                help_text=_("Ordene dere har skrevet selv, blir stående slik de er."),
            )
        self.fields["decided_on"].initial = today
        self.fields["decided_in"].help_text = _("For eksempel personalmøtet.")
        self.fields["review_by"].initial = in_a_year

    def validate_constraints(self) -> None:
        """The action says which day cannot be, at its field and in words; the database's own rule would say neither."""


class ReviewForm(forms.ModelForm):
    """The yearly look."""

    review_by = forms.DateField(
        label=gettext_lazy("Når ser dere på den neste gang?"), widget=DateInput(), initial=in_a_year
    )

    class Meta:
        model = RoutineReview
        fields = ["outcome", "note"]
        widgets = {"outcome": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = RoutineReview.Outcome.choices
        self.fields["note"].help_text = _("Skriv om rutinen, ikke om barn eller kolleger.")


class VersionForm(forms.Form):
    """Where both the template and the unit have changed a step, the unit chooses; its own words are proposed."""

    def __init__(self, *args, rows: list[Difference], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = []
        for row in rows:
            bound = None
            if row.own:
                choices = [("own", _("Behold våre ord")), ("new", _("Bruk den nye teksten"))]
                if row.kind == "gone":
                    choices = [("own", _("Behold våre ord som eget steg")), ("new", _("Ta bort steget"))]
                self.fields[f"use_{row.id}"] = forms.ChoiceField(
                    label=_("Hva velger dere?"), choices=choices, initial="own", widget=forms.RadioSelect
                )
                bound = self[f"use_{row.id}"]
            self.rows.append((row, bound))

    def chosen_new(self) -> set[str]:
        """Steps where the new text is wanted."""
        return {name[4:] for name, value in self.cleaned_data.items() if value == "new"}
