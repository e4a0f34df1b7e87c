"""Names in a sentence: rows of words with capitals that are no ordinary words."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from tillit.privacy.reader.language import is_known
from tillit.privacy.reader.patterns import Span
from tillit.privacy.reader.structure import Words

_LISTS: Final = tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))
PLACES: Final = frozenset(_LISTS["places"].split())
_GIVEN_NAMES: Final = frozenset(_LISTS["given_names"].split())
_FIRM_WORDS: Final = frozenset(_LISTS["firm_words"].split())
FORMS: Final = frozenset(
    "as asa ans da sa iks ba ab ltd limited inc llc gmbh oy aps ks bv b.v s.a s.l ag plc kf".split()
)
# Places, laws, authorities, calendars and abbreviations are written with capitals too.
_NO_NAMES: Final = PLACES | frozenset(
    """us norwegian norsk english european lov lova loven forskrift forskrifta forskriften
    datatilsynet bufdir statsforvalteren statsforvaltaren fylkesmannen lotteritilsynet siva
    helsedirektoratet kulturdirektoratet udi imdi
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
    ombodet personvernombudet min mine din ditt mitt my visa eurocard""".split()
)


# “vår leverandør X”, “the company X”, “hotellet, som regel X”: a word of what kind it is may come
# between.
_KIND: Final = frozenset(
    """vår vårt våre firmaet selskapet leverandøren leverandør byrået systemet appen our the
    company verktøyet verktøy tjenesten plattformen programmet regnskapsbyrået foretaket
    løsningen som regel for eksempel blant annet bl.a medlemssystemet fra frå hotellet hos er
    is heter heiter særlig særleg herunder inkludert eksempelvis dvs typisk såkalte including
    such as namely called til selskap tjeneste tenesta teneste system leverandører""".split()
)
# “Norges idrettsforbund”, “Vestre Ådal kommune”: what a name may end in without a capital.
ENDINGS: Final = (
    "forbund",
    "krets",
    "kommune",
    "fylkeskommune",
    "universitet",
    "museum",
    "forlag",
    "forening",
    "samskipnad",
    "menighetsråd",
    "menighet",
    "kyrkjelyd",
)
# Streets and public registers are written as names, but get no data by that.
STREETS: Final = tuple(
    """gata gate gaten vegen veien vei veg plass torg bredden bakken registeret registret registre
    registrene authority authorities administration inspectorate direktoratet departementet
    tilsynet""".split()
)
_INFLECTED: Final = (
    "er",
    "ere",
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
    if text[:1].isupper():
        return True
    # “24SevenOffice”, “4human”; “128-bit” and “30-dagers” are none.
    return (
        text[:1].isdigit()
        and any(c.isalpha() for c in text)
        and not text.partition("-")[2].islower()
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


def name_from(words: Words, place: int, *, sure: bool, loose: bool = False) -> Span | None:
    """The name that begins here, or after one or two words of a kind (“vår leverandør X”,
    “hotellet, som regel X”). ``loose``: a single word of the dictionary is one as well."""
    for start in range(place, min(place + (3 if sure else 1), len(words))):
        kind = words.as_written[start - 1].lower()
        if start > place and (words.gaps[start].strip(" ") or kind not in _KIND):
            return None
        if kind == "for" and words.as_written[start].lower() != "eksempel" and start > place:
            return None
        if span := _row(words, start, loose=loose):
            return span
    return None


def name_until(words: Words, end: int, *, loose: bool = False) -> Span | None:
    """The name that stands right before this word, or before what follows it in brackets."""
    end = before_brackets(words, end)
    start = end
    if end > 1 and words.as_written[end - 1].lower().endswith(ENDINGS):
        start -= words.gaps[end - 1] == " "  # “Norges idrettsforbund får …”
    while (
        start > 0
        and is_capital(words.as_written[start - 1])
        and (start == end or words.gaps[start] in (" ", " & ", "\u00a0"))
    ):
        if end - start >= 4:
            break
        start -= 1
    if start < end and (words.gaps[end].strip(" ,()–-") or not is_capital(words.as_written[start])):
        return None
    return _row(words, start, loose=loose) if start < end else None


def before_brackets(words: Words, end: int) -> int:
    """“X (Oslo), som …”, “X i Oslo får …”: where the name before them ends."""
    if end < len(words) and words.gaps[end].lstrip().startswith(")"):
        start = end
        while start > max(0, end - 8) and "(" not in words.gaps[start]:
            start -= 1
        return start if "(" in words.gaps[start] else end
    if end > 2 and words.as_written[end - 2] in ("i", "på", "in") and words.gaps[end - 1] == " ":
        return end - 2 if is_capital(words.as_written[end - 1]) else end
    return end


def _row(words: Words, start: int, *, loose: bool = False) -> Span | None:
    """A row of words with capitals from here on."""
    if not is_capital(words.as_written[start]) or "@" in words.as_written[start]:
        return None
    end = start + 1
    while end < len(words) and end - start < 5 and words.gaps[end] in (" ", " & ", "\u00a0"):
        text = words.as_written[end]
        if text.lower().endswith(ENDINGS) and end == start + 1 and not is_capital(text):
            end += 1
            break
        if text in _BRANCH and is_capital(words.as_written[min(end + 1, len(words) - 1)]):
            end += 2  # “X AS avd. Moen”
            continue
        if not is_capital(text) and text.lower() not in FORMS:
            # “X AS og Y AS” are two.
            is_whole = end > start + 1 and words.as_written[end - 1].lower() in FORMS
            if is_whole or not _goes_on(words, end):
                break
        end += 1
    if last := _institution(words, start, end):
        return start, last
    row = [text.lower() for text in words.as_written[start:end]]
    return (start, end) if _may_be(words.as_written[start], row, loose=loose) else None


_BRANCH: Final = frozenset("avd avdeling".split())
# “Universitetet i X”, “Trykkeriet på X”: the kind of house is the first word of its name.
_HOUSES: Final = frozenset(
    """universitetet høgskolen høyskolen høgskulen trykkeriet biblioteket museet hotellet senteret
    revisoren rekneskapskontoret regnskapskontoret interkommunalt university institute""".split()
)
_AT: Final = frozenset("i på for of at arkiv".split())


def _institution(words: Words, start: int, end: int) -> int:
    """Where such a name ends; 0 for none."""
    if (
        end != start + 1
        or words.as_written[start].lower() not in _HOUSES
        or end + 1 >= len(words)
        or words.as_written[end].lower() not in _AT
        or not is_capital(words.as_written[end + 1])
        or words.gaps[end] + words.gaps[end + 1] != "  "
    ):
        return 0
    last = end + 2
    while (
        last < min(len(words), start + 6)
        and words.gaps[last] == " "
        and is_capital(words.as_written[last])
    ):
        last += 1
    return last


def _may_be(first: str, row: list[str], *, loose: bool) -> bool:
    """Whether words with capitals are a name, and no place, person, law or plain word."""
    if row[0] in FORMS:
        return False
    opening, _hyphen, rest = first.partition("-")
    is_none = row[0] in _NO_NAMES or (
        opening.lower().partition("/")[0] in _NO_NAMES and not rest[:1].isupper()
    )
    if is_none and (row[0] not in PLACES or all(text in _NO_NAMES for text in row[1:])):
        return False
    if row[-1] in FORMS and len(row) > 1:
        return True
    if row[-1].endswith(STREETS) or _is_person(row):
        return False
    if len(row) == 1:
        return not _is_possessive(first) and (loose or not is_word(first))
    return not all(text in _NO_NAMES for text in row[1:]) or not all(map(is_word, row))


def _is_person(row: list[str]) -> bool:
    """“Kari”, “Kari Moen Lien”, “Husvert Kari Moen”; “Anna Design” is a firm."""
    if _FIRM_WORDS.isdisjoint(row) and row[0] in _GIVEN_NAMES:
        return True
    return len(row) > 1 and row[1] in _GIVEN_NAMES and is_known(row[0])


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
    if first and last[-1:] == "s" and last[:-1].lower() in PLACES:
        return text[:-1]
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
    lower = [text.lower() for text in row]
    is_place = lower[0] in PLACES and not all(text in _NO_NAMES for text in lower[1:])
    if (lower[0] in _NO_NAMES and not is_place) or (len(row) == 1 and is_word(row[0])):
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
