"""A statement says what the register holds, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.kernel.period import Period
from tillit.kernel.readability import lix
from tillit.privacy.declare import Clock, End, SubjectKind, declarations
from tillit.privacy.register import profiles
from tillit.privacy.register.schema import Processor
from tillit.privacy.statement import wording
from tillit.privacy.statement.compose import compose
from tillit.privacy.statement.structure import Sentence, from_document

from .conftest import DAY

# Sentences that are there only while some purpose rests on consent or on an interest.
RIGHTS_THAT_FOLLOW = {"rights.withdrawal", "objection.list"}
NETWORK = profiles.load("business-network", DAY)


def keys(register, language="nb"):
    made = compose(register, declarations, language, DAY)
    return {sentence.key: sentence.whole for sentence in made.every_sentence()}


def without_activity(register, key):
    kept = [entry for entry in register.activities if entry.activity != key]
    return register.model_copy(update={"activities": kept})


def with_activity(register, key, **changes):
    entries = [
        entry.model_copy(update=changes) if entry.activity == key else entry
        for entry in register.activities
    ]
    return register.model_copy(update={"activities": entries})


@given(st.sampled_from([entry.activity for entry in NETWORK.activities]))
@settings(max_examples=8, deadline=None)
def test_an_activity_taken_off_the_register_takes_its_sentences_with_it(key):
    before, after = keys(NETWORK), keys(without_activity(NETWORK, key))

    gone = before.keys() - after.keys()

    assert gone
    assert all(key in one.split(".") for one in gone - RIGHTS_THAT_FOLLOW)
    assert not any(key in one.split(".") for one in after)


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_a_field_taken_away_takes_just_its_own_sentence(data):
    entry = data.draw(st.sampled_from([e for e in NETWORK.activities if e.fields]))
    field = data.draw(st.sampled_from(entry.fields))
    fewer = [one for one in entry.fields if one != field]

    gone = keys(NETWORK).keys() - keys(with_activity(NETWORK, entry.activity, fields=fewer)).keys()

    assert gone == {f"{entry.activity}.fields.{field.field}"}


@given(days=st.integers(1, 300))
@settings(max_examples=15, deadline=None)
def test_a_changed_period_is_said_and_changes_nothing_else(days):
    events = NETWORK.activity("events")
    kept = events.retention["registrations"].model_copy(update={"period": Period(days=days)})
    changed = with_activity(NETWORK, "events", retention={"registrations": kept})

    before, after = keys(NETWORK, "en"), keys(changed, "en")

    different = {key for key in before if before[key] != after.get(key)}
    assert before.keys() == after.keys()
    assert different <= {"events.retention.registrations"}
    assert f"{days} day" in after["events.retention.registrations"]


def test_a_processor_added_is_named_with_its_group_and_its_countries():
    added = Processor(
        key="praterommet",
        name="Praterommet AS",
        role="chat",
        what_for={"nb": "holder praterommet åpent"},
        countries=["NO", "FI"],
    )
    register = NETWORK.model_copy(update={"processors": [*NETWORK.processors, added]})

    new = {key: text for key, text in keys(register).items() if key not in keys(NETWORK)}

    assert new
    assert all(key.startswith("processors.praterommet") for key in new)
    assert "Norge og Finland" in new["processors.praterommet.countries"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_sentence_has_a_key_of_its_own_an_entry_and_a_text(register, language, composed):
    sentences = list(composed(register, language).every_sentence())

    assert len({sentence.key for sentence in sentences}) == len(sentences)
    assert all(sentence.entry and sentence.whole.strip() for sentence in sentences)
    assert not [s.whole for s in sentences if "%(" in s.whole or "{" in s.whole]


def test_the_three_languages_say_the_same_things_in_the_same_order(register, composed):
    orders = [
        [sentence.key for sentence in composed(register, language).every_sentence()]
        for language in ("nb", "nn", "en")
    ]

    assert orders[0] == orders[1] == orders[2]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_short_version_is_easy_to_read(register, language, composed):
    short = composed(register, language).short()

    measured = lix("\n\n".join(section.text() for section in short))

    assert measured.score < 45
    assert measured.words < 300


def test_what_is_stored_reads_back_the_same(register, composed):
    made = composed(register)

    assert from_document(made.as_document()) == made


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("clock", list(Clock))
@pytest.mark.parametrize("end", list(End))
def test_every_clock_and_end_makes_a_whole_sentence(language, clock, end):
    from django.utils import translation

    with translation.override(language):
        since = wording.after([clock], [SubjectKind.PARTNER])
        text = wording.retention("X", Period(days=60), end, since)

    assert text.endswith(".")
    assert "60" in text
    assert since in text


def test_a_transfer_on_a_ground_that_has_fallen_is_said_to_have_none():
    fallen = Processor(
        key="sky", name="Skyen Inc.", role="storage", what_for={"en": "stores files"},
        countries=["US"], transfer="privacy_shield",
    )  # fmt: skip

    text = keys(NETWORK.model_copy(update={"processors": [fallen]}), "en")

    assert "no valid ground" in text["processors.sky.transfer.US"]


def test_a_name_that_ends_in_a_stop_ends_its_sentence_with_one() -> None:
    assert Sentence("a", "We give data to Stjerne Inc..", "b").text == (
        "We give data to Stjerne Inc."
    )
    assert Sentence("a", "And so on...", "b").text == "And so on..."
