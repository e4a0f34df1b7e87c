"""How long things are kept: sentences as people write them, and the tuples they claim."""

from __future__ import annotations

import pytest

from tests.privacy.reader.claimed import claimed

SAID = [
    (
        "nb",
        "Opplysninger om medlemmer slettes senest ett år etter utmelding.",
        {("members", "P1Y", "relation_ended")},
    ),
    (
        "nb",
        "Når du melder deg ut, slettes medlemsopplysningene dine innen tre måneder.",
        {("members", "P3M", "relation_ended")},
    ),
    (
        "nb",
        "Vi lagrer personopplysninger så lenge det er nødvendig for formålet.",
        {("general", "criterion", "necessary")},
    ),
    (
        "nb",
        "Personopplysninger slettes når de ikke lenger er nødvendige for formålet.",
        {("general", "criterion", "necessary")},
    ),
    (
        "nb",
        "Regnskapsbilag oppbevares i fem år etter regnskapsårets slutt, jf. bokføringsloven.",
        {("accounting", "P5Y", "accounting_year_ended")},
    ),
    (
        "nb",
        "Fakturaer oppbevares i 5 år som følge av bokføringsloven.",
        {("accounting", "P5Y", "unsaid")},
    ),
    (
        "nb",
        "E-postadressen din slettes fra nyhetsbrevlisten når du melder deg av.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "nb",
        "Vi lagrer e-postadressen din frem til du melder deg av nyhetsbrevet.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "nb",
        "Du blir stående i nyhetsbrevregisteret til du selv melder deg av.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "nb",
        "Jobbsøknader slettes seks måneder etter at stillingen er besatt.",
        {("recruitment", "P6M", "request_closed")},
    ),
    (
        "nb",
        "Søknader og CV-er slettes senest 6 måneder etter avsluttet rekrutteringsprosess.",
        {("recruitment", "P6M", "request_closed")},
    ),
    (
        "nb",
        "Påmeldingsdata slettes innen 30 dager etter at arrangementet er gjennomført.",
        {("registrations", "P30D", "event_ended")},
    ),
    (
        "nb",
        "Deltakerlister slettes senest 60 dager etter arrangementet.",
        {("registrations", "P60D", "event_ended")},
    ),
    (
        "nb",
        "Opplysninger om allergier slettes rett etter arrangementet.",
        {("needs", "P0D", "event_ended")},
    ),
    ("nb", "IP-adresser i serverloggen slettes etter 30 dager.", {("weblog", "P30D", "unsaid")}),
    ("nb", "Loggene lagres i 90 dager før de slettes automatisk.", {("weblog", "P90D", "unsaid")}),
    (
        "nb",
        "Henvendelser via kontaktskjemaet slettes senest ett år etter at saken er avsluttet.",
        {("enquiries", "P1Y", "request_closed")},
    ),
    ("nb", "E-post slettes etter to år.", {("mail", "P2Y", "unsaid")}),
    (
        "nb",
        "Kundedata lagres så lenge kundeforholdet varer og inntil tre år etter at det er slutt.",
        {("customers", "P3Y", "relation_ended")},
    ),
    (
        "nb",
        "Kundeinformasjon slettes tre år etter siste kjøp.",
        {("customers", "P3Y", "last_interaction")},
    ),
    (
        "nb",
        "Vi sletter kontoer som ikke har vært i bruk på to år.",
        {("accounts", "P2Y", "last_interaction")},
    ),
    (
        "nb",
        "Inaktive brukerkontoer slettes etter 24 måneder.",
        {("accounts", "P24M", "last_interaction")},
    ),
    ("nb", "Sikkerhetskopier slettes etter 90 dager.", {("backups", "P90D", "unsaid")}),
    (
        "nb",
        "Bilder slettes dersom du trekker tilbake samtykket.",
        {("pictures", "P0D", "withdrawn")},
    ),
    ("nb", "Opplysningene lagres så lenge du er medlem.", {("members", "P0D", "relation_ended")}),
    (
        "nb",
        "Opplysninger om potensielle kunder slettes to år etter siste kontakt.",
        {("prospects", "P2Y", "last_interaction")},
    ),
    (
        "nb",
        "Personalmapper oppbevares i inntil fem år etter at arbeidsforholdet er avsluttet.",
        {("staff", "P5Y", "relation_ended")},
    ),
    (
        "nb",
        "Svarene på undersøkelsen slettes senest seks måneder etter at de ble samlet inn.",
        {("surveys", "P6M", "row_created")},
    ),
    ("nb", "Opptak fra kameraovervåking slettes etter en uke.", {("other", "P7D", "unsaid")}),
    ("nb", "Informasjonskapselen lagres i 13 måneder.", {("cookies", "P13M", "unsaid")}),
    ("nb", "Data i Google Analytics slettes etter 14 måneder.", {("statistics", "P14M", "unsaid")}),
    (
        "nb",
        "Leverandøropplysninger slettes ett år etter at avtalen er opphørt.",
        {("suppliers", "P1Y", "relation_ended")},
    ),
    (
        "nb",
        "Dersom arrangementet avlyses, slettes påmeldingene umiddelbart.",
        {("registrations", "P0D", "event_cancelled")},
    ),
    (
        "nb",
        "Påmeldinger slettes 60 dager etter at arrangementet er gjennomført eller avlyst.",
        {("registrations", "P60D", "event_cancelled"), ("registrations", "P60D", "event_ended")},
    ),
    (
        "nb",
        "Avslåtte søknader om medlemskap slettes etter seks måneder.",
        {("applicants", "P6M", "unsaid")},
    ),
    (
        "nb",
        "Dokumentasjon på samtykke oppbevares i ett år etter at samtykket er trukket tilbake.",
        {("consents", "P1Y", "withdrawn")},
    ),
    ("nb", "Chatlogger slettes etter 30 dager.", {("chat", "P30D", "unsaid")}),
    (
        "nn",
        "Medlemsopplysningar vert sletta seks månader etter at du har meldt deg ut.",
        {("members", "P6M", "relation_ended")},
    ),
    (
        "nn",
        "Vi slettar påmeldingane seinast tre månader etter arrangementet.",
        {("registrations", "P3M", "event_ended")},
    ),
    (
        "nn",
        "Rekneskapsmateriale tek vi vare på i fem år etter at rekneskapsåret er slutt.",
        {("accounting", "P5Y", "accounting_year_ended")},
    ),
    (
        "nn",
        "Opplysningane vert lagra så lenge det er naudsynt.",
        {("general", "criterion", "necessary")},
    ),
    (
        "nn",
        "Du står på lista til du melder deg av nyheitsbrevet.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "en",
        "We retain personal data only for as long as necessary for the purposes described above.",
        {("general", "criterion", "necessary")},
    ),
    (
        "en",
        "Membership data is deleted within 12 months after the membership ends.",
        {("members", "P12M", "relation_ended")},
    ),
    (
        "en",
        "Job applications are deleted six months after the recruitment process has ended.",
        {("recruitment", "P6M", "request_closed")},
    ),
    ("en", "Server logs are kept for 30 days.", {("weblog", "P30D", "unsaid")}),
    (
        "en",
        "We keep your email address until you unsubscribe from the newsletter.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "en",
        "Accounting records are stored for five years after the end of the financial year.",
        {("accounting", "P5Y", "accounting_year_ended")},
    ),
    (
        "en",
        "Registrations are deleted 60 days after the event.",
        {("registrations", "P60D", "event_ended")},
    ),
    (
        "nb",
        "Det vi er pålagt å oppbevare etter bokføringsloven, lagres i inntil fem år.",
        {("accounting", "P5Y", "unsaid")},
    ),
    (
        "nb",
        "Etter at arrangementet er avholdt vil deltakeropplysninger bli slettet innen 3 måneder.",
        {("registrations", "P3M", "event_ended")},
    ),
    (
        "nb",
        "Har du ikke vært aktiv de siste to årene, slettes brukerkontoen.",
        {("accounts", "P2Y", "last_interaction")},
    ),
    (
        "nb",
        "Informasjon om kunder og leverandører slettes tre år etter at samarbeidet er avsluttet.",
        {("customers", "P3Y", "relation_ended"), ("suppliers", "P3Y", "relation_ended")},
    ),
    (
        "nb",
        "Medlemsdata slettes ved utmelding, mens regnskapsdata oppbevares i fem år.",
        {("accounting", "P5Y", "unsaid"), ("members", "P0D", "relation_ended")},
    ),
    (
        "nb",
        "Rådgivningssaker arkiveres i ti år etter avsluttet sak.",
        {("cases", "P10Y", "request_closed")},
    ),
    (
        "nb",
        "Kontakter hos partnere gjennomgås årlig, og de som ikke er aktuelle, slettes.",
        {("suppliers", "P0D", "review_date")},
    ),
    ("nb", "Besøksdata anonymiseres etter 26 måneder.", {("statistics", "P26M", "unsaid")}),
    ("nb", "Handlekurven din lagres til økten utløper.", {("cookies", "P0D", "expired")}),
    (
        "nb",
        "Opplysningene slettes senest tre (3) år etter siste aktivitet på kontoen.",
        {("accounts", "P3Y", "last_interaction")},
    ),
    (
        "nb",
        "Opplysninger behandlet på grunnlag av samtykke slettes når samtykket trekkes tilbake.",
        {("general", "P0D", "withdrawn")},
    ),
    (
        "nb",
        "Opplysninger om deltakere på kurs lagres i ett år etter at kurset er avsluttet.",
        {("registrations", "P1Y", "event_ended")},
    ),
    (
        "nb",
        "Dersom du ikke lenger ønsker å motta nyhetsbrev, slettes e-postadressen din.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    (
        "nb",
        "Søknader om støtte oppbevares i ti år etter at prosjektet er avsluttet.",
        {("cases", "P10Y", "request_closed")},
    ),
    (
        "nb",
        "Kontaktinformasjon til kunder lagres i inntil 24 måneder etter siste kontakt.",
        {("customers", "P24M", "last_interaction")},
    ),
    (
        "nb",
        "Vi oppbevarer ikke opplysningene dine lenger enn nødvendig.",
        {("general", "criterion", "necessary")},
    ),
    (
        "nb",
        "Video- og lydopptak fra webinarer slettes etter 6 måneder.",
        {("pictures", "P6M", "unsaid")},
    ),
    (
        "nb",
        "Logger fra vår nettside lagres i maksimalt 12 måneder.",
        {("weblog", "P12M", "unsaid")},
    ),
    (
        "nb",
        "Allergiinformasjon slettes umiddelbart etter arrangementet.",
        {("needs", "P0D", "event_ended")},
    ),
    (
        "nb",
        "Ved avslutning av kundeforholdet slettes kundeopplysningene.",
        {("customers", "P0D", "relation_ended")},
    ),
    (
        "nb",
        "Etter endt arbeidsforhold slettes e-postkontoen innen seks måneder.",
        {("accounts", "P6M", "relation_ended")},
    ),
    (
        "en",
        "We store your account information for as long as you have an account with us.",
        {("accounts", "P0D", "relation_ended")},
    ),
    (
        "en",
        "If you unsubscribe, we delete your email address from the mailing list.",
        {("newsletter", "P0D", "withdrawn")},
    ),
    ("en", "CVs are kept for up to 12 months if you consent.", {("recruitment", "P12M", "unsaid")}),
    (
        "en",
        "Photos are deleted when you withdraw your consent.",
        {("pictures", "P0D", "withdrawn")},
    ),
    ("en", "Backups are overwritten after 30 days.", {("backups", "P30D", "unsaid")}),
    ("en", "Cookies expire after 12 months.", {("cookies", "P12M", "unsaid")}),
    (
        "en",
        "Session cookies are deleted when you close your browser.",
        {("cookies", "P0D", "expired")},
    ),
    (
        "nn",
        "Medlemer som melder seg ut, vert sletta frå registeret ved årsskiftet.",
        {("members", "P0D", "relation_ended")},
    ),
    (
        "nn",
        "Søknaden din blir sletta når tilsetjinga er avslutta.",
        {("recruitment", "P0D", "request_closed")},
    ),
    ("nn", "Bilete blir sletta om du ber om det.", {("pictures", "P0D", "withdrawn")}),
    ("nn", "Loggane blir sletta etter 14 døgn.", {("weblog", "P14D", "unsaid")}),
    (
        "nn",
        "Opplysningar om kundar blir lagra i tre år etter siste kjøp.",
        {("customers", "P3Y", "last_interaction")},
    ),
    (
        "nb",
        "Data slettes automatisk fra systemet 30 dager etter siste innlogging.",
        {("accounts", "P30D", "last_interaction")},
    ),
    (
        "nb",
        "Opplysninger om pårørende slettes samtidig med at medlemskapet opphører.",
        {("members", "P0D", "relation_ended")},
    ),
    (
        "nb",
        "Skjemaet slettes så snart henvendelsen er besvart.",
        {("enquiries", "P0D", "request_closed")},
    ),
    (
        "nb",
        "Vi sletter henvendelser når de er ferdig behandlet.",
        {("enquiries", "P0D", "request_closed")},
    ),
    (
        "nb",
        "Kundens kontaktpersoner slettes når de slutter hos kunden.",
        {("customers", "P0D", "relation_ended")},
    ),
    ("nb", "Reiseregninger og honorarer: 5 år.", {("accounting", "P5Y", "unsaid")}),
    (
        "nb",
        "Avsluttede kundeforhold slettes etter tre år.",
        {("customers", "P3Y", "relation_ended")},
    ),
    (
        "nb",
        "Nøkkelkvitteringer makuleres når nøkkelen er levert tilbake.",
        {("other", "P0D", "relation_ended")},
    ),
    (
        "nb",
        "Intervjuopptak slettes når oppgaven er sensurert.",
        {("other", "P0D", "request_closed")},
    ),
    (
        "nb",
        "Kunder som ikke har bestilt noe på tre år, slettes.",
        {("customers", "P3Y", "last_interaction")},
    ),
    (
        "nb",
        "Tips slettes når saken er lukket, og senest etter ett år.",
        {("enquiries", "P0D", "request_closed"), ("enquiries", "P1Y", "unsaid")},
    ),
    (
        "nb",
        "Søknader om tilskudd oppbevares til oppgjøret er ferdig.",
        {("cases", "P0D", "request_closed")},
    ),
    (
        "nb",
        "Vaktlister for frivillige kastes en måned etter festivalen.",
        {("registrations", "P1M", "event_ended")},
    ),
    (
        "nb",
        "Opplysningene om gaven oppbevares i fem år etter bokføringsloven.",
        {("accounting", "P5Y", "unsaid")},
    ),
    (
        "nb",
        "Gjestenes opplysninger fjernes et halvt år etter avreise.",
        {("customers", "P6M", "event_ended")},
    ),
    (
        "nn",
        "Medlemslista vert rydda kvart år i januar, og dei som har slutta, vert strokne.",
        {("members", "P0D", "review_date")},
    ),
    (
        "en",
        "Donor records are held for three years from the last donation.",
        {("other", "P3Y", "last_interaction")},
    ),
]
NOT_KEEPING = [
    ("nb", "Den som ikke har betalt kontingent på to år, regnes som utmeldt."),
    ("nb", "Lokalet kan leies i inntil tre døgn."),
    ("nb", "Styret velges for to år."),
    ("nb", "Påmeldingsfristen er 14 dager før kurset."),
    ("nb", "Vi svarer på henvendelser innen 30 dager."),
    ("nb", "Du har 14 dagers angrerett."),
    ("nb", "Medlemskapet løper i 12 måneder og fornyes automatisk."),
    ("nb", "Politiattesten må ikke være eldre enn tre måneder."),
    ("nb", "Personer under 18 år må ha samtykke fra foresatte."),
    ("nb", "Vi lagrer navn og e-post når du melder deg på et arrangement."),
    (
        "nb",
        "Opplysningene lagres for å kunne sende deg informasjon om arrangementer og medlemskap.",
    ),
    ("nb", "Når du slutter som medlem, kan du be om at opplysningene slettes."),
    ("nb", "Du kan når som helst kreve at opplysningene dine slettes."),
    ("nn", "Erklæringen gjennomgås hvert år."),
    ("nb", "Vi oppbevarer opplysningene trygt i låste skap."),
    ("nb", "Vi har lagret data i over 20 år."),
    ("nb", "Kurset varer i tre dager."),
    ("nb", "Ved innmelding lagrer vi navn og adresse."),
    ("en", "You may request deletion at any time and we will respond within 30 days."),
    ("nb", "Passordet ditt lagres kryptert."),
    ("nb", "Billetten er gyldig i 24 timer."),
    ("nb", "Kontingenten må betales innen 30 dager."),
    ("nb", "Reklamasjonsfristen er to år."),
    ("nb", "Vi har oppdatert erklæringen etter to år."),
]


