"""The collection of adopted routines as a Word document: to be opened, edited and laid into the municipality's plan."""

import io
import re
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.utils.translation import get_language

from tryggby.routines.action_plan import Collection, Part, parts

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org"
WORD = f"{OFFICE}/wordprocessingml/2006/main"
PACKAGE = f"{OFFICE}/package/2006"
RELATION = f"{OFFICE}/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPE = f"{KIND}.document"
# XML has no place for these, whatever somebody has pasted into a field.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STYLES = {"title": "Title", "chapter": "Heading1", "section": "Heading2", "text": "Normal"}
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
# Style id, name, half points, space before, outline level.
HEADINGS = (
    ("Title", "Title", 40, 0, None),
    ("Heading1", "heading 1", 30, 360, 0),
    ("Heading2", "heading 2", 25, 240, 1),
)


def as_word(whole: Collection) -> bytes:
    """The document, with headings, numbered steps and its language said."""
    rows = list(parts(whole))
    lists = [part.kind for part in rows if part.rows]
    numbers = iter(range(1, len(lists) + 1))
    body = "".join(_rows(part, next(numbers)) if part.rows else _paragraph(part) for part in rows)
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", f"{RELATION}/officeDocument", "word/document.xml"),
            ("properties", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(rows[0].text, whole.organisation),
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{RELATION}/styles", "styles.xml"), ("numbering", f"{RELATION}/numbering", "numbering.xml")
        ),
        "word/document.xml": _document(body),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(lists),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, XML + content)
    return made.getvalue()


def _paragraph(part: Part) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLES[part.kind]}"/></w:pPr>{_run(part.text, part.language)}</w:p>'


def _rows(part: Part, number: int) -> str:
    """Numbered steps or points, each with its title in bold on a line of its own."""
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    head = f'<w:pPr><w:pStyle w:val="ListParagraph"/>{numbered}</w:pPr>'
    return "".join(
        f"<w:p>{head}{_run(title, part.language, bold=True)}<w:r><w:br/></w:r>{_run(text, part.language)}</w:p>"
        for title, text in part.rows
    )


def _run(text: str, language: str, *, bold: bool = False) -> str:
    """Text as it was written, in its language; each line break stays one."""
    style = "<w:b/>" if bold else ""
    style += f'<w:lang w:val="{LANGUAGES[language]}"/>' if language in LANGUAGES else ""
    style = f"<w:rPr>{style}</w:rPr>" if style else ""
    lines = (f'<w:t xml:space="preserve">{_safe(line)}</w:t>' for line in text.splitlines())
    return f"<w:r>{style}{'<w:br/>'.join(lines)}</w:r>"


def _safe(text: str) -> str:
    return escape(UNFIT.sub("", text))


def _document(body: str) -> str:
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1304" w:bottom="1304" '
    page += 'w:left="1304" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}{page}</w:body></w:document>'


def _styles() -> str:
    language = LANGUAGES.get(get_language() or "nb", "nb-NO")
    letters = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
    first = f'<w:docDefaults><w:rPrDefault><w:rPr>{letters}<w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'
    first += '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    first += "</w:docDefaults>"
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    steps = '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
    steps += '<w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="567"/></w:pPr></w:style>'
    headings = "".join(_heading(*row) for row in HEADINGS)
    return f'<w:styles xmlns:w="{WORD}">{first}{normal}{headings}{steps}</w:styles>'


def _heading(identifier: str, name: str, size: int, before: int, level: int | None) -> str:
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    space = f'<w:keepNext/><w:spacing w:before="{before}" w:after="120"/>{outline}'
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{space}</w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>'
        "</w:style>"
    )


def _numbering(lists: Iterable[str]) -> str:
    """One way to number and one to mark points; every list begins at one."""
    indent = '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr>'
    ways = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>{indent}'
        "</w:lvl></w:abstractNum>"
        for n, (form, sign) in enumerate([("decimal", "%1."), ("bullet", "•")])
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    used = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{0 if kind == "steps" else 1}"/>{again}</w:num>'
        for n, kind in enumerate(lists, 1)
    )
    return f'<w:numbering xmlns:w="{WORD}">{ways}{used}</w:numbering>'


def _content_types() -> str:
    kinds = {
        "/word/document.xml": f"{CONTENT_TYPE}.main+xml",
        "/word/styles.xml": f"{KIND}.styles+xml",
        "/word/numbering.xml": f"{KIND}.numbering+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    first = (
        f'<Default Extension="rels" ContentType="{relations}"/><Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{first}{rows}</Types>'


def _relations(*rows: tuple[str, str, str]) -> str:
    made = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _properties(title: str, author: str) -> str:
    spaces = f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    language = LANGUAGES.get(get_language() or "nb", "nb-NO")
    words = f"<dc:title>{_safe(title)}</dc:title><dc:creator>{_safe(author)}</dc:creator>"
    return f"<cp:coreProperties {spaces}>{words}<dc:language>{language}</dc:language></cp:coreProperties>"
