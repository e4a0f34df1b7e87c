"""Two ends of a broken line put together: words, addresses, and words that were divided."""

from __future__ import annotations

import re
from typing import Final

# What stands for a hyphen that only the line's end asked for.
BROKEN: Final = "\x02"
_ADDRESS: Final = re.compile(r"(?i)@|^https?:|^www\.|//")
_DOMAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[.,;:)]?")
_AND: Final = frozenset(("og", "eller", "samt", "and", "or"))


def joined(first: str, second: str) -> str:
    """Two lines as one."""
    if not first or not second:
        return first or second
    last, following = first.rsplit(None, 1)[-1], second.split(None, 1)[0]
    if last.endswith(("-", BROKEN)) and len(last) > 1:
        return _undivided(first, second, last, following)
    if _is_address_in_two(last, following):
        return first + second
    return f"{first} {second}"


def _is_address_in_two(last: str, following: str) -> bool:
    """“post@” and “solvik.no”, “post@solvik” and “.no”, “https://solvik.no/” and “personvern”."""
    if following[0] == "@" and last[-1:].isalnum():
        return True
    if not _ADDRESS.search(last):
        return False
    if last.endswith(("@", "/", "_", "=", "?", "&")):
        return True
    if following[0] in "./?&" and len(following) > 1:
        return True
    name = last.rpartition("@")[2] if "@" in last else ""
    if last.endswith("."):  # may as well end the sentence
        is_whole = "." in name[:-1] or "@" not in last
        return not is_whole and following[:1].islower()
    return bool(name) and "." not in name and bool(_DOMAIN.fullmatch(following))


def _undivided(first: str, second: str, last: str, following: str) -> str:
    left, right = last[:-1], re.match(r"[^\W\d_]*", following)
    bare = left.lstrip("(«\"“'")
    if following.lower().strip(".,") in _AND:  # navne- og adresselister
        return f"{first[:-1]}- {second}"
    if not bare or not bare[-1:].isalnum():  # a dash
        return f"{first[:-1]}- {second}"
    word = right[0] if right else ""
    bare = bare.rpartition("-")[2]
    from tillit.privacy.reader.language import is_known  # it asks for words, and so for lines

    if (
        _ADDRESS.search(last)
        or not word[:1].islower()
        or bare.isupper()
        or len(bare) == 1
        or not bare.isalpha()
        or (not is_known(f"{bare}{word}".lower()) and is_known(f"{bare}-{word}".lower()))
    ):
        return f"{first[:-1]}-{second}"
    return first[:-1] + second
