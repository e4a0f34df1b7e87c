"""Ends that are a day or a year's end, periods that stand beside each other, and what is no end."""

from __future__ import annotations

import pytest

from tests.privacy.reader.claimed import claimed

SAID = [
    ("nb", "Påmeldingene slettes ut året.", {("registrations", "P0D", "review_date", False)}),
    (
        "nb",
        "Medlemslisten oppbevares til 31. desember etter utmelding.",
        {("members", "P0D", "review_date", False)},
    ),
    (
        "nn",
        "Medlemslista blir oppbevart ut kalenderåret.",
        {("members", "P0D", "review_date", False)},
    ),
    (
        "en",
        "We keep the sign-ups until 31 December.",
        {("registrations", "P0D", "review_date", False)},
    ),
    (
        "nb",
        "Fakturaer oppbevares til utgangen av det femte året etter regnskapsårets slutt.",
        {("accounting", "P5Y", "accounting_year_ended", True)},
    ),
    (
        "nb",
        "Deltakerlister lagres så lenge du går på kurs, og slettes ett år etter siste kontakt.",
        {("registrations", "P1Y", "last_interaction", True)},
    ),
    (
        "nb",
        "Kjøpsbilag lagres så lenge bokføringsloven krever (for tiden fem år).",
        {("accounting", "P5Y", "unsaid", True)},
    ),
    (
        "nb",
        "Kundedata lagres så lenge du er kunde, og nyhetsbrev slettes ett år etter siste kontakt.",
        {
            ("customers", "P0D", "relation_ended", True),
            ("newsletter", "P1Y", "last_interaction", True),
        },
    ),
    (
        "nb",
        "Når du slutter, slettes det om ansatte etter tre måneder, unntatt krav (regnskap: 5 år).",
        {("staff", "P3M", "relation_ended", True), ("accounting", "P5Y", "unsaid", True)},
    ),
    (
        "nb",
        "Brukerkontoer (ansatte) slettes når arbeidsforholdet er slutt.",
        {("accounts", "P0D", "relation_ended", True)},
    ),
    (
        "nb",
        "Kontoen slettes når du slutter, unntatt lovpålagt (kvitteringer i inntil fem år).",
        {("accounts", "P0D", "relation_ended", True), ("accounting", "P5Y", "unsaid", True)},
    ),
    (
        "nb",
        "Lederoppgaver på leir slettes fra registeret etter fem år.",
        {("staff", "P5Y", "unsaid", True)},
    ),
    (
        "nb",
        "Kurslister lagres så lenge det er nødvendig for å oppfylle plikten vår (inntil fem år).",
        {("registrations", "P5Y", "unsaid", True)},
    ),
    (
        "nb",
        "Henvendelser lagres her. Blir du kunde, bokfører vi det. Ellers slettes de etter ett år.",
        {("enquiries", "P1Y", "unsaid", True)},
    ),
    (
        "nb",
        "Jobbsøknader slettes tre måneder etter at fristen i utlysningen har gått ut.",
        {("recruitment", "P3M", "request_closed", True)},
    ),
    (
        "nb",
        "Abonnementet på nyhetsbrevet kan når som helst avsluttes. Da slettes adressen din.",
        {("newsletter", "P0D", "withdrawn", True)},
    ),
    (
        "nb",
        "Opplysningene slettes innen seks måneder etter at forespørselen ble sendt.",
        {("enquiries", "P6M", "row_created", True)},
    ),
    (
        "nb",
        "Opplysningene lagres så lenge kontoen er aktiv.",
        {("accounts", "P0D", "relation_ended", True)},
    ),
    (
        "nb",
        "Vi lagrer e-postadressen din så lenge du ønsker å motta nytt fra oss.",
        {("newsletter", "P0D", "withdrawn", True)},
    ),
    (
        "en",
        "Account data is kept while your account is active and for a year after termination.",
        {("accounts", "P1Y", "relation_ended", True)},
    ),
    (
        "nb",
        "Regnskapsdata lagres i fem år, også etter at kontoen er slettet.",
        {("accounting", "P5Y", "unsaid", True)},
    ),
    (
        "en",
        "Booking data is kept for two years after your last appointment.",
        {("customers", "P2Y", "last_interaction", True)},
    ),
]


@pytest.mark.parametrize(("language", "sentence", "tuples"), SAID, ids=[one[1] for one in SAID])
def test_when_it_ends_is_read_as_it_is_said(language, sentence, tuples):
    found = claimed(sentence, language, "retention")

    assert {(one.data, one.period, one.clock, one.sure) for one in found} == tuples


def test_a_notice_before_something_is_deleted_is_no_stay():
    assert (
        claimed("We tell you at least 30 days before deleting the photos.", "en", "retention") == []
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Lagring: du kan når som helst trekke samtykket tilbake ved å skrive til oss.",
        "Oppsigelse må skje senest 1. november. Medlemskapet gjelder til 31. desember.",
        "Det meste er vi pålagt å ta vare på også etter at relasjonen til oss er avsluttet.",
        "Når avtalen er slutt, lagrer vi opplysningene frem til foreldelsesfristen er utløpt.",
        "Denne erklæringen ble endret 31. desember og gjelder til 31. desember neste år.",
    ],
)
def test_a_right_and_a_day_of_something_else_are_no_end(sentence):
    assert claimed(sentence, "nb", "retention") == []
