"""What staff write: to participants, and when an event is called off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from tillit.events.forms.fields import Text


class CancelEventForm(forms.Form):
    """Why the event is called off; participants and the public read it."""

    reason = Text(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stands in the mail to the participants and on the event's page."),
    )


class MessageForm(forms.Form):
    """A message to those who take part. There is no choice of kind or audience."""

    subject = Text(label=gettext_lazy("Subject"), max_length=150)
    body = Text(
        label=gettext_lazy("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("About this event only. News and offers belong in a newsletter."),
    )
