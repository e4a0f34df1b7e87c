"""Nothing a statement says is left out of its draft in silence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

from tests.privacy.reader.conftest import folder
from tests.privacy.reader.readings import reading, said
from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import Adoption, draft
from tillit.privacy.reader.adopt.adoption import quoted
from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.places import BASES, FIELDS
from tillit.privacy.reader.adopt.untold import in_one_form
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.register.points.wording import title, to_do

BUILD = Path(__file__).resolve().parents[3] / "benchmarks" / "reader" / "corpus" / "build"
FILES = sorted(file for file in BUILD.iterdir() if file.suffix != ".toml")
FILES += sorted(file for found in [folder()] if found for file in found.glob("*.txt"))
CLUB = """Personvern i Lysbrua Songkor

Når du melder deg inn, lagrer vi navn, e-post, fødselsår og hva slags stemme du synger.
Grunnlaget for medlemmer er avtalen med deg. Medlemmer slettes ett år etter utmelding.

Du har rett til innsyn, retting og sletting, og du kan klage til Datatilsynet.
Allergier spør vi om før korturen. Har du allergier, får kjøkkenet vite om dem.
"""


def is_told(claim: Claim, adoption: Adoption, of: Reading) -> bool:
    """Shown as it stands as what has no place or is to be decided, or in the register."""
    sentence = quoted(claim.sentence)
    besides = [*adoption.unplaced, *adoption.conflicts]
    return any(sentence in point.sentence for point in besides) or is_in(claim, adoption, of)


def is_in(claim: Claim, adoption: Adoption, of: Reading) -> bool:
    """Whether the register has it: the value, and that it came from the statement."""
    register, values = adoption.register, {(one.path, one.value) for one in adoption.origins}
    at = {path.rpartition(".")[2]: value for path, value in values}
    if claim.kind == "field":
        named = " ".join(one.names.get("said", "") for one in adoption.unplaced)
        fields = FIELDS.get(claim.value, ())
        return any(f".fields.{field}" in path for path, _v in values for field in fields) or (
            any(word.lower() in named.lower() for word in claim.sentence.written.as_written)
        )
    if claim.kind == "purpose":
        return any(".purposes." in path and value == claim.value for path, value in values)
    if claim.kind == "basis":
        ground = BASES.get(claim.basis)
        # A right speaks of the ground it goes with; that is not where the ground is given.
        is_of_a_right = any(one.sentence is claim.sentence for one in of.of("right"))
        return (
            ground is None
            or is_of_a_right
            or any(path.endswith(".basis") and value == ground.value for path, value in values)
        )
    if claim.kind == "retention":
        return claim.period == "criterion" or any(
            one.path.endswith((".period", ".clocks"))
            and (one.sentence == quoted(claim.sentence) or one.value == in_one_form(claim.period))
            for one in adoption.origins
        )
    if claim.kind in ("recipient", "supplier"):
        known = supplier(claim.value)
        names = {known.name if known else claim.value.strip()}
        parties = [*register.recipients, *register.processors]
        parties += [sub for one in register.processors for sub in one.sub_processors]
        has_it = {one.name.lower() for one in parties} & {name.lower() for name in names}
        return (
            bool(has_it)
            or any(
                one.path.startswith(("recipients.", "processors."))
                and one.sentence == quoted(claim.sentence)
                for one in adoption.origins
            )
            or is_a_word_for_those_named(claim, adoption)
        )
    if claim.kind == "source":
        used = {source for entry in register.activities for source in entry.sources}
        return claim.value in used or claim.value == "cookies"
    if claim.kind == "deadline":
        first = next(one for one in of.of("deadline") if one.what == "answer" and one.period)
        return claim.period == first.period and "promised_answer_days" in at
    raise AssertionError(claim.kind)


def is_a_word_for_those_named(claim: Claim, adoption: Adoption) -> bool:
    """“Leverandører” are those who are named; “forbundet” is the organisation itself."""
    word = claim.value.strip().lower()
    name = adoption.register.controller.name.lower()
    stem = word.removesuffix("et").removesuffix("en").removesuffix("a")
    return "leverandør" in word or "databehandl" in word or "processor" in word or stem in name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem[:24])
def test_what_is_said_is_in_the_draft_or_told_of(file: Path) -> None:
    of = read(file.read_bytes(), file.name)
    adoption = draft(of)

    lost = [
        (claim.kind, claim.value or claim.period or claim.basis, claim.sentence.text[:80])
        for claim in of.of(
            "field", "purpose", "basis", "retention", "recipient", "supplier", "source", "deadline"
        )
        if not claim.negated and not is_told(claim, adoption, of)
    ]

    assert lost == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem[:24])
def test_nothing_is_told_of_twice(file: Path) -> None:
    adoption = draft(read(file.read_bytes(), file.name))

    with translation.override("nb"):
        titles = Counter(title(point) for point in adoption.unplaced)
    assert [one for one, count in titles.items() if count > 1] == []
    assert all(point.sentence for point in adoption.unplaced)


def club(text: str = CLUB) -> Adoption:
    return draft(read(text.encode(), "koret.txt"))


def told(adoption: Adoption, code: str) -> list[str]:
    return [point.names.get("said", "") for point in adoption.unplaced if point.code == code]


def test_kinds_of_data_without_a_field_are_named_in_the_statements_words() -> None:
    assert told(club(), "data") == ["fødselsår, hva slags stemme"]


def test_a_thing_said_twice_is_told_of_once_with_both_sentences() -> None:
    [needs] = [point for point in club().unplaced if point.code == "needs"]

    assert "før korturen" in needs.sentence


def test_a_purpose_and_its_ground_that_belong_to_no_activity_are_told_of() -> None:
    text = CLUB + "\nBåter\n\nVi noterer hvem som er på vannet. Det er for å redde liv."
    adoption = draft(
        reading(
            text,
            said("purpose", "redde liv", value="redde liv", data="other"),
            said("basis", "noterer", basis="6(1)(d)", data="other"),
        )
    )

    assert "redde liv" in told(adoption, "purpose")


def test_who_else_gets_it_and_where_else_it_comes_from_is_told_of() -> None:
    adoption = draft(
        reading(
            CLUB,
            said("source", "utmelding", value="skrubbeli"),
            said("retention", "klage", negated=True, data="members"),
            said("deadline", "klage", what="answer", period="P30D"),
            said("deadline", "Allergier", what="answer", period="P60D"),
        )
    )

    codes = {point.code for point in adoption.unplaced}
    assert {"source", "kept"} <= codes | {point.code for point in adoption.conflicts}


def test_what_has_no_place_comes_in_the_order_of_the_text_and_in_three_languages() -> None:
    adoption = club(CLUB + "\nVi sender nyhetsbrev. Nyhetsbrev slettes etter tre år.\n")

    assert [point.code for point in adoption.unplaced][:2] == ["data", "needs"]
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            for point in adoption.unplaced:
                assert title(point)
                assert "{" not in title(point) + to_do(point)


@pytest.mark.parametrize(
    "sentence",
    [
        "Medlemsopplysninger slettes innen 1. mars året etter utmelding.",
        "Medlemsopplysninger slettes ved årsskiftet etter utmelding.",
        "Medlemsopplysninger slettes etter neste årsmøte.",
        "Membership details are deleted at the end of the year after you leave.",
    ],
)
def test_no_draft_deletes_at_once_what_is_deleted_on_a_later_day(sentence: str) -> None:
    text = CLUB.replace("Medlemmer slettes ett år etter utmelding.", sentence)
    adoption = draft(read(text.encode(), "klubb.txt"))

    periods = [one for one in adoption.origins if one.path.endswith(".card.period")]
    assert [one.value for one in periods if one.value == "P0D"] == []
    [point] = [one for one in adoption.conflicts if one.code == "day_unread"]
    assert sentence.rstrip(".") in point.sentence


TABLE = """# Personvern i Lysbrua songlag

