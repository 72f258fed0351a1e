"""Makes packages for tests and the demo city: small ones as files, and the rows of a release."""

import factory
import yaml

from tryggby.packages.imports import accept_import
from tryggby.packages.models import Completion, Release
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
