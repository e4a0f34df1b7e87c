"""What staff write about a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock
from tillit.kernel.identifiers import normalise_email
from tillit.people.values import validate_free_text
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.rules import refusals_of
from tillit.ui.forms import DateInput

LANGUAGES = (("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English")))
BY_HAND = [choice for choice in Request.Channel.choices if choice[0] != Request.Channel.PORTAL]


def _text(label: Any, help_text: Any = "", *, rows: int = 5, required: bool = True) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[validate_free_text],
    )


class NewRequestForm(forms.Form):
    """A request that came by e-mail, telephone, letter or in person (promise N32)."""

    kind = forms.ChoiceField(label=_("Right"), choices=Request.Kind.choices)
    channel = forms.ChoiceField(label=_("How it arrived"), choices=BY_HAND)
    received_on = forms.DateField(
        label=_("Received"),
        help_text=_("The day it reached any of you. The clock runs from that day."),
        widget=DateInput,
        initial=clock.today,
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.EmailInput
    )
    postal_address = _text(
        _("Postal address"), _("When the answer is to go by post"), rows=3, required=False
    )
    details = _text(_("What is asked for"), required=False)
    language = forms.ChoiceField(label=_("Language of our answer"), choices=LANGUAGES)
    proven = forms.BooleanField(
        label=_("I have made sure that it is the person who asks"), required=False
    )
    how = forms.CharField(
        label=_("How you made sure"),
        help_text=_("For example: called back on the number we have. No copy of an identity card."),
        max_length=300,
        required=False,
        validators=[validate_free_text],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Needed as soon as the box above it is ticked.
        self.fields["how"].asked = True  # type: ignore[attr-defined]

    def clean_received_on(self) -> dt.date:
        """Not a day to come."""
        day: dt.date = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("A request cannot be received in the future."))
        return day

    def clean_email(self) -> str:
        """In its one form; empty when a letter gives none."""
        text = self.cleaned_data["email"].strip()
        if not text:
            return ""
        try:
            return normalise_email(text)
        except ValueError:
            raise forms.ValidationError(
                _("This is not an e-mail address. Write one like kari@example.no")
            ) from None

    def clean(self) -> dict[str, Any]:
        """Someone to answer, and a word on how identity was proven."""
        data = super().clean() or {}
        if "email" in data and not (data["email"] or data.get("postal_address")):
            self.add_error("email", _("Give an e-mail or a postal address to answer to."))
        if data.get("proven") and not data.get("how"):
            self.add_error("how", _("Say how you made sure."))
        return data


class IdentityForm(forms.Form):
    """How staff made sure that it is the person who asks."""

    how = forms.CharField(
        label=_("How you made sure"),
        help_text=_("For example: called back on the number we have. No copy of an identity card."),
        max_length=300,
        validators=[validate_free_text],
    )


class ExtendForm(forms.Form):
    """Why two more months are needed."""

    reason = _text(_("Why more time is needed"), _("The person gets this text."))


class AnswerForm(forms.Form):
    """The answer, as the person gets it."""

    text = _text(_("Answer"), _("The person gets this text, with the right to complain."), rows=8)


class RefuseForm(forms.Form):
    """The provision a refusal rests on, and why it applies."""

    provision = forms.ChoiceField(label=_("The refusal rests on"), widget=forms.RadioSelect)
    text = _text(
        _("Why it applies"),
        _("The person gets this text, with the right to complain and to go to court."),
    )

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only what this right can be refused on.
        self.fields["provision"].choices = list(refusals_of(kind).items())  # type: ignore[attr-defined]