@pytest.mark.parametrize(("language", "text", "tuples"), SAID, ids=[one[1][:60] for one in SAID])
def test_the_period_the_clock_and_the_data_are_read(language, text, tuples):
    found = claimed(text, language, "retention")

    assert {(one.data, one.period, one.clock) for one in found} == tuples


@pytest.mark.parametrize(
    ("language", "text"), NOT_KEEPING, ids=[one[1][:60] for one in NOT_KEEPING]
)
def test_what_says_nothing_of_how_long_is_no_storage_period(language, text):
    assert claimed(text, language, "retention") == []


def test_an_item_takes_its_data_from_itself_and_its_verb_from_what_leads_up_to_it():
    text = (
        "Så lenge lagrer vi opplysningene:\n\n- Medlemsregister: ett år etter utmelding\n"
        "- Påmeldinger: 60 dager etter kurset\n- Fakturaer: fem år etter regnskapsårets slutt\n"
    )

    found = claimed(text, "nb", "retention")

    assert {(one.data, one.period, one.clock) for one in found} == {
        ("members", "P1Y", "relation_ended"),
        ("registrations", "P60D", "event_ended"),
        ("accounting", "P5Y", "accounting_year_ended"),
    }


def test_a_sentence_without_data_takes_it_from_its_heading():
    text = "# Personvern\n\n## Nyhetsbrev\n\nAdressen din slettes når du melder deg av.\n"

    [one] = claimed(text, "nb", "retention", name="a.md")

    assert (one.data, one.period, one.clock) == ("newsletter", "P0D", "withdrawn")


