"""From a page or a pasted text to sentences that know where they stand."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.privacy.reader.pages import Hostile, lines_of
from tillit.privacy.reader.structure import Line, Sentence, of_text, sentences, words_of


def of_page(page: str) -> list[Sentence]:
    return sentences(lines_of(page), "nb")


def of_paste(text: str) -> list[Sentence]:
    return sentences(of_text(text), "nb")


def texts(found: list[Sentence]) -> list[str]:
    return [sentence.text for sentence in found]


PAGE = """<!doctype html><html><head><title>Personvern | Fjellklang</title></head><body>
<header><nav><a href="/">Hjem</a></nav></header>
<div class="cookie-banner"><p>Vi bruker informasjonskapsler.</p></div>
<main><h1>Personvern</h1><p>Vi tar vare på <b>navn</b> og e-post.<br>Ikke noe annet.</p>
<h2>Dine rettigheter</h2><p>Du har rett til:</p><ul><li>innsyn</li><li>sletting</li></ul>
<dl><dt>Lagring</dt><dd>I ett år.</dd></dl>
<table><tr><th>Kapsel</th><th>Varighet</th></tr><tr><td>sessionid</td><td>to uker</td></tr></table>
</main><footer><p>Postboks 1, 0123 Oslo</p></footer><script>alert("x")</script></body></html>"""


def test_a_page_is_read_without_its_menu_banner_footer_and_script() -> None:
    found = texts(of_page(PAGE))

    assert found[:4] == [
        "Personvern",
        "Vi tar vare på navn og e-post.",
        "Ikke noe annet.",
        "Dine rettigheter",
    ]
    assert not {"Hjem", "Postboks 1, 0123 Oslo", "Vi bruker informasjonskapsler."} & set(found)


def test_an_item_of_a_list_knows_what_leads_up_to_it_and_its_heading() -> None:
    item = next(one for one in of_page(PAGE) if one.text == "innsyn")

    assert item.lead is not None
    assert item.lead.text == "Du har rett til:"
    assert [above.text for above in item.headings] == ["Personvern", "Dine rettigheter"]


def test_a_row_of_a_table_knows_its_header_and_a_definition_its_term() -> None:
    found = of_page(PAGE)
    row = next(one for one in found if one.kind == "row")
    definition = next(one for one in found if one.text == "I ett år.")

    assert row.text == "sessionid | to uker"
    assert row.lead is not None
    assert row.lead.text == "Kapsel | Varighet:"
    assert definition.under is not None
    assert definition.under.text == "Lagring"


def test_a_line_in_bold_alone_is_a_heading() -> None:
    found = of_page(
        "<body><p><strong>Hvor lenge?</strong></p><p>Vi sletter etter 60 dager.</p></body>"
    )

    assert [(one.kind, one.text) for one in found] == [
        ("heading", "Hvor lenge?"), ("text", "Vi sletter etter 60 dager."),
    ]  # fmt: skip


def test_a_page_without_a_heading_of_its_own_has_its_title_for_one() -> None:
    found = of_page(
        "<html><head><title>Personvern</title></head><body><p>Vi lagrer navn.</p></body></html>"
    )

    assert found[0].kind == "heading"
    assert found[0].text == "Personvern"


def test_facts_broken_at_the_margin_are_whole() -> None:
    """As when the text of a PDF is marked and pasted."""
    text = (
        "Har du spørsmål om opplysningene vi har, ring oss på telefon 22 33\n"
        "44 55, eller skriv til post@solvikkor.example. Vi svarer alltid innen\n"
        "30 dager. Du har rett til innsyn, retting og sletting av alle opplysnin-\n"
        "gene, og du kan klage til Datatilsynet om du mener at vi gjør noe galt.\n"
    )

    assert texts(of_paste(text)) == [
        "Har du spørsmål om opplysningene vi har, ring oss på telefon 22 33 44 55, eller skriv til post@solvikkor.example.",
        "Vi svarer alltid innen 30 dager.",
        "Du har rett til innsyn, retting og sletting av alle opplysningene, og du kan klage til Datatilsynet om du mener at vi gjør noe galt.",
    ]


def test_lines_broken_at_the_margin_are_one_paragraph() -> None:
    text = (
        "Personvern i koret\n\n"
        "Vi i koret tar vare på navn, adresse og stemmegruppe for alle som synger\n"
        "hos oss, og det er dirigenten som har lista. Den som slutter, blir strøket\n"
        "samme uke. Det gjelder også den som bare har vært med på prøve en gang og\n"
        "ikke kom tilbake.\n"
    )

    assert texts(of_paste(text))[1:] == [
        (
            "Vi i koret tar vare på navn, adresse og stemmegruppe for alle som synger hos oss, og det er "
            "dirigenten som har lista."
        ),
        "Den som slutter, blir strøket samme uke.",
        "Det gjelder også den som bare har vært med på prøve en gang og ikke kom tilbake.",
    ]


def test_a_list_that_lost_its_marks_is_still_a_list() -> None:
    found = of_paste(
        "Dine rettigheter\n\nDu kan be om:\ninnsyn\nretting\nsletting\n\n"
        "Ta kontakt med styret om noe er galt."
    )

    items = [one for one in found if one.kind == "item"]
    assert texts(items) == ["innsyn", "retting", "sletting"]
    assert {one.lead.text for one in items if one.lead} == {"Du kan be om:"}


def test_a_short_form_or_a_date_ends_no_sentence() -> None:
    found = of_paste(
        "Vi har f.eks. navn og tlf. til alle. Frist er 12. november. Org.nr. 123 456 785 er vårt."
    )

    assert texts(found) == [
        "Vi har f.eks. navn og tlf. til alle.",
        "Frist er 12. november.",
        "Org.nr. 123 456 785 er vårt.",
    ]


def test_places_to_fill_in_are_no_words() -> None:
    assert words_of("[FIRMANAVN] lagrer navn hos [NAVN PÅ LEVERANDØR].") == (
        "lagrer",
        "navn",
        "hos",
    )


@given(st.text(max_size=400))
def test_no_text_is_too_odd(text: str) -> None:
    found = of_paste(text)

    assert [one.number for one in found] == list(range(len(found)))


@given(st.text(alphabet="<>/ap divul&;\"'=\n", max_size=300))
def test_no_markup_is_too_odd(page: str) -> None:
    of_page(page)


def test_markup_nested_beyond_reason_is_refused_and_not_taken_for_empty() -> None:
    with pytest.raises(Hostile, match="broken"):
        of_page("<div>" * 20_000 + "<p>Vi lagrer navn.</p>")


@pytest.mark.parametrize("word", ["det", "med", "kan", "ut", "min"])
def test_a_word_that_is_short_for_another_elsewhere_ends_a_sentence(word: str) -> None:
    found = texts(
        of_paste(f"Personvern\n\nFeil retter vi når du ber om {word}. Du kan klage til tilsynet.")
    )

    assert found[-1] == "Du kan klage til tilsynet."


def test_an_item_that_lost_its_mark_is_no_heading_of_those_after_it():
    text = (
        "Hva vi registrerer\n\nMedlemmer: navn, adresse, fødselsår, e-post og telefon\n\n"
        "Deltakere på leir: dessuten hva de ikke tåler, og hvem som henter dem når leiren er over\n"
    )

    read = sentences(of_text(text), "nb")

    assert [one.kind for one in read] == ["heading", "text", "text"]


def test_no_sentence_goes_on_for_pages_and_no_heading_either():
    endless = "rett til " * 20_000

    read_as = sentences([Line("heading", endless, 2), Line("text", endless)], "nb")

    assert max(len(one.text) for one in read_as) <= 4000
    assert {one.kind for one in read_as} == {"text"}
    assert sum(len(one.words) for one in read_as) == 80_000
