"""The registry of rules. Add one here before code relies on it; the key is what code cites."""

from __future__ import annotations

from typing import Final

from tillit.kernel.law.acts import (
    BOOKKEEPING_ACT,
    CHECKED,
    ELECTRONIC_COMMUNICATIONS_ACT,
    MARKETING_CONTROL_ACT,
    OWN_PROMISE,
    PERIODS_REGULATION,
    PERSONAL_DATA_ACT,
    Source,
    article,
    section,
)

_GDPR = (
    article(
        "4(1)",
        "Det som kan knyttes til en person, direkte eller på omveier, er personopplysninger.",
        "Det som kan knytast til ein person, direkte eller på omvegar, er personopplysningar.",
        "What can be tied to a person, directly or indirectly, is personal data.",
    ),
    article(
        "4(11)",
        "Et samtykke er frivillig, spesifikt, informert og en klar handling.",
        "Eit samtykke er frivillig, spesifikt, informert og ei klar handling.",
        "Consent is free, specific, informed and a clear act.",
    ),
    article(
        "5(1)(b)",
        "Opplysninger samles inn til uttrykkelige, angitte formål.",
        "Opplysningar blir samla inn til uttrykkelege, oppgitte formål.",
        "Data is collected for specified, explicit purposes.",
    ),
    article(
        "5(1)(c)",
        "Bare de opplysningene formålet trenger, samles inn.",
        "Berre dei opplysningane formålet treng, blir samla inn.",
        "Only the data the purpose needs is collected.",
    ),
    article(
        "5(1)(e)",
        "Opplysninger slettes eller anonymiseres når formålet ikke lenger trenger dem.",
        "Opplysningar blir sletta eller anonymiserte når formålet ikkje lenger treng dei.",
        "Data is deleted or made anonymous when the purpose no longer needs it.",
    ),
    article(
        "6(1)(a)",
        "Personen har gitt samtykke til formålet.",
        "Personen har gitt samtykke til formålet.",
        "The person has consented to the purpose.",
    ),
    article(
        "6(1)(b)",
        "Behandlingen er nødvendig for en avtale med personen.",
        "Behandlinga er nødvendig for ein avtale med personen.",
        "Processing is necessary for a contract with the person.",
    ),
    article(
        "6(1)(c)",
        "Behandlingen er nødvendig for å oppfylle en plikt i lov.",
        "Behandlinga er nødvendig for å oppfylle ei plikt i lov.",
        "Processing is necessary to meet a legal obligation.",
    ),
    article(
        "6(1)(d)",
        "Behandlingen er nødvendig for å verne noens liv eller helse.",
        "Behandlinga er nødvendig for å verne liv eller helse.",
        "Processing is necessary to protect someone's life or health.",
    ),
    article(
        "6(1)(e)",
        "Behandlingen er nødvendig for en oppgave i allmennhetens interesse.",
        "Behandlinga er nødvendig for ei oppgåve i ålmenta si interesse.",
        "Processing is necessary for a task in the public interest.",
    ),
    article(
        "6(1)(f)",
        "En berettiget interesse veier tyngre enn personens interesser, etter en avveining.",
        "Ei berettiga interesse veg tyngre enn interessene til personen, etter ei avveging.",
        "A legitimate interest outweighs the person's interests, after a balancing test.",
    ),
    article(
        "7(1)",
        "Virksomheten må kunne vise at samtykket er gitt.",
        "Verksemda må kunne vise at samtykket er gitt.",
        "The organisation must be able to show that consent was given.",
    ),
    article(
        "7(3)",
        "Det skal være like lett å trekke tilbake et samtykke som å gi det.",
        "Det skal vere like lett å trekkje tilbake eit samtykke som å gi det.",
        "Withdrawing consent is as easy as giving it.",
    ),
    article(
        "7(4)",
        "Et samtykke er neppe frivillig når en avtale krever mer enn den trenger.",
        "Eit samtykke er neppe frivillig når ein avtale krev meir enn han treng.",
        "Consent is hardly free where a contract asks for more than it needs.",
    ),
    article(
        "9(1)",
        "Særlige kategorier av opplysninger er forbudt å behandle uten et unntak.",
        "Særlege kategoriar av opplysningar er det forbode å behandle utan eit unntak.",
        "Special categories of data may not be processed without an exception.",
    ),
    article(
        "9(2)(a)",
        "Personen har gitt uttrykkelig samtykke.",
        "Personen har gitt uttrykkjeleg samtykke.",
        "The person has given explicit consent.",
    ),
    article(
        "9(2)(d)",
        "En ideell organisasjon behandler opplysninger om medlemmer, og gir dem ikke ut.",
        "Ein ideell organisasjon behandlar opplysningar om medlemmer, og gir dei ikkje ut.",
        "A non-profit body processes data on its members, and does not give it out.",
    ),
    article(
        "10",
        "Straffedommer og lovbrudd behandles bare når loven åpner for det.",
        "Straffedommar og lovbrot blir behandla berre når lova opnar for det.",
        "Criminal convictions and offences are processed only where the law allows it.",
    ),
    article(
        "12(1)",
        "Informasjon gis kortfattet, forståelig og på et klart og enkelt språk.",
        "Informasjon blir gitt kort, forståeleg og på eit klart og enkelt språk.",
        "Information is concise, intelligible and in plain language.",
    ),
    article(
        "12(2)",
        "Det skal være lett å bruke rettighetene sine.",
        "Det skal vere lett å bruke rettane sine.",
        "Using one's rights is made easy.",
    ),
    article(
        "12(3)",
        "Et krav besvares innen én måned. Fristen kan forlenges med to måneder med begrunnelse.",
        "Eit krav blir svart på innan éin månad. Fristen kan forlengjast med to månader med grunn.",
        "A request is answered within one month; two more when announced with reasons.",
    ),
    article(
        "12(4)",
        "Et avslag gis innen én måned, med grunn og opplysning om retten til å klage.",
        "Eit avslag blir gitt innan éin månad, med grunn og opplysning om retten til å klage.",
        "A refusal is given within one month, with reasons and the right to complain.",
    ),
    article(
        "12(5)",
        "Svar på krav er gratis.",
        "Svar på krav er gratis.",
        "Answers to requests are free of charge.",
    ),
    article(
        "12(6)",
        "Bare den som har rimelig grunn til tvil, kan be om mer for å vite hvem som spør.",
        "Berre den som har rimeleg grunn til tvil, kan be om meir for å vite kven som spør.",
        "Only who has reasonable doubts may ask for more to know who is asking.",
    ),
    article(
        "13",
        "Den som gir opplysninger, får vite hva de skal brukes til når de samles inn.",
        "Den som gir opplysningar, får vite kva dei skal brukast til når dei blir samla inn.",
        "Who gives data is told what it is for when it is collected.",
    ),
    article(
        "13(1)(a)",
        "Den behandlingsansvarlige navngis, med en måte å ta kontakt på.",
        "Den behandlingsansvarlege blir namngitt, med ein måte å ta kontakt på.",
        "The controller is named, with a way of contact.",
    ),
    article(
        "13(1)(b)",
        "Et personvernombud nevnes med en måte å ta kontakt på.",
        "Eit personvernombod blir nemnt med ein måte å ta kontakt på.",
        "A data protection officer is mentioned with a way of contact.",
    ),
    article(
        "13(1)(c)",
        "Formålene sies, og det rettslige grunnlaget for hvert av dem.",
        "Formåla blir sagde, og det rettslege grunnlaget for kvart av dei.",
        "The purposes are told, and the legal basis of each.",
    ),
    article(
        "13(1)(d)",
        "Bygger behandlingen på en berettiget interesse, sies det hvilken.",
        "Byggjer behandlinga på ei berettiga interesse, blir det sagt kva for ei.",
        "Where processing rests on a legitimate interest, it is said which.",
    ),
    article(
        "13(1)(e)",
        "Mottakerne eller gruppene av mottakere sies.",
        "Mottakarane eller gruppene av mottakarar blir sagde.",
        "The recipients or categories of recipients are told.",
    ),
    article(
        "13(1)(f)",
        "Overføring ut av EØS sies, med grunnlaget og hvor en kan se det.",
        "Overføring ut av EØS blir sagd, med grunnlaget og kvar ein kan sjå det.",
        "A transfer out of the EEA is told, with its ground and where to see it.",
    ),
    article(
        "13(2)(a)",
        "Det sies hvor lenge opplysningene lagres, eller hva som avgjør det.",
        "Det blir sagt kor lenge opplysningane blir lagra, eller kva som avgjer det.",
        "It is said how long the data is kept, or what decides it.",
    ),
    article(
        "13(2)(b)",
        "Rettene etter artikkel 15 til 21 sies: innsyn, retting, sletting og flere.",
        "Rettane etter artikkel 15 til 21 blir sagde: innsyn, retting, sletting og fleire.",
        "The rights of articles 15 to 21 are told: access, rectification, erasure and more.",
    ),
    article(
        "13(2)(c)",
        "Det sies at et samtykke kan trekkes tilbake når som helst.",
        "Det blir sagt at eit samtykke kan trekkjast tilbake når som helst.",
        "It is said that consent can be withdrawn at any time.",
    ),
    article(
        "13(2)(d)",
        "Det sies at en kan klage til Datatilsynet.",
        "Det blir sagt at ein kan klage til Datatilsynet.",
        "It is said that one can complain to the supervisory authority.",
    ),
    article(
        "13(2)(e)",
        "Det sies om opplysningene må gis, og hva som skjer uten dem.",
        "Det blir sagt om opplysningane må givast, og kva som skjer utan dei.",
        "It is said whether the data must be given, and what happens without it.",
    ),
    article(
        "13(2)(f)",
        "Avgjørelser tatt av en maskin alene sies, med hvordan og hva det har å si.",
        "Avgjerder tekne av ei maskin åleine blir sagde, med korleis og kva det har å seie.",
        "Decisions taken by a machine alone are told, with how and what they mean for the person.",
    ),
    article(
        "14",
        "Den som ikke selv har gitt opplysningene, får beskjed innen en måned.",
        "Den som ikkje sjølv har gitt opplysningane, får beskjed innan ein månad.",
        "Who did not give the data is told within a month.",
    ),
    article(
        "13(3)",
        "Skal opplysninger brukes til noe nytt, sies det før de brukes.",
        "Skal opplysningar brukast til noko nytt, blir det sagt før dei blir brukte.",
        "Where data is to be used for something new, that is told before it is.",
    ),
    article(
        "14(1)(d)",
        "Den som ikke selv har gitt opplysningene, får vite hvilke slags det gjelder.",
        "Den som ikkje sjølv har gitt opplysningane, får vite kva slags det gjeld.",
        "Who did not give the data is told which kinds it is.",
    ),
    article(
        "14(2)(f)",
        "Den som ikke selv har gitt opplysningene, får vite hvor de kommer fra.",
        "Den som ikkje sjølv har gitt opplysningane, får vite kvar dei kjem frå.",
        "Who did not give the data is told where it came from.",
    ),
    article(
        "15",
        "Alle har rett til innsyn i det som er lagret om dem, og til en kopi.",
        "Alle har rett til innsyn i det som er lagra om dei, og til ein kopi.",
        "Everyone has the right to see what is held on them, and to a copy.",
    ),
    article(
        "16",
        "Alle har rett til å få rettet det som er feil.",
        "Alle har rett til å få retta det som er feil.",
        "Everyone has the right to have errors corrected.",
    ),
    article(
        "17",
        "Alle har rett til sletting når det ikke lenger er grunn til å lagre.",
        "Alle har rett til sletting når det ikkje lenger er grunn til å lagre.",
        "Everyone has the right to erasure when there is no longer a reason to keep.",
    ),
    article(
        "18",
        "Alle kan kreve at opplysninger bare lagres, og ikke brukes, mens en sak er uavklart.",
        "Alle kan krevje at opplysningar berre blir lagra, og ikkje brukte, til ei sak er avklart.",
        "Everyone can have data stored but not used while a matter is unsettled.",
    ),
    article(
        "19",
        "Mottakere får beskjed om retting, sletting og begrensning.",
        "Mottakarar får beskjed om retting, sletting og avgrensing.",
        "Recipients are told of rectification, erasure and restriction.",
    ),
    article(
        "20",
        "Det en selv har gitt ved samtykke eller avtale, kan en få med seg i et vanlig format.",
        "Det ein sjølv har gitt ved samtykke eller avtale, kan ein få med seg i eit vanleg format.",
        "What one gave by consent or contract can be taken along in a common format.",
    ),
    article(
        "21(1)",
        "Alle kan protestere mot behandling som bygger på interesseavveining.",
        "Alle kan protestere mot behandling som byggjer på interesseavveging.",
        "Everyone can object to processing that rests on a balancing test.",
    ),
    article(
        "21(3)",
        "Etter en protest mot direkte markedsføring stanser den alltid.",
        "Etter ein protest mot direkte marknadsføring stansar ho alltid.",
        "After an objection to direct marketing, it always stops.",
    ),
    article(
        "21(4)",
        "Retten til å protestere sies tydelig og atskilt fra annet.",
        "Retten til å protestere blir sagd tydeleg og skild frå anna.",
        "The right to object is told clearly and apart from other information.",
    ),
    article(
        "22",
        "Ingen avgjørelse med stor virkning tas av en maskin alene, uten et unntak.",
        "Inga avgjerd med stor verknad blir teken av ei maskin åleine, utan eit unntak.",
        "No decision of weight is taken by a machine alone, without an exception.",
    ),
    article(
        "26(2)",
        "Er flere behandlingsansvarlige sammen, sies hovedtrekkene i avtalen mellom dem.",
        "Er fleire behandlingsansvarlege saman, blir hovudtrekka i avtalen mellom dei sagde.",
        "Where several are controllers together, the essence of their arrangement is told.",
    ),
    article(
        "28",
        "En databehandler har en avtale, og bare underleverandører som er godkjent.",
        "Ein databehandlar har ein avtale, og berre underleverandørar som er godkjende.",
        "A processor has an agreement, and only sub-processors that are approved.",
    ),
    article(
        "28(3)",
        "Behandling hos en databehandler skal bygge på en skriftlig avtale.",
        "Behandling hos ein databehandlar skal byggje på ein skriftleg avtale.",
        "Processing by a processor is governed by a written agreement.",
    ),
    article(
        "30",
        "Virksomheten fører protokoll over behandlingen.",
        "Verksemda fører protokoll over behandlinga.",
        "The organisation keeps a record of its processing.",
    ),
    article(
        "32",
        "Opplysninger sikres etter risikoen.",
        "Opplysningar blir sikra etter risikoen.",
        "Data is secured according to the risk.",
    ),
    article(
        "33",
        "Et brudd meldes til Datatilsynet innen 72 timer, og alle brudd føres i en logg.",
        "Eit brot blir meldt til Datatilsynet innan 72 timar, og alle brot blir førte i ein logg.",
        "A breach is reported within 72 hours, and every breach is recorded.",
    ),
    article(
        "34",
        "De berørte får beskjed om et brudd som gir høy risiko for dem.",
        "Dei det gjeld, får beskjed om eit brot som gir høg risiko for dei.",
        "Those concerned are told of a breach that is a high risk to them.",
    ),
    article(
        "38(6)",
        "Personvernombudet har ingen oppgaver som gir en interessekonflikt.",
        "Personvernombodet har ingen oppgåver som gir ein interessekonflikt.",
        "A data protection officer has no tasks that give a conflict of interests.",
    ),
    article(
        "44",
        "Overføring ut av EØS krever et grunnlag i kapittel V.",
        "Overføring ut av EØS krev eit grunnlag i kapittel V.",
        "A transfer out of the EEA needs a ground in chapter V.",
    ),
    article(
        "45(3)",
        "EU-kommisjonen har bestemt at landet verner opplysninger godt nok.",
        "EU-kommisjonen har bestemt at landet vernar opplysningar godt nok.",
        "The Commission has found the country's protection adequate.",
    ),
    article(
        "46(2)(b)",
        "Konsernet har bindende regler som er godkjent.",
        "Konsernet har bindande reglar som er godkjende.",
        "The group has binding corporate rules that are approved.",
    ),
    article(
        "46(2)(c)",
        "Avtalen bruker EUs standard personvernbestemmelser.",
        "Avtalen bruker standard personvernføresegner frå EU.",
        "The agreement uses the EU's standard contractual clauses.",
    ),
    article(
        "47",
        "Bindende virksomhetsregler har et fast innhold og godkjennes av tilsynet.",
        "Bindande verksemdsreglar har eit fast innhald og blir godkjende av tilsynet.",
        "Binding corporate rules have set contents and the authority's approval.",
    ),
    article(
        "48",
        "Et krav fra en domstol utenfor EØS er ikke grunnlag nok alene.",
        "Eit krav frå ein domstol utanfor EØS er ikkje grunnlag nok åleine.",
        "An order of a court outside the EEA is no ground by itself.",
    ),
    article(
        "49",
        "I enkelttilfeller kan overføring bygge på et unntak, som uttrykkelig samtykke.",
        "I enkelttilfelle kan overføring byggje på eit unntak, som uttrykkjeleg samtykke.",
        "On single occasions a transfer can rest on a derogation, such as explicit consent.",
    ),
    article(
        "77",
        "Alle kan klage til Datatilsynet.",
        "Alle kan klage til Datatilsynet.",
        "Everyone can complain to the supervisory authority.",
    ),
)

