"""The evidence turns red when a form asks, or a row holds, what it should not."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from tests import factories
from tillit.events.forms.registration import RegistrationForm
from tillit.events.models import Event, Registration
from tillit.events.probes import EventForms, RegistrationFields
from tillit.organisations.models import Organisation
from tillit.privacy.evidence.registry import Memory, Probe, Result
from tillit.privacy.register.queries import in_force


def measured(probe: Probe, organisation: Organisation) -> Result:
    (result,) = probe.measure(organisation, in_force(organisation), Memory())
    assert probe.promise(in_force(organisation), "")
    assert probe.finding(result.measured, "")
    return result


@pytest.fixture
def event(organisation: Organisation) -> Event:
    event = factories.event(
        organisation,
        questions=[{"key": "q1", "question": "Økt?", "need": "n", "choices": []}],
    )
    factories.registration(event, answers={"q1": "Fjord"})
    factories.registration(factories.event(organisation))
    return event


def test_forms_within_the_register_are_green(event: Event) -> None:
    result = measured(EventForms(), event.organisation)

    assert result.kept
    assert result.measured == {"forms": 2, "outside": []}


def test_a_form_with_a_field_of_its_own_turns_it_red(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = RegistrationForm.__init__

    def with_one_more(self: RegistrationForm, *args: Any, **options: Any) -> None:
        made(self, *args, **options)
        self.fields["shoe_size"] = forms.CharField()

    monkeypatch.setattr(RegistrationForm, "__init__", with_one_more)

    result = measured(EventForms(), event.organisation)

    assert not result.kept
    assert result.measured["outside"] == ["shoe_size"]


def test_registrations_with_what_was_asked_are_green(event: Event) -> None:
    result = measured(RegistrationFields(), event.organisation)

    assert result.kept
    assert result.measured == {"outside": 0, "registrations": 2}


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"phone": "+4741234567"}, 1),
        ({"phone": "+4741234567", "workplace": "Nesbygg"}, 2),
        ({"answers": {"q1": "Fjord", "q2": "mer"}}, 1),
    ],
)
def test_a_value_put_in_by_hand_turns_it_red(
    event: Event, values: dict[str, Any], number: int
) -> None:
    Registration.objects.filter(event=event).update(**values)

    result = measured(RegistrationFields(), event.organisation)

    assert not result.kept
    assert result.measured["outside"] == number


def test_an_answer_to_an_event_without_questions_turns_it_red(event: Event) -> None:
    Registration.objects.exclude(event=event).update(answers={"q1": "?"})

    assert not measured(RegistrationFields(), event.organisation).kept