def test_a_table_of_cookies_tells_how_long_in_its_last_column():
    text = (
        "# Personvern\n\n## Informasjonskapsler\n\n| Navn | Formål | Varighet |\n|---|---|---|\n"
        "| _ga | Teller besøk | 2 år |\n| okt | Husker deg | Til nettleseren lukkes |\n"
    )

    found = claimed(text, "nb", "retention", name="a.md")

    assert {(one.data, one.period, one.clock) for one in found} == {
        ("cookies", "P2Y", "unsaid"),
        ("cookies", "P0D", "expired"),
    }


def test_an_exception_is_the_condition():
    text = "Påmeldinger slettes 60 dager etter kurset, med unntak av det som følger av lov."

    [one] = claimed(text, "nb", "retention")

    assert one.condition == "med unntak av det som følger av lov"


def test_a_heading_that_names_the_data_stands_under_one_that_says_how_long():
    text = "# Personvern\n\n## Lagringstid\n\n### Medlemmer\n\nEtt år etter utmelding\n"

    found = claimed(text, "nb", "retention", name="a.md")

    assert {(one.data, one.period, one.clock) for one in found} == {
        ("members", "P1Y", "relation_ended")
    }


def test_the_first_cell_of_a_row_tells_the_data():
    text = (
        "# Personvern\n\n## Lagret hos oss\n\n| Formål | Hva | Hvor lenge |\n|---|---|---|\n"
        "| Utleie av lokaler | Navn | 12 måneder etter utleien |\n"
        "| Nøkkelregister | Navn | Så lenge du har nøkkel |\n"
    )

    found = claimed(text, "nb", "retention", name="a.md")

    assert {(one.data, one.period, one.clock) for one in found} == {
        ("customers", "P12M", "event_ended"),
        ("other", "P0D", "relation_ended"),
    }


def test_words_for_the_form_of_the_data_leave_it_to_the_heading():
    text = "# Personvern\n\n## Adgangskort\n\nLoggene slettes etter 90 dager.\n"

    found = claimed(text, "nb", "retention", name="a.md")

    assert [(one.data, one.period) for one in found] == [("other", "P90D")]


def test_as_long_as_it_lasts_and_a_year_after_is_the_year():
    text = (
        "# Personvern\n\n## Ansatte\n\nPersonalmappen oppbevares så lenge du er ansatt. "
        "Den makuleres to år etter at du har sluttet.\n"
    )

    found = claimed(text, "nb", "retention", name="a.md")

    assert [(one.data, one.period, one.clock) for one in found] == [
        ("staff", "P2Y", "relation_ended")
    ]
