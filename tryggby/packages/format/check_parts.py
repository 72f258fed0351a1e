"""Checks one part: fields, steps, blocks, overlays, practice."""

import re

from tryggby.packages.format.blocks import LINK, Block, Text
from tryggby.packages.format.fields import ELEMENTS, LEVELS, MODES, SERVICES, Reader
from tryggby.packages.format.parse import ParsedPackage, ParsedPart
from tryggby.packages.format.problem import Problem, error, warning
from tryggby.packages.format.render import plain_text
from tryggby.packages.format.words import MAX_LIX, avoided, count, lix

MAX_STEP = 200
# A person in a story: «Selma (9)».
NAMED = re.compile(r"\b([A-ZÆØÅ][a-zæøå]+) \(\d+")
EVIDENCE = ("child", "practice", "research")


def check_part(package: ParsedPackage, part: ParsedPart, languages: list[str], sources: dict) -> list[Problem]:
    """Everything wrong with one part."""
    problems = _fields(part, languages) + _evidence(part, sources)
    for language in sorted(part.texts.keys() - set(languages)):
        file = f"{part.folder}/{language}.md"
        problems.append(error(file, 0, f"Språket «{language}» står ikke i «languages» i package.yaml."))
    for language in languages:
        if language not in part.texts:
            problems.append(error(f"{part.folder}/{language}.md", 0, "Teksten mangler."))
            continue
        text = part.texts[language]
        problems += _text(package, part, text)
        problems += _links(package, text)
    problems += _strangers(part)
    for (service, language), overlay in sorted(part.overlays.items()):
        problems += _overlay(package, part, service, language, overlay)
    if part.mode == "practice" or part.practice:
        problems += _practice(part, languages)
    return problems


def _fields(part: ParsedPart, languages: list[str]) -> list[Problem]:
    if part.file != part.document.file or not part.document.data:
        return [error(part.file, 0, "Filen mangler eller er tom.")]
    reader = Reader(part.document, languages)
    reader.need("text", "id")
    reader.need("said", "title")
    reader.need("said", "summary")
    reader.among(MODES, "mode")
    reader.need("count", "minutes")
    if not reader.all_among(ELEMENTS, "elements"):
        reader.wrong("Delen må ha minst ett kjerneelement.", "elements")
    support = reader.need("switch", "support")
    if reader.among(LEVELS, "content_note", "level") in ("M1", "M2"):
        reader.need("said", "content_note")
        if support is False:
            reader.wrong("En del med M1 eller M2 skal ha «support: true».", "support")
    status = reader.among(("pending", "signed"), "review", "status")
    if status == "pending" and not reader.need("list", "review", "roles"):
        reader.wrong("Si hvilke roller som skal kontrollere delen (review.roles).", "review")
    return reader.problems


def _evidence(part: ParsedPart, sources: dict) -> list[Problem]:
    """Every kind of evidence is named, or is said to be missing."""
    reader = Reader(part.document, [])
    missing = part.document.get("evidence", "missing", default=[])
    for kind in EVIDENCE:
        ids = part.document.get("evidence", kind, default=[])
        ids = ids if isinstance(ids, list) else [ids]
        for index, source in enumerate(ids):
            if source not in sources:
                reader.wrong(f"Kilden «{source}» står ikke i evidence/sources.yaml.", "evidence", kind, index)
        if not ids and kind not in missing:
            reader.wrong(f"Delen bygger ikke på noen kilde av slaget «{kind}». Si det i evidence.missing.", "evidence")
        if ids and kind in missing:
            reader.wrong(f"«{kind}» har kilder, men står i evidence.missing.", "evidence", "missing")
    return reader.problems


def _text(package: ParsedPackage, part: ParsedPart, text: Text) -> list[Problem]:
    problems: list[Problem] = []
    if not text.steps:
        problems.append(error(text.file, 1, "Teksten har ingen steg. Et steg begynner med «## Tittel {#s1}»."))
    if text.loose:
        problems.append(error(text.file, text.loose[0].line, "Teksten skal stå under et steg (##)."))
    for step in text.steps:
        if not step.blocks:
            problems.append(error(text.file, step.line, f"Steget «{step.title}» er tomt."))
        words = count(" ".join(plain_text(block.source) for block in step.blocks if block.kind in ("text", "heading")))
        if words > MAX_STEP:
            problems.append(warning(text.file, step.line, f"Steget har {words} ord. Del det: et steg er én skjerm."))
    for block in text.blocks:
        problems += _media(package, text, block)
    problems += _words(part, text)
    return problems


