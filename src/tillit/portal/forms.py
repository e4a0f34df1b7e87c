"""What one can change on My page: one's own values, address, picture; and asking for a right."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.kernel.identifiers import display_phone, normalise_email
from tillit.people import pictures
from tillit.people.forms import ValueField
from tillit.people.models import Person
from tillit.people.values import TEXT_FIELDS, validate_free_text

# The address is changed on a page of its own, as the new one must be proven.
CORRECTED = tuple(name for name in TEXT_FIELDS if name != "email")


class CardForm(forms.Form):
    """The values we hold, and those the register lets us hold; one's address apart."""

    about_the_reader = True

    def __init__(
        self,
        person: Person,
        allowed: list[str],
        required: Collection[str],
        needs: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in CORRECTED:
            value = getattr(person, name)
            if name in allowed or value:
                # What is needed cannot be taken away; an older card may lack it all the same.
                self.fields[name] = ValueField(name, required=name in required and bool(value))
                self.fields[name].asked = name in required  # type: ignore[attr-defined]
                shown = display_phone(value) if name == "phone" and value else value
                self.fields[name].initial = shown
                self.fields[name].why = needs.get(name, "")  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """The values, in their one form."""
        return {name: self.cleaned_data[name] for name in self.fields}


class NewAddressForm(forms.Form):
    """The address one wants to use from now on; and for whom, where several share the former."""

    about_the_reader = True
    cards = forms.MultipleChoiceField(
        label=_("Who gets the new address?"),
        help_text=_("Several are registered on your address. The others keep it."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who the new address is for.")},
    )
    email = forms.CharField(label=_("New e-mail"), max_length=254, widget=forms.EmailInput)

    def __init__(self, cards: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cards = cards
        choices = [(str(card.uuid), card.name or card.email) for card in cards]
        self.fields["cards"].choices = choices  # type: ignore[attr-defined]
        if len(cards) == 1:
            del self.fields["cards"]

    @property
    def chosen(self) -> list[str]:
        """Whose address it is to be; where there is one only, nobody is asked."""
        chosen: list[str] = self.cleaned_data.get("cards") or [str(self._cards[0].uuid)]
        return chosen

    def clean_email(self) -> str:
        """In its one form."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except ValueError:
            raise forms.ValidationError(
                _("This is not an e-mail address. Write one like kari@example.no")
            ) from None


class PictureForm(forms.Form):
    """A picture of oneself."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 8 MB. We remove place, time and camera."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )

    def clean_picture(self) -> bytes:
        """The picture made anew."""
        upload = self.cleaned_data["picture"]
        return pictures.read(upload, upload.size)


class AskForm(forms.Form):
    """What one asks for, in one's own words."""

    about_the_reader = True

    def __init__(self, *args: Any, required: bool, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["details"] = forms.CharField(
            label=_("What is it about?"),
            help_text=help_text,
            required=required,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 5}),
            validators=[validate_free_text],
        )
