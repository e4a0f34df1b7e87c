"""Periods in words and figures, in three languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.privacy.reader.claims.numbers import NUMBERS
from tillit.privacy.reader.claims.periods import in_sentence, iso, periods, said
from tillit.privacy.reader.sources import lines_of
from tillit.privacy.reader.structure import sentences, words_of

WRITTEN = [
    ("senest 60 dager etter arrangementet", "P60D"),
    ("inntil tre år", "P3Y"),
    ("tre (3) år", "P3Y"),
    ("ett år og seks måneder", "P1Y6M"),
    ("et halvt år", "P6M"),
    ("eit halvt år", "P6M"),
    ("half a year", "P6M"),
    ("6 mnd", "P6M"),
    ("3mnd", "P3M"),
    ("halvannet år", "P1Y6M"),
    ("1,5 år", "P1Y6M"),
    ("2½ år", "P2Y6M"),
    ("3 1/2 år", "P3Y6M"),
    ("to og et halvt år", "P2Y6M"),
    ("one and a half years", "P1Y6M"),
    ("to veker", "P14D"),
    ("three weeks", "P21D"),
    ("24 timer", "PT24H"),
    ("30 minutt", "PT30M"),
    ("within thirty (30) days", "P30D"),
    ("i fem års tid", "P5Y"),
    ("12-måneders", "P12M"),
    ("toårsperioden", "P2Y"),
    ("30-dagers frist", "P30D"),
    ("hundre og åtti dager", "P180D"),
    ("ti virkedager", "P10D"),
    ("14 business days", "P14D"),
    ("tjuefire måneder", "P24M"),
    ("femogtyve år", "P25Y"),
    ("dagen etter forestillingen", "P1D"),
    ("2-3 uker", "P21D"),
    ("et kvartal", "P3M"),
]


@pytest.mark.parametrize(("text", "period"), WRITTEN)
def test_a_period_is_read_however_it_is_written(text, period):
    assert [one.iso for one in said(words_of(text))] == [period]


@pytest.mark.parametrize(
    "text",
    [
        "hvert tredje år",
        "kvart tredje år",
        "hver 90. dag",
        "every second year",
        "fire ganger i året",
        "barn under 15 år",
        "du må ha fylt 18 år",
        "personer over 60 år",
        "i 2018",
    ],
)
def test_how_often_and_how_old_is_not_how_long(text):
    assert list(said(words_of(text))) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("en 30 dagers frist", "P30D"),
        ("artikkel 9 nr. 2 bokstav a | 30 dager etterpå", "P30D"),
        ("artikkel 6 nr. 1 | 5 år etter utmelding", "P5Y"),
        ("Grunnlag: artikkel 6 nr. 1. Lagringstid: 5 år", "P5Y"),
        ("lagres i 3 – 5 år", "P5Y"),
        ("lagres i 1,5 år", "P1Y6M"),
        ("lagres i 1.5 år", "P1Y6M"),
        ("tre (2) år", "P2Y"),
    ],
)
def test_a_period_does_not_take_its_number_from_what_stands_beside_it(text, period):
    (sentence, *_rest) = sentences(lines_of(text.replace(". ", " ").encode(), "a.txt"), "nb")

    assert [one.iso for one in in_sentence(sentence)] == [period]


UNITS = {
    "dager": "D",
    "dagar": "D",
    "days": "D",
    "måneder": "M",
    "månader": "M",
    "months": "M",
    "år": "Y",
    "years": "Y",
}


@given(number=st.integers(1, 400), unit=st.sampled_from(sorted(UNITS)))
def test_a_figure_and_a_unit_are_that_many_of_it(number, unit):
    assert [one.iso for one in periods(words_of(f"slettes etter {number} {unit}"))] == [
        f"P{number}{UNITS[unit]}"
    ]


@given(
    word=st.sampled_from(sorted(word for word, number in NUMBERS.items() if number > 1)),
    unit=st.sampled_from(sorted(UNITS)),
)
def test_a_number_in_words_is_the_same_as_in_figures(word, unit):
    in_words = [one.iso for one in periods(words_of(f"i {word} {unit}"))]
    in_figures = [one.iso for one in periods(words_of(f"i {NUMBERS[word]} {unit}"))]

    assert in_words == in_figures


@given(number=st.integers(1, 99), unit=st.sampled_from(sorted(UNITS)))
def test_a_figure_in_brackets_says_it_once_more(number, unit):
    words = {n: w for w, n in NUMBERS.items() if w not in ("a", "an")}

    if number in words:
        assert [one.iso for one in periods(words_of(f"{words[number]} ({number}) {unit}"))] == [
            f"P{number}{UNITS[unit]}"
        ]


@given(years=st.integers(1, 20), months=st.integers(1, 11))
def test_years_and_months_are_one_period(years, months):
    text = f"{years} år og {months} måneder etter utmelding"

    assert [one.iso for one in periods(words_of(text))] == [iso(years=years, months=months)]


@given(text=st.text(max_size=200))
def test_no_text_is_too_odd_to_be_read(text):
    for one in periods(words_of(text)):
        assert one.start < one.end
        assert one.iso.startswith("P")
