"""How the controller is reached, and within what time it acts; rights, and what adoption reads."""

from __future__ import annotations

import pytest

from tests.privacy.reader.claimed import claimed

CONTACTS = [
    (
        "nb",
        "Du kan kontakte oss på post@eksempel.no eller telefon 22 33 44 55.",
        {("email", "post@eksempel.no"), ("phone", "22334455")},
    ),
    ("nb", "Organisasjonsnummer: 923 609 016", {("orgnr", "923609016")}),
    (
        "nb",
        "Foreningen Eksempel, Storgata 1, 0155 Oslo, org.nr. 923609016",
        {("orgnr", "923609016"), ("post", "0155")},
    ),
    ("nb", "Telefon: +47 911 22 333", {("phone", "91122333")}),
    ("en", "Privacy at eksempel.no is our concern.", set()),
    ("en", "Write to post at eksempel.no.", {("email", "post@eksempel.no")}),
    (
        "nb",
        "Datatilsynet, Postboks 458 Sentrum, 0105 Oslo, telefon 22 39 69 00",
        set(),
    ),
    ("nb", "Postboks 55 Sentrum, 5003 Bergen", {("post", "5003")}),
    ("nb", "Loven av 15. juni 2018 nr. 38 gjelder.", set()),
    ("nb", "Kontonummer 1234 56 78903", set()),
    ("nb", "Vi ble stiftet i 1995 og har 2018 medlemmer.", set()),
    ("nb", "Skriv til personvern [at] eksempel.no.", {("email", "personvern@eksempel.no")}),
    (
        "en",
        "You can reach us at hello@example.com or +47 55 00 11 22.",
        {("email", "hello@example.com"), ("phone", "55001122")},
    ),
    ("nb", "Foretaksregisteret NO 923 609 016 MVA", {("orgnr", "923609016")}),
    ("nb", "Solbrua Vel (923 609 016) er behandlingsansvarlig.", {("orgnr", "923609016")}),
    ("nb", "Send brev til Pb. 31, 5003 Bergen.", {("post", "5003")}),
    (
        "nb",
        "Solbrua Vel er ansvarlig. Regnskapsfører er Tallmo AS, org.nr. 923609016, tlf. 22110099.",
        set(),
    ),
]
DEADLINES = [
    ("nb", "Sekretæren har en måned på seg til å gi deg beskjed.", {("answer", "P1M")}),
    ("nb", "Vi plikter å gi deg innsyn innen 30 dager.", {("answer", "P30D")}),
    ("nb", "Behandlingstiden for et krav om innsyn er inntil 30 dager.", {("answer", "P30D")}),
    ("nb", "Liker du ikke et bilde, tar vi det ned innen tre dager.", {("other", "P3D")}),
    ("nn", "Du skal ha høyrt noko frå oss innan fjorten dagar.", {("answer", "P14D")}),
    ("nb", "Endrer vi prisen, varsler vi deg minst 30 dager før.", set()),
    ("nb", "Attesten kan ikke være eldre enn tre måneder når du legger den fram.", set()),
    (
        "nn",
        "Hender det noko gale, skal Datatilsynet ha melding innan 72 timar.",
        {("breach_authority", "PT72H")},
    ),
    (
        "nb",
        "Vi svarer på henvendelsen din så snart vi kan, og senest innen 30 dager.",
        {("answer", "P30D")},
    ),
    (
        "nb",
        "Du har krav på svar uten ugrunnet opphold, og senest innen én måned.",
        {("answer", "P1M")},
    ),
    ("nb", "Avmelding fra nyhetsbrevet behandles innen fem virkedager.", {("unsubscribe", "P5D")}),
    (
        "nb",
        "Ved brudd på personopplysningssikkerheten varsler vi Datatilsynet innen 72 timer.",
        {("breach_authority", "PT72H")},
    ),
    (
        "nb",
        "Vi varsler de berørte innen 48 timer dersom avviket medfører høy risiko.",
        {("breach_person", "PT48H")},
    ),
    (
        "nb",
        "Ved endringer varsler vi deg på e-post minst 30 dager før de trer i kraft.",
        {("change_notice", "P30D")},
    ),
    ("nb", "Påmeldingsfristen er 14 dager før kurset starter.", set()),
    ("nb", "Medlemskapet kan sies opp med tre måneders varsel.", set()),
    ("en", "We will respond to your request within one month.", {("answer", "P1M")}),
    (
        "nb",
        "Krav om innsyn blir behandlet kostnadsfritt og senest innen 30 dager.",
        {("answer", "P30D")},
    ),
    ("nb", "Opplysningene slettes innen 30 dager etter arrangementet.", set()),
    ("nn", "Førespurnader vert svara på innan ein månad.", {("answer", "P1M")}),
    (
        "nb",
        "Fristen kan forlenges med ytterligere to måneder dersom henvendelsen er komplisert.",
        {("answer", "P2M")},
    ),
    ("nb", "Saker til årsmøtet må være styret i hende senest to uker før møtet.", set()),
    ("nb", "Vi behandler henvendelsen din innen fire uker.", {("answer", "P28D")}),
    ("nb", "Databehandleren varsler oss innen 24 timer ved avvik.", {("other", "PT24H")}),
    ("nb", "Du hører fra oss innen tre virkedager.", {("answer", "P3D")}),
    ("nb", "Saksbehandlingstiden er inntil fire uker.", {("answer", "P28D")}),
    ("nb", "Si fra, så er bildet borte innen to dager.", {("other", "P2D")}),
    (
        "en",
        "We will post changes here two weeks before they take effect.",
        {("change_notice", "P14D")},
    ),
    ("nb", "Vi har svart på henvendelser i ti år.", set()),
]


