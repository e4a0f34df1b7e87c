"""The form one signs up with: what the event asks, why, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tillit.events import asking
from tillit.events.asking import Asked, Question
from tillit.events.forms.fields import EmailField, PhoneField, Text
from tillit.events.models import Event, Registration
from tillit.privacy.register.schema import Register

_LONGEST = {
    column.name: column.max_length
    for column in Registration._meta.concrete_fields
    if column.name in asking.FIELDS
}
_LONGEST_ANSWER = 500


class RegistrationForm(forms.Form):
    """A field for each thing the event asks; each says what it is needed for. Nothing is ticked."""

    about_the_reader = True
    # The texts on these forms speak of what is marked as needed.
    marks_required = True

    def __init__(
        self,
        event: Event,
        register: Register,
        language: str,
        data: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.questions = asking.questions_of(event, register)
        for asked in asking.asked_of(event, register, language):
            self.fields[asked.key] = _field(asked)
        for question in self.questions:
            self.fields[_name(question)] = _question_field(question)

    @property
    def values(self) -> dict[str, str]:
        """What was given, by column."""
        return {key: value for key, value in self.cleaned_data.items() if key in asking.FIELDS}

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the question's key."""
        return {each.key: self.cleaned_data.get(_name(each), "") for each in self.questions}


class CorrectionForm(RegistrationForm):
    """A participant's own values, to be corrected; the address stays, as the place hangs on it."""

    def __init__(self, registration: Registration, *args: Any, **options: Any) -> None:
        initial = {key: getattr(registration, key) for key in asking.FIELDS}
        initial |= {f"answer_{key}": text for key, text in registration.answers.items()}
        super().__init__(registration.event, *args, initial=initial, **options)
        self.fields.pop("email", None)


class StaffRegistrationForm(RegistrationForm):
    """A place given by staff, who say which source on the register the data is from (14(2)(f))."""

    about_the_reader = False

    def __init__(self, event: Event, register: Register, language: str, **options: Any) -> None:
        from tillit.privacy.register.schema import words

        super().__init__(event, register, language, **options)
        entry = register.activity(asking.ACTIVITY)
        named = entry.sources if entry else []
        self.fields["source"] = forms.ChoiceField(
            label=_("Where do you have this from?"),
            help_text=_("The person is told in the confirmation."),
            choices=[
                ("", _("Choose")),
                *(
                    (
                        each.key,
                        _("the person") if each.key == "self" else words(each.name, language),
                    )
                    for each in register.sources
                    if each.key in named
                ),
            ],
        )


class StaffCorrectionForm(RegistrationForm):
    """A participant's values, corrected by staff on the person's word."""

    about_the_reader = False

    def __init__(self, registration: Registration, *args: Any, **options: Any) -> None:
        initial = {key: getattr(registration, key) for key in asking.FIELDS}
        initial |= {f"answer_{key}": text for key, text in registration.answers.items()}
        super().__init__(registration.event, *args, initial=initial, **options)


def _name(question: Question) -> str:
    return f"answer_{question.key}"


def _field(asked: Asked) -> forms.Field:
    options: dict[str, Any] = {
        "label": asked.label,
        "required": asked.required,
        "help_text": asked.need,
        "max_length": _LONGEST[asked.key],
    }
    if asked.required:
        options["error_messages"] = {
            "required": _("Fill this in. Without it we cannot register you.")
        }
    kinds: dict[str, type[forms.CharField]] = {"email": EmailField, "phone": PhoneField}
    if asked.key == "phone":
        # What is typed may have spaces and a country code; what is kept has not.
        options["max_length"] = 40
    return kinds.get(asked.key, Text)(**options)


def _question_field(question: Question) -> forms.Field:
    options: dict[str, Any] = {
        "label": question.question,
        "required": question.required,
        "help_text": question.need,
        "error_messages": {"required": _("Answer this. Without it we cannot register you.")},
    }
    if question.choices:
        choices = [("", _("Choose"))] + [(choice, choice) for choice in question.choices]
        return forms.ChoiceField(choices=choices, **options)
    return Text(max_length=_LONGEST_ANSWER, **options)
