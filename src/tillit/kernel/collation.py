"""Norwegian order and words to search by, the same on every database.

A database sorts by its own collation, and SQLite by code point, which puts Ø before å and knows
nothing of aa. A stored :func:`sort_key` holds digits only, so every collation agrees on it.
Order as Unicode's (UTS #10) with CLDR's tailoring for nb and nn: æ ø å last, ä with æ, ö with ø,
ü with y, aa with å; accents decide between words otherwise alike, case never does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import phonenumbers

LONGEST: Final = 240
"""The most characters a sort key has; a longer text is ordered by its beginning."""

_END_OF_WEIGHTS: Final = "00"
_PLAIN: Final = 10
_OTHER_SIGN: Final = "49"
_OTHER_LETTER: Final = "99"
_MARKS: Final = dict(
    zip(
        "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304",
        range(21, 40),
        strict=False,
    )
)
_OTHER_MARK: Final = 60
_SIGNS: Final = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_PRIMARY: Final[dict[str, str]] = (
    {" ": "10"}
    | {sign: f"{code}" for code, sign in enumerate(_SIGNS, start=11)}
    | {digit: f"{code}" for code, digit in enumerate("0123456789", start=50)}
    | {letter: f"{code}" for code, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå", start=60)}
)
# A letter's place: (the letters it is ordered with, its second-level weights).
_Places = dict[str, tuple[str, tuple[int, ...]]]
_STROKE: Final = (_PLAIN, 31)
_NORWEGIAN: Final[_Places] = {
    "æ": ("æ", (_PLAIN,)),
    "ä": ("æ", (11,)),
    "ę": ("æ", (12,)),
    "ø": ("ø", (_PLAIN,)),
    "ö": ("ø", (11,)),
    "ő": ("ø", (12,)),
    "œ": ("ø", (13,)),
    "å": ("å", (_PLAIN,)),
    "aa": ("å", (11,)),
    "ü": ("y", (11,)),
    "ű": ("y", (12,)),
    "đ": ("d", (11,)),
    "ð": ("d", (12,)),
    "þ": ("th", (_PLAIN, _PLAIN)),
    "ł": ("l", _STROKE),
}
_ENGLISH: Final[_Places] = {
    "æ": ("ae", (_PLAIN, 12)),
    "œ": ("oe", (_PLAIN, 12)),
    "ø": ("o", _STROKE),
    "đ": ("d", _STROKE),
    "ð": ("d", (_PLAIN, 32)),
    "ł": ("l", _STROKE),
}
_TAILORINGS: Final = {"nb": _NORWEGIAN, "nn": _NORWEGIAN, "no": _NORWEGIAN, "en": _ENGLISH}
_SEARCHED_AS: Final = str.maketrans(
    {"ä": "æ", "ö": "ø", "œ": "ø", "đ": "d", "ð": "d", "þ": "th", "ł": "l"}
)
_KEPT_ACCENTS: Final = frozenset("æøå")
_EMAIL: Final = re.compile(r"([^\s@,;<>]+)@([^\s@,;<>]+)")
_PHONE: Final = re.compile(
    r"(?<![\w+-])(?:(?:\+|00)\d[\d \-]*\d|\d{2,3}(?:[ -]\d{1,3})+|\d{10})(?!\w)"
)
_WORD: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
# Most names are made of these alone, and need none of Unicode's care.
_USUAL: Final = re.compile(r"[ -~æøåÆØÅ]*")
_USUAL_KEY: Final = str.maketrans(_PRIMARY)
_USUAL_WORDS: Final = re.compile(r"[a-zæøå][a-z0-9æøå]*(?: [a-zæøå][a-z0-9æøå]*)*")
_SAME_AS: Final = str.maketrans({"ı": "i", "’": "'", "–": "-", "‐": "-"})


def sort_key(text: str, language: str = "nb") -> str:
    """The digits that put the text in its place in that language's alphabet.

    Texts that differ in case alone have the same key. At most :data:`LONGEST` characters.
    Raises ValueError for a language whose order is not known.
    """
    if (tailoring := _TAILORINGS.get(language)) is None:
        raise ValueError(f"No alphabet for “{language}”; one of {', '.join(sorted(_TAILORINGS))}.")
    if tailoring is _NORWEGIAN and _USUAL.fullmatch(text):
        plain = " ".join(text.lower().split())
        if "aa" not in plain:
            return (plain.translate(_USUAL_KEY) + _END_OF_WEIGHTS)[:LONGEST]
    return _weighed(text, tailoring)


def _weighed(text: str, tailoring: _Places) -> str:
    """The key of any text, letter by letter."""
    primary: list[str] = []
    secondary: list[int] = []
    for letter in _letters(text, pairs="aa" in tailoring):
        if letter in tailoring:
            letters, weights = tailoring[letter]
            primary += [_PRIMARY[each] for each in letters]
            secondary += weights
            continue
        for part in unicodedata.normalize("NFD", letter):
            if unicodedata.combining(part):
                secondary.append(_MARKS.get(part, _OTHER_MARK))
            elif weight := _primary(part):
                primary.append(weight)
                secondary.append(_PLAIN)
    while secondary and secondary[-1] == _PLAIN:
        secondary.pop()
    return ("".join(primary) + _END_OF_WEIGHTS + "".join(map(str, secondary)))[:LONGEST]


def search_terms(text: str) -> list[str]:
    """The words to find the text by, each to be matched from its start, in order, none twice.

    Accents are dropped but for æ ø å, aa is å, ä is æ, ö is ø. Double names are found by each part
    and joined, e-mail addresses by their words, phone numbers by their digits without country code.
    What is stored and what is typed go through here alike.
    """
    if _USUAL_WORDS.fullmatch(usual := text.lower()):
        return list(dict.fromkeys(usual.replace("aa", "å").split(" ")))
    return _searched_words(text)


def _searched_words(text: str) -> list[str]:
    """The words of any text."""
    plain = _folded(text)
    terms = [_national_digits(phone) for phone in _PHONE.findall(plain)]
    plain = _PHONE.sub(" ", plain)
    for local, domain in _EMAIL.findall(plain):
        parts = [_searched(part) for part in _WORD.findall(local.replace("-", " "))]
        terms += [*parts, "".join(parts)]
        terms += [_searched(part) for part in re.split(r"[^\w]+", domain)]
    for word in _WORD.findall(_EMAIL.sub(" ", plain)):
        parts = [_searched(part) for part in re.split(r"['-]", word)]
        terms += [*parts, "".join(parts)]
    return list(dict.fromkeys(term for term in terms if term))


def _searched(word: str) -> str:
    """A folded word with the accents dropped that are not letters of their own in Norwegian."""
    if word.isascii():
        return word.replace("aa", "å")
    word = word.translate(_SEARCHED_AS).replace("aa", "å")
    return "".join(
        char if char in _KEPT_ACCENTS else _without_marks(char)
        for char in unicodedata.normalize("NFC", word)
    )


def _without_marks(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def _national_digits(phone: str) -> str:
    """+47 41 23 45 67, 0047 41234567 and 4741234567 are all 41234567."""
    digits = re.sub(r"\D", "", phone)
    if phone.startswith(("+", "00")):
        digits = digits.removeprefix("00")
        return next(
            (
                digits[length:]
                for length in (1, 2, 3)
                if int(digits[:length] or 0) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
            ),
            digits,
        )
    return digits[2:] if len(digits) == 10 and digits.startswith("47") else digits


def _folded(text: str) -> str:
    """Case and compatibility forms folded away, letters composed, spaces single."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_SAME_AS)
    return " ".join(unicodedata.normalize("NFC", folded).split())


def _letters(text: str, *, pairs: bool) -> list[str]:
    """Case-folded characters, aa as one letter where the language has it so."""
    letters: list[str] = []
    for char in _folded(text):
        if pairs and char == "a" and letters and letters[-1] == "a":
            letters[-1] = "aa"
        else:
            letters.append(char)
    return letters


def _primary(char: str) -> str:
    if known := _PRIMARY.get(char):
        return known
    kind = unicodedata.category(char)
    if kind.startswith("C"):
        return ""
    if kind == "Nd":
        return _PRIMARY[str(unicodedata.digit(char))]
    return f"{_OTHER_LETTER if kind.startswith('L') else _OTHER_SIGN}{ord(char):07d}"
