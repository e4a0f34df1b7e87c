"""What is asked of those who set up an organisation and of those who work for it."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock
from tillit.kernel.identifiers import normalise_email, organisation_number, postal_code
from tillit.kernel.text import visible
from tillit.organisations.models import Organisation, User
from tillit.organisations.roles import ROLE_TYPES
from tillit.organisations.rules import is_good_slug
from tillit.privacy.register.profiles import KINDS


def _kinds() -> list[tuple[str, Any]]:
    """Each kind of organisation there is a profile for, with what it holds."""
    return [
        (kind.key, format_lazy("{}: {}", kind.name, kind.description)) for kind in KINDS.values()
    ]


class EmailField(forms.CharField):
    """An e-mail address in its one form."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        """The normalised address. Raises ValidationError."""
        text = str(super().clean(value) or "")
        if not text:
            return ""
        try:
            return normalise_email(text)
        except ValueError:
            raise ValidationError(
                _("This is not an e-mail address. Write one like kari@example.no.")
            ) from None


class Line(forms.CharField):
    """What someone is called or where they are, without signs that hide or turn the text."""

    def to_python(self, value: Any) -> Any:
        """Nothing that can be seen is nothing written."""
        text = super().to_python(value)
        return visible(text) if isinstance(text, str) else text


class AccountForm(forms.Form):
    """Who are you, the first time."""

    about_the_reader = True
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = EmailField(label=_("Your e-mail address"), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Three or four words in a row make a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_email(self) -> str:
        """Raises ValidationError when the address has an account."""
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email=email).exists():
            raise ValidationError(
                _("There is an account with this address. Ask for a link to that one.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        """The password is long enough and not a well-known one."""
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            user = User(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                password_validation.validate_password(password, user)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class PasswordForm(forms.Form):
    """Choose a password, by a link that proved the address."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. Three or four words in a row make a good one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Raises ValidationError for a short or well-known one."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password


class OrganisationForm(forms.Form):
    """An organisation's own facts, which go into its register and its statement."""

    name = Line(label=_("Name of the organisation"), max_length=200)
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        required=False,
        help_text=_("Nine digits, from the Brønnøysund registers. Leave it out if you have none."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        help_text=_("You get a draft that fits, and can change all of it."),
        choices=_kinds,
        widget=forms.RadioSelect,
    )
    email = EmailField(
        label=_("E-mail for questions about personal data"),
        help_text=_("Shown in the privacy statement and at the foot of every page."),
        max_length=254,
    )
    contact = Line(
        label=_("Who answers them?"),
        help_text=_("A name or a function, such as “the general manager”."),
        max_length=200,
    )
    address = Line(label=_("Postal address"), max_length=200)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10)
    city = Line(label=_("Postal town"), max_length=100)
    slug = forms.CharField(
        label=_("Web address"),
        required=False,
        max_length=60,
        help_text=_(
            "Small letters, digits and hyphens. Leave it empty, and we make one from the name."
        ),
    )

    def clean_organisation_number(self) -> str:
        """Nine digits that fit modulus 11. Source: enhetsregisterloven § 5."""
        return checked_organisation_number(self.cleaned_data["organisation_number"])

    def clean_postal_code(self) -> str:
        """Four digits."""
        try:
            return postal_code(self.cleaned_data["postal_code"])
        except ValueError:
            raise ValidationError(_("A postal code has four digits.")) from None

    def clean_slug(self) -> str:
        """A free web address, or none."""
        slug: str = self.cleaned_data["slug"].strip().lower()
        if slug and not is_good_slug(slug):
            raise ValidationError(
                _("Choose another: small letters, digits and hyphens, no reserved word.")
            )
        if slug and Organisation.objects.filter(slug=slug).exists():
            raise ValidationError(_("Another organisation has this web address."))
        return slug


def checked_organisation_number(text: str) -> str:
    """The nine digits, or nothing. Raises ValidationError."""
    if not text.strip():
        return ""
    try:
        return organisation_number(text)
    except ValueError:
        raise ValidationError(
            _("This is not an organisation number: the digits do not add up. Check them.")
        ) from None


def _role_choices() -> list[tuple[str, Any]]:
    return [(key, format_lazy("{}: {}", role.name, role.does)) for key, role in ROLE_TYPES.items()]


class PeriodForm(forms.Form):
    """From when until when someone has a role."""

    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty when no end is decided."),
        widget=forms.DateInput,
    )

    def clean_ends_on(self) -> dt.date | None:
        """Not in the past: what is to end now is ended by its own button."""
        day = cast("dt.date | None", self.cleaned_data["ends_on"])
        if day is not None and day < clock.today():
            raise ValidationError(_("The last day is over. To end the role now, use “End now”."))
        return day


class InviteForm(PeriodForm):
    """Someone is to work here: who, with what task, from when until when."""

    field_order = ["name", "email", "type", "starts_on", "ends_on", "language"]
    name = forms.CharField(label=_("Name"), max_length=200)
    email = EmailField(
        label=_("E-mail"), max_length=254, help_text=_("Their own; nobody shares an account.")
    )
    type = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = _role_choices()  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = clock.today
        self.fields["language"].initial = get_language

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


class SettingsForm(forms.Form):
    """What the organisation is called and where it is on the web."""

    name = Line(
        label=_("Name"),
        max_length=200,
        help_text=_("The name in the statement is that of the register; change it there as well."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("For visitors who have not chosen one."),
    )
    host = forms.CharField(
        label=_("Own host"),
        required=False,
        max_length=200,
        help_text=_(
            "Such as medlem.example.no. Whoever runs the installation points the name here first."
        ),
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation

    def clean_host(self) -> str:
        """A host name nobody else has, and not the installation's own."""
        host: str = self.cleaned_data["host"].strip().lower().removesuffix(".")
        if not host:
            return ""
        if not _is_host(host) or host in settings.COMMON_HOSTS:
            raise ValidationError(_("Write a host name of your own, such as medlem.example.no."))
        if Organisation.objects.filter(host=host).exclude(pk=self.organisation.pk).exists():
            raise ValidationError(_("Another organisation has this host."))
        return host


def _is_host(text: str) -> bool:
    labels = text.split(".")
    return len(labels) >= 2 and all(
        label and len(label) <= 63 and label.replace("-", "").isalnum() and label.isascii()
        and not label.startswith("-") and not label.endswith("-")
        for label in labels
    )  # fmt: skip
