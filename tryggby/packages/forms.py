"""Forms of the packages room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggby.packages.format import Refused, read_kpk
from tryggby.packages.format.files import MAX_TOTAL


class KpkForm(forms.Form):
    """A package file to look through. `cleaned_data["content"]` holds its bytes; `refused` what a bad one was."""

    file = forms.FileField(label=_("Pakkefil (.kpk)"), help_text=_("Ingenting blir endret før du har sett planen."))
    refused: list = []

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_TOTAL:
            raise forms.ValidationError(_("Filen er for stor. En pakke kan være opptil 150 MB."))
        content = file.read()
        file.seek(0)
        try:
            read_kpk(file)
        except Refused as refused:
            self.refused = refused.problems
            raise forms.ValidationError(_("Filen kan ikke tas inn. Se hva som er galt nedenfor.")) from refused
        self.cleaned_data["content"] = content
        return file
