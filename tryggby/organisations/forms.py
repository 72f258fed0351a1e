"""The forms of units, people in them, partners, roles, the set-up and the upload."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.ground.door import today
from tryggby.organisations.models import Appointment, Installation, Membership, Organisation, Service, Unit
from tryggby.organisations.set_up_code import is_set_up_code
from tryggby.ui.door import WatchedForm

ORG_NUMBER = forms.RegexField(
    r"^[0-9]{9}$",
    label=_("Organisasjonsnummer"),
    required=False,
    error_messages={"invalid": _("Et organisasjonsnummer har ni siffer.")},
)
TAKEN = _("Den finnes allerede i løsningen. Be koordinatoren der om å gi dere tilgang.")


class ColourField(forms.RegexField):
    """A colour as # and six signs, in small letters."""

    def __init__(self, **kwargs):
        super().__init__(
            r"^#[0-9a-fA-F]{6}$",
            label=_("Farge"),
            widget=forms.TextInput(attrs={"type": "color"}),
            help_text=_("Fargen på knapper og overskrifter. Vi regner ut resten."),
            error_messages={"invalid": _("Skriv fargen som # og seks tegn, for eksempel #1f5f6b.")},
            **kwargs,
        )

    def clean(self, value):
        """As it is stored."""
        return super().clean(value).lower()


class DayField(forms.DateField):
    """A date, chosen with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)


class UnitFilterForm(forms.Form):
    """Which units the list shows."""

    organisasjon = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisasjon"), to_field_name="key", required=False, empty_label=_("Alle")
    )
    tjeneste = forms.ModelChoiceField(
        Service.objects.all(), label=_("Tjeneste"), to_field_name="code", required=False, empty_label=_("Alle")
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisasjon"].queryset = Organisation.objects.reached_by(person)
        for chosen in self.fields.values():
            chosen.widget.attrs["class"] = "ds-input"

    def narrow(self, units):
        """The units chosen; a choice that makes no sense is left out."""
        self.is_valid()
        chosen = {"organisation": "organisasjon", "service": "tjeneste"}
        return units.filter(**{name: self.cleaned_data[f] for name, f in chosen.items() if self.cleaned_data.get(f)})


class UnitForm(forms.ModelForm):
    """A new unit."""

    org_number = ORG_NUMBER

    class Meta:
        model = Unit
        fields = ["organisation", "name", "service", "parent", "org_number"]
        labels = {
            "organisation": _("Organisasjon"),
            "name": _("Navn"),
            "service": _("Tjeneste"),
            "parent": _("Ligger under"),
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.kept_by(person)
        self.fields["organisation"].to_field_name = "key"
        self.fields["parent"].queryset = Unit.objects.kept_by(person).open()
        self.fields["parent"].to_field_name = "key"

    def clean(self):
        """The name is new in the organisation, and the parent is in the same one."""
        data = super().clean()
        if Unit.objects.filter(organisation=data.get("organisation"), name=data.get("name")).exists():
            self.add_error("name", _("Det finnes allerede en enhet med dette navnet."))
        parent = data.get("parent")
        if parent and data.get("organisation") and parent.organisation_id != data["organisation"].pk:
            self.add_error("parent", _("Velg en enhet i samme organisasjon."))
        return data


class MembershipForm(forms.Form):
    """Someone who begins in a unit."""

    email = forms.EmailField(label=_("E-post på jobb"), max_length=254)
    given_name = forms.CharField(label=_("Fornavn"), max_length=100)
    family_name = forms.CharField(label=_("Etternavn"), max_length=100, required=False)
    role = forms.ChoiceField(label=_("Rolle"), choices=Membership.Role.choices, widget=forms.RadioSelect)
    share = forms.IntegerField(label=_("Stillingsprosent"), min_value=0, max_value=100, initial=100)
    since = DayField(label=_("Fra og med"), initial=today)


class OrganisationForm(forms.Form):
    """A partner that is new to the installation."""

    for_organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Avtalen gjelder"), to_field_name="key"
    )
    name = forms.CharField(label=_("Navn"), max_length=200)
    kind = forms.ChoiceField(label=_("Hva slags organisasjon?"), choices=Organisation.Kind.choices)
    org_number = ORG_NUMBER

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        own = Organisation.objects.coordinated_by(person)
        self.fields["for_organisation"].queryset = own
        self.fields["for_organisation"].initial = own.first()

    def clean_org_number(self):
        """The same organisation is not added twice."""
        number = self.cleaned_data["org_number"]
        if number and Organisation.objects.filter(org_number=number).exists():
            raise forms.ValidationError(TAKEN)
        return number


class PartnershipForm(forms.Form):
    """Lets another organisation's coordinators invite our units and people."""

    partner = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Våre enheter og ansatte i"), to_field_name="key"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("kan inviteres av koordinatorene i"), to_field_name="key"
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.kept_by(person)
        self.fields["partner"].queryset = ours
        self.fields["partner"].initial = Organisation.objects.coordinated_by(person).first()
        self.fields["organisation"].queryset = Organisation.objects.with_coordinator()

    def clean(self):
        """Nobody has an agreement with themselves."""
        data = super().clean()
        if data.get("partner") and data.get("partner") == data.get("organisation"):
            self.add_error("organisation", _("Velg en annen organisasjon enn deres egen."))
        return data


