"""What is said not to be done is no claim that it is, nor anything the register lacks."""

from __future__ import annotations

import pytest

from tests.privacy.reader.claimed import claimed
from tillit.privacy.reader import read
from tillit.privacy.reader.adopt.about import About


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Vi bruker ikke opplysningene dine til å lage profiler av deg."),
        ("nb", "Opplysningene brukes aldri til å sende reklame."),
        ("nb", "Vi behandler ikke personopplysninger for å selge dem videre."),
        ("nb", "Vi henter ikke opplysninger fra sosiale medier."),
        ("en", "We do not use your data to build profiles."),
    ],
)
def test_a_purpose_or_a_source_that_is_denied_is_none(language, text):
    assert claimed(text, language, "purpose", "source") == []


@pytest.mark.parametrize(
    "text",
    [
        "Vi behandler ikke flere personopplysninger enn nødvendig for å levere varene.",
        "Vi bruker ikke opplysningene til noe annet enn å levere varene.",
    ],
)
def test_a_limit_is_no_denial(text):
    assert [claim.value for claim in claimed(text, "nb", "purpose")] != []


def _topics(text: str) -> set[str]:
    """What a statement with this sentence is about."""
    statement = (
        "# Personvernerklæring for Vika lag\n\nVika lag er behandlingsansvarlig for "
        f"personopplysninger. E-post: post@vika.example.\n\n## Annet\n\n{text}\n"
    )
    about = About(read(statement.encode(), "a.md"))
    return {topic for one in about.sentences for topic in about.topics_of(one)}


@pytest.mark.parametrize(
    "text",
    [
        "Vi bruker ikke automatiserte avgjørelser eller profilering.",
        "Nettsiden bruker ingen informasjonskapsler og ingen statistikkverktøy.",
        "Profilering brukes ikke.",
        "Det foretas ingen profilering.",
        "Laget har verken nyhetsbrev eller chat.",
        "Me nyttar ikkje informasjonskapslar.",
        "Det vert ikkje nytta profilering.",
        "We do not use cookies.",
        "There is no profiling.",
    ],
)
def test_what_is_not_done_is_nothing_to_keep_a_record_of(text):
    assert _topics(text) == set()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Vi sender ikke nyhetsbrev, men vi har et kontaktskjema.", "enquiries"),
        ("Vi bruker ikke informasjonskapsler uten samtykke.", "web"),
        ("Vi bruker ikke informasjonskapsler til markedsføring.", "web"),
        ("Vi lagrer ikke informasjonskapsler lenger enn ett år.", "web"),
        ("Vi bruker ikke profilering med rettslig virkning.", "profiling"),
        ("We do not use cookies before you accept them.", "web"),
    ],
)
def test_what_is_not_done_to_some_degree_is_done(text, topic):
    assert topic in _topics(text)
