"""django-allauth's forms in our words, so that they read alike in all three languages."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tillit.organisations.addresses import installation_path
from tillit.organisations.forms import EmailField


class InOurWords:
    """Gives a form our labels and takes the placeholders out."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
        for name in ("password", "oldpassword"):
            if name in self.fields:  # type: ignore[attr-defined]
                self.fields[name].help_text = format_html(  # type: ignore[attr-defined]
                    '<a href="{}">{}</a>',
                    installation_path("account_reset_password"),
                    _("Forgotten the password?"),
                )


class LoginForm(InOurWords, account.LoginForm):
    """Log in with address and password."""

    about_the_reader = True
    labels = {"login": _("E-mail"), "password": _("Password")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    """The password once more, before something sensitive."""

    labels = {"password": _("Password")}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """Another password for the one there is; written once, as one can look at it."""

    labels = {"oldpassword": _("The password you have now"), "password1": _("New password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].help_text = _(
            "At least 12 characters. Three or four words in a row make a good one."
        )


class ForgottenForm(forms.Form):
    """Whose password has been forgotten."""

    about_the_reader = True
    email = EmailField(label=_("E-mail"), max_length=254)


class CodeForm(InOurWords, mfa.AuthenticateForm):
    """A code from the app, or one of the recovery codes."""

    labels = {"code": _("Code")}


class CodeAgainForm(InOurWords, mfa.ReauthenticateForm):
    """A code once more, before something sensitive."""

    labels = {"code": _("Code")}


class ActivateForm(InOurWords, totp.ActivateTOTPForm):
    """The first code proves that the app has the secret."""

    labels = {"code": _("The code the app shows now")}


class AddKeyForm(InOurWords, webauthn.AddWebAuthnForm):
    """A key of one's own: a phone, a computer, or a stick."""

    labels = {"name": _("What you call it"), "passwordless": _("Log in with it alone")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Such as “my phone”, to tell it from others.")
        self.fields["passwordless"].help_text = _(
            "Then neither e-mail address nor password is asked for."
        )
        self.fields["passwordless"].initial = True


class EditKeyForm(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    labels = {"name": _("What you call it")}
