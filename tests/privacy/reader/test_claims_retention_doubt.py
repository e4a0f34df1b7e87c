"""What is deleted at once is gone: it is read so only where it is said so."""

import pytest

from tillit.privacy.reader import read

TEXT = (
    "Personvernerklæring\n\nSolvik Roklubb er behandlingsansvarlig. Vi lagrer navn og e-post til "
    "medlemmene for å føre medlemsregisteret. {}\n\nDu har rett til innsyn og sletting. Du kan "
    "klage til Datatilsynet.\n"
)


def kept(sentence):
    reading = read(TEXT.format(sentence).encode(), "a.txt")
    return [(claim.period, claim.clock, claim.sure) for claim in reading.of("retention")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Opplysningene slettes ikke når du melder deg ut.",
        "Når du melder deg ut, slettes ikke opplysningene før regnskapet er revidert.",
        "Opplysningene slettes innen rimelig tid etter at du har meldt deg ut.",
        "Opplysningene slettes et par måneder etter at du har meldt deg ut.",
        "Opplysningene slettes noen uker etter at medlemskapet er slutt.",
        "Opplysningane vert sletta nokre veker etter at du har meldt deg ut.",
    ],
)
def test_a_denial_and_a_time_that_is_no_period_are_not_at_once(sentence):
    assert [period for period, _clock, _sure in kept(sentence) if period == "P0D"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Opplysningene slettes ved årsskiftet etter at du har meldt deg ut.",
        "Opplysningene kan bli slettet når du melder deg ut.",
        "Vi tar vare på opplysningene så lenge du er medlem, og så lenge det er nødvendig.",
    ],
)
def test_what_is_left_open_is_not_sure(sentence):
    assert ("P0D", "relation_ended", False) in kept(sentence)


def test_what_is_plainly_said_is_sure():
    assert kept("Opplysningene slettes når du melder deg ut.") == [("P0D", "relation_ended", True)]
