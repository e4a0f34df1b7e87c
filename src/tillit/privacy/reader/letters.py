"""From bytes to letters, whichever encoding they are in, or more than one, or the wrong one."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from itertools import count
from typing import Final

from charset_normalizer import from_bytes

# Of these, where it is not UTF-8: Windows, older Unix, Mac, DOS in Norway and elsewhere.
_GUESSED: Final = (
    "cp1252", "iso8859_1", "iso8859_15", "mac_roman", "cp850", "utf_16_le", "utf_16_be",
)  # fmt: skip
_SAMPLE: Final = 200_000
# So many letters of UTF-8, and no other encoding has them by accident.
_FEW: Final = 3
# A share of signs for letters that are gone.
_MOST_LOST: Final = 0.01

# What a letter of two or three bytes looks like when each is taken for a letter of its own, by
# Windows, by a Mac and by DOS, as when the output of a program is kept in a file.
_AFTER: Final = "\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122"  # of cp1252
_TORN: Final = re.compile(f"[ÃÂ][{_AFTER}]|â[{_AFTER}][{_AFTER}]")
_TORN_BY: Final = (
    ("√", re.compile("√[^\x00-\x7f]"), "mac_roman"),
    ("├", re.compile("├[^\x00-\x7f]"), "cp850"),
    ("├", re.compile("├[^\x00-\x7f]"), "cp437"),
)
# So many pieces of another encoding, and it is no text.
_MOST_PIECES: Final = 50_000
# A text may have been torn more than once.
_MOST_TIMES: Final = 3


class Unreadable(ValueError):
    """``reason``: ``unknown`` (no text), or ``torn`` (its letters are lost)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# What moves a terminal, or turns the letters after it around, and is no letter itself; and what
# takes no room between two letters of a word.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)


def seen(text: str) -> str:
    """The text without what only tells a screen what to do, or cannot be seen at all."""
    return _UNSEEN.sub("", text)


# A byte of a file's name that is no UTF-8, as Python has it.
_BYTE: Final = re.compile("[\ud800-\udfff]")


def named(name: str) -> str:
    """A file's name as people read it, also one that an old Windows gave it."""
    if _BYTE.search(name):
        name = _BYTE.sub(lambda one: _of_windows(ord(one[0]) - 0xDC00), name)
    return seen(name)


def _of_windows(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "replace") if 0x80 <= byte <= 0xFF else "\ufffd"


def text_of(content: bytes) -> str:
    """The text of bytes. Raises Unreadable."""
    if content[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return content.decode("utf-32", "replace")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    is_whole = True
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_whole = False
        text = _guessed(content)
    nulls, lost = text.count("\x00"), text.count("\ufffd")
    if nulls + lost > _MOST_LOST * len(text):
        raise Unreadable("torn" if is_whole and nulls <= _MOST_LOST * len(text) else "unknown")
    return _mended(text.replace("\x00", ""))


def _mended(text: str) -> str:
    """“måneder” of “mÃ¥neder”."""
    for _ in range(_MOST_TIMES):
        if not ("Ã" in text or "Â" in text or "â" in text):
            break
        text = _TORN.sub(_PutTogether("cp1252"), text)
    for sign, torn, encoding in _TORN_BY:
        if sign in text:
            text = torn.sub(_PutTogether(encoding), text)
    return text


class _PutTogether:
    """What was torn by an encoding as the letter it was; as it stands where it was none."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def __call__(self, torn: re.Match[str]) -> str:
        return _put_together(torn[0], self._encoding)


@lru_cache(maxsize=4096)
def _put_together(torn: str, encoding: str) -> str:
    raw = bytearray()
    for sign in torn:
        try:
            raw += sign.encode(encoding)
        except UnicodeEncodeError:  # what Windows has no sign for is kept as it is
            if ord(sign) > 0xFF:
                return torn
            raw.append(ord(sign))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return torn


def _guessed(content: bytes) -> str:
    said = re.search(rb"charset=[\"']?([\w-]{3,20})", content[:4096])
    if said:
        try:
            return content.decode(said[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass
    if sum(letter > "\x7f" for letter in content[:_SAMPLE].decode("utf-8", "ignore")) >= _FEW:
        return _mixed(content)
    return content.decode(_nearest(content[:_SAMPLE]), "replace")


def _nearest(content: bytes) -> str:
    best = from_bytes(content, cp_isolation=list(_GUESSED)).best()
    return best.encoding if best else "cp1252"


def _mixed(content: bytes) -> str:
    """Put together of UTF-8 and of something else: what is no UTF-8 is read as that."""
    other: list[bytes] = []
    for line in content[:_SAMPLE].split(b"\n"):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            other.append(line)
    encoding = _nearest(b"\n".join(other))
    if encoding.startswith("utf"):
        encoding = "cp1252"

    pieces = count()

    def as_other(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        if next(pieces) > _MOST_PIECES:
            raise Unreadable("unknown")
        return error.object[error.start : error.end].decode(encoding, "replace"), error.end

    codecs.register_error(f"tillit-{encoding}", as_other)
    return content.decode("utf-8-sig", f"tillit-{encoding}")
