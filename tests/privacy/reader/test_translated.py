"""A file with a statement and its translation: one of them is read, and the report says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.privacy.reader.translations import (
    DANISH,
    EN,
    GERMAN,
    NB,
    NN,
    POLISH,
    SAMI,
    interleaved,
    woven,
)
from tillit.privacy.reader import read
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.structure import Line
from tillit.privacy.reader.translated import ours


def kept(reading: Reading) -> set[str]:
    return {claim.period for claim in reading.of("retention") if claim.data == "members"}


PERIODS = {"nb": {"P1Y"}, "nn": {"P2Y"}, "en": {"P3M"}}
TEXTS = {"nb": NB, "nn": NN, "en": EN}


@pytest.mark.parametrize(("first", "second"), [("nb", "en"), ("en", "nb"), ("nn", "en")])
def test_one_language_is_read_and_the_other_left_out(first: str, second: str) -> None:
    text = f"{TEXTS[first]}\n{TEXTS[second]}"

    readings = {part: read(text.encode(), "a.md", part) for part in (first, second)}

    for part, reading in readings.items():
        [other] = {first, second} - {part}
        assert reading.language == part
        assert [one.language for one in reading.left_out] == [other]
        assert reading.left_out[0].words > 120
        assert kept(reading) == PERIODS[part]
        assert not [one for one in reading.findings if one.kind == "contradiction"]


@pytest.mark.parametrize("part", ["nb", "nn"])
def test_bokmal_and_nynorsk_are_told_apart_when_each_goes_on_for_long(part: str) -> None:
    reading = read(f"{NB}\n{NN}".encode(), "a.md", part)

    assert (reading.language, kept(reading)) == (part, PERIODS[part])
    assert len(reading.left_out) == 1


def test_three_languages_in_one_file() -> None:
    text = f"{EN}\n{NN}\n{NB}"

    for part in ("nb", "nn", "en"):
        reading = read(text.encode(), "a.md", part)

        assert (reading.language, kept(reading)) == (part, PERIODS[part])
        assert {one.language for one in reading.left_out} == {"nb", "nn", "en"} - {part}


@pytest.mark.parametrize("third", [GERMAN, SAMI, POLISH, DANISH])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (0, 2, 1)])
def test_a_language_that_is_not_read_is_set_aside(third: str, order: tuple[int, ...]) -> None:
    texts = (NB, EN, third)
    text = "\n".join(texts[place] for place in order)

    for part in ("nb", "en"):
        reading = read(text.encode(), "a.md", part)

        said = " ".join(one.text for one in reading.sentences)
        assert (reading.language, kept(reading)) == (part, PERIODS[part])
        assert not any(line in said for line in third.split("\n\n")[1:])
        assert reading.words < len(TEXTS[part].split()) + 20


@pytest.mark.parametrize("third", [GERMAN, SAMI, POLISH, DANISH])
def test_it_is_set_aside_beside_one_language_as_well(third: str) -> None:
    alone, reading = read(NB.encode(), "a.md"), read(f"{third}\n{NB}".encode(), "a.md")

    assert reading.verdicts.keys() == alone.verdicts.keys()
    assert abs(reading.words - alone.words) < 10
    assert reading.left_out == ()


def test_three_languages_paragraph_by_paragraph() -> None:
    for text in (woven(EN, NN, NB), woven(NB, NN, EN), woven(NB, EN, GERMAN)):
        for part in ("nb", "en"):
            reading = read(text.encode(), "a.md", part)

            assert (reading.language, kept(reading)) == (part, PERIODS[part])
            assert reading.verdicts["CONTROLLER"].value == "P"


@pytest.mark.parametrize(
    "more",
    [
        "Los Angeles, Le Havre, Las Vegas, Der Spiegel, Die Zeit, La Scala, Les Paul, El Nino",
        "_ga · Google Analytics · 2 år | _fbp · Meta · 3 md. | CONSENT · ja | ja | ja | ja",
        "Medlemmer i korene Les Voix, Vox och Ton, Und So, La Voz, Der Chor og Lea lea.",
    ],
)
def test_names_in_other_languages_are_read(more: str) -> None:
    assert (
        len(ours([Line("text", line) for line in (*NB.split("\n"), more, more)]))
        == len(NB.split("\n")) + 2
    )


def test_the_longest_is_read_where_none_is_asked_for() -> None:
    more = NB + "\nVi deler ikke opplysninger med andre enn dem som er nevnt i erklæringen.\n" * 4

    assert read(f"{EN}\n{more}".encode(), "a.md").language == "nb"
    assert read(f"{EN}\n{more}".encode(), "a.md", "nn").language == "nb"


def test_paragraphs_with_their_translation_under_each() -> None:
    text = interleaved(NB, EN)

    for part in ("nb", "en"):
        reading = read(text.encode(), "a.md", part)

        assert (reading.language, kept(reading)) == (part, PERIODS[part])


QUOTES = {
    "headings": NB.replace("## Hva vi", "## What we use the data for\n\n## Hva vi").replace(
        "## Rettighetene dine", "## Your rights"
    ),
    "a quotation": NB
    + "\nForordningen sier det slik: «The data subject shall have the right to obtain from the "
    "controller confirmation as to whether or not personal data concerning him or her are being "
    "processed, and, where that is the case, access to the personal data and the information on "
    "the purposes of the processing and the categories of the data that are concerned.»\n",
    "cookies": NB
    + "\n## Informasjonskapsler\n\n"
    + "\n".join(
        f"- {name}: this cookie is used by {who} to remember the settings of your browser and to "
        "count how many of our users there are on the pages of the site"
        for name, who in (("_ga", "Google Analytics"), ("_gid", "Google"), ("mc", "Mailchimp"),
                          ("vimeo", "Vimeo"), ("fbp", "Facebook"), ("yt", "YouTube"))
    )
    + "\n",
    "a word of nynorsk": NB
    + "\nKoret er med i Noregs Songarforbund, som ikkje får vite noko om deg frå oss.\n",
    "a summary": NB
    + "\n## In English\n\nThis is the privacy statement of the choir. We keep your name for as "
    "long as you are a member of it. Write to us if you have any questions.\n",
}  # fmt: skip


@pytest.mark.parametrize("text", QUOTES.values(), ids=QUOTES)
def test_words_in_another_language_are_no_translation(text: str) -> None:
    reading = read(text.encode(), "a.md")

    assert reading.left_out == ()
    assert reading.language == "nb"
    assert len(reading.sentences) > len(read(NB.encode(), "a.md").sentences)


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    file = tmp_path / "to språk.md"
    file.write_text(f"{NB}\n{EN}", encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("read", str(file), *options)
    return capsys.readouterr().out


def test_the_terminal_says_what_was_left_out_and_how_it_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = " ".join(run(tmp_path, capsys, "--part", "nb").split())

    assert "Filen har erklæringen på flere språk. Det som er lest, er teksten på bokmål." in said
    assert "Dette er ikke med: engelsk (" in said
    assert f"tillit read --part en '{tmp_path}/to språk.md'" in said


def test_the_page_says_so_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(tmp_path, capsys, "--format", "html", "--language", "nn", "--part", "nb")

    assert "Fila har erklæringa på fleire språk." in said
    assert "tillit read --part en" in said


def test_so_does_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(run(tmp_path, capsys, "--format", "json", "--part", "nb"))

    [statement] = said["statements"]
    [left_out] = statement["left_out"]
    assert left_out["language"] == "en"
    assert left_out["words"] > 120


def test_and_sarif(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [run_] = json.loads(run(tmp_path, capsys, "--format", "sarif", "--part", "nb"))["runs"]

    [said] = run_["invocations"][0]["toolExecutionNotifications"]
    assert said["level"] == "note"
    assert said["properties"] == {"read": "nb", "left_out": ["en"]}
    assert run_["invocations"][0]["executionSuccessful"] is True


def test_the_language_of_the_report_is_read_where_the_file_has_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(run(tmp_path, capsys, "--format", "json", "--language", "en"))

    assert said["statements"][0]["language"] == "en"
