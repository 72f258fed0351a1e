"""How a form field is shown: label, hint, input and error tied together for eyes, keyboard and screen reader."""

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    HiddenInput,
    RadioSelect,
    Select,
    Textarea,
    widgets,
)
from django.utils.translation import gettext as _


def field_context(bound: BoundField, *, label: str = "", hint: str = "", optional: bool = True, **attrs) -> dict:
    """What `ui/field.html` needs. `attrs` are extra HTML attributes, `rows=3` or `data_clock="on"`."""
    field_id = bound.auto_id or f"id_{bound.html_name}"
    hint = str(hint or bound.help_text)
    described = [f"{field_id}_hint"] if hint else []
    described += [f"{field_id}_error"] if bound.errors else []
    kind = _kind(bound.field.widget)
    group = kind in ("radios", "boxes")
    return {
        "kind": kind,
        "id": field_id,
        "label": label or bound.label,
        "hint": hint,
        "optional": optional and not bound.field.required and kind != "checkbox",
        "errors": bound.errors,
        "described": " ".join(described),
        "input": bound.as_widget(attrs=_attrs(bound, kind, described, attrs)) if not group else "",
        "choices": _choices(bound, attrs) if group else (),
    }


def summary_context(forms) -> list[dict]:
    """Every error of the forms, each with the address of its field, in the order of the page."""
    problems = []
    for form in forms:
        for piece in getattr(form, "forms", [form]):
            problems += _problems(piece)
        problems += [{"href": "", "text": text} for text in getattr(form, "non_form_errors", list)()]
    return problems


def _problems(form):
    found = [{"href": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        for text in bound.errors:
            found.append({"href": f"#{_target(bound)}", "text": _with_label(bound.label, text)})
    return found


def _with_label(label, text):
    """«E-post: …», but no colon after a question."""
    label = str(label or "").rstrip(":")
    if not label:
        return text
    return f"{label} {text}" if label[-1] in "?!." else f"{label}: {text}"


def _target(bound):
    """Where the link of an error leads: the input itself, or the first of several."""
    if _kind(bound.field.widget) in ("radios", "boxes"):
        return next((choice.id_for_label for choice in bound.subwidgets), bound.auto_id)
    return bound.auto_id


def _kind(widget):
    kinds = (
        (HiddenInput, "hidden"),
        (CheckboxSelectMultiple, "boxes"),
        (RadioSelect, "radios"),
        (CheckboxInput, "checkbox"),
        (FileInput, "file"),
        (Select, "select"),
        (Textarea, "textarea"),
        (widgets.MultiWidget, "many"),
    )
    return next((name for kind, name in kinds if isinstance(widget, kind)), "text")


def _attrs(bound, kind, described, extra):
    own = bound.field.widget.attrs
    attrs = {name.replace("_", "-"): value for name, value in extra.items()}
    attrs["class"] = " ".join(filter(None, [own.get("class", ""), "" if kind == "hidden" else "ds-input"]))
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if kind == "textarea":
        attrs.setdefault("rows", own.get("rows", 4) if own.get("rows") != "10" else 4)
    if not attrs["class"]:
        del attrs["class"]
    return attrs


def _choices(bound, extra):
    """The single boxes of a group, each with its own label."""
    attrs = {name.replace("_", "-"): value for name, value in extra.items()}
    for choice in bound.subwidgets:
        choice.data["attrs"] |= {"class": "ds-input"} | attrs
        if bound.errors:
            choice.data["attrs"]["aria-invalid"] = "true"
        yield {"id": choice.id_for_label, "label": choice.choice_label or _("Ikke valgt"), "input": choice.tag()}
