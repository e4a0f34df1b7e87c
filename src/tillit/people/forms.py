"""Forms of the register of persons; what they ask for is what the register in force asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock
from tillit.kernel.identifiers import display_phone
from tillit.people import actions, pictures, queries, rules
from tillit.people.models import Person
from tillit.people.values import (
    LABELS,
    LONGEST,
    TEXT_FIELDS,
    RefusedError,
    clean,
    refuse_day_ahead,
    validate_free_text,
)
from tillit.privacy.register.schema import Register, words
from tillit.ui.forms import PhoneInput


class ValueField(forms.CharField):
    """One of a card's values, kept in its one form."""

    def __init__(self, name: str, *, why: str = "", **options: Any) -> None:
        widget = {"email": forms.EmailInput, "phone": PhoneInput}.get(name, forms.TextInput)
        super().__init__(
            label=capfirst(str(LABELS[name])),
            max_length=LONGEST[name] + 40,
            widget=widget,
            **options,
        )
        self.key = name
        self.why = why

    def clean(self, value: Any) -> str:
        """Raises ValidationError that says what to write."""
        text = super().clean(value)
        try:
            return clean(self.key, text)
        except RefusedError as refusal:
            raise refusal.as_validation_error() from None


class ValuesForm(forms.Form):
    """The fields that the held kinds of relation ask for, with what each is needed for."""

    def __init__(
        self, *args: Any, register: Register, held: Iterable[str], strict: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds = list(held)
        language = get_language() or "nb"
        allowed = rules.fields_allowed(register, kinds)
        asked = rules.fields_required(register, kinds)
        required = asked if strict else set()
        needs: dict[str, str] = {}
        for kind in kinds:
            if entry := rules.entry_for(register, kind):
                for field in entry.fields:
                    needs.setdefault(field.field, words(field.need, language))
        for name in TEXT_FIELDS:
            if name in allowed:
                self.fields[name] = ValueField(
                    name, required=name in required, why=needs.get(name, "")
                )
                # Needed all the same: an older card may lack it, so it can be sent empty.
                self.fields[name].asked = name in asked  # type: ignore[attr-defined]
        self.value_names = [name for name in TEXT_FIELDS if name in allowed]

    def values(self) -> dict[str, str]:
        """The card's values as cleaned."""
        return {name: self.cleaned_data[name] for name in self.value_names}

    def take(self, error: ValidationError) -> None:
        """Show an action's refusal at the fields it is about."""
        for field, errors in getattr(error, "error_dict", {None: error.error_list}).items():
            self.add_error(field if field in self.fields else None, errors)


class SourceFields(forms.Form):
    """Where values come from: asked wherever values are written (promise C17)."""

    source = forms.ChoiceField(label=_("Where does this come from?"))
    detail = forms.CharField(
        label=_("Who or where, more precisely"),
        help_text=_("For example the name of the register, or of the meeting"),
        required=False,
        max_length=200,
        validators=[validate_free_text],
    )

    def offer_sources(self, register: Register, held: Iterable[str]) -> None:
        """Only the sources the register lists for these relations."""
        choices = queries.sources_for(register, held, get_language() or "nb")
        self.fields["source"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


class AddForm(SourceFields, ValuesForm):
    """A new card."""

    started_on = forms.DateField(
        label=_("Since"), initial=clock.today, validators=[refuse_day_ahead]
    )

    def __init__(
        self,
        *args: Any,
        register: Register,
        kind: str,
        more: Mapping[str, forms.Field] | None = None,
        **kwargs: Any,
    ) -> None:
        """``more``: what is asked because more than the relation begins."""
        super().__init__(*args, register=register, held=[kind], strict=True, **kwargs)
        self.offer_sources(register, [kind])
        self._more = dict(more or {})
        self.fields.update(self._more)
        if rules.is_reviewed(kind):
            self.fields["review_on"] = forms.DateField(
                label=_("To be reviewed on"),
                help_text=_("After that day the card is deleted unless you decide otherwise"),
                initial=lambda: rules.REVIEW_AFTER.add_to(clock.today()),
            )
        order = [*TEXT_FIELDS, "source", "detail", "started_on", "review_on", *self._more]
        self.order_fields(order)

    def answers(self) -> dict[str, Any]:
        """What was answered of what more is asked."""
        return {name: self.cleaned_data[name] for name in self._more}


class EditForm(SourceFields, ValuesForm):
    """A card's values anew, and where the new ones come from."""

    field_order = [*TEXT_FIELDS, "source", "detail"]
    # The card as it was when the form was opened.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, *args: Any, register: Register, held: list[str], person: Person, **kwargs: Any
    ) -> None:
        initial = {name: getattr(person, name) for name in TEXT_FIELDS}
        initial["phone"] = display_phone(person.phone) if person.phone else ""
        initial["seen"] = actions.fingerprint(person)
        super().__init__(
            *args, register=register, held=held, strict=False, initial=initial, **kwargs
        )
        self.offer_sources(register, held)
        self.order_fields(self.field_order)

    def show_change(self, person: Person) -> None:
        """Someone else has changed the card meanwhile: say what it says now, and ask anew."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = actions.fingerprint(person)
        self.data = data
        written = self.values()
        for name in self.value_names:
            now = getattr(person, name)
            if now != written[name]:
                says = _("The card says now: %(value)s") % {"value": now or "–"}
                self.add_error(name, says)
        self.add_error(
            None,
            _("Someone else has changed this card while you had it open. Look it over; what you "
              "save now is what stays."),
        )  # fmt: skip


class StartRelationForm(forms.Form):
    """What the person becomes, and since when."""

    kind = forms.ChoiceField(label=_("Relation"))
    on = forms.DateField(label=_("Since"), initial=clock.today, validators=[refuse_day_ahead])

    def __init__(self, *args: Any, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(choices)  # type: ignore[attr-defined]


class EndRelationForm(forms.Form):
    """The day a relation ends."""

    on = forms.DateField(label=_("Last day"), initial=clock.today)


class PictureForm(forms.Form):
    """A picture for the card."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 8 MB. We remove place, time and camera."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    source = forms.ChoiceField(label=_("Where does this come from?"))

    def __init__(self, *args: Any, register: Register, held: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = queries.sources_for(register, held, get_language() or "nb")
        self.fields["source"].choices = choices  # type: ignore[attr-defined]

    def clean_picture(self) -> bytes:
        """The picture made anew."""
        upload = self.cleaned_data["picture"]
        return pictures.read(upload, upload.size)
