"""Statements of the corpus with the part on rights taken out, and sentences that only look like a
right: none is then told as there."""

# ruff: noqa: E501 - sentences stand as they are written

from __future__ import annotations

from pathlib import Path

import pytest

from tillit.privacy.reader import read
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.structure import Sentence

BUILD = Path(__file__).parents[3] / "benchmarks/reader/corpus/build"
RIGHTS = ("R_ACCESS", "R_RECT", "R_ERASE", "R_RESTRICT", "R_OBJECT", "R_PORT")


def without_rights(path: Path) -> str:
    """The statement as Markdown, without what stands under a heading about rights."""
    sentences = read(path.read_bytes(), path.name).sentences
    marked = Marked(sentences)

    def is_on_rights(one: Sentence) -> bool:
        under = (*one.headings[1:], one) if one.kind == "heading" else one.headings[1:]
        return any(marked.found(above).has("rights_heading") for above in under)

    kept = [one for one in sentences if not is_on_rights(one)]
    assert len(kept) < len(sentences)
    sign = {"heading": "## ", "item": "- "}
    return "\n\n".join(f"{sign.get(one.kind, '')}{one.text}" for one in kept)


@pytest.mark.parametrize(
    "name",
    [
        "asedalen-museum.html", "brohjelpen.md", "elvedal-utvikling.html", "flokken-ungdom.html",
        "gaardeierforbundet-sor.md", "gjerdeforbundet.html", "klubbverket.md", "kvernbekken-il.html",
        "kvernhuset-scene.md", "kvernsund-naeringsutvikling.html", "lantern-aid.html",
        "ldv-avd27.html", "northern-voices.html", "northquay-events.html",
        "raastoffloftet-klynge.html", "rundello-vardebu.html", "tindlia-ysteri.html",
        "tunlag-boligsamvirke.html", "vandreledd.html", "varfjord-naeringsforum.md",
    ],
)  # fmt: skip
def test_without_its_part_on_rights_a_statement_gives_none(name: str) -> None:
    whole = read((BUILD / name).read_bytes(), name)
    assert any(whole.verdicts[item].value == "P" for item in RIGHTS)

    reading = read(without_rights(BUILD / name).encode(), "statement.md")

    assert {
        item: [one.text for one in reading.verdicts[item].because]
        for item in RIGHTS
        if reading.verdicts[item].value != "M"
    } == {}


ABOUT = {
    "nb": "# Personvern\n\nVi lagrer personopplysninger om medlemmene våre, som navn og adresse.",
    "en": "# Privacy policy\n\nWe store personal data about our members, such as name and address, "
    "and we keep it as long as they are members of the club.",
}
ENGLISH = set("the you your is are we of by to in may they at a and be from if".split())


def about(sentence: str) -> str:
    return ABOUT["en" if ENGLISH & set(sentence.lower().split()) - {"at", "is", "in"} else "nb"]


@pytest.mark.parametrize(
    "sentence", Path(__file__).with_name("no_rights.txt").read_text("utf-8").splitlines()
)
def test_what_only_looks_like_a_right_is_none(sentence: str) -> None:
    reading = read(f"{about(sentence)}\n\n{sentence}".encode(), "statement.md")

    assert [item for item in RIGHTS if reading.verdicts[item].value != "M"] == []


def test_the_sentence_that_says_a_right_outright_is_shown_first() -> None:
    passing = "Vil du se opplysningene om deg, logger du inn."
    plain = "Du har rett til innsyn i opplysningene vi har om deg."

    reading = read(f"{ABOUT['nb']}\n\n{passing} {plain}".encode(), "statement.md")

    assert [one.text for one in reading.verdicts["R_ACCESS"].because] == [plain, passing]
    [right] = [one for one in reading.of("right") if one.value == "access"]
    assert right.sentence.text == plain
