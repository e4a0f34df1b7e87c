"""Before data leaves: why, for whom, which of it, and in what form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.kernel.identifiers import national_identity_numbers
from tillit.privacy.register.queries import in_force

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

OWN_USE = ""
SHORTEST_REASON = 8
NAME = ("first_name", "last_name")


class ExportForm(forms.Form):
    """Asks why, for whom, which fields; the recipients are those the register names.

    ``columns``: (field, label) of what can be taken out. Only the name is ticked to begin with, so
    that the rest is chosen field by field (data minimisation, GDPR article 5(1)(c)).
    """

    purpose = forms.CharField(
        label=_("What do you need it for?"),
        help_text=_(
            "For example: calling list for the annual meeting, or envelopes for the Christmas "
            "card. The persons can see it."
        ),
        min_length=SHORTEST_REASON,
        max_length=300,
    )
    recipient = forms.ChoiceField(
        label=_("Who gets it?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("A recipient outside must stand in the register for this activity."),
    )
    fields_out = forms.MultipleChoiceField(
        label=_("Which data?"),
        help_text=_("Take out no more than you need."),
        widget=forms.CheckboxSelectMultiple,
    )
    form = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Spreadsheet (XLSX)")), ("csv", _("Text with semicolons (CSV)"))],
        initial="xlsx",
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        activity: str,
        columns: Sequence[tuple[str, str | Promise]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        register = in_force(organisation)
        entry = register.activity(activity)
        outside = [
            (recipient.key, recipient.name)
            for recipient in register.recipients
            if entry and recipient.key in entry.recipients
        ]
        self.fields["recipient"].choices = [(OWN_USE, _("We use it ourselves")), *outside]  # type: ignore[attr-defined]
        self.fields["fields_out"].choices = list(columns)  # type: ignore[attr-defined]
        self.initial.setdefault("recipient", OWN_USE)
        self.initial.setdefault("fields_out", [key for key, _label in columns if key in NAME])

    def clean_purpose(self) -> str:
        """A reason in words, without anybody's identity number."""
        text: str = self.cleaned_data["purpose"].strip()
        if national_identity_numbers(text):
            raise ValidationError(
                _(
                    "Take out the national identity number. We may not keep it here "
                    "(the Personal Data Act, section 12)"
                )
            )
        return text

    def chosen(self) -> list[str]:
        """The fields to take out, in the order of the columns."""
        ticked = set(self.cleaned_data["fields_out"])
        return [key for key, _label in self.fields["fields_out"].choices if key in ticked]  # type: ignore[attr-defined]
