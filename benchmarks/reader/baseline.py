"""What plain keywords and naive expressions find: the least a reader must beat.

An item is present when its cue stands anywhere in the text, missing otherwise; the conditional
ones are not applicable then.
"""

from __future__ import annotations

import re
from typing import Final

from benchmarks.reader.corpus import ITEMS, NEVER_MISSING, Statement, shown
from benchmarks.reader.score import Said, Tuple

CUES: Final = {
    item: re.compile(cue, re.IGNORECASE)
    for item, cue in {
        "CONTROLLER": r"behandlingsansvarlig|org\.?\s?nr|data controller",
        "DPO": r"personvernombud|personvernombod|data protection officer",
        "PURPOSE": r"formål|føremål|purpose",
        "BASIS": r"rettslig grunnlag|behandlingsgrunnlag|artikkel 6|samtykke|avtale|"
        r"berettiget interesse|"
        r"rettslig forpliktelse|legal basis|article 6|consent|contract|legitimate interest",
        "LEG_INT": r"berettiget(e)? interesse|rettkomen interesse|legitimate interest",
        "CATEGORIES": r"opplysninger vi (samler|behandler)|kategorier|"
        r"information we collect|categories",
        "RECIPIENTS": r"mottaker|databehandler|utlever|deler|recipient|processor|share",
        "TRANSFER": r"tredjeland|tredjestat|utenfor E[UØ]|standardkontrakt|SCC|"
        r"Data Privacy Framework|third countr|"
        r"outside the E[UE]",
        "STORAGE": r"lagr(es|ingstid)|slett(es|efrist)|oppbevar|retention|retain|delete",
        "R_ACCESS": r"innsyn|access",
        "R_RECT": r"rett(ing|e|et)|rectif|correct",
        "R_ERASE": r"slett|erase|delet",
        "R_RESTRICT": r"begrens|avgrens|restrict",
        "R_OBJECT": r"protest|innsigelse|motsette|object",
        "R_PORT": r"dataportabilitet|portab",
        "WITHDRAW": r"trekk.* samtykke|samtykke.* trekk|withdraw",
        "COMPLAINT": r"klage.*Datatilsynet|Datatilsynet.*klage|complain",
        "OBLIGED": r"frivillig|nødvendig for å (inngå|oppfylle)|påkrevd|pliktig|"
        r"voluntar|obliged|required to provide",
        "ADM": r"automatisert|profilering|automated|profiling",
        "SOURCE": r"hente[rs]?.*fra|kilde|collected from|source",
        "JOINT": r"felles behandlingsansvar|joint controller",
    }.items()
}
_NUMBERS: Final = {
    "en": 1,
    "ett": 1,
    "et": 1,
    "én": 1,
    "one": 1,
    "to": 2,
    "two": 2,
    "tre": 3,
    "three": 3,
    "fire": 4,
    "four": 4,
    "fem": 5,
    "five": 5,
    "seks": 6,
    "six": 6,
    "sju": 7,
    "syv": 7,
    "seven": 7,
    "ti": 10,
    "ten": 10,
    "tolv": 12,
    "twelve": 12,
    "tretti": 30,
    "thirty": 30,
}
_UNITS: Final = {
    "år": "Y",
    "year": "Y",
    "måned": "M",
    "månad": "M",
    "mnd": "M",
    "month": "M",
    "uke": "W",
    "veke": "W",
    "week": "W",
    "dag": "D",
    "døgn": "D",
    "day": "D",
}
_PERIOD: Final = re.compile(
    rf"\b(\d+|{'|'.join(_NUMBERS)})\s+({'|'.join(_UNITS)})(?:er|ar|s)?\b", re.IGNORECASE
)
_KEPT: Final = re.compile(r"slett|lagr|oppbevar|makuler|delet|kept|keep|retain|eras", re.IGNORECASE)
_DATA: Final = (
    ("accounting", "regnskap|rekneskap|bilag|bokføring|invoice|accounting"),
    ("registrations", "påmeld|deltaker|deltakar|arrangement|registration"),
    ("newsletter", "nyhetsbrev|nyheitsbrev|newsletter"),
    ("members", "medlem|member"),
    ("recruitment", "søknad|stilling|applica"),
    ("weblog", "logg|server|ip-adresse|log"),
    ("cookies", "informasjonskaps|cookie"),
    ("customers", "kunde|kjøp|customer"),
    ("enquiries", "henvendelse|skjema|enquir"),
    ("mail", "e-post|e-mail|email"),
)
_CLOCK: Final = (
    ("accounting_year_ended", "regnskapsår|rekneskapsår|financial year"),
    ("event_cancelled", "avlys|cancel"),
    ("event_ended", "arrangement|kurs|event"),
    ("relation_ended", "utmeld|melder du deg ut|opphør|medlemskap|relationship|membership"),
    ("withdrawn", "samtykke.*trekk|melder deg av|unsubscribe|withdraw"),
    ("last_interaction", "siste|last"),
    ("request_closed", "besatt|avsluttet|besvart|closed"),
)
_SUPPLIERS: Final = {
    "Mailchimp": "mail",
    "Google Analytics": "statistics",
    "Microsoft 365": "storage",
    "Facebook": "marketing",
    "Visma": "invoicing",
    "Tripletex": "invoicing",
    "Vipps": "invoicing",
    "Checkin": "ticketing",
    "TicketCo": "ticketing",
    "HubSpot": "crm",
    "Dropbox": "storage",
    "Zoom": "chat",
    "StyreWeb": "it_platform",
    "Domeneshop": "it_platform",
}
_RIGHT: Final = {
    "access": "R_ACCESS",
    "rectification": "R_RECT",
    "erasure": "R_ERASE",
    "restriction": "R_RESTRICT",
    "objection": "R_OBJECT",
    "portability": "R_PORT",
    "withdrawal": "WITHDRAW",
    "complaint": "COMPLAINT",
}
_OUTDATED: Final = {
    "privacy_shield": r"privacy shield",
    "safe_harbour": r"safe harbou?r",
    "directive_95_46": r"95/46",
    "ekomloven_2_7b": r"§ ?2-7 ?b",
    "licence_duty": r"konsesjon|meldt til datatilsynet",
    "act_of_2000": r"april 2000|personopplysningsloven § (8|11|18|31)",
}
ONE_PASS: Final = re.compile("|".join(f"(?:{cue.pattern})" for cue in CUES.values()), re.IGNORECASE)