_NORWEGIAN = (
    section(
        PERSONAL_DATA_ACT,
        "§ 5",
        "Et barn på 13 år kan selv samtykke til nettjenester.",
        "Eit barn på 13 år kan sjølv samtykkje til nettenester.",
        "A child of 13 can consent to online services.",
    ),
    section(
        PERSONAL_DATA_ACT,
        "§ 12",
        "Fødselsnummer brukes bare når sikker identifisering krever det.",
        "Fødselsnummer blir berre brukt når sikker identifisering krev det.",
        "National identity numbers are used only when secure identification requires it.",
    ),
    section(
        PERSONAL_DATA_ACT,
        "§ 16",
        "Unntak fra innsyn og informasjon; et avslag er skriftlig og viser til regelen.",
        "Unntak frå innsyn og informasjon; eit avslag er skriftleg og viser til regelen.",
        "Exceptions to access and information; a refusal is written and cites the rule.",
    ),
    section(
        ELECTRONIC_COMMUNICATIONS_ACT,
        "§ 3-15",
        "Lagring og lesing på brukerens utstyr krever samtykke, unntatt det helt nødvendige.",
        "Lagring og lesing på utstyret til brukaren krev samtykke, unnateke det heilt nødvendige.",
        "Storing or reading on a user's device needs consent, save what is strictly necessary.",
    ),
    section(
        MARKETING_CONTROL_ACT,
        "§ 15",
        "Markedsføring på e-post og SMS krever samtykke eller et kundeforhold, og lett avmelding.",
        "Marknadsføring på e-post og SMS krev samtykke eller eit kundeforhold, og lett avmelding.",
        "Marketing by e-mail or SMS needs consent or a customer relation, and an easy way out.",
    ),
    section(
        BOOKKEEPING_ACT,
        "§ 13",
        "Regnskap og salgsdokumenter oppbevares i fem år etter regnskapsårets slutt, "
        "avtaler og brev i tre år og seks måneder.",
        "Rekneskap og salsdokument blir tekne vare på i fem år etter slutten av rekneskapsåret, "
        "avtalar og brev i tre år og seks månader.",
        "Accounts and sales documents are kept five years after the end of the accounting year, "
        "agreements and letters three years and six months.",
        is_confirmed=False,  # a law of 19 June 2026 no. 39 changes § 13 from 1 January 2027
    ),
)


