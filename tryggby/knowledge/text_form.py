"""What editors fill in, and what must be in place before a text goes out."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm


class DraftForm(CopyForm):
    """A copy is a draft, and stands alone: nothing goes out without having been read, and under one address only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class TextForm(WagtailAdminPageForm):
    """A composed page: saved as a draft in any state, published only when nothing is missing; with a tick for a
    translation that has been brought up to date."""

    in_step = forms.BooleanField(
        label=_("Oversettelsen følger bokmålsteksten slik den er nå"),
        required=False,
        help_text=_("Gjelder bare tekster på andre språk enn bokmål."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Dates that begin as today are compared with what is stored: a second reader who only reads, changes nothing.
        for field in self.fields.values():
            field.show_hidden_initial = False

    def clean(self):
        """Say what is missing, beside the button that was pressed."""
        cleaned = super().clean()
        if not self.errors and self._goes_out():
            for fault in self.hindrances():
                self.add_error(None, fault)
        return cleaned

    def _goes_out(self) -> bool:
        return any(name in self.data for name in ("action-publish", "action-submit"))

    def hindrances(self) -> list[str]:
        """Why it cannot go out now, in words."""
        return self._wanted().faults()

    def save(self, commit=True):
        """Note which bokmål text the translation follows."""
        page = super().save(commit=False)
        if self.cleaned_data.get("in_step"):
            from tryggby.knowledge.showing import digest_of_original

            page.follows = digest_of_original(page)
        if commit:
            page.save()
            self.save_m2m()
        return page

    def _wanted(self):
        """The page as it would be."""
        page = self.instance
        for name, value in self.cleaned_data.items():
            if name in {"body", "audience", "lix_reason"}:
                setattr(page, name, value)
        return page


class ArticleForm(TextForm):
    """An article, with the core elements as ticks."""

    elements = forms.MultipleChoiceField(
        label=_("Kjerneelementer"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from tryggby.knowledge.models.article import ELEMENTS

        if "elements" in self.fields:
            self.fields["elements"].choices = list(ELEMENTS.items())

    def hindrances(self) -> list[str]:
        """A text for children is sent to a second reader, never straight out."""
        found = self._with_sources().faults()
        if "action-publish" in self.data and self.instance.for_children:
            found.append(str(_("Tekster for barn skal leses av en annen redaktør. Velg «Send inn til gjennomlesing».")))
        return found

    def _with_sources(self):
        page = self._wanted()
        sources = self.formsets.get("sources")
        if sources is not None and sources.is_valid():
            sources.save(commit=False)
        return page
