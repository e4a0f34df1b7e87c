"""Out as TOML and in again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.kernel.period import Period
from tillit.privacy.register import profiles, toml
from tillit.privacy.register.lines import lines_of
from tillit.privacy.register.schema import Register

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
in_languages = st.dictionaries(st.sampled_from(["nb", "nn", "en"]), texts, max_size=3)
periods = st.builds(Period, years=st.integers(0, 9), days=st.integers(0, 90)).map(str)
dates = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat)
keys = st.from_regex(r"[a-zæøå0-9_-]{1,60}", fullmatch=True)
parties = st.fixed_dictionaries(
    {"key": keys, "name": texts, "what_for": in_languages},
    optional={"countries": st.lists(texts, max_size=3), "transfer": st.none() | texts},
)
registers = st.fixed_dictionaries(
    {"controller": st.fixed_dictionaries({"name": texts})},
    optional={
        "promised_answer_days": st.none() | st.integers(0, 99),
        "languages": st.lists(st.sampled_from(["nb", "nn", "en"]), max_size=3),
        "sources": st.lists(
            st.fixed_dictionaries({"key": keys, "name": in_languages, "public": st.booleans()}),
            max_size=2,
        ),
        "recipients": st.lists(parties, max_size=2),
        "processors": st.lists(
            st.tuples(
                parties,
                st.none() | st.fixed_dictionaries({"signed_on": dates, "document": texts}),
            ).map(lambda pair: {**pair[0], "role": "mail", "agreement": pair[1]}),
            max_size=2,
        ),
        "activities": st.lists(
            st.fixed_dictionaries(
                {
                    "activity": texts,
                    "purposes": st.lists(
                        st.fixed_dictionaries(
                            {"purpose": texts, "basis": st.sampled_from(["6(1)(a)", "6(1)(f)"])},
                            optional={"consent": st.none() | in_languages},
                        ),
                        max_size=2,
                    ),
                },
                optional={
                    "sources": st.lists(texts, max_size=2),
                    "without": in_languages,
                    "retention": st.dictionaries(
                        texts, st.fixed_dictionaries({"period": periods}), max_size=2
                    ),
                },
            ),
            max_size=3,
        ),
    },
)


@settings(max_examples=150, deadline=None)
@given(registers)
def test_any_register_written_and_read_again_is_the_same(document: dict[str, Any]) -> None:
    register = Register.model_validate(document)

    assert toml.read(toml.write(register)) == register


@pytest.mark.parametrize("kind", profiles.KINDS)
def test_every_profile_written_and_read_again_is_the_same(kind: str) -> None:
    register = profiles.load(kind)

    assert toml.read(toml.write(register).encode()) == register


def test_the_file_reads_from_the_controller_to_the_activities_with_a_word_on_each_part() -> None:
    text = toml.write(profiles.load("business-network"))

    order = [text.index(f"[{part}") for part in ("controller", "[processors", "[activities")]
    assert order == sorted(order)
    assert text.startswith("# ")
    assert 'what_for.nb = "leverer e-posten vi sender"' in text


PROFILE = toml.write(profiles.load("business-network"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('period = "P60D"', 'period = "60 dager"', "60 dager"),
        ('basis = "6(1)(a)"', 'basis = "6(1)(g)"', "6(1)(a)"),
        ("signed_on = 2026", "signed_on = 26", "TOML"),
        ("promised_answer_days = 30", 'promised_answer_days = "soon"', "promised_answer_days"),
        ("required = true", "reqired = true", "reqired"),
        ('role = "mail"', "", "role"),
        ('key = "kitchen"', 'key = "the kitchen"', "-"),
    ],
)
def test_a_slip_is_pointed_at_by_its_line(before: str, after: str, said: str) -> None:
    assert before in PROFILE
    line = PROFILE[: PROFILE.index(before)].count("\n") + 1

    with pytest.raises(toml.NotReadable) as refusal:
        toml.read(PROFILE.replace(before, after, 1))

    [problem] = refusal.value.problems
    assert said in problem
    if after:
        assert str(line) in problem


def test_lines_are_counted_past_texts_over_several_lines() -> None:
    text = 'a.b = """\n[not a table]\nc = 1\n"""\n[[d]]\ne = 1\n[[d]]\ne = 2\n[d.f]\ng = 3\n'

    lines = lines_of(text)

    assert lines["a", "b"] == 1
    assert lines["d", 1, "e"] == 8
    assert lines["d", 1, "f", "g"] == 10
    assert ("not a table",) not in lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_saved_by_any_editor_are_read(encoding: str) -> None:
    assert toml.read(PROFILE.encode(encoding)) == profiles.load("business-network")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("controller.name = 'Blåbær'".encode("cp1252"), "UTF-8"),
        (b"x" * (1024 * 1024 + 1), "1 MB"),
        (b"a = " + b"[" * 5000, "deep"),
        (b"a" + b".a" * 500 + b" = 1", "deep"),
        (b"[a" + b'."a b"' * 50_000 + b"]", "deep"),
        (b"promised_answer_days = " + b"9" * 5000, "middle"),
        (b"controller.name = 'Vi'\x00", "TOML"),
        (b'controller.name = "\\u0000"', "u0000"),
        (b"", "controller"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with translation.override("en"), pytest.raises(toml.NotReadable) as refusal:
        toml.read(content)

    assert said in str(refusal.value)


@settings(max_examples=40, deadline=None)
@given(registers, st.lists(texts, min_size=1, max_size=2))
def test_comments_are_no_part_of_the_register(document: dict[str, Any], lines: list[str]) -> None:
    register = Register.model_validate(document)
    comments = dict.fromkeys(
        (
            "controller",
            "controller.name",
            "languages",
            "promised_answer_days",
            "sources",
            "activities",
            *(f"activities.{one.activity}" for one in register.activities),
            *(f"activities.{one.activity}.purposes" for one in register.activities),
            *(f"processors.{one.key}.agreement" for one in register.processors),
        ),
        lines,
    )

    text = toml.write(register, comments)

    assert toml.read(text) == toml.read(toml.write(register))


def test_a_comment_stands_right_above_what_it_is_about() -> None:
    register = profiles.load("business-network")

    lines = toml.write(
        register,
        {
            "activities.events.retention.registrations.period": [
                "From the statement:",
                "“60 days”",
            ],
            "processors.fjordsky": ["Named there."],
            "activities.membership.fields.phone": ["Asked for."],
        },
    ).splitlines()

    at = lines.index("# From the statement:")
    assert lines[at + 1 : at + 3] == ["# “60 days”", 'period = "P60D"']
    at = lines.index("# Named there.")
    assert lines[at + 1 : at + 3] == ["[[processors]]", 'key = "fjordsky"']
    at = lines.index("# Asked for.")
    assert lines[at + 1 : at + 3] == ["[[activities.fields]]", 'field = "phone"']


def test_what_a_comment_says_of_a_value_that_is_not_there_is_kept() -> None:
    register = profiles.load("cloud-supplier")

    text = toml.write(register, {"promised_answer_days": ["Nothing is promised."]})

    assert "# Nothing is promised." in text.splitlines()


def test_a_comment_of_several_lines_cannot_end_the_comment() -> None:
    register = profiles.load("business-network")

    text = toml.write(register, {"controller.name": ['x\nname = "Another"\r\u2028y = 1']})

    assert toml.read(text).controller.name == register.controller.name
