"""The forms at the door: the code on the wall, a first name and a unit, a receipt."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggby.ground.door import one_line
from tryggby.programmes.models import Gathering, RoomCode
from tryggby.programmes.models.room import CODE_LENGTH, RECEIPT_LENGTH, tidy_code
from tryggby.programmes.representation import units_of

OTHER = "annen"


class CodeForm(forms.Form):
    """The code on the wall."""

    code = forms.CharField(
        label=gettext_lazy("Koden på veggen"),
        max_length=20,
        error_messages={"required": gettext_lazy("Skriv koden som står på veggen eller skjermen.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """As it is stored; only codes that hang now."""
        code = tidy_code(self.cleaned_data["code"])
        if not RoomCode.objects.standing().filter(code=code).exists():
            raise forms.ValidationError(
                _("Vi finner ikke koden. Den har %(n)d tegn. Se på veggen en gang til."), params={"n": CODE_LENGTH}
            )
        return code


class ReceiptForm(forms.Form):
    """The receipt from the thanks page."""

    receipt = forms.CharField(
        label=gettext_lazy("Kvitteringen du fikk"),
        max_length=20,
        help_text=gettext_lazy("De 6 tegnene som sto på skjermen da du meldte deg."),
        error_messages={"required": gettext_lazy("Skriv de 6 tegnene fra kvitteringen.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_receipt(self) -> str:
        """Six signs."""
        receipt = tidy_code(self.cleaned_data["receipt"])
        if len(receipt) != RECEIPT_LENGTH:
            raise forms.ValidationError(_("Kvitteringen har %(n)d tegn."), params={"n": RECEIPT_LENGTH})
        return receipt


class GuestForm(forms.Form):
    """A first name, and one of the cohort's units or another one."""

    given_name = forms.CharField(
        label=gettext_lazy("Fornavnet ditt"),
        max_length=60,
        error_messages={"required": gettext_lazy("Skriv fornavnet ditt.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Hvor jobber du?"),
        error_messages={
            "required": gettext_lazy("Velg hvor du jobber."),
            "invalid_choice": gettext_lazy("Velg hvor du jobber."),
        },
        widget=forms.Select(attrs={"data-search": gettext_lazy("Søk i lista")}),
    )
    other_unit = forms.CharField(
        label=gettext_lazy("Annen enhet"),
        help_text=gettext_lazy("Skriv hvor du jobber når det ikke står i lista."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def __init__(self, data=None, *, gathering: Gathering) -> None:
        super().__init__(data)
        self.units = {unit.key: unit for unit in units_of(gathering.cohort)}
        places: dict[str, list] = {}
        for unit in self.units.values():
            places.setdefault(unit.organisation.name, []).append((unit.key, unit.name))
        groups = list(places.items()) if len(places) > 1 else [pair for rows in places.values() for pair in rows]
        self.fields["unit"].choices = [("", _("Velg")), (OTHER, _("Annen enhet")), *groups]  # type: ignore[attr-defined]

    def clean_given_name(self) -> str:
        """Letters, on one line."""
        name = one_line(self.cleaned_data["given_name"])
        if not any(sign.isalpha() for sign in name) or "@" in name or "://" in name:
            raise forms.ValidationError(_("Skriv bare fornavnet ditt, med bokstaver."))
        return name

    def clean(self) -> dict:
        """Another unit has a name."""
        data = super().clean() or {}
        if data.get("unit") == OTHER and not one_line(data.get("other_unit", "")):
            self.add_error("other_unit", _("Skriv hvor du jobber."))
        return data

    @cached_property
    def guest(self) -> dict:
        """The arguments of `arrive`."""
        data = self.cleaned_data
        return {
            "given_name": data["given_name"],
            "unit": self.units.get(data["unit"]),
            "other_unit": data["other_unit"] if data["unit"] == OTHER else "",
        }

    @property
    def place(self) -> str:
        """The unit in words."""
        unit = self.guest["unit"]
        return unit.name if unit else self.guest["other_unit"]
