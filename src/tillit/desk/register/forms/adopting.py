"""Putting in force what was read in a statement and nobody has looked at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UnseenForm(forms.Form):
    """A yes to it, where some of the draft has not been gone through."""

    unseen = forms.BooleanField(
        label=_("Put it in force with what nobody has looked at"),
        error_messages={
            "required": _("Go through the rest first, or tick that you put it in force as it is.")
        },
    )
