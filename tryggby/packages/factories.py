"""Makes packages for tests and the demo city: small ones as files, and the rows of a release."""

import factory
import yaml

from tryggby.packages.imports import accept_import
from tryggby.packages.models import Completion, Drill, Release
from tryggby.people.factories import PersonFactory

TEXT = """## Først {#s1}

Alle trenger trygghet. {#b1}

```vignette {#v1}
text: Emil (3) står i garderoben.
ask: Hva kan han trenge?
```

## Så en tanke {#s2}

```quiz {#q1}
question: Hva er hovedtanken?
options:
  - {text: Alle trenger trygghet, right: true, feedback: Ja. Det gjelder alle.}
  - {text: Noen er annerledes, right: false, feedback: Vi leter ikke etter merkelapper.}
```

## Til slutt {#s3}

Se etter små tegn. Les [neste](part:andre). {#b2}

```prompt {#r1}
text: Når kjente du deg trygg?
```

```limits {#l1}
text: Vi vet ikke alt.
```
"""

PRACTICE = {
    "skill": {"nb": "Roen i kroppen"},
    "why": {"nb": "Barn låner ro."},
    "group": 3,
    "bring": {"nb": "En klokke."},
    "roles": [
        {"id": role, "nb": name, "card": {"nb": f"Kortet til {name.lower()}."}}
        for role, name in (("practiser", "Den som øver"), ("other", "Den andre"), ("observer", "Observatør"))
    ],
    "steps": [
        {
            "minutes": minutes,
            "title": {"nb": title},
            "say": {"nb": f"Vi sier: {title}."},
            "do": {"nb": ["Stå i ring."]},
            "screen": {"nb": f"Skjerm: {title}"},
        }
        for minutes, title in ((10, "Se"), (20, "Øv"))
    ],
    "observe": {"nb": ["Kjenner føttene", "Venter"]},
    "lines": {"nb": ["Gå vekk."]},
    "sentences": {"nb": ["Jeg er her."]},
    "feedback": {"keep": {"nb": "Behold dette."}, "try": {"nb": "Prøv dette."}},
    "commitment": {"nb": "Jeg prøver dette innen fredag"},
    "moved": {"nb": "Ta pause sammen."},
    "opt_out": {"nb": "Du kan si pass."},
}


def part_fields(identifier: str, **changes) -> dict:
    """The fields of a valid part.yaml."""
    return {
        "id": identifier,
        "title": {"nb": f"Del {identifier}"},
        "summary": {"nb": "Om delen."},
        "mode": "self",
        "minutes": 12,
        "elements": ["knowledge"],
        "after": None,
        "content_note": {"level": "M0"},
        "support": False,
        "evidence": {"child": [], "practice": ["kilde"], "research": [], "missing": ["child", "research"]},
        "review": {"status": "pending", "roles": ["psykologspesialist"]},
    } | changes


def package_files(
    name: str = "liten", version: str = "1.0.0", parts: tuple[str, ...] = ("forste", "andre"), **changes
) -> dict[str, bytes]:
    """The files of a small valid package: self parts and one practice. `changes` go into package.yaml."""
    files = {
        "CHANGES.md": f"## {version} – 2026-11-22\n\nNytt.\n",
        "evidence/sources.yaml": _yaml(
            [{"id": "kilde", "kind": "practitioner", "text": "En kilde", "opened": True, "review_by": "2028-01-01"}]
        ),
        "tools/ett-ark.md": "---\ntitle: Ett ark\nsummary: Til veggen.\nowner_role: Fagansvarlig\nchecked: 2026-11-22\n"
        "elements: [practical_skill]\nreview: {status: signed}\n---\n\n## Gjør dette\n\n- Pust ut.\n",
    }
    for index, identifier in enumerate(parts, 1):
        folder = f"parts/{index:02}0-{identifier}"
        files[f"{folder}/part.yaml"] = _yaml(part_fields(identifier))
        files[f"{folder}/nb.md"] = TEXT if "andre" in parts else TEXT.replace(" Les [neste](part:andre).", "")
        files[f"services/skole/parts/{identifier}/nb.md"] = "```vignette {#v1}\ntext: Nora (10) kommer sent.\n```\n"
    files["parts/900-oving/part.yaml"] = _yaml(
        part_fields("oving", mode="practice", minutes=30, elements=["practical_skill"], after=parts[0])
    )
    files["parts/900-oving/practice.yaml"] = _yaml(PRACTICE)
    files["parts/900-oving/nb.md"] = "## Hva vi øver på {#s1}\n\nRo. {#b1}\n"
    files["package.yaml"] = _yaml(
        {
            "format": 1,
            "id": f"no.prove/{name}",
            "version": version,
            "title": {"nb": f"Pakken {name}"},
            "summary": {"nb": "En liten pakke."},
            "goals": {"nb": ["Jeg kan noe."]},
            "licence": "CC-BY-4.0",
            "languages": ["nb"],
            "audience": ["alle"],
            "minutes": 12 * len(parts) + 30,
            "elements": ["knowledge", "practical_skill"],
            "validity_months": 24,
            "requires": [],
            "content_note": {"level": "M0"},
            "contact_role": {"nb": "Fagansvarlig"},
            "limits": {"nb": "Vi vet ikke alt."},
            "ukjent": "blir med",
        }
        | changes
    )
    return {path: content.encode() for path, content in sorted(files.items())}


def make_release(name: str = "liten", version: str = "1.0.0", **changes) -> Release:
    """A small package brought in as a release."""
    return accept_import(by=None, files=package_files(name, version, **changes))


