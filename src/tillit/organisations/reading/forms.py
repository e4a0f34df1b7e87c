"""What is asked of who wants a statement read: a text or a file, nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class StatementForm(forms.Form):
    """A statement, pasted or as a file."""

    text = forms.CharField(
        label=_("Paste the statement"),
        help_text=_(
            "Go to the page with the statement, mark all of it, copy it and paste it here."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(
            {"rows": 9, "spellcheck": "false", "autocomplete": "off", "id": "statement-text"}
        ),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_(
            "A web page (HTML or MHTML), Word (DOCX), PDF, Markdown or text. At most 10 MB, with "
            "at most 200,000 characters of text."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            {
                "accept": ".html,.htm,.mhtml,.mht,.md,.markdown,.txt,.pdf,.docx,"
                "text/html,text/plain,text/markdown,application/pdf,"
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "id": "statement-file",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.asked = True  # type: ignore[attr-defined]  # one of the two; neither is optional
