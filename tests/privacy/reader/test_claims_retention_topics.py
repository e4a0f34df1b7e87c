"""Of what data a period is, where the words beside it do not say: labels, headings, what was
told."""

from __future__ import annotations

import pytest

from tests.privacy.reader.claimed import claimed

SAID = [
    (
        "a label that no list knows is its own",
        (
            "# Personvern\n\n## Lagringstid\n\n- Medlemslisten: ett år etter utmelding\n"
            "- Stjernekart: 3 år\n"
        ),
        {("members", "P1Y", "relation_ended"), ("other", "P3Y", "unsaid")},
    ),
    (
        "a subject that no list knows is its own",
        (
            "# Personvern\n\n## Lagring\n\nKontoopplysninger slettes når kontoen avsluttes. "
            "Stjernekart oppbevares i inntil tolv måneder.\n"
        ),
        {("accounts", "P0D", "relation_ended"), ("other", "P12M", "unsaid")},
    ),
    (
        "what was just told goes on",
        (
            "# Personvern\n\n## Lagring\n\n"
            "Kjøpshistorikken ligger hos oss så lenge loven krever det. "
            "Deretter slettes opplysningene senest to år etter siste kjøp.\n"
        ),
        {("customers", "criterion", "necessary"), ("customers", "P2Y", "last_interaction")},
    ),
    (
        "a ground after the period is not what is kept",
        (
            "# Personvern\n\n## Lagring\n\n"
            "Opplysningene lagres så lenge ansettelsesforholdet varer, "
            "for eksempel av hensyn til regnskapsregler.\n"
        ),
        {("staff", "P0D", "relation_ended")},
    ),
    (
        "after the event it is the participants'",
        "# Festdagen\n\n## Sletting\n\nAlle personopplysninger slettes etter arrangementet.\n",
        {("registrations", "P0D", "event_ended")},
    ),
    (
        "to the end of the newsletter it is the newsletter's",
        (
            "# Personvern\n\n## Lagring\n\nDet brukeren selv skriver inn, lagres til avmelding av "
            "nyhetsbrevet.\n"
        ),
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "an item tells those under it",
        (
            "# Personvern\n\n## Oppbevaring\n\n"
            "- Klagesaker:\n- Lagringstid: seks år etter at saken er "
            "avsluttet\n- Gaver:\n- Lagringstid: to år etter siste gave\n"
        ),
        {("cases", "P6Y", "request_closed"), ("other", "P2Y", "last_interaction")},
    ),
    (
        "two ends of one thing",
        (
            "# Personvern\n\n## Lagring\n\n"
            "Henvendelser slettes når saken er avsluttet, senest etter "
            "tolv måneder.\n"
        ),
        {("enquiries", "P0D", "request_closed"), ("enquiries", "P12M", "unsaid")},
    ),
    (
        "then tells when the sentence before does",
        (
            "# Personvern\n\n## Nyhetsbrev\n\nAbonnementet kan du si opp når du vil. Da slettes "
            "adressen.\n"
        ),
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "items under what tells when",
        (
            "# Personvern\n\n## Sletting\n\nNår du trekker samtykket, slettes dette:\n\n"
            "- brukerkontoen\n- bilder\n"
        ),
        {("accounts", "P0D", "withdrawn"), ("pictures", "P0D", "withdrawn")},
    ),
    (
        "a least and a most",
        (
            "# Personvern\n\n## Klagesaker\n\n"
            "Sakene oppbevares i minst tre år og inntil fem år etter at de er avsluttet.\n"
        ),
        {("cases", "P5Y", "request_closed")},
    ),
    (
        "from one number to another",
        (
            "# Personvern\n\n## Klagesaker\n\n"
            "Sakene oppbevares i tre til fem år etter at de er avsluttet.\n"
        ),
        {("cases", "P5Y", "request_closed")},
    ),
    (
        "a least by itself",
        "# Personvern\n\n## Medlemmer\n\nListen oppbevares i minst to år etter utmelding.\n",
        {("members", "P2Y", "relation_ended")},
    ),
    (
        "consent that is withdrawn, else three years",
        (
            "# Personvern\n\nBilder på nettsiden sletter vi når du trekker samtykket, "
            "ellers etter tre år.\n"
        ),
        {("pictures", "P0D", "withdrawn"), ("pictures", "P3Y", "unsaid")},
    ),
    (
        "consent that is withdrawn, otherwise two years",
        "# Privacy\n\nWe delete photos when you withdraw consent, otherwise after two years.\n",
        {("pictures", "P0D", "withdrawn"), ("pictures", "P2Y", "unsaid")},
    ),
    (
        "what is asked in a form is the enquiry",
        "# Personvern\n\n## Kontaktskjema\n\nE-posten slettes etter ett år.\n",
        {("enquiries", "P1Y", "unsaid")},
    ),
    (
        "a name that stands there until it is over",
        "# Personvern\n\n## Hytta\n\nNavnet står i kalenderen til oppholdet er over.\n",
        {("customers", "P0D", "event_ended")},
    ),
    (
        "a log that is rotated",
        "# Personvern\n\n## Nettsiden\n\nServerlogger slettes hver 30. dag.\n",
        {("weblog", "P30D", "unsaid")},
    ),
    (
        "capitals in a table are no cookie",
        (
            "# Personvern\n\n## Lagring\n\n| Hva | Hvor lenge |\n|---|---|\n| SOS | 3 år |\n"
            "| Jobbsøknader | seks måneder etter at stillingen er besatt |\n"
        ),
        {("other", "P3Y", "unsaid"), ("recruitment", "P6M", "request_closed")},
    ),
]


@pytest.mark.parametrize(("text", "tuples"), [one[1:] for one in SAID], ids=[o[0] for o in SAID])
def test_the_data_is_told_by_what_stands_around(text, tuples):
    found = claimed(text, "nb", "retention", name="a.md")

    assert {(one.data, one.period, one.clock) for one in found} == tuples


@pytest.mark.parametrize(
    "text",
    [
        "Vi trenger kontaktinformasjon som er knyttet til medlemskapet.",
        "Du kan slette informasjonskapsler når du lukker nettleseren.",
        "Du kan be om at opplysninger som ikke lenger er nødvendige, blir slettet.",
        "Bekreftelseslenken virker i sju dager.",
        "Personopplysninger slettes når den lovlige oppbevaringstiden utløper.",
        "Når medlemmer logger inn, sendes en kode som virker i ti minutter.",
    ],
)
def test_what_is_no_storage_period_tells_none(text):
    assert claimed(text, "nb", "retention") == []
