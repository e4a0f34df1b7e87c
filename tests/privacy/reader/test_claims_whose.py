"""Whose data a sentence is about, who gets it and what for, where words may mislead."""

from __future__ import annotations

import pytest

from tests.privacy.reader.claimed import claimed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Vi deler navn med restauranten Restaurant Fjæra. Restauranten får også allergier.",
            ["Restaurant Fjæra"],
        ),
        (
            "Restauranten Fjæra AS får navn. Restaurant Fjæra får også allergier.",
            ["Restauranten Fjæra"],
        ),
        (
            "Vi deler lister med hoteller og restauranter. Hotellet får navn.",
            ["hoteller", "restauranter"],
        ),
        (
            "Vi rapporterer til Nordre fylkeskommune og Vestre fylkeskommune.",
            ["Nordre fylkeskommune", "Vestre fylkeskommune"],
        ),
        ("Lunsjen er på Fjæra Hotell, og kokken får navn.", []),
    ],
)
def test_a_recipient_is_told_once_by_its_name(text, names):
    assert [one.value for one in claimed(text, "nb", "recipient")] == names


@pytest.mark.parametrize(
    "text",
    [
        "Vi behandler opplysningene for å gjøre dette.",
        "Vi behandler det for å forklare dette på en enkel måte.",
        "Opplysningene brukes til det som er avtalt med leverandøren.",
        "Opplysningene behandles for formålene som oppgis når vi innhenter dem.",
    ],
)
def test_what_only_points_to_a_purpose_is_none(text):
    assert claimed(text, "nb", "purpose") == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        (
            "en",
            "We process it to perform our agreement (Article 6(1)(b)).",
            "perform our agreement",
        ),
        (
            "nb",
            "Vi behandler opplysninger (for eksempel for å sende faktura) når du handler.",
            "sende faktura",
        ),
        (
            "nb",
            "Vi behandler opplysninger for å gjøre det mulig å melde seg på.",
            "gjøre det mulig å melde seg på",
        ),
        (
            "nb",
            "Opplysningene behandles for å gjøre arbeidet trygt (og enkelt).",
            "gjøre arbeidet trygt (og enkelt)",
        ),
    ],
)
def test_a_purpose_is_cut_where_its_words_end(language, text, value):
    assert [one.value for one in claimed(text, language, "purpose")] == [value]


def test_what_is_masked_on_a_screen_is_no_special_data():
    text = "Opptaket maskerer sensitivt innhold. Vi behandler ikke sensitive personopplysninger."

    assert [one.negated for one in claimed(text, "nb", "special")] == [True]


def test_a_label_tells_whose_its_sentence_and_the_next_are():
    text = (
        "Vi sender nyhetsbrev til medlemmer. Arrangementer: vi registrerer navn, e-post og "
        "allergier. Grunnlaget er berettiget interesse."
    )

    found = claimed(text, "nb", "field", "basis")

    assert {one.data for one in found} == {"registrations"}


def test_what_is_asked_for_when_joining_is_not_of_the_allergies():
    text = "Når du melder deg inn, samler vi inn navn, adresse, e-post og eventuelle allergier."

    assert {one.data for one in claimed(text, "nb", "field")} == {"members"}


def test_what_statistics_is_for_is_not_of_the_newsletter_before_it():
    text = (
        "Nyhetsbrevet sendes hver uke. Vi bruker Google Analytics for å se hvordan sidene brukes."
    )

    assert [one.data for one in claimed(text, "nb", "purpose")] == ["statistics"]


def test_conversations_after_the_chat_are_the_chats():
    text = (
        "# Personvern\n\n## Nettsiden\n\nServerlogg slettes etter 14 dager. Chatten ligger hos "
        "en leverandør. Samtaler lagres i 90 dager.\n"
    )

    found = claimed(text, "nb", "retention", name="a.md")

    assert {(one.data, one.period) for one in found} == {("weblog", "P14D"), ("chat", "P90D")}
