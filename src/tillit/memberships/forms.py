"""Forms of membership: joining, adding, leaving, kinds of membership, the directory's switches."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock
from tillit.memberships import rules
from tillit.memberships.models import Membership, MembershipType
from tillit.people.privacy import CARD
from tillit.people.rules import last_day_refused
from tillit.people.values import LABELS, LONGEST, RefusedError, clean, refuse_day_ahead
from tillit.privacy.register.schema import LANGUAGES, Register, words
from tillit.ui.forms import PhoneInput, Switch

LANGUAGE_NAMES = {"nb": _("Bokmål"), "nn": _("Nynorsk"), "en": _("English")}


class JoinForm(forms.Form):
    """What the register says a member registers, and nothing else."""

    about_the_reader = True
    # The texts on these forms speak of what is marked as needed.
    marks_required = True

    def __init__(
        self, register: Register, types: list[MembershipType], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self._types = {kind.key: kind for kind in types}
        if len(types) > 1:
            self.fields["type"] = forms.ChoiceField(
                label=_("Kind of membership"),
                choices=[(kind.key, _described(kind)) for kind in types],
                widget=forms.RadioSelect,
            )
        for asked in rules.form_fields(register):
            self.fields[asked.field] = _card_field(
                asked.field, required=asked.required, need=words(asked.need, language)
            )
        if "email" not in self.fields:
            self.fields["email"] = _card_field("email", required=True, need="")

    def clean(self) -> dict[str, Any]:
        """Each value in its one form; what cannot be kept is said at its field."""
        data = super().clean() or {}
        for name in set(self.fields) - {"type"}:
            if isinstance(data.get(name), str):
                try:
                    data[name] = clean(name, data[name])
                except RefusedError as refusal:
                    self.add_error(name, refusal.as_validation_error())
        return data

    @property
    def chosen_type(self) -> MembershipType:
        """The kind of membership asked for."""
        return self._types[self.cleaned_data.get("type") or next(iter(self._types))]

    @property
    def values(self) -> dict[str, str]:
        """What was given, by the card's columns."""
        return {key: value for key, value in self.cleaned_data.items() if key != "type"}


def _card_field(name: str, *, required: bool, need: str) -> forms.CharField:
    widget: forms.Widget = forms.TextInput()
    if name == "email":
        widget = forms.EmailInput()
    elif name == "phone":
        widget = PhoneInput()
    field = forms.CharField(
        label=capfirst(str(LABELS[name])),
        required=required,
        max_length=40 if name == "phone" else LONGEST[name],
        widget=widget,
        error_messages={"required": _("Fill this in. Without it you cannot become a member.")},
    )
    field.why = need  # type: ignore[attr-defined]
    return field


class TypeForm(forms.Form):
    """A kind of membership, named in each language."""

    is_open = forms.BooleanField(label=_("Open for joining"), required=False, widget=Switch)
    is_automatic = forms.BooleanField(
        label=_("Accepted without review, once the address is confirmed"),
        required=False,
        widget=Switch,
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=999, initial=0)

    def __init__(self, type: MembershipType | None, *args: Any, **kwargs: Any) -> None:
        self.type = type
        if type is not None:
            kwargs["initial"] = {
                "is_open": type.is_open,
                "is_automatic": type.is_automatic,
                "order": type.order,
                **{f"name_{code}": text for code, text in type.name.items()},
                **{f"description_{code}": text for code, text in type.description.items()},
            }
        else:
            kwargs.setdefault("initial", {"is_open": True})
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": LANGUAGE_NAMES[code]},
                required=code == "nb",
                max_length=100,
            )
        for code in LANGUAGES:
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("Description (%(language)s)") % {"language": LANGUAGE_NAMES[code]},
                required=False,
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields(
            [
                *(f"name_{code}" for code in LANGUAGES),
                *(f"description_{code}" for code in LANGUAGES),
                "is_open",
                "is_automatic",
                "order",
            ]
        )

    @property
    def values(self) -> dict[str, Any]:
        """The columns, to be saved."""
        data = self.cleaned_data
        return {
            "name": {c: data[f"name_{c}"] for c in LANGUAGES if data[f"name_{c}"]},
            "description": {
                c: data[f"description_{c}"] for c in LANGUAGES if data[f"description_{c}"]
            },
            "is_open": data["is_open"],
            "is_automatic": data["is_automatic"],
            "order": data["order"],
        }

    def new_key(self, taken: set[str]) -> str:
        """A key of its own for a new kind, made from its name."""
        base = slugify(self.cleaned_data["name_nb"])[:30] or "type"
        key, number = base, 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        return key


class AddMemberForm(forms.Form):
    """A person on the register becomes a member."""

    type = forms.ModelChoiceField(
        MembershipType.objects.none(), label=_("Kind of membership"), empty_label=None
    )
    on = forms.DateField(
        label=_("Member from"),
        initial=clock.today,
        widget=forms.DateInput,
        validators=[refuse_day_ahead],
    )

    def __init__(self, organisation: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["type"]
        assert isinstance(kinds, forms.ModelChoiceField)
        kinds.queryset = MembershipType.objects.filter(organisation=organisation)
        kinds.label_from_instance = type_name  # type: ignore[method-assign, assignment]
        self.fields["welcome"] = welcome_field()


def welcome_field() -> forms.BooleanField:
    """Whether the new member is written to."""
    return forms.BooleanField(label=_("Send a welcome by e-mail"), required=False, widget=Switch)


class LeaveForm(forms.Form):
    """A membership ends."""

    on = forms.DateField(label=_("Last day"), initial=clock.today, widget=forms.DateInput)
    reason = forms.ChoiceField(label=_("Reason"), choices=rules.REASONS)
    tell = forms.BooleanField(
        label=_("Tell the member by e-mail"), required=False, initial=True, widget=Switch
    )

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership

    def clean_on(self) -> Any:
        """Not before it started, unless that day is to come, nor years from now."""
        day = self.cleaned_data["on"]
        started = self.membership.relation.started_on
        if refusal := last_day_refused(started, day, clock.today()):
            raise ValidationError(refusal)
        return day


class DirectoryForm(forms.Form):
    """A switch for each field that the register lets the directory show; none is on beforehand."""

    def __init__(
        self, register: Register, membership: Membership, *args: Any, **kwargs: Any
    ) -> None:
        entry = getattr(membership, "directory_entry", None)
        on = set(entry.shown) if entry else set()
        super().__init__(*args, **kwargs)
        self._may = rules.publishable(register)
        person = membership.relation.person
        for name in self._may:
            field = forms.BooleanField(
                label=capfirst(str(CARD[name].label)),
                required=False,
                initial=name in on,
                widget=Switch,
            )
            if not getattr(person, name):
                field.help_text = _("You have not given us this.")
            self.fields[name] = field

    @property
    def chosen(self) -> list[str]:
        """The fields switched on."""
        return [name for name in self._may if self.cleaned_data.get(name)]


def _described(type: MembershipType) -> str:
    """The kind's name with what it is, beside its button."""
    text = words(type.description, get_language() or "nb")
    if not text:
        return type_name(type)
    return format_html('{}<br><span class="t-note">{}</span>', type_name(type), text)


def type_name(type: MembershipType) -> str:
    """The kind's name in the language of the page."""
    return words(type.name, get_language() or "nb")
