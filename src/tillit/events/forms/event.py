"""Making an event: what, when, where, for how many, and what its form asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.events import actions, asking, rules
from tillit.events.actions import EventDetails
from tillit.events.asking import Asked
from tillit.events.forms.fields import OsloDateTimeField, Text, no_identity_number
from tillit.events.models import Event
from tillit.events.sensitive import Found, special_category
from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.register.schema import Register

MOST_QUESTIONS = 10
TELL, DO_NOT_TELL = "on", "no"
_MOST_PLACES = 100_000


@dataclass(frozen=True)
class FieldChoice:
    """One field the register allows, as the form shows it: ask it, require it, why."""

    asked: Asked
    ask: forms.BoundField | None
    required: forms.BoundField | None
    need: forms.BoundField


class EventForm(forms.Form):
    """What an organiser decides; the fields to ask are the register's, with its needs filled in."""

    title = Text(
        label=gettext_lazy("Title"),
        max_length=150,
        error_messages={"required": gettext_lazy("Give the event a title.")},
    )
    starts_at = OsloDateTimeField(
        label=gettext_lazy("Starts"),
        error_messages={"required": gettext_lazy("Say when the event starts.")},
    )
    ends_at = OsloDateTimeField(
        label=gettext_lazy("Ends"),
        error_messages={"required": gettext_lazy("Say when the event ends.")},
    )
    place = Text(label=gettext_lazy("Place"), max_length=200, required=False)
    description = Text(
        label=gettext_lazy("Description"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "What people get out of coming. A blank line makes a new paragraph."
        ),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Number of places"),
        min_value=1,
        max_value=_MOST_PLACES,
        required=False,
        help_text=gettext_lazy("Leave empty for no limit."),
    )
    registration_closes_at = OsloDateTimeField(
        label=gettext_lazy("Registration deadline"),
        required=False,
        help_text=gettext_lazy("Leave empty to take registrations until the event starts."),
    )

    def __init__(
        self,
        register: Register,
        language: str,
        data: Mapping[str, Any] | None = None,
        *,
        event: Event | None = None,
        taken: int = 0,
    ) -> None:
        super().__init__(data, initial=_initial(event) if event else {})
        self.event = event
        self.taken = taken
        self.offered = asking.available(register, language)
        chosen = {each["field"]: each for each in event.fields} if event else {}
        for asked in self.offered:
            choice = chosen.get(asked.key)
            if asked.key != asking.ALWAYS:
                self.fields[f"ask_{asked.key}"] = forms.BooleanField(
                    label=_("Ask for this"),
                    required=False,
                    initial=choice is not None if event else asked.required,
                )
                if asked.required:
                    self.fields[f"required_{asked.key}"] = forms.BooleanField(
                        label=_("Required"),
                        required=False,
                        initial=bool(choice["required"]) if choice else True,
                    )
            self.fields[f"need_{asked.key}"] = Text(
                label=_("Why it is needed"),
                max_length=300,
                required=False,
                initial=(choice or {}).get("need") or asked.need,
            )
        if event is not None and event.state == Event.State.PUBLISHED and taken:
            self.fields["tell"] = forms.ChoiceField(
                label=_("Tell the participants?"),
                choices=[(TELL, _tell_label(taken)), (DO_NOT_TELL, _("Save without telling them"))],
                required=False,
                widget=forms.RadioSelect,
            )
            # Needed when the time or the place is changed.
            self.fields["tell"].asked = True  # type: ignore[attr-defined]
            self.fields["note"] = Text(
                label=_("What is changed, in your words"),
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Goes in the mail, with when and where the event is held."),
            )

    @cached_property
    def choices(self) -> list[FieldChoice]:
        """The fields the register allows, a row each."""
        return [
            FieldChoice(
                asked=asked,
                ask=self._bound(f"ask_{asked.key}"),
                required=self._bound(f"required_{asked.key}"),
                need=self[f"need_{asked.key}"],
            )
            for asked in self.offered
        ]

    def _bound(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    def clean(self) -> dict[str, Any]:
        """Dates that fit one another, and a capacity that holds those who are there."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        closes, capacity = cleaned.get("registration_closes_at"), cleaned.get("capacity")
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("The event ends before it starts. Choose a later time."))
        if starts and ends and ends - starts > rules.LONGEST:
            self.add_error("ends_at", _("An event can last a year at most. Choose an earlier day."))
        if ends and self.event and actions.is_prolonged_afterwards(self.event, ends):
            self.add_error(
                "ends_at",
                _("The event is over, so its end cannot be moved. Make a new event instead."),
            )
        if starts and closes and closes > starts:
            self.add_error(
                "registration_closes_at",
                _("The deadline is after the event starts. Choose an earlier time."),
            )
        if starts and self._is_new("starts_at", starts) and starts <= clock.now():
            self.add_error("starts_at", _("This is in the past. Choose a time to come."))
        if closes and self._is_new("registration_closes_at", closes) and closes <= clock.now():
            self.add_error(
                "registration_closes_at",
                _("The deadline is in the past, so nobody could register. Choose a time to come."),
            )
        if capacity and capacity < self.taken:
            self.add_error(
                "capacity",
                _("%(number)s have registered already. There must be room for them.")
                % {"number": self.taken},
            )
        if "tell" in self.fields and not cleaned.get("tell") and self._is_elsewhere(cleaned):
            self.add_error(
                "tell",
                _("The time or the place is changed. Choose whether to tell the participants."),
            )
        return cleaned

    def _is_elsewhere(self, cleaned: Mapping[str, Any]) -> bool:
        """Someone who comes when and where they were told would come in vain."""
        return any(
            name in cleaned and _shown(cleaned[name]) != _shown(getattr(self.event, name))
            for name in ("starts_at", "ends_at", "place")
        )

    def _is_new(self, name: str, value: dt.datetime) -> bool:
        return self.event is None or getattr(self.event, name) != value

    def details(self, questions: list[dict[str, Any]]) -> EventDetails:
        """What was decided; a need that says what the register says is left to the register."""
        cleaned = self.cleaned_data
        fields = []
        for asked in self.offered:
            always = asked.key == asking.ALWAYS
            if always or cleaned.get(f"ask_{asked.key}"):
                need = cleaned.get(f"need_{asked.key}") or ""
                fields.append(
                    {
                        "field": asked.key,
                        "required": always or bool(cleaned.get(f"required_{asked.key}")),
                        "need": "" if need == asked.need else need,
                    }
                )
        return EventDetails(
            title=cleaned["title"],
            starts_at=cleaned["starts_at"],
            ends_at=cleaned["ends_at"],
            place=cleaned["place"],
            description=cleaned["description"],
            registration_closes_at=cleaned["registration_closes_at"],
            capacity=cleaned["capacity"],
            fields=fields,
            questions=questions,
        )


class QuestionForm(forms.Form):
    """One question of the event's own. One that asks for special categories is refused."""

    key = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    question = Text(label=gettext_lazy("Question"), max_length=200, required=False)
    need = Text(
        label=gettext_lazy("Why you need the answer"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Shown with the question."),
    )
    choices = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[no_identity_number],
        help_text=gettext_lazy("One on each line. Leave empty for a short text."),
    )
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)

    def __init__(self, *args: Any, may_be_special: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_be_special = may_be_special

    def clean_choices(self) -> list[str]:
        """The answers, each once."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        chosen = list(dict.fromkeys(line for line in lines if line))
        if len(chosen) == 1:
            raise ValidationError(_("Give at least two answers to choose from, or none."))
        if any(len(line) > 200 for line in chosen):
            raise ValidationError(_("An answer can be at most 200 characters long."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """A need for each question, and no question that may not be asked."""
        cleaned = super().clean() or {}
        question = cleaned.get("question", "")
        if not question:
            return cleaned
        if not cleaned.get("need") and "need" not in self.errors:
            self.add_error("need", _("Say why you need the answer. It is shown with the question."))
        texts = [question, cleaned.get("need", ""), *(cleaned.get("choices") or [])]
        found = special_category(" \n ".join(texts))
        if found and (found.kind == "identity" or not self.may_be_special):
            self.add_error("question", refusal(found))
        return cleaned


class Questions(BaseFormSet[QuestionForm]):
    """The event's own questions, in order; an emptied one is taken out."""

    def values(self) -> list[dict[str, Any]]:
        """The questions as an event keeps them. A new one gets a key that was not used before."""
        used = [form.initial["key"] for form in self.initial_forms]
        next_number = max((int(key[1:]) for key in used), default=0) + 1
        kept = []
        for form in self.forms:
            cleaned = form.cleaned_data
            if not cleaned.get("question"):
                continue
            key = form.initial.get("key")
            if key is None:
                key, next_number = f"q{next_number}", next_number + 1
            kept.append(
                {
                    "key": key,
                    "question": cleaned["question"],
                    "need": cleaned["need"],
                    "required": cleaned["required"],
                    "choices": cleaned["choices"],
                }
            )
        return kept


def questions_form(
    data: Mapping[str, Any] | None, event: Event | None, register: Register, more: int = 1
) -> Questions:
    """The questions of an event with room for ``more``."""
    made = formset_factory(
        QuestionForm, formset=Questions, extra=more, max_num=MOST_QUESTIONS,
        absolute_max=MOST_QUESTIONS, validate_max=True,
    )  # fmt: skip
    asked = event.questions if event else []
    initial = [{**each, "choices": "\n".join(each.get("choices") or [])} for each in asked]
    allowed = {"may_be_special": has_special_basis(register)}
    return made(data, initial=initial, prefix="questions", form_kwargs=allowed)  # type: ignore[return-value]


def has_special_basis(register: Register) -> bool:
    """Events may hold special categories: declared protected, and with an article 9(2) basis."""
    entry = register.activity(asking.ACTIVITY)
    return (
        entry is not None
        and declarations.activities[asking.ACTIVITY].special
        and any(purpose.special_basis for purpose in entry.purposes)
    )


def refusal(found: Found) -> str:
    """Why a question may not be asked, and what to do."""
    asks = {
        "health": _("This asks about health or diet (“%(word)s”)."),
        "belief": _("This asks about religion or belief (“%(word)s”)."),
        "politics": _("This asks about political opinions (“%(word)s”)."),
        "union": _("This asks about trade union membership (“%(word)s”)."),
        "origin": _("This asks about ethnic origin (“%(word)s”)."),
        "sexuality": _("This asks about sexuality (“%(word)s”)."),
        "biometric": _("This asks for biometric or genetic data (“%(word)s”)."),
        "identity": _("This asks for a national identity number (“%(word)s”)."),
    }[found.kind] % {"word": found.word}
    if found.kind == "identity":
        reason = _(
            "An event has no need of it that the law accepts (personopplysningsloven § 12). "
            "Take the question out."
        )
    else:
        reason = _(
            "That is a special category of data, and your register has no basis for it in events "
            "(GDPR article 9). Take the question out, or ask about something else."
        )
    return f"{asks} {reason}"


def _tell_label(number: int) -> str:
    return ngettext(
        "Tell the %(number)s participant about the change",
        "Tell the %(number)s participants about the change",
        number,
    ) % {"number": number}


def _shown(value: dt.datetime | str) -> dt.datetime | str:
    """A time as forms show it, to the minute."""
    return value if isinstance(value, str) else value.replace(second=0, microsecond=0)


def _initial(event: Event) -> dict[str, Any]:
    names = ("title", "starts_at", "ends_at", "place", "description", "capacity")
    return {name: getattr(event, name) for name in (*names, "registration_closes_at")}
