"""What a register may not say, and what it may: each rule refuses and accepts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tillit.kernel.law import SOURCES
from tillit.kernel.period import Period
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    DataClass,
    Datum,
    Declarations,
    End,
    Purpose,
    RetentionRule,
    SpecialBasis,
    SubjectKind,
    declarations,
)
from tillit.privacy.register import profiles
from tillit.privacy.register.complete import complete
from tillit.privacy.register.rules import Finding, errors, findings
from tillit.privacy.register.schema import Register

DAY = dt.date(2026, 11, 22)
Document = dict[str, Any]
NETWORK, SUPPLIER = "business-network", "cloud-supplier"
MEMBERSHIP, EVENTS = 0, 1


def check(kind: str, edit: Callable[[Document], Any], on: dt.date = DAY) -> list[Finding]:
    """The findings on a profile after one thing in it has been changed."""
    document = profiles.load(kind, DAY).model_dump(mode="json")
    edit(document)
    return findings(Register.model_validate(document), declarations, on)


def put(*path: Any) -> Callable[[Document], None]:
    """Set the value at a path: the last argument."""
    *steps, last, value = path

    def edit(document: Document) -> None:
        part: Any = document
        for step in steps:
            part = part[step]
        part[last] = value

    return edit


def take(*path: Any) -> Callable[[Document], None]:
    """Take out what is at a path."""
    *steps, last = path

    def edit(document: Document) -> None:
        part: Any = document
        for step in steps:
            part = part[step]
        del part[last]

    return edit


def add(*path: Any) -> Callable[[Document], None]:
    """Append to the list at a path: the last argument."""
    *steps, value = path

    def edit(document: Document) -> None:
        part: Any = document
        for step in steps:
            part = part[step]
        part.append(value)

    return edit


WRONG: dict[str, tuple[str, Callable[[Document], None], str, str]] = {
    "an activity nobody declared": (
        NETWORK, put("activities", EVENTS, "activity", "parties"), "activities", "gdpr-30"),
    "an activity twice": (
        NETWORK, lambda d: d["activities"].append(d["activities"][EVENTS]), "activities",
        "gdpr-30"),
    "an activity the program needs left out": (
        NETWORK, lambda d: d["activities"].pop(), "activities", "gdpr-30"),
    "no purpose": (NETWORK, put("activities", EVENTS, "purposes", []), "purposes", "gdpr-5-1-b"),
    "a purpose nobody declared": (
        NETWORK, put("activities", EVENTS, "purposes", 0, "purpose", "sell"), "sell",
        "gdpr-5-1-b"),
    "a purpose with two bases": (
        NETWORK, lambda d: d["activities"][EVENTS]["purposes"].append(
            d["activities"][EVENTS]["purposes"][0]), "run_event", "gdpr-5-1-b"),
    "a basis the purpose cannot have": (
        NETWORK, put("activities", EVENTS, "purposes", 0, "basis", "6(1)(d)"), "basis",
        "gdpr-6-1-d"),
    "legitimate interest not weighed": (
        NETWORK, put("activities", EVENTS, "purposes", 0, "basis", "6(1)(f)"), "balancing_test",
        "gdpr-6-1-f"),
    "a balancing test without its balance": (
        SUPPLIER, put("activities", 1, "purposes", 0, "balancing_test", "balance", {}), "balance",
        "gdpr-6-1-f"),
    "a balancing test without an author": (
        SUPPLIER, put("activities", 1, "purposes", 0, "balancing_test", "author", " "), "author",
        "gdpr-6-1-f"),
    "consent without wording": (
        NETWORK, put("activities", MEMBERSHIP, "purposes", 1, "consent", None), "consent",
        "gdpr-7-1"),
    "consent not worded in a published language": (
        NETWORK, take("activities", MEMBERSHIP, "purposes", 1, "consent", "nn"), "consent",
        "gdpr-7-1"),
    "a legal obligation without its law": (
        NETWORK, put("activities", 3, "purposes", 0, "law", {}), "law", "gdpr-6-1-c"),
    "a field the activity cannot ask for": (
        NETWORK, add("activities", EVENTS, "fields", {"field": "shoe_size"}), "shoe_size",
        "gdpr-5-1-c"),
    "a field twice": (
        NETWORK, add("activities", EVENTS, "fields", {"field": "email", "need": "Ja"}), "email",
        "gdpr-5-1-c"),
    "a required field without a stated need": (
        NETWORK, put("activities", EVENTS, "fields", 0, "need", {}), "first_name", "gdpr-5-1-c"),
    "no field asked for": (NETWORK, put("activities", EVENTS, "fields", []), "fields",
                           "gdpr-5-1-c"),
    "nothing said of what happens without": (
        NETWORK, put("activities", EVENTS, "without", {}), "without", "gdpr-13-2-e"),
    "a field shown in public that may not be": (
        NETWORK, add("activities", MEMBERSHIP, "published", "street"), "published", "gdpr-5-1-c"),
    "a field shown in public that is not asked for": (
        NETWORK, lambda d: d["activities"][MEMBERSHIP]["fields"].pop(), "published",
        "gdpr-5-1-c"),
    "shown in public without consent": (
        NETWORK, lambda d: d["activities"][MEMBERSHIP]["purposes"].pop(1), "published",
        "gdpr-6-1-a"),
    "a period past the cap": (
        NETWORK, put("activities", EVENTS, "retention", "registrations", "period", "P1Y1D"),
        "registrations", "gdpr-5-1-e"),
    "an end the data cannot have": (
        NETWORK, put("activities", EVENTS, "retention", "registrations", "end", "archive"),
        "registrations", "gdpr-5-1-e"),
    "a clock that does not run there": (
        NETWORK, put("activities", EVENTS, "retention", "registrations", "clocks",
                     ["review_date"]), "registrations", "gdpr-5-1-e"),
    "clocks that never strike for some": (
        NETWORK, put("activities", EVENTS, "retention", "registrations", "clocks",
                     ["event_cancelled"]), "registrations", "gdpr-5-1-e"),
    "no period": (NETWORK, put("activities", EVENTS, "retention", {}), "registrations",
                  "gdpr-5-1-e"),
    "a retention rule nobody declared": (
        NETWORK, put("activities", EVENTS, "retention", "photos", {"period": "P1D"}), "photos",
        "gdpr-5-1-e"),
    "a source that is not listed": (
        NETWORK, add("activities", EVENTS, "sources", "rumour"), "sources", "gdpr-30"),
    "no source": (NETWORK, put("activities", EVENTS, "sources", []), "sources", "gdpr-14"),
    "a processor that is not listed": (
        NETWORK, add("activities", EVENTS, "processors", "nobody"), "processors", "gdpr-30"),
    "a recipient that is not listed": (
        NETWORK, add("activities", EVENTS, "recipients", "nobody"), "recipients", "gdpr-30"),
    "a measure that is not listed": (
        NETWORK, add("activities", EVENTS, "measures", "nothing"), "measures", "gdpr-30"),
    "a processor in use without an agreement": (
        NETWORK, put("processors", 0, "agreement", None), "agreement", "gdpr-28-3"),
    "an agreement that is not signed yet": (
        NETWORK, put("processors", 0, "agreement", "signed_on", "2027-01-01"), "agreement",
        "gdpr-28-3"),
    "two processors with one key": (
        NETWORK, lambda d: d["processors"].append(d["processors"][0]), "fjordsky", "gdpr-30"),
    "a processor nobody knows where is": (
        NETWORK, put("processors", 0, "countries", []), "countries", "gdpr-30"),
    "a country that is none": (
        NETWORK, put("processors", 0, "countries", ["ZZ"]), "countries", "gdpr-30"),
    "a processor outside the EEA without a basis": (
        NETWORK, put("processors", 0, "countries", ["US"]), "transfer", "gdpr-44"),
    "a recipient outside the EEA without a basis": (
        NETWORK, put("recipients", 0, "countries", ["IN"]), "transfer", "gdpr-44"),
    "a sub-processor outside the EEA without a basis": (
        NETWORK, put("processors", 1, "sub_processors", 1, "transfer", None), "transfer",
        "gdpr-44"),
    "a sub-processor on Privacy Shield": (
        NETWORK, put("processors", 1, "sub_processors", 1, "transfer", "privacy_shield"),
        "transfer", "gdpr-44"),
    "a derogation for a standing transfer": (
        NETWORK, put("processors", 1, "sub_processors", 1, "transfer", "derogation"), "transfer",
        "gdpr-49"),
    "a sub-processor twice": (
        NETWORK, lambda d: d["processors"][1]["sub_processors"].append(
            d["processors"][1]["sub_processors"][0]), "Nordkø AB", "gdpr-28"),
    "a processor’s number with a bad digit": (
        NETWORK, put("processors", 0, "organisation_number", "359083018"), "organisation_number",
        "gdpr-13-1-a"),
    "a recipient’s number with a bad digit": (
        NETWORK, put("recipients", 0, "organisation_number", "309139098"), "organisation_number",
        "gdpr-13-1-a"),
    "the controller’s number with a bad digit": (
        NETWORK, put("controller", "organisation_number", "352601811"), "organisation_number",
        "gdpr-13-1-a"),
    "a controller without a name": (NETWORK, put("controller", "name", " "), "name",
                                    "gdpr-13-1-a"),
    "an address that is none": (
        NETWORK, put("contact_points", 1, "email", "solveig at lysbrua"), "email", "gdpr-13-1-a"),
    "nobody to write to": (NETWORK, put("contact_points", []), "contact_points", "gdpr-13-1-a"),
    "two contact points with one role": (
        NETWORK, lambda d: d["contact_points"].append(d["contact_points"][0]), "controller",
        "gdpr-13-1-a"),
    "no language": (NETWORK, put("languages", []), "languages", "gdpr-12-1"),
    "a link that runs a script": (
        NETWORK, put("processors", 0, "privacy_url", "javascript:alert(1)"), "privacy_url",
        "gdpr-12-1"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_lawful_is_refused_by_its_rule(case: str) -> None:
    kind, edit, place, rule = WRONG[case]

    found = [finding for finding in check(kind, edit) if finding.is_error]

    assert any(place in finding.path and finding.source == rule for finding in found), found
    assert all(str(finding.message).strip() for finding in found)


RIGHT: dict[str, tuple[str, Callable[[Document], None]]] = {
    "standard contractual clauses for a processor abroad": (
        NETWORK, lambda d: d["processors"][0].update(
            countries=["IN"], transfer="scc", transfer_document="Klausulene")),
    "an adequacy decision": (
        NETWORK, lambda d: d["processors"][0].update(countries=["CH"], transfer="adequacy")),
    "the Data Privacy Framework for the United States": (
        NETWORK, lambda d: d["processors"][0].update(countries=["US"], transfer="dpf")),
    "legitimate interest, weighed": (
        SUPPLIER, lambda d: d["activities"][4]["purposes"][0].update(
            basis="6(1)(f)",
            balancing_test=d["activities"][1]["purposes"][0]["balancing_test"])),
    "a period at the cap": (
        NETWORK, put("activities", EVENTS, "retention", "registrations", "period", "P1Y")),
    "members archived": (
        NETWORK, put("activities", MEMBERSHIP, "retention", "card", "end", "archive")),
    "one clock of two": (
        NETWORK, put("activities", EVENTS, "retention", "registrations", "clocks",
                     ["event_ended"])),
    "bokmål only, and only written in bokmål": (
        NETWORK, lambda d: (d.update(languages=["nb"]),
                            d["activities"][MEMBERSHIP]["purposes"][1]["consent"].pop("en"))),
    "an activity fewer": (NETWORK, lambda d: d["activities"].pop(EVENTS)),
    "no recipients": (
        NETWORK, lambda d: (d.update(recipients=[]), d["activities"][EVENTS].update(
            recipients=[]))),
}  # fmt: skip


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_lawful_is_accepted(case: str) -> None:
    assert check(*RIGHT[case]) == []


WARNED: dict[str, tuple[str, Callable[[Document], None], str]] = {
    "a text missing in a published language": (
        NETWORK, take("activities", EVENTS, "without", "nn"), "without"),
    "a promise longer than the law": (NETWORK, put("promised_answer_days", 45),
                                      "promised_answer_days"),
    "an agreement to be gone through": (
        NETWORK, put("processors", 0, "agreement", "review_on", "2026-01-01"), "agreement"),
    "clauses nobody can read": (
        NETWORK, put("processors", 1, "sub_processors", 1, "transfer_document", ""),
        "transfer_document"),
    "an optional field without a stated need": (
        NETWORK, put("activities", EVENTS, "fields", 6, "need", {}), "answers"),
}  # fmt: skip


def test_an_organisation_need_not_have_a_number() -> None:
    without = put("controller", "organisation_number", "")

    assert check(NETWORK, without) == check(NETWORK, lambda _document: None)


@pytest.mark.parametrize("case", WARNED)
def test_what_could_be_better_is_said_without_standing_in_the_way(case: str) -> None:
    kind, edit, place = WARNED[case]

    found = check(kind, edit)

    assert [finding.severity for finding in found] == ["warning"] * len(found)
    assert any(place in finding.path for finding in found)


@pytest.mark.parametrize(
    ("basis", "last_day"),
    [("privacy_shield", dt.date(2020, 7, 15)), ("safe_harbour", dt.date(2015, 10, 5))],
)
def test_a_basis_that_fell_was_good_until_the_day_it_did(basis: str, last_day: dt.date) -> None:
    def edit(document: Document) -> None:
        document["processors"][0].update(countries=["US"], transfer=basis)

    def refused_on(day: dt.date) -> bool:
        found = check(NETWORK, edit, on=day)
        return any(f.is_under("processors", "fjordsky", "transfer") for f in found)

    assert not refused_on(last_day)
    assert refused_on(last_day + dt.timedelta(days=1))


NUMBER = "15108695088"


@pytest.mark.parametrize(
    "edit",
    [
        put("activities", EVENTS, "note", {"nb": f"Spør Kari, {NUMBER}", "nn": "x", "en": "x"}),
        put("contact_points", 1, "name", f"Kari {NUMBER}"),
        put("activities", EVENTS, "fields", 0, "need", {"nb": NUMBER, "nn": "x", "en": "x"}),
        put("measures", 0, "text", {"nb": NUMBER, "nn": "x", "en": "x"}),
        put("processors", 0, "agreement", "document", NUMBER),
    ],
)
def test_a_national_identity_number_in_any_text_is_refused(
    edit: Callable[[Document], None],
) -> None:
    found = [finding for finding in check(NETWORK, edit) if finding.is_error]

    assert [finding.source for finding in found] == ["personopplysningsloven-12"]


def _declared(*, special: bool) -> Declarations:
    declared = Declarations()
    declared.activity(
        ActivityType(
            key="camp", name="Camp", description="A camp.", subjects=(SubjectKind.PARTICIPANT,),
            purposes=(
                Purpose(
                    "arrange", "arrange", "arrange the camp", (Basis.CONTRACT,), "X",
                    special_bases=(SpecialBasis.EXPLICIT_CONSENT,) if special else (),
                ),
            ),
            rules=(
                RetentionRule("guests", "guests", (Clock.EVENT_ENDED,), Period(days=1),
                              Period(days=5)),
            ),
            asks={
                "email": Datum(Category.CONTACT, "e-mail"),
                "allergies": Datum(Category.HEALTH, "allergies", klass=DataClass.SPECIAL),
            },
            special=special,
        )
    )  # fmt: skip
    return declared


def _camp(**purpose: Any) -> Register:
    document = profiles.load(NETWORK, DAY).model_dump(mode="json")
    text = {"nb": "Ja.", "nn": "Ja.", "en": "Yes."}
    document["activities"] = [
        {
            "activity": "camp",
            "purposes": [{"purpose": "arrange", "basis": "6(1)(b)", **purpose}],
            "fields": [{"field": name, "need": text} for name in ("email", "allergies")],
            "retention": {"guests": {"period": "P1D"}},
            "measures": ["access"],
        }
    ]
    return Register.model_validate(document)


TEXT = {"nb": "Ja, lagre det.", "nn": "Ja, lagre det.", "en": "Yes, keep it."}


@pytest.mark.parametrize(
    ("special", "purpose", "refused"),
    [
        (False, {}, True),
        (False, {"special_basis": "9(2)(a)", "consent": TEXT}, True),
        (True, {}, True),
        (True, {"special_basis": "9(2)(h)"}, True),
        (True, {"special_basis": "9(2)(a)"}, True),
        (True, {"special_basis": "9(2)(a)", "consent": TEXT}, False),
    ],
)
def test_special_categories_need_protection_an_article_9_basis_and_its_wording(
    special: bool, purpose: dict[str, Any], refused: bool
) -> None:
    found = errors(_camp(**purpose), _declared(special=special), DAY)

    assert bool(found) is refused
    assert all(finding.source in ("gdpr-9-1", "gdpr-7-1") for finding in found)


def test_what_the_program_needs_is_put_in_by_itself_and_is_lawful() -> None:
    register = profiles.load(NETWORK, DAY)
    written = register.model_copy(update={"activities": register.activities[:2]})

    whole = complete(written, declarations)

    assert {entry.activity for entry in whole.activities} == {
        "membership", "events", "staff", "portal", "accountability",
    }  # fmt: skip
    assert errors(whole, declarations, DAY) == []


def test_every_finding_cites_a_rule_that_is_known_with_its_date() -> None:
    for kind, edit, _place, _rule in WRONG.values():
        for finding in check(kind, edit):
            assert finding.source in SOURCES
            assert finding.cite("nb")


def test_the_membership_form_of_the_network_asks_for_what_every_member_gives() -> None:
    entry = profiles.load(NETWORK).activity("membership")

    assert entry is not None
    assert [field.field for field in entry.fields if field.required] == [
        "first_name", "last_name", "email", "phone", "street", "postal_code", "city", "workplace",
        "position",
    ]  # fmt: skip
    assert entry.retention["card"].end == End.DELETE
