"""Realistic content for the gallery: a leader's morning, a mentor's phone, a visitor's first page."""

from datetime import date

from django import forms
from django.contrib.messages import INFO, SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .icons import names
from .paging import Page
from .shell import LanguageChoice, NavItem, RoleChoice, Shell


def gallery_context(layout: str) -> dict:
    """Everything the gallery pages show, the shell included, so that they look the same whoever opens them."""
    return {
        "shell": _staff_shell() if layout == "staff" else _visitor_shell(),
        "messages": _messages() if layout == "staff" else [],
        "form": _form_with_errors(),
        "upload": UploadForm(prefix="staff"),
        "icons": names(),
        "page": Page([], previous_url="?for=a", next_url="?etter=b"),
        "day": date(2026, 12, 3),
        "hidden": {"day": "2026-12-10"},
    } | CONTENT


class EveryFieldForm(forms.Form):
    """One field of every kind, as the rooms use them."""

    title = forms.CharField(label=_("Navn på øvingen"), help_text=_("Slik deltakerne ser den."))
    email = forms.EmailField(
        label=_("E-post"), widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"})
    )
    people = forms.IntegerField(label=_("Hvor mange var med?"), min_value=0)
    day = forms.DateField(label=_("Dag"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Klokkeslett"), widget=forms.TimeInput(attrs={"type": "time"}))
    unit = forms.ChoiceField(label=_("Enhet"), choices=[("", "Velg enhet"), ("f", "Furulia barnehage")])
    text = forms.CharField(label=_("Én ting vi lærte"), widget=forms.Textarea, required=False)
    mode = forms.ChoiceField(
        label=_("Hvordan blir du med?"), choices=[("sal", "I salen"), ("nett", "På nett")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label=_("Trenger du noe?"),
        help_text=_("Vi sletter svaret 14 dager etter arrangementet."),
        choices=[("t", "Teleslynge"), ("r", "Rullestolplass"), ("m", "Uten melk")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label=_("Lederen min vet at jeg er med"))
    file = forms.FileField(label=_("Deltakerliste"), help_text=_("CSV eller XLSX, opptil 5 MB."), required=False)
    password = forms.CharField(
        label=_("Passord"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


class UploadForm(forms.Form):
    """A file and nothing else."""

    file = forms.FileField(label=_("Fil med ansatte"), help_text=_("CSV eller XLSX, opptil 5 MB."))


def _form_with_errors():
    data = QueryDict(mutable=True)
    data.update({"title": "Å møte sinne med ro", "email": "amina@solvik", "people": "9", "day": "2026-12-03"})
    data.update({"time": "08:15", "mode": "buss", "text": "Vi senket stemmen."})
    return EveryFieldForm(data)


def _messages():
    return [
        Message(SUCCESS, "Tilbudet er sendt til tre kolleger."),
        Message(INFO, "Amina har foreslått en ny tid for øvingen."),
    ]


def _staff_shell():
    labels = ["Oversikt", "Plan", "Øving", "Verktøykasse", "Barnas råd"]
    return Shell(
        owner_name="Tryggby",
        place_name="Furulia barnehage",
        owner_detail="Avdeling for oppvekst",
        home_url="#hjem",
        nav=tuple(NavItem(label=label, url=f"#{label.lower()}", current=label == "Oversikt") for label in labels),
        footer=_footer(),
        roles=(
            RoleChoice(label="Furulia barnehage", detail="Leder", value="1", current=True),
            RoleChoice(label="Solvik kommune", detail="Mentor", value="2"),
        ),
        role_url="#rolle",
        person_name="Sara Lunde",
        initials="SL",
        account_url="#konto",
        sign_out_url="#ut",
        demo=True,
        demo_url="#post",
    )


def _visitor_shell():
    labels = ["Dette gjør vi", "For barn og unge", "For foreldre", "For ansatte", "Arrangementer"]
    return Shell(
        owner_name="Tryggby",
        place_name="Solvik kommune",
        home_url="#forside",
        nav=tuple(NavItem(label=label, url=f"#{index}") for index, label in enumerate(labels)),
        footer=_footer(),
        sign_in_url="#inn",
        languages=(
            LanguageChoice(code="nb", name="Bokmål", url="#nb", current=True),
            LanguageChoice(code="nn", name="Nynorsk", url="#nn"),
            LanguageChoice(code="en", name="English", url="#en"),
        ),
    )


def _footer():
    labels = ["Personvern", "Tilgjengelighetserklæring", "Slik skjuler du spor", "Si fra til oss"]
    return tuple(NavItem(label=label, url=f"#{index}") for index, label in enumerate(labels))


CONTENT = {
    "elements": [
        ("knowledge", "Vi forstår hva barn trenger for å ha det trygt, og hva som kan gjøre livet vanskelig."),
        ("practical_skill", "Vi øver sammen, med råd fra kolleger, til gode svar sitter i kroppen."),
        ("reflexivity", "Vi stopper opp og ser på hvordan vi selv reagerer."),
        ("work_culture", "Ledere gir tid og rom. Vi tar vare på hverandre."),
    ],
    "replies": [
        {
            "said": "Vi vil ha med en voksen vi stoler på i møter.",
            "did": "Alle innkallinger spør nå hvem barnet vil ha med seg.",
            "state": "Gjort",
            "color": "success",
            "icon": "check-circle",
        },
        {
            "said": "Ikke fortell videre uten å si det til meg først.",
            "did": "Tre tjenester prøver et kort om deling som barnet fyller ut selv.",
            "state": "Prøves ut",
            "color": "info",
            "icon": "clock",
        },
        {
            "said": "Det er for mange nye voksne.",
            "did": "Skolehelsetjenesten ser på faste kontaktdager. Svar kommer i januar.",
            "state": "Vi jobber med det",
            "color": "neutral",
            "icon": "chat",
        },
    ],
    "steps": [
        {
            "title": "Sett av 30 minutter til øving",
            "reason": "Mentor Amina foreslår tirsdag 24. november kl. 08.15. Tema: å møte sinne med ro.",
            "action": "Godta tiden",
            "post": "#godta",
            "fields": {"round": "14"},
        },
        {
            "title": "Tre kolleger har ikke fått tilbud om felles opplæring",
            "reason": "To er nye og én har vært i permisjon. Det er 12 ledige plasser 3. desember.",
            "action": "Tilby plass",
            "url": "#tilby",
        },
        {
            "title": "Svar barna",
            "reason": "Ni barn har gitt råd om hentetid. De venter på å høre hva dere tenker.",
            "action": "Les rådene",
            "url": "#rad",
        },
    ],
    "tiles": [
        {"number": 24, "of": "av 31", "text": "har felles opplæring", "url": "#opplaring"},
        {"number": 18, "of": "av 31", "text": "har øvd siste tre måneder"},
        {"number": 2, "of": "mentorer", "text": "Amina og Jonas"},
        {"number": 9, "of": "svar", "text": "fra barn i høst", "color": "sol"},
    ],
    "coverage": [
        {"label": "Felles grunnopplæring", "done": 24, "planned": 4, "total": 31},
        {"label": "Øvd i praksis siste tre måneder", "done": 18, "planned": 9, "total": 31},
        {"label": "Kollegaveiledning i høst", "done": 15, "planned": 10, "total": 31},
        {"label": "Barnevernøvelse i år", "done": 22, "planned": 0, "total": 31},
    ],
    "months": [("aug", 2), ("sep", 3), ("okt", 5), ("nov", 4)],
    "stops": [
        {"title": "Opplæringsdag 1", "text": "10. september · gjennomført", "state": "done", "url": "#dag1"},
        {"title": "Lederveiledning 1", "text": "11. september · gjennomført", "state": "done"},
        {"title": "Opplæringsdag 2", "text": "5. november · gjennomført", "state": "done"},
        {"title": "Lederveiledning 2", "text": "6. november · gjennomført", "state": "done"},
        {"title": "Opplæringsdag 3", "text": "3. desember", "state": "next"},
        {"title": "Lederveiledning 3", "text": "4. desember", "state": "coming"},
        {"title": "Opplæringsdag 4", "text": "18. mars", "state": "coming"},
        {"title": "Lederveiledning 4", "text": "19. mars", "state": "coming"},
    ],
    "crumbs": [
        {"label": "Lær", "url": "#laer"},
        {"label": "Felles grunnmur", "url": "#pakke"},
        {"label": "Å møte barn som er redde", "url": "#del"},
    ],
    "marks": ["done", "done", "now", "coming", "coming", "coming"],
    "heads": ["Enhet", "Øvinger", "Deltakere", "Sist"],
    "rows": [
        ["Furulia barnehage", 4, 24, "12. november"],
        ["Havneskolen", 6, 41, "18. november"],
        ["Helsestasjonen Solvik sentrum", 2, 9, "30. oktober"],
    ],
    "consequences": ["Lederveiledning 3 til 11. desember", "31 innkallinger i kalenderen", "Oppgaven mellom dagene"],
    "sheet_heads": ["Min", "Steg", "Si dette"],
    "sheet_rows": [
        ["0–3", "Lande", "«Velkommen. I dag øver vi på å holde roen. Du kan si pass.»"],
        ["3–8", "Se", "«Jeg viser én gang. Se etter stemmen min.»"],
        ["8–20", "Øv i par", "«Bytt roller. Senk stemmen, og vent litt før du svarer.»"],
        ["20–25", "Del", "«Hva merket du i kroppen?»"],
        ["25–28", "I hverdagen", "«Når får du bruk for dette i morgen?»"],
        ["28–30", "Runde av", "«Takk. Ta kontakt hvis noe sitter igjen.»"],
    ],
}