def _words(part: ParsedPart, text: Text) -> list[Problem]:
    """Heavy text, and words we do not use. A quiz's wrong answers may say what we warn against."""
    problems = []
    written = [block for block in text.blocks if block.kind not in ("quiz", "film", "image")]
    whole = "\n".join(plain_text(block.source) if not block.document else block.source for block in written)
    score = lix(whole)
    if score > MAX_LIX:
        problems.append(warning(text.file, 0, f"Teksten er tung å lese (LIX {score}). Under {MAX_LIX} er godt."))
    for block in written:
        for word, advice in avoided(block.source):
            problems.append(warning(text.file, block.line, f"«{word}»: {advice}"))
        if "§" in block.source:
            problems.append(
                warning(text.file, block.line, "Skriv ikke paragrafer i teksten. Lov er egne, daterte utdrag.")
            )
    return problems


def _media(package: ParsedPackage, text: Text, block: Block) -> list[Problem]:
    """Films and pictures point at files in media/."""
    if block.kind not in ("film", "image"):
        return []
    src = str(block.data.get("src", ""))
    known = (".mp4", ".webm") if block.kind == "film" else (".png", ".jpg", ".jpeg", ".webp", ".svg")
    if not src.startswith("media/") or src not in package.files:
        return [error(text.file, block.line, f"«{src}» finnes ikke i pakken. Film og bilder ligger i media/.")]
    if not src.endswith(known):
        return [error(text.file, block.line, f"«{src}» er ikke av riktig slag ({', '.join(known)}).")]
    return []


def _links(package: ParsedPackage, text: Text) -> list[Problem]:
    identifiers = {part.identifier for part in package.parts}
    problems = []
    for block in text.blocks:
        for target in LINK.findall(block.source):
            if target.startswith("part:") and target.removeprefix("part:") not in identifiers:
                problems.append(error(text.file, block.line, f"Lenken «{target}» peker på en del som ikke finnes."))
    return problems


def _overlay(package: ParsedPackage, part: ParsedPart, service: str, language: str, overlay: Text) -> list[Problem]:
    """A service's blocks stand instead of common ones with the same ids."""
    problems = []
    if service not in SERVICES:
        problems.append(error(overlay.file, 0, f"«{service}» er ikke en kjent tjeneste."))
    if overlay.steps:
        problems.append(
            error(overlay.file, overlay.steps[0].line, "Et lokalt lag har bare blokker, ikke egne steg (##).")
        )
    common = part.texts.get(language)
    known = {block.id: block.kind for block in common.blocks} if common else {}
    for block in overlay.blocks:
        if block.id not in known:
            problems.append(error(overlay.file, block.line, f"Den felles teksten har ingen blokk «{block.id}»."))
        elif known[block.id] != block.kind:
            problems.append(error(overlay.file, block.line, f"«{block.id}» er av et annet slag i den felles teksten."))
        problems += _media(package, overlay, block)
    return problems + _links(package, overlay) + _words(part, overlay)


def _strangers(part: ParsedPart) -> list[Problem]:
    """A name from a block that services replace cannot be known in the rest of the text."""
    replaced = {
        (language, block.id) for (_service, language), overlay in part.overlays.items() for block in overlay.blocks
    }
    problems = []
    for language, text in part.texts.items():
        own = [block for block in text.blocks if (language, block.id) in replaced]
        names = {name for block in own for name in NAMED.findall(block.source)}
        for block in text.blocks:
            known = set(NAMED.findall(block.source))
            for name in sorted(names - known) if block not in own else ():
                if re.search(rf"\b{name}\b", block.source):
                    message = f"«{name}» er ukjent for lesere i tjenester som har sin egen tekst i stedet."
                    problems.append(warning(text.file, block.line, message))
    return problems


def _practice(part: ParsedPart, languages: list[str]) -> list[Problem]:
    if part.practice is None:
        return [error(f"{part.folder}/practice.yaml", 0, "Filen mangler. En øving trenger den.")]
    if part.mode != "practice":
        return [error(part.practice.file, 0, "Bare deler med «mode: practice» har practice.yaml.")]
    reader = Reader(part.practice, languages)
    for name in ("skill", "why", "commitment", "moved", "opt_out"):
        reader.need("said", name)
    reader.need("said", "bring", optional=True)
    reader.need("count", "group")
    for name in ("observe", "lines", "sentences"):
        reader.need("says", name)
    reader.need("said", "feedback", "keep")
    reader.need("said", "feedback", "try")
    for index, _role in enumerate(reader.need("list", "roles") or []):
        reader.need("text", "roles", index, "id")
        reader.need("said", "roles", index)
        reader.need("said", "roles", index, "card")
    total = 0
    for index, _step in enumerate(reader.need("list", "steps") or []):
        total += reader.need("count", "steps", index, "minutes") or 0
        for name in ("title", "say", "screen"):
            reader.need("said", "steps", index, name)
        reader.need("says", "steps", index, "do")
    minutes = part.document.get("minutes")
    if total and total != minutes:
        reader.wrong(f"Stegene er {total} minutter til sammen, men delen er {minutes}.", "steps")
    return reader.problems