def _counting(key: str, place: str, nb: str, nn: str, en: str) -> Source:
    norwegian = "artikkel " + place.removeprefix("article ").replace("(", " nr. ").rstrip(")")
    return Source(
        key,
        PERIODS_REGULATION,
        {"nb": norwegian, "nn": norwegian, "en": place},
        {"nb": nb, "nn": nn, "en": en},
        PERIODS_REGULATION.in_force_from,
        CHECKED,
        PERIODS_REGULATION.url,
        is_confirmed=False,
    )


_COUNTING = (
    _counting(
        "reg-1182-71-3",
        "article 3",
        "Dagen kravet kom, telles ikke med. En måned slutter på dagen med samme tall, "
        "eller månedens siste dag.",
        "Dagen kravet kom, blir ikkje rekna med. Ein månad sluttar på dagen med same tal, "
        "eller den siste dagen i månaden.",
        "The day of receipt is not counted. A month ends on the day with the same number, "
        "or the month's last day.",
    ),
    _counting(
        "reg-1182-71-3-4",
        "article 3(4)",
        "Faller fristen på en helg eller helligdag, går den ut neste virkedag.",
        "Fell fristen på ei helg eller ein heilagdag, går han ut neste yrkedag.",
        "A period that ends on a weekend or holiday runs to the next working day.",
    ),
    Source(
        OWN_PROMISE.key,
        OWN_PROMISE,
        {"nb": "", "nn": "", "en": ""},
        {
            "nb": "Virksomheten har lovet svar tidligere enn loven krever.",
            "nn": "Verksemda har lova svar tidlegare enn lova krev.",
            "en": "The organisation promised an answer earlier than the law requires.",
        },
        OWN_PROMISE.in_force_from,
        CHECKED,
        OWN_PROMISE.url,
    ),
)


SOURCES: Final[dict[str, Source]] = {rule.key: rule for rule in (*_GDPR, *_NORWEGIAN, *_COUNTING)}
"""All rules by key, in the order of the laws."""