def baseline(statement: Statement) -> Said:
    """What the keywords say of one statement."""
    text = shown(statement.page)
    found = {item: bool(CUES[item].search(text)) for item in ITEMS}
    conditional = {*NEVER_MISSING, "LEG_INT", "TRANSFER", "SOURCE", "WITHDRAW"}
    verdicts = {item: "P" if found[item] else "N" if item in conditional else "M" for item in ITEMS}
    return Said(
        verdicts,
        {
            "retention": _retention(text),
            "supplier": {
                (name, what)
                for name, what in _SUPPLIERS.items()
                if re.search(name, text, re.IGNORECASE)
            },
            "right": {(right,) for right, item in _RIGHT.items() if found[item]},
            "deadline": {
                ("answer", iso)
                for sentence in re.split(r"(?<=[.!?])\s", text)
                if re.search(r"svar|reply|respond", sentence, re.IGNORECASE)
                for iso in _periods(sentence)
            },
            "contact": _contacts(text),
            "outdated": {
                (reference, "")
                for reference, cue in _OUTDATED.items()
                if re.search(cue, text, re.IGNORECASE)
            },
        },
    )


def _periods(sentence: str) -> list[str]:
    made = []
    for number, unit in _PERIOD.findall(sentence):
        count = int(number) if number.isdigit() else _NUMBERS[number.lower()]
        made.append(f"P{count}{_UNITS[unit.lower()]}")
    return made


def _retention(text: str) -> set[Tuple]:
    return {
        (_first(_DATA, sentence, "general"), iso, _first(_CLOCK, sentence, "unsaid"))
        for sentence in re.split(r"(?<=[.!?])\s", text)
        if _KEPT.search(sentence)
        for iso in _periods(sentence)
    }


def _first(codes: tuple[tuple[str, str], ...], sentence: str, otherwise: str) -> str:
    return next((code for code, cue in codes if re.search(cue, sentence, re.IGNORECASE)), otherwise)


def _contacts(text: str) -> set[Tuple]:
    numbers = {re.sub(r"\D", "", one) for one in re.findall(r"\b\d{3} ?\d{3} ?\d{3}\b", text)}
    return {
        *(("email", one.lower()) for one in re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", text)),
        *(("orgnr", one) for one in numbers),
        *(
            ("phone", re.sub(r"\D", "", one))
            for one in re.findall(r"\b(?:\d{2} ?\d{2} ?\d{2} ?\d{2}|\d{3} ?\d{2} ?\d{3})\b", text)
        ),
        *(("post", one) for one in re.findall(r"\b\d{1,3}[A-Z]?, (?:N-)?(\d{4}) [A-ZÆØÅ]", text)),
    }