class CompletionFactory(factory.django.DjangoModelFactory):
    """A finished part: `CompletionFactory(person=…, release=…, part="forste")`."""

    class Meta:
        model = Completion

    person = factory.SubFactory(PersonFactory)
    release = factory.LazyFunction(make_release)
    package = factory.LazyAttribute(lambda completion: completion.release.package)
    major = factory.LazyAttribute(lambda completion: completion.release.major)
    part = "forste"


def _yaml(value) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def drill_fields(identifier: str = "garderoben", number: int = 1, **changes) -> dict:
    """The fields of a valid drill.yaml."""
    return {
        "id": identifier,
        "number": number,
        "title": {"nb": f"Øvelse {identifier}"},
        "summary": {"nb": "Et barn sier noe i garderoben."},
        "audience": "staff",
        "services": ["barnehage"],
        "ages": [4],
        "minutes": {"brief": 5, "play": 10, "debrief": 15},
        "group": {"min": 2, "best": 6},
        "elements": ["practical_skill"],
        "content_note": {"level": "M1", "nb": "Tema: et barn er redd. Ingen detaljer."},
        "review": {"status": "pending", "roles": ["jurist"]},
        "purpose": {"nb": "Dere kan ta imot."},
        "card": {"nb": "Lo kler på seg. Fare nå: tlf-112."},
        "lines": {"nb": ["«Du må ikke si det.»"]},
        "roles": [
            {"id": "receiver", "nb": "Mottaker", "min": 1, "card": {"nb": "Det er deg Lo sier det til."}},
            {"id": "leader", "nb": "Leder på vakt", "min": 1, "card": {"nb": "Du sitter i telefonen."}},
        ],
        "acts": [
            {"id": "eye-level", "nb": "Setter seg ned"},
            {"id": "note", "nb": "Skriver ordrett"},
            {"id": "told-leader", "nb": "Sier det til lederen"},
            {"id": "told-child", "nb": "Sier til barnet hvem som vet"},
            {"id": "asked", "nb": "Spør for mye", "expected": False},
        ],
        "injects": [
            {"id": "start", "when": {"minute": 0}, "text": {"nb": "Lo ser på deg."}},
            {"id": "zip", "when": {"minute": 2, "done": "asked"}, "text": {"nb": "Lo blir stille."}},
            {"id": "wait", "when": {"done": "told-leader"}, "to": ["receiver"], "text": {"nb": "«Kan det vente?»"}},
            {"id": "late", "when": {"minute": 4, "not_done": "note"}, "text": {"nb": "Hva var det Lo sa?"}},
            {"id": "sibling", "when": {"facilitator": True}, "text": {"nb": "Et søsken."}},
        ],
        "decisions": [
            {"ref": "bp-hvem"},
            {
                "id": "henting",
                "question": {"nb": "Hva gjør dere ved henting?"},
                "options": [
                    {"id": "spor", "good": "weakens", "nb": "Spør forelderen."},
                    {"id": "vanlig", "good": "strengthens", "nb": "Vanlig overlevering."},
                ],
                "why": {"nb": "Barnet skal leve med det vi sier."},
            },
        ],
        "law": ["bvl-13-2"],
        "local": [
            {"ref": "barnevern-dag"},
            {"id": "ord", "scope": "unit", "kind": "text", "required": False, "review_days": 90, "nb": "Våre ord?"},
        ],
        "debrief": {"feelings": {"nb": ["Hva fikk barnet fra oss?"]}},
        "fix": {"nb": "Et kort i hver garderobe.", "owner": {"nb": "styrer"}},
    } | changes


def shared_drill_files() -> dict[str, bytes]:
    """The files that drills share: the six points of every staff drill, one local question, one law, one line."""
    points = [
        {
            "id": f"bp-{name}",
            "question": {"nb": f"Hva med {name}?"},
            "options": [
                {"id": "nei", "good": "weakens", "nb": "Vent."},
                {"id": "ja", "good": "strengthens", "nb": "Gjør det nå."},
            ],
            "why": {"nb": "Fordi barnet venter."},
        }
        for name in ("skriv", "hvem", "plikt", "hos", "videre", "deg")
    ]
    question = {"id": "barnevern-dag", "scope": "municipality", "kind": "phone", "required": True, "review_days": 90}
    law = {
        "key": "bvl-13-2",
        "kind": "meldeplikt",
        "nb": "Loven",
        "gist": {"nb": "Meld."},
        "source": "x",
        "sure": "sure",
    }
    line = {"key": "tlf-112", "nb": "Politiet", "phone": "112", "help": "politi-nod", "source": "x", "sure": "sure"}
    return {
        "drills/decision-points.yaml": _yaml(points).encode(),
        "drills/local-answers.yaml": _yaml([question | {"nb": "Nummeret til barnevernet?"}]).encode(),
        "drills/law.yaml": _yaml([law]).encode(),
        "drills/lines.yaml": _yaml([line]).encode(),
    }


def drill_files(*drills: dict, name: str = "ovelser", version: str = "1.0.0") -> dict[str, bytes]:
    """The files of a valid package with drills; without any, one."""
    rows = drills or (drill_fields(),)
    written = {f"drills/{row['id']}/drill.yaml": _yaml(row).encode() for row in rows}
    return package_files(name, version) | shared_drill_files() | written


def make_drill(identifier: str = "garderoben", number: int = 1, version: str = "1.0.0", **changes) -> Drill:
    """An installed drill in a package of its own."""
    fields = drill_fields(identifier, number, **changes)
    release = accept_import(by=None, files=drill_files(fields, name=identifier, version=version))
    return Drill.objects.select_related("release__package").get(release=release)
