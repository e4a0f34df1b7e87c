"""Names in a sentence: rows of words with capitals that are no ordinary words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tillit.privacy.reader.claims.clauses import Words
from tillit.privacy.reader.language import is_known
from tillit.privacy.reader.patterns import Span

FORMS: Final = frozenset(
    "as asa ans da sa ab ltd inc llc gmbh oy aps ba ks bv b.v s.a ag iks kf".split()
)
# Places, laws, authorities, calendars and abbreviations are written with capitals too.
_NO_NAMES: Final = frozenset(
    """norge noreg norway sverige sweden danmark denmark finland irland ireland tyskland germany
    nederland netherlands belgia belgium frankrike france polen storbritannia england usa us
    eu eøs eea europa europe norden oslo bergen trondheim stavanger tromsø kristiansand
    drammen frankfurt dublin amsterdam stockholm københavn london island sveits india canada
    romania portugal spania italia luxembourg litauen latvia estland filippinene datatilsynet
    skatteetaten nav politiet stortinget brønnøysundregistrene brønnøysund enhetsregisteret
    folkeregisteret foretaksregisteret personvernnemnda lånekassen husbanken kommunen
    fylkeskommunen revisor banken arkivverket januar februar mars april mai juni juli august
    september oktober november desember january february march may june july october december
    mandag tirsdag onsdag torsdag fredag lørdag søndag monday tuesday wednesday thursday
    friday gdpr personopplysningsloven personvernforordningen ekomloven bokføringsloven
    artikkel article art vi du dere de deg oss you we they i scc dpf privacy framework it ict
    ikt crm erp ip sms pdf url http https html cv id gps html5 php sql api dette denne disse
    det den alle andre noen når dersom hvis for i på til med fra som om og men eller også if
    when the this these our your it in on at by to personvern personvernerklæring styret
    daglig leder generalsekretær forbundet foreningen laget klubben selskapet museet ombudet
    ombodet personvernombudet""".split()
)


# “vår leverandør X”, “the company X”, “hotellet, som regel X”: a word of what kind it is may come
# between.
_KIND: Final = frozenset(
    """vår vårt våre firmaet selskapet leverandøren leverandør byrået systemet appen our the
    company verktøyet verktøy tjenesten plattformen programmet regnskapsbyrået foretaket
    løsningen som regel for eksempel blant annet bl.a medlemssystemet fra frå hotellet hos er
    is heter heiter""".split()
)
# “Norges idrettsforbund”, “Vestre Ådal kommune”: what a name may end in without a capital.
_ENDINGS: Final = (
    "forbund",
    "krets",
    "kommune",
    "fylkeskommune",
    "universitet",
    "museum",
    "forlag",
    "forening",
    "samskipnad",
)
# Streets and public registers are written as names, but get no data by that.
_PLACES: Final = tuple(
    """gata gate gaten vegen veien vei veg plass torg bredden bakken registeret registret
    registre""".split()
)
_INFLECTED: Final = (
    "er",
    "ene",
    "en",
    "et",
    "ar",
    "ane",
    "ing",
    "ingen",
    "inger",
    "else",
    "het",
    "tion",
    "ions",
    "ies",
)


def is_inflected(text: str) -> bool:
    """Whether a single word looks like a noun or a verb of the language, and so is no name by
    itself."""
    return text.lower().endswith(_INFLECTED) and not is_odd(text)


def is_odd(text: str) -> bool:
    """Written as only names are: capitals within, a point, or figures."""
    return (
        any(sign.isupper() for sign in text[1:])
        or "." in text
        or any(sign.isdigit() for sign in text)
    )


def is_capital(text: str) -> bool:
    """Written as a name may be."""
    return text[:1].isupper() or (
        text[:1].isdigit() and len(text) > 1 and any(c.isalpha() for c in text)
    )


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    """Whether it is a word the dictionaries know, or an abbreviation, and so no name by itself."""
    lower = text.lower()
    if (
        lower in _NO_NAMES
        or lower.partition("-")[0] in _NO_NAMES
        or (text.isupper() and len(text) <= 3)
    ):
        return True
    if any(sign.isupper() for sign in text[1:]) and not text.isupper():
        return False
    return is_known(lower)


def name_from(words: Words, place: int, *, sure: bool) -> Span | None:
    """The name that begins here, or after one or two words of a kind (“vår leverandør X”,
    “hotellet, som regel X”)."""
    for start in range(place, min(place + (3 if sure else 1), len(words))):
        kind = words.as_written[start - 1].lower()
        if start > place and (words.gaps[start].strip(" ") or kind not in _KIND):
            return None
        if span := _row(words, start, sure=sure):
            return span
    return None


def name_until(words: Words, end: int) -> Span | None:
    """The name that stands right before this word."""
    start = end
    while (
        start > 0
        and is_capital(words.as_written[start - 1])
        and (start == end or words.gaps[start] in (" ", " & "))
    ):
        if end - start >= 4:
            break
        start -= 1
    if start < end and words.gaps[end].strip(" ,("):
        return None
    return _row(words, start) if start < end else None


def _row(words: Words, start: int, *, sure: bool = False) -> Span | None:  # noqa: PLR0911 -- each reason by itself
    """A row of words with capitals from here on. ``sure``: only a name can stand here, and so a
    word with a capital in the middle of a sentence is one."""
    if not is_capital(words.as_written[start]) or "@" in words.as_written[start]:
        return None
    end = start + 1
    while end < len(words) and end - start < 5 and words.gaps[end] in (" ", " & ", "\u00a0"):
        text = words.as_written[end]
        if text.lower().endswith(_ENDINGS) and end == start + 1 and not is_capital(text):
            end += 1
            break
        if not is_capital(text) and text.lower() not in FORMS and not _goes_on(words, end):
            break
        end += 1
    row = words.as_written[start:end]
    if row[0].lower() in _NO_NAMES or row[0].lower().partition("-")[0] in _NO_NAMES:
        return None
    if row[-1].lower() in FORMS and len(row) > 1:
        return start, end
    if row[-1].lower().endswith(_PLACES) or (len(row) == 1 and _is_possessive(row[0])):
        return None
    is_within = sure and start > 0 and words.gaps[start] == " " and not is_inflected(row[0])
    if len(row) == 1 and is_word(row[0]) and not (is_within and len(row[0]) > 3):
        return None
    if (
        not is_within
        and all(number == 0 or text.lower() in _NO_NAMES for number, text in enumerate(row))
        and all(is_word(text) for text in row)
    ):
        return None
    return start, end


def _goes_on(words: Words, at: int) -> bool:
    """“Interkommunalt arkiv Ytre Havrås IKS”: a word without a capital within a company's name."""
    after = words.as_written[at + 1 : at + 4]
    ends = [number for number, text in enumerate(after) if text.lower() in FORMS]
    return bool(ends) and ends[0] > 0 and all(is_capital(text) for text in after[: ends[0]])


