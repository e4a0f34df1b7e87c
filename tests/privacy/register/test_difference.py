"""Two registers told apart, and what each difference means for those it concerns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from tillit.privacy.register import profiles
from tillit.privacy.register.difference import Kind, changes
from tillit.privacy.register.schema import Register

Document = dict[str, Any]
WIDER, NARROWER, NEUTRAL = Kind.WIDENING, Kind.NARROWING, Kind.NEUTRAL


def edited(edit: Callable[[Document], Any]) -> tuple[Register, Register]:
    """The network's register, and the same after one change."""
    old = profiles.load("business-network")
    document = old.model_dump(mode="json")
    edit(document)
    return old, Register.model_validate(document)


def events(document: Document) -> Document:
    found: Document = document["activities"][1]
    return found


EDITS: dict[str, tuple[Callable[[Document], Any], str, Kind, Kind]] = {
    "activity": (
        lambda d: d["activities"].pop(1), "activities.events", NARROWER, WIDER),
    "purpose": (
        lambda d: d["activities"][0]["purposes"].pop(),
        "activities.membership.purposes.govern_association", NARROWER, WIDER),
    "basis": (
        lambda d: events(d)["purposes"][0].update(basis="6(1)(f)"),
        "activities.events.purposes.run_event.basis", WIDER, WIDER),
    "field": (
        lambda d: events(d)["fields"].pop(), "activities.events.fields.answers", NARROWER, WIDER),
    "required": (
        lambda d: events(d)["fields"][2].update(required=False), "activities.events.fields.email",
        NARROWER, WIDER),
    "published": (
        lambda d: d["activities"][0]["published"].remove("picture"),
        "activities.membership.published", NARROWER, WIDER),
    "period": (
        lambda d: events(d)["retention"]["registrations"].update(period="P30D"),
        "activities.events.retention.registrations", NARROWER, WIDER),
    "end": (
        lambda d: d["activities"][0]["retention"]["card"].update(end="archive"),
        "activities.membership.retention.card", WIDER, NARROWER),
    "clocks": (
        lambda d: events(d)["retention"]["registrations"].update(clocks=["event_ended"]),
        "activities.events.retention.registrations", WIDER, NARROWER),
    "recipient of an activity": (
        lambda d: events(d)["recipients"].pop(), "activities.events.recipients", NARROWER, WIDER),
    "processor of an activity": (
        lambda d: events(d)["processors"].pop(), "activities.events.processors", NARROWER, WIDER),
    "source of an activity": (
        lambda d: events(d)["sources"].remove("colleague"), "activities.events.sources",
        NARROWER, WIDER),
    "measure of an activity": (
        lambda d: events(d)["measures"].pop(), "activities.events.measures", WIDER, NEUTRAL),
    "country": (
        lambda d: d["processors"][0]["countries"].append("SE"), "processors.fjordsky.countries",
        WIDER, NARROWER),
    "sub-processor": (
        lambda d: d["processors"][1]["sub_processors"].pop(),
        "processors.brevlauget.sub_processors.Harbor Relay Inc.", NARROWER, WIDER),
    "processor": (
        lambda d: d["processors"].pop(), "processors.brevlauget", NARROWER, WIDER),
    "recipient": (lambda d: d["recipients"].pop(), "recipients.kitchen", NARROWER, WIDER),
    "one processor for another": (
        lambda d: d["processors"][0].update(name="Annen Sky AS"), "processors.fjordsky.name",
        WIDER, WIDER),
    "promise": (
        lambda d: d.update(promised_answer_days=14), "promised_answer_days", NARROWER, WIDER),
    "contact point": (
        lambda d: d["contact_points"][1].update(name="Ny Person"), "contact_points.privacy",
        NEUTRAL, NEUTRAL),
    "text": (
        lambda d: events(d)["without"].update(nb="Nye ord."), "activities.events", NEUTRAL,
        NEUTRAL),
    "need": (
        lambda d: events(d)["fields"][0]["need"].update(nb="Nye ord."),
        "activities.events.fields.first_name", NEUTRAL, NEUTRAL),
    "controller": (
        lambda d: d["controller"].update(organisation_number="359083017"),
        "controller.organisation_number", WIDER, WIDER),
    "agreement": (
        lambda d: d["processors"][0]["agreement"].update(document="Ny avtale"),
        "processors.fjordsky.agreement", NEUTRAL, NEUTRAL),
    "wording of a consent": (
        lambda d: d["activities"][0]["purposes"][1]["consent"].update(nb="Ja!"),
        "activities.membership.purposes.publish_in_directory.consent", NEUTRAL, NEUTRAL),
}  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "path", "there", "back"),
    [
        (lambda d: d["processors"][0].update(agreement=None),
         "processors.fjordsky.agreement", WIDER, NARROWER),
        (lambda d: d["controller"].update(organisation_number=""),
         "controller.organisation_number", NEUTRAL, NEUTRAL),
    ],
)  # fmt: skip
def test_an_agreement_or_a_number_that_is_made_known_is_no_wider_use(edit, path, there, back):
    old, new = edited(edit)

    forth = {change.path: change.kind for change in changes(old, new)}
    again = {change.path: change.kind for change in changes(new, old)}

    assert forth[path] == there
    assert again[path] == back


@pytest.mark.parametrize("case", EDITS)
def test_a_change_and_its_undoing_are_told_of_where_they_are_and_classed(case: str) -> None:
    edit, path, there, back = EDITS[case]
    old, new = edited(edit)

    forth = {change.path: change.kind for change in changes(old, new)}
    again = {change.path: change.kind for change in changes(new, old)}

    assert forth[path] == there
    assert again[path] == back
    assert all(str(change.text).strip() for change in changes(old, new))


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_too() -> None:
    old, new = edited(lambda d: d["processors"][1]["sub_processors"].pop())

    said = [str(change.text) for change in changes(new, old)]

    assert any("Harbor Relay Inc." in text for text in said)
    assert not any(".." in text for text in said)


def test_the_same_register_has_no_changes() -> None:
    old, new = edited(lambda _document: None)

    assert changes(old, new) == []


@pytest.mark.parametrize("old", profiles.KINDS)
@pytest.mark.parametrize("new", profiles.KINDS)
def test_two_registers_differ_exactly_when_something_is_said_to(old: str, new: str) -> None:
    found = changes(profiles.load(old), profiles.load(new))

    assert bool(found) is (old != new)
    kinds = [change.kind for change in found]
    assert kinds == sorted(kinds, key=[WIDER, NARROWER, NEUTRAL].index)


def test_people_are_to_be_told_of_new_purposes_and_changed_bases_only() -> None:
    old, new = edited(lambda d: events(d)["purposes"][0].update(basis="6(1)(f)"))
    longer = edited(lambda d: events(d)["retention"]["registrations"].update(period="P90D"))

    assert [change.is_material for change in changes(old, new)] == [True]
    assert [change.is_material for change in changes(*longer)] == [False]


def test_a_change_is_read_in_the_readers_language() -> None:
    old, new = edited(lambda d: events(d)["sources"].remove("colleague"))
    [change] = changes(old, new)

    with translation.override("en"):
        english = str(change.text)
    with translation.override("nb"):
        bokmal = str(change.text)

    assert "a manager or colleague" in english
    assert "en leder eller kollega" in bokmal