Lysbrua songlag er behandlingsansvarlig. Skriv til post@lysbrua.example.

| Formål | Opplysninger | Behandlingsgrunnlag | Lagringstid |
|---|---|---|---|
| Medlemsregister | navn, e-post, adresse, stemme | art. 6 nr. 1 b | ett år etter utmelding |
| Gjennomføre konserter | navn, telefon, allergier | avtale | 30 dager etter arrangementet |
| Jubileumsbok | navn, livshistorie | samtykke | så lenge samtykket gjelder |
| Nyhetsbrev til medlemmer | e-post | samtykke | til du melder deg av |

Du har rett til innsyn, retting og sletting, og du kan klage til Datatilsynet.
"""


def test_each_row_of_a_table_goes_to_its_activity_or_is_told_of() -> None:
    adoption = draft(read(TABLE.encode(), "a.md"))

    at = {one.path: one.value for one in adoption.origins if one.path.startswith("activities.")}
    assert at["activities.membership.purposes.administer_membership"] == "Medlemsregister"
    assert at["activities.membership.purposes.administer_membership.basis"] == "6(1)(b)"
    assert at["activities.membership.retention.card.period"] == "P1Y"
    assert at["activities.events.purposes.run_event"] == "Gjennomføre konserter"
    assert at["activities.events.purposes.run_event.basis"] == "6(1)(b)"
    assert at["activities.events.retention.registrations.period"] == "P30D"
    assert "activities.events.fields.phone" in at
    assert "activities.membership.fields.phone" not in at
    told = {(one.code, one.names.get("said", "")) for one in adoption.unplaced}
    assert {
        ("purpose", "Jubileumsbok"),
        ("data", "stemme"),
        ("data", "livshistorie"),
        ("newsletter", "P0D"),
    } <= told


def test_a_row_is_quoted_with_the_names_of_its_columns() -> None:
    text = """# Personvernerklæring for Lysmyr lesesirkel

| Formål | Opplysninger | Lagringstid |
|---|---|---|
| Medlemsregister | Navn og e-post | Slettes to år etter utmelding. |

Du har rett til innsyn, retting og sletting, og kan klage til Datatilsynet.
"""
    [claim] = read(text.encode(), "x.md").of("retention")

    assert quoted(claim.sentence) == (
        "Formål: Medlemsregister. Opplysninger: Navn og e-post. "
        "Lagringstid: Slettes to år etter utmelding."
    )
