"""Forms about the organisation: who answers, whom to write to, what is promised."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.kernel.identifiers import normalise_email, normalise_phone, organisation_number
from tillit.privacy.register.profiles import KINDS
from tillit.privacy.register.rules.texts import LANGUAGE_NAMES
from tillit.privacy.register.schema import ContactPoint, Controller, Register

ROLES = {
    "controller": _("The organisation itself"),
    "privacy": _("Privacy contact"),
    "dpo": _("Data protection officer"),
    "adviser": _("Privacy adviser"),
}
ROLE_NOTES = {
    "controller": _("For post and anything else."),
    "privacy": _("Whoever answers when people ask about their data."),
    "dpo": _("Only if one is appointed under article 37 and reported to the authority."),
    "adviser": _("Someone who advises you on privacy, without being an officer."),
}


class ControllerForm(forms.Form):
    """Who answers for the processing, as the statement names it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        max_length=30,
        required=False,
        help_text=_("Give the organisation number, if the organisation has one."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=[(kind.key, kind.name) for kind in KINDS.values()]
    )
    address = forms.CharField(label=_("Postal address"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=12, required=False)
    city = forms.CharField(label=_("Postal town"), max_length=80, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https"
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the statement"),
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    promised_answer_days = forms.IntegerField(
        label=_("We promise to answer requests within so many days"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Empty: within a month, as the law asks."),
    )

    @classmethod
    def of(cls, register: Register, data: Any = None) -> ControllerForm:
        """The form with what the register says."""
        initial = {
            **register.controller.model_dump(),
            "languages": register.languages,
            "promised_answer_days": register.promised_answer_days,
        }
        return cls(data, initial=initial)

    def clean_organisation_number(self) -> str:
        return _read(organisation_number, self.cleaned_data["organisation_number"])

    def clean_email(self) -> str:
        return _read(normalise_email, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return _read(normalise_phone, self.cleaned_data["phone"])

    def apply(self, register: Register) -> Register:
        """The register with what the form says."""
        given = dict(self.cleaned_data)
        update = {
            "languages": given.pop("languages"),
            "promised_answer_days": given.pop("promised_answer_days"),
            "controller": Controller(country=register.controller.country, **given),
        }
        return register.model_copy(update=update)


class ContactPointForm(forms.Form):
    """One contact point; empty when there is none with that role."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)

    def clean_email(self) -> str:
        return _read(normalise_email, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return _read(normalise_phone, self.cleaned_data["phone"])

    def point(self) -> ContactPoint | None:
        """The contact point, None when nothing is filled in."""
        if not any(self.cleaned_data.values()):
            return None
        return ContactPoint(role=self.prefix, **self.cleaned_data)  # type: ignore[arg-type]


def contact_point_forms(register: Register, data: Any = None) -> list[ContactPointForm]:
    """A form for each role."""
    return [
        ContactPointForm(
            data,
            prefix=role,
            initial=point.model_dump() if (point := register.contact(role)) else {},
        )
        for role in ROLES
    ]


def _read(reader: Any, text: str) -> str:
    if not text:
        return ""
    try:
        return str(reader(text))
    except ValueError as error:
        raise ValidationError(str(error)) from None
