"""From files to lines: what a person would see in them, whatever wrote them."""

import unicodedata

import pytest

from tillit.privacy.reader import read
from tillit.privacy.reader.marks import lexicon
from tillit.privacy.reader.sources import lines_of

TEXT = (
    "Personvernerklæring for Ås skyttarlag\n\nVi lagrar personopplysningar så lenge du er medlem. "
    "Når du melder deg ut, blir dei sletta innan tretti dagar.\n"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.md", "# " + TEXT),
        ("a.html", f"<html><body><main><p>{TEXT}</p></main></body></html>"),
    ],
)
def test_letters_of_two_signs_are_read_as_one(name, content):
    """A file from a Mac writes “å” as “a” and a ring (Unicode NFD)."""
    apart = unicodedata.normalize("NFD", content)

    assert apart != content
    assert lines_of(apart.encode(), name) == lines_of(content.encode(), name)


def test_a_period_is_found_in_letters_of_two_signs():
    apart = unicodedata.normalize("NFD", TEXT)
    whole, parted = read(TEXT.encode(), "a.txt"), read(apart.encode(), "a.txt")

    assert [claim.period for claim in whole.of("retention")]
    assert [claim.period for claim in parted.of("retention")] == [
        claim.period for claim in whole.of("retention")
    ]


def test_a_word_without_end_is_looked_up_by_no_more_than_the_longest_pattern():
    endless = "slettes" + "a" * 400_000

    assert lexicon().word(endless).numbers == lexicon().word("slettesaaaa").numbers


def test_letters_taken_for_two_are_mended():
    """UTF-8 that somebody once took for Windows-1252, beside what is as it should be."""
    [line] = lines_of("Slettes tre mÃ¥neder etter på § 5, Â«ØysteseÂ».".encode(), "a.txt")

    assert line.text == "Slettes tre måneder etter på § 5, «Øystese»."


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "no-such"])
def test_a_charset_that_is_none_is_not_believed(charset):
    page = f"<html><meta charset={charset}><body><p>Vi lagrer navn på årsmøtet.</p></body></html>"

    lines = lines_of(page.encode("latin-1"), "personvern.html")

    assert [line.text for line in lines if line.text] == ["Vi lagrer navn på årsmøtet."]


def test_what_tells_a_screen_what_to_do_is_no_part_of_a_text_or_a_name():
    text = (
        "# Personvern\n\nVi lagrer \x1b[31mnavn\u202e og e-post i to år. Du har rett til innsyn.\n"
    )

    said = read((text * 3).encode(), "evil\x1b[31m\u202egpj.md")

    assert said.name == "evil[31mgpj.md"
    assert not any("\x1b" in one.text or "\u202e" in one.text for one in said.sentences)


@pytest.mark.parametrize("sign", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u2063\ufe0f")
@pytest.mark.parametrize("name", ["a.md", "a.html", "a.txt"])
def test_what_takes_no_room_in_a_word_does_not_part_it(sign, name):
    text = f"Du har rett til inn{sign}syn."

    lines = lines_of(f"<p>{text}</p>".encode() if name == "a.html" else text.encode(), name)

    assert [line.text for line in lines if line.text] == ["Du har rett til innsyn."]