@pytest.mark.parametrize(
    ("language", "text", "tuples"), CONTACTS, ids=[c[1][:60] for c in CONTACTS]
)
def test_contact_points_are_the_controllers_only(language, text, tuples):
    found = claimed(text, language, "contact")

    assert {(one.what, one.value) for one in found} == tuples


def test_an_organisation_number_that_cannot_be_is_said_to_be_invalid():
    [one] = claimed("Organisasjonsnummer: 923 609 017", "nb", "contact")

    assert (one.value, one.condition, one.sure) == ("923609017", "invalid", False)


def test_the_officers_address_is_the_officers():
    [one] = claimed("Personvernombudet vårt nås på ombud@eksempel.no.", "nb", "contact")

    assert one.party == "dpo"


@pytest.mark.parametrize(
    ("language", "text", "tuples"), DEADLINES, ids=[d[1][:60] for d in DEADLINES]
)
def test_deadlines_are_those_the_organisation_sets_itself(language, text, tuples):
    found = claimed(text, language, "deadline")

    assert {(one.what, one.period) for one in found} == tuples


def test_each_right_is_claimed_once_with_the_sentence_that_says_it_first():
    text = (
        "Du har rett til innsyn i egne opplysninger. Du kan også kreve retting og sletting. "
        "Du kan klage til Datatilsynet. Du kan be om innsyn når som helst."
    )

    found = claimed(text, "nb", "right")

    assert [one.value for one in found].count("access") == 1
    assert {"access", "rectification", "erasure", "complaint"} <= {one.value for one in found}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Behandlingsansvarlig er Foreningen Lysbrua (org.nr. 923 609 016).", "Foreningen Lysbrua"),
        ("Lysbrua AS ved daglig leder er behandlingsansvarlig.", "Lysbrua AS"),
        (
            "Lysbrua Næringsforening er behandlingsansvarlig for behandlingen.",
            "Lysbrua Næringsforening",
        ),
        ("Behandlingsansvarleg er Vestbygda Ungdomslag.", "Vestbygda Ungdomslag"),
        ("The data controller is Lightbridge Network AS.", "Lightbridge Network AS"),
        (
            "The data controller is the Lightbridge Chamber of Commerce.",
            "Lightbridge Chamber of Commerce",
        ),
        (
            "Bransjeforeningen for fjellguider, c/o Kari Moen, er behandlingsansvarlig.",
            "Bransjeforeningen for fjellguider",
        ),
    ],
)
def test_the_controller_is_read_by_name(text, name):
    [one] = claimed(text, "en" if text.startswith("The") else "nb", "controller")

    assert one.value == name


