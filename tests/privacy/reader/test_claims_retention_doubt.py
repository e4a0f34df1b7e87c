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


@pytest.mark.parametrize(
    "sentence",
    [
        "Medlemsopplysninger slettes innen 1. mars året etter utmelding.",
        "Opplysningene slettes ved utgangen av kalenderåret etter at medlemskapet er avsluttet.",
        "Opplysningene slettes etter neste årsmøte.",
        "Opplysningene slettes senest 31. desember det året du melder deg ut.",
        "Når du melder deg ut, slettes opplysningene ved utløpet av året.",
        "Opplysningane vert sletta innan 1. mars året etter at du melde deg ut.",
        "Membership details are deleted at the end of the year after you leave.",
        "Your details are removed at the next annual general meeting after you leave.",
    ],
)
def test_a_later_day_is_not_at_once(sentence):
    assert [(period, clock, sure) for period, clock, sure in kept(sentence)] == [
        ("P0D", "review_date", False)
    ]


def test_the_end_of_a_contract_is_no_later_day():
    assert all(sure for *_, sure in kept("Opplysningene slettes ved utløpet av avtalen."))