class RoleForm(forms.Form):
    """Someone who is given a role."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisasjon"), to_field_name="key")
    role = forms.ChoiceField(label=_("Rolle"), choices=Appointment.Role.choices, widget=forms.RadioSelect)
    email = forms.EmailField(label=_("E-post på jobb"), max_length=254)
    given_name = forms.CharField(label=_("Fornavn"), max_length=100)
    family_name = forms.CharField(label=_("Etternavn"), max_length=100, required=False)
    since = DayField(label=_("Fra og med"), initial=today)
    until = DayField(label=_("Til og med"), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        own = Organisation.objects.coordinated_by(person)
        self.fields["organisation"].queryset = own
        self.fields["organisation"].initial = own.first()

    def clean(self):
        """The last day is not before the first."""
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("Siste dag kan ikke være før første dag."))
        return data


class SetUpForm(forms.Form):
    """Whose installation this is, and who begins; only for whoever can read the code."""

    code = forms.CharField(
        label=_("Oppstartskode"),
        max_length=40,
        help_text=_("Koden sto i vinduet der løsningen ble startet. Den viser at det er dere som eier den."),
    )
    owner_kind = forms.ChoiceField(label=_("Hvem skal bruke løsningen?"), choices=Organisation.Kind.choices)
    owner_name = forms.CharField(label=_("Navn"), max_length=200, help_text=_("For eksempel Lyngvik kommune."))
    municipality_number = forms.RegexField(
        r"^[0-9]{4}$",
        label=_("Kommunenummer"),
        required=False,
        help_text=_("Fire siffer. Bare for kommuner."),
        error_messages={"invalid": _("Et kommunenummer har fire siffer.")},
    )
    department = forms.CharField(label=_("Avdeling"), max_length=100, required=False)
    coordinator_name = forms.CharField(label=_("Navnet ditt"), max_length=200)
    coordinator_email = forms.EmailField(label=_("E-posten din på jobb"), max_length=254)
    brand_colour = ColourField(initial="#1f5f6b")

    def clean_code(self):
        """The code of this installation."""
        if not is_set_up_code(self.cleaned_data["code"]):
            raise forms.ValidationError(_("Koden stemmer ikke. Se etter i vinduet der løsningen ble startet."))
        return self.cleaned_data["code"]

    @property
    def answers(self) -> dict:
        """What was answered, without the code."""
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}

    def clean(self):
        """A municipality has a number; others have none."""
        data = super().clean()
        if data.get("owner_kind") != Organisation.Kind.MUNICIPALITY:
            data["municipality_number"] = ""
        elif not data.get("municipality_number") and "municipality_number" not in self.errors:
            self.add_error("municipality_number", _("Skriv kommunenummeret, fire siffer."))
        return data


class FaceForm(WatchedForm):
    """What every page says of whose installation this is."""

    name = forms.CharField(label=_("Navn"), max_length=200, help_text=_("For eksempel Lyngvik kommune."))
    department = forms.CharField(label=_("Avdeling"), max_length=100, required=False)
    brand_colour = ColourField()

    def __init__(self, *args, installation: Installation, **kwargs):
        now = {"department": installation.department, "brand_colour": installation.brand_colour}
        now["name"] = installation.owner.name
        super().__init__(*args, initial=now, **kwargs)
        self.watch(hashlib.sha256(json.dumps(now).encode()).hexdigest()[:16], now)

    def clean(self):
        """Nothing of another coordinator's is undone unseen."""
        data = super().clean()
        self.say_what_would_be_undone()
        return data


class StaffFileForm(forms.Form):
    """A file of units and staff."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisasjon"), to_field_name="key")
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller Excel (.xlsx), opptil 30 MB og 200 000 rader."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    end_missing = forms.BooleanField(
        label=_("Avslutt de som ikke står i fila"),
        help_text=_("Bruk dette bare når fila har alle enheter og ansatte i organisasjonen. Du får se dem først."),
        required=False,
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.kept_by(person)
        self.fields["organisation"].queryset = ours
        self.fields["organisation"].initial = Organisation.objects.coordinated_by(person).first()
