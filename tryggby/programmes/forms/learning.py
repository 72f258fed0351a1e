"""The agreement before the start, and the learning goals."""

from django import forms
from django.utils.translation import gettext as _

from tryggby.programmes.models import Cohort, CommitmentCheck, Gathering, GoalAnswer

VALUES = (1, 2, 3, 4, 5)


class Commitments(forms.Form):
    """Tick what is in place."""

    def __init__(self, data=None, *, cohort: Cohort) -> None:
        super().__init__(data)
        checked = CommitmentCheck.objects.filter(cohort=cohort).values_list("code", flat=True)
        for point in cohort.programme.design.commitments:
            self.fields[point.code] = forms.BooleanField(
                label=point.title, help_text=point.text, required=False, initial=point.code in checked
            )

    def codes(self) -> list[str]:
        """The ticked points."""
        return [code for code, ticked in self.cleaned_data.items() if ticked]


class GoalCounts(forms.Form):
    """How many gave each value, before or after."""

    gathering = forms.ModelChoiceField(Gathering.objects.none(), label="", to_field_name="key", empty_label=None)
    moment = forms.ChoiceField(choices=GoalAnswer.Moment, widget=forms.RadioSelect)

    def __init__(self, data=None, *, cohort: Cohort, initial=None) -> None:
        super().__init__(data, initial=initial)
        self.fields["gathering"].queryset = Gathering.objects.filter(cohort=cohort).standing()
        self.fields["gathering"].label = _("Samling")
        self.fields["moment"].label = _("Når")
        self.goals = cohort.programme.design.goals
        for goal in self.goals:
            for value in VALUES:
                self.fields[f"{goal.code}-{value}"] = forms.IntegerField(
                    label=str(value), min_value=0, max_value=5000, required=False
                )

    def rows(self) -> list[dict]:
        """Goals for the page, with a field per value."""
        return [{"goal": goal, "fields": [self[f"{goal.code}-{value}"] for value in VALUES]} for goal in self.goals]

    def clean(self) -> dict:
        """At least one number."""
        data = super().clean() or {}
        if not self.errors and not any(self.counts().values()):
            raise forms.ValidationError(_("Skriv minst ett antall."))
        return data

    def counts(self) -> dict:
        """Goal -> value -> count, for goals with a number."""
        found = {}
        for goal in self.goals:
            values = {v: self.cleaned_data.get(f"{goal.code}-{v}") for v in VALUES}
            if any(count is not None for count in values.values()):
                found[goal.code] = {v: count or 0 for v, count in values.items()}
        return found


class GoalAnswers(forms.Form):
    """One participant's own answers, from 1 to 5; every one may be skipped."""

    def __init__(self, data=None, *, gathering: Gathering) -> None:
        super().__init__(data)
        for goal in gathering.cohort.programme.design.goals:
            self.fields[goal.code] = forms.TypedChoiceField(
                label=goal.text,
                choices=[(1, _("1 – stemmer lite")), (2, "2"), (3, "3"), (4, "4"), (5, _("5 – stemmer godt"))],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def values(self) -> dict[str, int]:
        """Goal -> value for those answered."""
        return {code: value for code, value in self.cleaned_data.items() if value is not None}