def _is_possessive(text: str) -> bool:
    """“Forbundets egne ansatte”, “Lagenes datterselskaper”: a noun's genitive, no name."""
    base = text[:-1].lower()
    return text.endswith("s") and (base in _NO_NAMES or is_inflected(base) or is_word(base))


def written(words: Words, span: Span) -> str:
    """The name as written, without its form of company."""
    text = "".join(
        (words.gaps[at] if at > span[0] else "") + words.as_written[at] for at in range(*span)
    )
    first, _space, last = text.rpartition(" ")
    return first if first and last.lower().rstrip(".") in FORMS else text


def name_at(words: Words, place: int) -> Span | None:
    """A controller's name that begins here: words with capitals, “og”, “i” and “for” between
    them."""
    if not is_capital(words.as_written[place]) or "@" in words.as_written[place]:
        return None
    end = place + 1
    while (
        end < len(words)
        and end - place < 9
        and words.gaps[end].strip(" \u00a0-–&") == ""
        and "\n" not in words.gaps[end]
    ):
        text = words.as_written[end]
        if is_capital(text) or text.lower() in FORMS:
            end += 1
        elif (
            text.lower() in _WITHIN
            and end + 1 < len(words)
            and is_capital(words.as_written[end + 1])
            and end - place < 6
        ):
            end += 2
        else:
            break
    row = words.as_written[place:end]
    if end < len(words) and words.as_written[end].lower() in _TYPES and not words.gaps[end].strip():
        return place, end + 1
    if len(row) > 1 and row[0].lower() in _KINDS and is_capital(row[1]):
        return place, end
    if row[0].lower() in _NO_NAMES or (len(row) == 1 and is_word(row[0])):
        return None
    if len(row) == 1 and (is_inflected(row[0]) or (place == 0 and row[0].endswith("s"))):
        return None
    return place, end


# “Foreningen X”, “Museet Y”: the kind of organisation is the first word of its name.
_KINDS: Final = frozenset(
    "foreningen forbundet laget klubben selskapet museet stiftelsen stiftinga".split()
)
_WITHIN: Final = frozenset("og i for på av de den til and of the &".split())
# What follows a place's name and makes it an association's: “Vassbygda historielag”, “Kvernbekken
# idrettslag”.
_TYPES: Final = frozenset(
    """idrettslag historielag skulemusikk skolekorps musikkforening forening foreining lag klubb
    velforening vel bygdelag ungdomslag næringsforening næringsforum forbund stiftelse
    stiftelsen museum bibliotek menighet kirkelige kor korps grendelag hyttevel borettslag
    sameie kommune scene teater hagelag sportsklubb turlag skytterlag jeger- brass band
    samvirke samvirkelag kulturhus festival musikklag songlag mållag bondelag bygdekvinnelag
    sanitetsforening""".split()
)


def written_in_full(words: Words, span: Span) -> str:
    """The name as written, with its form of company."""
    return "".join(
        (words.gaps[at] if at > span[0] else "") + words.as_written[at] for at in range(*span)
    ).replace("\u00a0", " ")
