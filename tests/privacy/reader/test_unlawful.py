"""What cannot be lawful as it is written, by one sentence or by what no sentence says."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tillit.privacy.reader import Finding, read

START = "# Personvern\n\nKoret lagrer personopplysninger: navn og e-post.\n\n"


def found(text: str) -> dict[str, Finding]:
    with override("nb"):
        reading = read(f"{START}{text}".encode(), "statement.md")
    return {one.rule: one for one in reading.findings}


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("Innsyn koster 300 kroner.", "fee-for-access", "error"),
        ("Access costs EUR 20 as a fee.", "fee-for-access", "error"),
        (
            "Ved innmelding samtykker du til at koret registrerer opplysninger om deg.",
            "consent-by-joining",
            "warning",
        ),
        (
            "Ved å bruke tjenesten vår samtykker du til at vi behandler opplysninger om deg.",
            "consent-by-use",
            "error",
        ),
        (
            "Dersom du ikke gir beskjed, regner vi det som samtykke til bilder.",
            "consent-by-silence",
            "error",
        ),
        ("Opplysninger om gamle medlemmer lagres for alltid.", "kept-for-ever", "warning"),
        ("Opplysninger om gamle medlemmer slettes aldri.", "never-deleted", "warning"),
        (
            "Vi bruker adressen til å sende innkalling og til andre formål.",
            "any-other-purpose",
            "warning",
        ),
        ("Send kravet i posten sammen med kopi av pass.", "copy-of-passport", "warning"),
        ("Kravet om innsyn må sendes som brev i posten.", "rights-made-hard", "warning"),
        ("For å få innsyn må du møte opp på kontoret.", "rights-made-hard", "warning"),
        ("Du har ikke rett til kopi av opplysningene.", "right-denied", "warning"),
        ("Samtykket kan ikke trekkes tilbake.", "right-denied", "warning"),
        ("Styret kan endre erklæringen uten varsel.", "changed-untold", "warning"),
    ],
)
def test_what_cannot_be_lawful_as_it_stands_is_told(text: str, rule: str, level: str) -> None:
    finding = found(text)[rule]

    assert finding.kind == "unlawful"
    assert finding.level == level
    assert finding.instead
    assert finding.sentences[0].text == text


def test_consent_by_using_is_told_once_and_of_cookies_as_out_of_date() -> None:
    of_data = found("Ved å bruke nettsiden samtykker du til at vi behandler opplysninger om deg.")
    of_cookies = found("Ved å bruke nettsiden samtykker du til at vi lagrer informasjonskapsler.")

    assert {"consent-by-use", "browser-consent"} & of_data.keys() == {"consent-by-use"}
    assert {"consent-by-use", "browser-consent"} & of_cookies.keys() == {"browser-consent"}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Vi registrerer navn, adresse og fødselsnummer.", True),
        ("Du må oppgi personnummer når du melder deg inn. Det lagres i registeret.", True),
        ("We register your name and national identity number.", True),
        ("Vi registrerer fødselsnummer for å rapportere gaver til Skatteetaten.", False),
        ("Vi registrerer fødselsnummer på givere. Skatteetaten krever det.", False),
        ("Vi lagrer fødselsnummer når personopplysningsloven § 12 tillater det.", False),
        ("Vi lagrer fødselsnummer. To medlemmer kan ellers forveksles.", False),
        ("Vi lagrer ikke fødselsnummer.", False),
        ("Send oss aldri fødselsnummeret ditt på e-post.", False),
        ("Fødselsdato lagrer vi for å føre statistikk.", False),
    ],
)
def test_an_identity_number_is_told_when_nobody_says_why(text: str, is_told: bool) -> None:
    assert ("identity-number-unexplained" in found(text)) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Til turen spør vi om allergier.", True),
        ("Trenerne har en oversikt over diagnoser og medisiner.", True),
        ("Vi registrerer stilling og fagforeningsmedlemskap.", True),
        ("Til turen spør vi om allergier. Du samtykker i skjemaet.", False),
        ("Til turen spør vi om allergier (artikkel 9 nr. 2 bokstav a).", False),
        ("Til turen spør vi om allergier, hvis du uttrykkelig samtykker.", False),
        ("Vi spør ikke om helseopplysninger.", False),
        ("Vi registrerer sykmeldinger for ansatte, fordi folketrygdloven krever det.", False),
        ("Helse og trivsel er viktig i koret.", False),
    ],
)
def test_special_categories_are_told_when_nothing_is_said_of_consent(
    text: str, is_told: bool
) -> None:
    assert ("special-without-basis" in found(text)) is is_told


OFF = "De fleste nettlesere er innstilt til å akseptere informasjonskapsler, men du kan slå dem av."


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (f"Vi bruker informasjonskapsler til statistikk. {OFF}", True),
        (f"Vi bruker Google Analytics til å samle inn besøkstall. {OFF}", True),
        ("We use cookies for analytics. You can disable cookies in your browser.", True),
        (f"Vi bruker informasjonskapsler til å holde deg innlogget. {OFF}", False),
        (
            f"Vi bruker informasjonskapsler til statistikk bare når du har samtykket. {OFF}",
            False,
        ),
        (
            (
                "Vi bruker informasjonskapsler til statistikk. I banneret velger du hvilke "
                f"informasjonskapsler du vil ha. {OFF}"
            ),
            False,
        ),
        (f"Vi bruker ikke informasjonskapsler til statistikk. {OFF}", False),
        ("Vi bruker informasjonskapsler til statistikk.", False),
    ],
)
def test_cookies_that_one_can_only_turn_off_are_told(text: str, is_told: bool) -> None:
    assert ("cookies-opt-out" in found(text)) is is_told


INTEREST = "Vi har en berettiget interesse i å vite hvem som er i salen."
ALL_RIGHTS = "Du har rett til innsyn, retting, sletting, begrensning og til å protestere."


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (f"{INTEREST}\n\n{ALL_RIGHTS}", True),
        (f"{INTEREST}\n\nDu har rett til:\n\n- innsyn\n- retting\n- å protestere", True),
        (ALL_RIGHTS, False),  # nothing there that one may object to
        (
            (
                f"{INTEREST}\n\n{ALL_RIGHTS}\n\n## Protestere\n\nDu kan protestere mot at vi "
                "bruker opplysningene på grunn av en berettiget interesse."
            ),
            False,
        ),
        (
            (
                f"{INTEREST}\n\nDu har rett til innsyn, retting og sletting. Du kan når som helst "
                "protestere mot behandling som bygger på en berettiget interesse."
            ),
            False,
        ),
    ],
)
def test_the_right_to_object_is_to_stand_apart(text: str, is_told: bool) -> None:
    told = found(text)

    assert ("objection-among-others" in told) is is_told
    if is_told:
        assert told["objection-among-others"].level == "note"


def test_as_long_as_necessary_is_vague_also_when_something_else_has_a_period() -> None:
    members = "Vi registrerer navn og adresse på medlemmene."
    vague = "Vi lagrer opplysningene så lenge det er nødvendig."
    other = "Opptak fra kameraet slettes etter 7 dager."
    own = "Opplysninger om medlemmene slettes ett år etter utmelding."

    assert "necessary-time-only" in found(f"{members} {vague} {other}")
    assert "necessary-time-only" not in found(f"{members} {vague} {own}")


LIST = (
    "## Samtykke\n\nVed å melde deg inn samtykker du til denne erklæringen.\n\n"
    "## Hvilke opplysninger\n\nNavn, adresse, fødselsnummer (11 siffer), skader og sykdom, samt "
    "religion og diett ved cup. For trenere lagrer vi kopi av politiattest.\n\n"
)


def test_a_list_without_a_verb_asks_for_what_is_on_it() -> None:
    rules = found(LIST)

    assert "identity-number-unexplained" in rules
    assert "special-without-basis" in rules


def test_an_explicit_consent_to_something_else_permits_no_special_category() -> None:
    pictures = "## Bilder\n\nBilder publiseres med ditt uttrykkelige samtykke.\n"
    health = "## Helse\n\nHelseopplysninger lagres bare med ditt uttrykkelige samtykke.\n"

    assert "special-without-basis" in found(LIST + pictures)
    assert "special-without-basis" not in found(LIST + health)


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ("Nyhetsbrevet sendes hvis du har samtykket.", True),
        ("Bilagene oppbevares etter bokføringsloven.", True),
        ("Du har rett til innsyn etter personopplysningsloven § 18.", True),
        ("Bilder legges ut når du har samtykket.", True),
        ("Det bygger på samtykke fra deg.", False),
        ("Grunnlaget er helsepersonelloven.", False),
        ("Navn bruker vi på lista.\n\n## Helse\n\nHelseopplysninger bygger på samtykke.", False),
    ],
)
def test_a_consent_or_a_law_permits_what_it_is_said_of(more: str, is_told: bool) -> None:
    text = f"Når du melder deg inn, samler vi inn navn og helseopplysninger.\n\n{more}"

    assert ("special-without-basis" in found(text)) is is_told


TRACKED = "Google Analytics brukes til statistikk. "


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (f"{TRACKED}Ønsker du ikke å bli sporet av Google, kan du reservere deg her.", True),
        ("Vi bruker Hotjar. Grunnlaget er berettiget interesse i å forbedre nettsiden.", True),
        ("Vi bruker Hotjar på grunnlag av vår berettigede interesse i å forbedre siden.", True),
        (f"{TRACKED}Det skjer bare hvis du har samtykket til informasjonskapsler.", False),
        ("Grunnlaget for Google Analytics er samtykke, og ikke berettiget interesse.", False),
        ("Nødvendige informasjonskapsler bygger på en berettiget interesse.", False),
        ("Vi bruker Hotjar. Grunnlaget for regnskapet er en berettiget interesse.", False),
        ("Vi teller besøk uten informasjonskapsler. Grunnlaget er berettiget interesse.", False),
    ],
)
def test_tracking_needs_a_consent_and_no_interest_or_way_out_will_do(
    text: str, is_told: bool
) -> None:
    assert ("cookies-opt-out" in found(text)) is is_told


def test_a_way_out_of_being_tracked_is_no_right_to_object() -> None:
    way_out = f"{START}{TRACKED}Ønsker du ikke å bli sporet av Google, kan du reservere deg her."

    assert read(way_out.encode(), "s.md").verdicts["R_OBJECT"].value == "M"


def test_a_setting_left_as_it_was_is_no_consent_in_two_sentences_either() -> None:
    text = (
        "Du kan slå av informasjonskapsler i nettleseren. Har du ikke gjort det, har du samtykket."
    )

    assert "consent-by-silence" in found(text)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Vennligst ikke bruk nettstedet vårt hvis du ikke samtykker til dette.", True),
        ("Godtar du ikke erklæringen, ber vi deg om ikke å bruke bildene.", False),
        ("Samtykker du ikke, bruker vi ikke opplysningene.", False),
        ("If you do not agree with this policy, please do not use our website.", True),
    ],
)
def test_to_consent_or_leave_is_no_consent(text: str, is_told: bool) -> None:
    reading = read(f"{START}{text}".encode(), "s.md")

    assert ("leave-or-consent" in [one.rule for one in reading.findings]) is is_told
    if is_told:
        assert reading.verdicts["BASIS"].value == "M"


def test_a_consent_read_out_of_using_a_page_is_a_doubtful_basis() -> None:
    taken = "Ved å bruke nettsiden samtykker du til at vi behandler opplysningene dine."
    asked = "Nyhetsbrevet bygger på samtykket ditt."

    alone = read(f"{START}{taken}".encode(), "s.md").verdicts["BASIS"]
    both = read(f"{START}{taken} {asked}".encode(), "s.md").verdicts["BASIS"]

    assert not alone.sure
    assert both.sure


ADVERTISES = "Vi sender reklame på e-post og SMS"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        (f"{ADVERTISES} til alle som noen gang har deltatt.", True),
        (f"{ADVERTISES}. Grunnlaget er berettiget interesse i å holde kontakten.", True),
        ("We send marketing by e-mail. Our legal basis is legitimate interests.", True),
        (f"{ADVERTISES} til eksisterende kunder. Grunnlaget er berettiget interesse.", False),
        (f"{ADVERTISES}. Nyhetsbrevet bygger på samtykke.", False),
        (f"{ADVERTISES} hvis du har samtykket.", False),
        ("Vi sender innkalling på e-post. Grunnlaget er berettiget interesse.", False),
    ],
)
def test_advertising_by_email_needs_a_consent_or_a_customer(text: str, is_told: bool) -> None:
    assert ("marketing-unasked" in found(text)) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Barn over 10 år kan selv samtykke til nyhetsbrevet vårt.", True),
        ("Barn kan samtykke fra de er 12 år.", True),
        ("Children aged 11 can consent to our newsletter.", True),
        ("Barn over 13 år kan selv samtykke til nyhetsbrevet vårt.", False),
        ("For barn over 10 år samtykker foreldrene til bilder.", False),
        ("Barn over 12 år kan selv samtykke til nyhetsbrevet vårt.", False),
    ],
)
def test_a_child_under_thirteen_cannot_consent(text: str, is_told: bool) -> None:
    assert ("child-too-young-to-consent" in found(text)) is is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Regnskapsbilag oppbevares i tre år etter bokføringsloven.", True),
        ("Vouchers are kept for two years.", True),
        ("Regnskapsbilag oppbevares i fem år etter bokføringsloven.", False),
        ("Avtaler og bilag til dem oppbevares i tre år og seks måneder.", False),
        ("Kvitteringer for Vipps slettes etter tre år.", False),
    ],
)
def test_vouchers_are_kept_for_five_years(text: str, is_told: bool) -> None:
    assert ("accounts-kept-too-short" in found(text)) is is_told


def test_as_long_as_necessary_is_no_period_where_a_day_is_left_open() -> None:
    text = (
        "Medlemsopplysninger: navn. Opplysningene lagres så lenge det er nødvendig.\n\n"
        "Sletting kan kun skje ved utmelding ved årsskiftet.\n"
    )

    assert "necessary-time-only" in found(text)


@pytest.mark.parametrize(
    ("text", "rule", "level"),
    [
        ("Ved avvik varsles Datatilsynet innen 7 dager.", "breach-told-too-late", "error"),
        ("Ved brot på tryggleiken melder vi til Datatilsynet innan ei veke.",
         "breach-told-too-late", "error"),
        ("We report a breach to the supervisory authority within 30 days.",
         "breach-told-too-late", "error"),
        ("Regnskapsbilag oppbevares i 10 år etter bokføringsloven.",
         "accounts-kept-too-long", "warning"),
        ("Rekneskapen blir lagra i ti år etter bokføringslova.",
         "accounts-kept-too-long", "warning"),
        ("Invoices are kept for ten years, as the Bookkeeping Act requires.",
         "accounts-kept-too-long", "warning"),
        ("Vi har et personvernombud som du kan kontakte.", "officer-not-reached", "warning"),
        ("Foreningen er norsk. Vi følger UK GDPR.", "uk-law-in-norway", "warning"),
        ("Klager rettes til Datatilsynet, Postboks 8177 Dep, 0034 Oslo.",
         "authority-old-address", "warning"),
    ],
)  # fmt: skip
def test_what_the_law_sets_another_time_or_place_for_is_told(
    text: str, rule: str, level: str
) -> None:
    assert found(text)[rule].level == level


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Ved avvik varsles Datatilsynet innen 72 timer.", "breach-told-too-late"),
        ("Ved avvik varsles Datatilsynet innen 3 dager.", "breach-told-too-late"),
        ("Ved avvik får du beskjed innen 7 dager.", "breach-told-too-late"),
        ("Regnskapsbilag oppbevares i fem år etter bokføringsloven.", "accounts-kept-too-long"),
        ("Bilag lagres i 5 år etter regnskapsårets slutt (bokføringsloven § 13).",
         "accounts-kept-too-long"),
        ("Regnskapet oppbevares i ti år av hensyn til historien.", "accounts-kept-too-long"),
        ("Vi har et personvernombud, som nås på ombud@koret.no.", "officer-not-reached"),
        ("Vi har ikke personvernombud.", "officer-not-reached"),
        ("Personvernombudet hos Norges Korforening kan gi råd.", "officer-not-reached"),
        ("Foreningen er norsk. Bor du i England, gjelder UK GDPR, ellers Datatilsynet.",
         "uk-law-in-norway"),
    ],
)  # fmt: skip
def test_what_is_as_the_law_has_it_is_left(text: str, rule: str) -> None:
    assert rule not in found(text)


def test_british_law_in_a_british_statement_is_left() -> None:
    text = (
        "# Privacy policy\n\nThe club in Bath is the controller. We collect personal data: your "
        "name and e-mail address, to run the membership.\n\nYou have the right of access "
        "and erasure under the UK GDPR. You may complain to the Information Commissioner.\n"
    )

    assert "uk-law-in-norway" not in {one.rule for one in read(text.encode(), "a.md").findings}
    norwegian = text.replace("in Bath", "in Bergen, Norway,")
    assert "uk-law-in-norway" in {one.rule for one in read(norwegian.encode(), "a.md").findings}