def test_fields_are_read_with_whose_they_are():
    text = "Alle medlemmer må registrere fornavn, etternavn, e-post, telefonnummer og adresse."

    found = claimed(text, "nb", "field")

    assert {one.value for one in found} >= {"first_name", "last_name", "email", "phone", "street"}
    assert {one.data for one in found} == {"members"}


def test_what_is_put_on_the_web_site_is_published_and_no_field():
    text = (
        "Dersom medlemmer ønsker det, legges fullt navn, e-post og arbeidssted ut på nettsiden vår."
    )

    found = claimed(text, "nb", "published", "field")

    assert {(one.kind, one.value) for one in found} == {
        ("published", "name"),
        ("published", "email"),
        ("published", "workplace"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Behandlingen er basert på samtykke.", "6(1)(a)"),
        ("Rettslig grunnlag er artikkel 6 nr. 1 bokstav b.", "6(1)(b)"),
        ("Behandlingen er nødvendig for å oppfylle en rettslig forpliktelse.", "6(1)(c)"),
        ("Grunnlaget er vår berettigede interesse i å holde kontakt.", "6(1)(f)"),
        ("The legal basis is our legitimate interest in security.", "6(1)(f)"),
        ("Vi behandler navn og adresse for å oppfylle avtalen om medlemskap.", "6(1)(b)"),
    ],
)
def test_the_ground_is_read_as_its_letter(text, code):
    found = claimed(text, "en" if text.startswith("The ") else "nb", "basis")

    assert [one.basis for one in found] == [code]


def test_never_shared_is_a_claim_that_denies():
    [one] = claimed("Vi deler aldri personopplysninger med andre.", "nb", "sharing")

    assert one.negated


@pytest.mark.parametrize(
    "text",
    [
        "Når du skriver til oss, deler du informasjon med andre.",
        "Opplysninger om andre kan deles inn i to grupper.",
        "Behandling er innsamling, registrering og utlevering av personopplysninger.",
    ],
)
def test_what_the_reader_shares_and_what_is_explained_is_no_sharing(text):
    assert claimed(text, "nb", "sharing") == []


def test_a_transfer_has_its_ground():
    [one] = claimed(
        "Opplysninger overføres til USA med EUs standardkontrakt som grunnlag.", "nb", "transfer"
    )

    assert (one.basis, one.value, one.negated) == ("scc", "US", False)


@pytest.mark.parametrize(
    "text",
    [
        "Contact us, and we will transfer you to the board.",
        "You can reach us in Oslo, or in Lyon.",
        "Opplysninger overføres til regnskapsføreren vår.",
        "Telefon: +1 518 555 0100 (USA)",
    ],
)
def test_what_does_not_leave_the_eea_is_no_transfer(text):
    language = "nb" if text.startswith(("Opp", "Tel")) else "en"

    assert claimed(text, language, "transfer") == []


