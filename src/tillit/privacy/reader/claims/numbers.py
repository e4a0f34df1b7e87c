"""Numbers as people write them, in words and figures, in the three languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_ONES: Final = {
    1: "en én ein éin ett et eitt eit éi ei éitt one a an",
    2: "to two",
    3: "tre three",
    4: "fire four",
    5: "fem five",
    6: "seks six",
    7: "sju syv seven",
    8: "åtte eight",
    9: "ni nine",
    10: "ti ten",
    11: "elleve eleven",
    12: "tolv twelve",
    13: "tretten thirteen",
    14: "fjorten fourteen",
    15: "femten fifteen",
    16: "seksten sixteen",
    17: "sytten seventeen",
    18: "atten eighteen",
    19: "nitten nineteen",
}
_TENS: Final = {
    20: "tjue tyve twenty",
    30: "tretti tredve thirty",
    40: "førti forty",
    50: "femti fifty",
    60: "seksti sixty",
    70: "sytti seventy",
    80: "åtti eighty",
    90: "nitti ninety",
}


def _numbers() -> dict[str, int]:
    ones = {word: number for number, words in _ONES.items() for word in words.split()}
    tens = {word: number for number, words in _TENS.items() for word in words.split()}
    small = {word: n for word, n in ones.items() if n < 10 and word not in ("a", "an", "et", "ei")}
    joined = {
        f"{ten}{gap}{one}": t + o
        for ten, t in tens.items()
        for one, o in small.items()
        for gap in ("", "-")
    }
    old = {f"{one}og{ten}": t + o for ten, t in tens.items() for one, o in small.items()}
    hundred = {"hundre": 100, "hundred": 100, "etthundre": 100, "tohundre": 200, "trehundre": 300}
    return {**old, **joined, **hundred, **tens, **ones}


NUMBERS: Final = _numbers()
# Those that are no article as well: “en 30 dagers frist”, “bokstav a 30 dager”.
COUNTED: Final = frozenset(word for word, number in NUMBERS.items() if number > 1)
# “Til utgangen av det femte året etter …”
NTH: Final = {
    word: number
    for number, words in {
        2: "andre annet second",
        3: "tredje third",
        4: "fjerde fourth",
        5: "femte fifth",
        10: "tiende tenth",
    }.items()
    for word in words.split()
}


def figure(word: str) -> float:
    """“60”, “1.5”, “½”, “2½”; “14-30” is its greater end; 0 for what is no figure."""
    if word.isdecimal():
        return float(word) if len(word) < 5 else 0
    if word.endswith("½"):
        return (float(word[:-1]) if word[:-1].isdecimal() else 0) + 0.5
    if "-" in word or "–" in word or "/" in word:
        parts = re.split(r"[-–/]", word)
        if word == "1/2":
            return 0.5
        return float(parts[-1]) if all(part.isdecimal() for part in parts) else 0
    try:
        return float(word.replace(",", ".")) if word[:1].isdigit() else 0
    except ValueError:
        return 0


def int_of(words: Sequence[str], place: int) -> int:
    """The number a word is, 0 for none."""
    return int(figure(words[place]) or NUMBERS.get(words[place], 0))
