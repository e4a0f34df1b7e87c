"""A register from a file."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.privacy.register import toml
from tillit.privacy.register.schema import Register


class UploadForm(forms.Form):
    """A TOML file; gives the register in it."""

    file = forms.FileField(
        label=_("TOML file"),
        widget=forms.FileInput({"accept": ".toml,text/plain"}),
        help_text=_("At most 1 MB. It becomes the draft; what is in force does not change."),
    )

    def clean_file(self) -> Register:
        """Raises ValidationError with what is wrong, line by line."""
        file = self.cleaned_data["file"]
        if file.size > toml.MAX_BYTES:
            raise ValidationError(_("The file is larger than 1 MB, and cannot be a register."))
        try:
            return toml.read(file.read())
        except toml.NotReadable as refusal:
            raise ValidationError(refusal.problems) from None