def test_a_table_of_deadlines_needs_no_verb():
    text = (
        "# Personvern\n\n## Frister\n\n| Hva | Frist |\n|---|---|\n| Innsyn | 30 dager |\n"
        "| Avvik til Datatilsynet | 72 timer |\n"
    )

    found = claimed(text, "nb", "deadline", name="a.md")

    assert {(one.what, one.period) for one in found} == {
        ("answer", "P30D"),
        ("breach_authority", "PT72H"),
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Vi bruker lista til å kreve inn kontingent og kalle inn til møter.",
            "kreve inn kontingent og kalle inn til møter",
        ),
        (
            "Deltakerlista bruker vi til navneskilt og servering, og den slettes etter en måned.",
            "navneskilt og servering",
        ),
        ("We need them to issue your ticket and let you in.", "issue your ticket and let you in"),
        ("Grunnlaget er avtalen, som er nødvendig for å levere varen.", ""),
        ("Det er vi som avgjør hva opplysningene skal brukes til.", ""),
        ("Du har rett til å be om innsyn for å se hva vi bruker.", ""),
    ],
)
def test_a_purpose_is_what_data_is_used_for(text, value):
    claims = claimed(text, "en" if text.startswith("We") else "nb", "purpose")

    assert [claim.value for claim in claims] == ([value] if value else [])


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("nb", "Hotellet får romliste og diettene, uten navn.", ["Hotellet"]),
        ("nb", "Opplysninger utleveres til offentlige myndigheter.", ["offentlige myndigheter"]),
        ("nb", "Lågdal Trykkeri i Våler får adresselapper.", ["Lågdal Trykkeri"]),
        ("nb", "Genserne lages av et trykkeri, og de får ingen navn.", []),
        ("nb", "Tidene mottar vi fra arrangøren, og da deler vi opplysninger.", []),
        ("nb", "Vi er eid av kommunen og deler personvernombud med den.", []),
        ("nn", "Det hender at kommunen sender oss melding om kven som får.", []),
        ("en", "We pass on your name to the exhibitor.", ["exhibitor"]),
        ("nb", "Opplysninger blir overlevert til offentlig myndighet.", ["offentlig myndighet"]),
        ("nb", "Adressen videreformidles til fraktselskapet.", ["fraktselskapet"]),
    ],
)
def test_a_recipient_is_one_that_gets_something(language, text, names):
    claims = claimed(text, language, "recipient")

    assert [claim.value for claim in claims] == names


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        ("nb", "Ved påmelding ber vi om navn og e-post.", ["self"]),
        ("nb", "Er du under 15, er det en foresatt som melder deg inn.", ["relatives"]),
        ("nb", "Er det sjefen som meldte deg på, har vi fått opplysningene derfra.", ["colleague"]),
        ("nn", "Anna skriv du sjølv til oss.", ["self"]),
        ("en", "We get these from you when you sign up.", ["self"]),
        ("nb", "Navn og e-post registreres ved kjøp.", []),
        ("nb", "Vi henter navn fra kontaktpersoner hos medlemmene.", ["self"]),
        ("nb", "Dette mottar vi fra bedriftens leder.", ["colleague"]),
        ("nb", "Er noe uklart, hører vi gjerne fra deg.", []),
        ("nn", "Me hentar inn opplysingar via skjema på nettsida vår.", ["self"]),
        ("nb", "Grunnlaget er avtale når den registrerte selv er part i forbundet.", []),
    ],
)
def test_a_source_is_who_gives_or_enters_the_data(language, text, source):
    claims = claimed(text, language, "source")

    assert [claim.value for claim in claims] == source


def test_a_letter_of_article_9_is_no_ground_of_article_6():
    text = "Heimelen er artikkel 6 nr. 1 bokstav b og, for helse, artikkel 9 nr. 2 bokstav d."

    assert [claim.basis for claim in claimed(text, "nn", "basis")] == ["6(1)(b)"]


@pytest.mark.parametrize(
    "text",
    [
        "# Personvern\n\n## Hvorfor\n\nOpplysningene vil slettes når arrangementet er over.",
        "# Personvern\n\nHva er formålet med lagringen, og hvordan bruker vi opplysningene?",
        "# Personvern\n\nVi bruker kryptering for å beskytte dataene dine.",
        "# Personvern\n\n## Formål\n\n- Navn\n- E-postadresse",
        "# Personvern\n\n## Formål\n\nDu har rett til å vite:\n\n- hva opplysningene brukes til",
    ],
)
def test_what_is_no_purpose_is_none_under_a_heading_on_purposes_either(text):
    assert claimed(text, "nb", "purpose", name="a.md") == []


def test_what_comes_before_the_sentence_that_it_is_for_ends_where_that_begins():
    text = "For å drive speiding, er vi nødt til å samle inn informasjon om medlemmer."

    assert [claim.value for claim in claimed(text, "nb", "purpose")] == ["drive speiding"]
