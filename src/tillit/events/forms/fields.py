"""Fields that several forms share: text free of identity numbers, times on a clock in Norway."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tillit.events.rules import FURTHEST_AHEAD, NoSuchTimeError, in_oslo, read_local
from tillit.kernel import clock
from tillit.kernel.identifiers import national_identity_numbers, normalise_email, normalise_phone
from tillit.kernel.text import visible
from tillit.ui.forms import DateTimeInput, PhoneInput


def no_identity_number(text: str) -> None:
    """Raises ValidationError on a national identity number (personopplysningsloven § 12)."""
    if national_identity_numbers(text):
        raise ValidationError(
            _(
                "This text holds a national identity number. We may not keep it here "
                "(personopplysningsloven § 12). Take the number out."
            ),
            code="identity_number",
        )


class Text(forms.CharField):
    """Free text, refused when it holds a national identity number."""

    default_validators = [no_identity_number]

    def to_python(self, value: Any) -> Any:
        """Without characters that hide or turn the text; nothing visible is nothing written."""
        text = super().to_python(value)
        return visible(text) if isinstance(text, str) else text


class EmailField(forms.CharField):
    """An e-mail address in its one form."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalise_email(text)
        except ValueError:
            raise ValidationError(
                _("This is not an e-mail address. Write one like kari@example.no."), code="email"
            ) from None


class PhoneField(forms.CharField):
    """A telephone number in its one form."""

    widget = PhoneInput

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normalise_phone(text)
        except ValueError:
            raise ValidationError(
                _(
                    "This is not a telephone number. Write eight digits, or + and the country code "
                    "first."
                ),
                code="phone",
            ) from None


class OsloDateTimeField(forms.DateTimeField):
    """A day and a time on a clock in Norway."""

    widget = DateTimeInput

    def to_python(self, value: Any) -> dt.datetime | None:
        """The instant. Refuses a time that the change to summer time skips."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value
        try:
            instant = in_oslo(read_local(str(value)))
        except NoSuchTimeError:
            raise ValidationError(
                _(
                    "This time does not exist: clocks go forward that night. Choose a time an hour "
                    "later."
                ),
                code="no_such_time",
            ) from None
        except ValueError:
            raise ValidationError(
                _("This is not a date and time. Write for example 17.05.2027 18:00."),
                code="invalid",
            ) from None
        if instant - clock.now() > FURTHEST_AHEAD:
            raise ValidationError(
                _("This is more than five years ahead. Check the year."), code="far"
            )
        return instant.astimezone(dt.UTC)
