"""A statement beside a register: both ways, and nothing more than differs."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.privacy.reader.readings import reading, said
from tests.privacy.reader.test_adopt import CLUB
from tillit.kernel.law import source
from tillit.kernel.period import Period
from tillit.privacy.reader.adopt import draft, named
from tillit.privacy.reader.against import compare
from tillit.privacy.register import profiles
from tillit.privacy.register.schema import Register

DAY = dt.date(2026, 11, 22)
CLAIMS = (
    said("controller", "Behandlingsansvarlig", value="Lysbrua Forum"),
    said("contact", "hei@", what="email", value="hei@lysbrua.example"),
    said("retention", "ett år", data="members", period="P1Y", clock="relation_ended"),
    said("retention", "Påmeldinger", data="registrations", period="P45D", clock="event_ended"),
    said("basis", "for medlemmer er", basis="6(1)(b)", data="members"),
    said("basis", "avtale med deg", basis="6(1)(b)", data="registrations"),
    *(
        said("field", "Alle medlemmer", value=value, data="members")
        for value in ("name", "email", "workplace")
    ),
    *(said("field", "melder deg på", value=value, data="registrations")
      for value in ("name", "email")),
    said("deadline", "Vi svarer", what="answer", period="P20D"),
)  # fmt: skip


def statement(*more, without=(), **verdicts):
    kept = [claim for claim in CLAIMS if claim[0] not in without]
    return reading(CLUB, *kept, *more, **verdicts)


def own() -> Register:
    """The register that the statement makes."""
    return named(draft(statement()), address="Kvernbakken 12").register


def changed(register: Register, activity: str, **changes) -> Register:
    entry = register.activity(activity)
    assert entry is not None
    entries = [
        one.model_copy(update=changes) if one is entry else one for one in register.activities
    ]
    return register.model_copy(update={"activities": entries})


def rules(found):
    return [finding.rule.removeprefix("against-") for finding in found]


def test_a_statement_beside_the_register_it_makes_has_nothing_to_say() -> None:
    assert rules(compare(statement(), own(), "en")) == []


def test_longer_than_the_statement_promises_is_an_error_with_sentence_path_and_remedy() -> None:
    retention = own().activity("events").retention
    longer = {"registrations": retention["registrations"].model_copy(
        update={"period": Period(days=90)})}  # fmt: skip

    [finding] = compare(statement(), changed(own(), "events", retention=longer), "en")

    assert (finding.rule, finding.kind, finding.level) == (
        "against-period-longer",
        "register",
        "error",
    )
    assert "90 days, not 45 days" in finding.title
    assert finding.sentences[0].text.startswith("Påmeldinger slettes")
    assert "retention › registrations" in finding.explanation
    assert finding.instead


def test_shorter_is_a_warning() -> None:
    retention = own().activity("events").retention
    shorter = {"registrations": retention["registrations"].model_copy(
        update={"period": Period(days=30)})}  # fmt: skip

    [finding] = compare(statement(), changed(own(), "events", retention=shorter), "en")

    assert (finding.rule, finding.level) == ("against-period-shorter", "warning")


def test_a_period_the_statement_does_not_give() -> None:
    found = compare(statement(without=("retention",)), own(), "en")

    assert rules(found) == ["period-unsaid", "period-unsaid"]


def test_as_long_as_needed_is_too_vague_beside_a_register() -> None:
    vague = said("retention", "ett år", data="members", period="criterion", clock="necessary")
    exact = CLAIMS[3]

    found = compare(statement(vague, exact, without=("retention",)), own(), "en")

    assert rules(found) == ["period-vague"]


def test_a_supplier_in_the_statement_only_and_in_the_register_only() -> None:
    theirs = profiles.load("business-network", DAY).processors
    register = own().model_copy(update={"processors": theirs})

    found = compare(
        statement(said("supplier", "Påmeldinger", value="Skrubbeli AS")), register, "en"
    )

    assert rules(found).count("supplier-said") == 1
    assert rules(found).count("party-kept") == len(theirs)


def test_a_supplier_is_the_same_with_and_without_its_kind_of_company() -> None:
    theirs = profiles.load("business-network", DAY).processors[:1]
    register = own().model_copy(update={"processors": theirs})
    name = theirs[0].name.removesuffix(" AS")
    text = CLUB.replace("Skriv til", f"{name} drifter systemet. Skriv til")

    found = compare(
        reading(text, *CLAIMS, said("supplier", "drifter systemet", value=name)), register, "en"
    )

    assert rules(found) == []


def test_an_answer_promised_sooner_than_the_register_does() -> None:
    [finding] = compare(statement(), own().model_copy(update={"promised_answer_days": None}), "en")

    assert (finding.rule, finding.level) == ("against-answer", "error")


def test_a_promise_only_the_register_makes_is_a_note() -> None:
    found = compare(statement(without=("deadline",)), own(), "en")

    assert [(one.rule, one.level) for one in found] == [("against-answer-unsaid", "note")]


def test_an_activity_in_the_register_only() -> None:
    suppliers = profiles.load("cloud-supplier", DAY).activity("suppliers")
    register = own().model_copy(update={"activities": [*own().activities, suppliers]})

    found = compare(statement(), register, "en")

    assert ("against-activity-kept", "error") in [(one.rule, one.level) for one in found]


def test_an_activity_in_the_statement_only() -> None:
    register = own()
    entries = [one for one in register.activities if one.activity != "events"]

    found = compare(statement(), register.model_copy(update={"activities": entries}), "en")

    assert "activity-said" in rules(found)


def test_another_basis_in_the_statement_is_an_error() -> None:
    other = said("basis", "for medlemmer er", basis="6(1)(f)", data="members")
    events = CLAIMS[5]

    found = compare(statement(other, events, without=("basis",)), own(), "en")

    assert rules(found) == ["basis-said"]


def test_another_basis_beside_the_registers_own_is_a_note() -> None:
    other = said("basis", "for medlemmer er", basis="6(1)(f)", data="members")

    found = compare(statement(other), own(), "en")

    assert [(one.rule, one.level) for one in found] == [("against-basis-said", "note")]


def test_a_basis_the_statement_never_speaks_of() -> None:
    found = compare(statement(without=("basis",)), own(), "en")

    assert rules(found) == ["basis-kept"]


def test_what_the_register_shows_in_public_in_silence_is_an_error() -> None:
    register = changed(own(), "membership", published=["first_name", "workplace"])

    found = compare(statement(), register, "en")

    assert [(one.rule, one.level) for one in found] == [("against-public-kept", "error")]


def test_fields_the_register_asks_for_and_the_statement_does_not_name() -> None:
    wider = profiles.load("business-network", DAY).activity("membership").fields
    register = changed(own(), "membership", fields=wider)

    assert rules(compare(statement(), register, "en")) == ["fields-kept"]


def test_shared_with_nobody_says_the_statement() -> None:
    theirs = profiles.load("business-network", DAY).recipients
    register = own().model_copy(update={"recipients": theirs})

    found = compare(statement(said("sharing", "Skriv til", negated=True)), register, "en")

    assert "sharing-denied" in rules(found)


def test_never_outside_the_eea_says_the_statement() -> None:
    theirs = profiles.load("federation", DAY).processors
    register = own().model_copy(update={"processors": theirs})

    found = compare(statement(said("transfer", "Skriv til", negated=True)), register, "en")

    assert "transfer-denied" in rules(found)
    assert [one.level for one in found] == sorted(
        (one.level for one in found), key=["error", "warning", "note"].index
    )


def test_an_officer_in_one_of_them_only() -> None:
    officer = own().contact_points[0].model_copy(update={"role": "dpo"})
    with_officer = own().model_copy(update={"contact_points": [officer]})

    assert rules(compare(statement(DPO="N"), with_officer, "en")) == ["officer-kept"]
    assert rules(compare(statement(DPO="P"), own(), "en")) == ["officer-said"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_difference_cites_the_law_and_says_what_to_do(language: str) -> None:
    found = compare(statement(), profiles.load("federation", DAY), language)

    assert found
    for finding in found:
        assert finding.instead
        assert all(source(key).cite(language) for key in finding.law), finding
