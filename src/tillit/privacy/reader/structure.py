"""A statement as its reader sees it: headings, paragraphs, list items and table rows, in sentences.

Menus, banners, site footers and code are no part of it. A list item knows the words that lead up to
it ("You have the right to:"), and every sentence the headings it stands under: much of what a
statement says is said by the two together.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from sentencex import segment

from tillit.privacy.reader.columns import is_head
from tillit.privacy.reader.joining import joined

Kind = Literal["heading", "text", "item", "row"]


class Line(NamedTuple):
    """One line or block of the source. ``level``: of a heading, 1 to 6; 7 for one that looks it.

    ``page``: of a PDF, where it begins. ``paragraph``: of a Word file, among those with text.
    """

    kind: Kind | Literal["break"]
    text: str
    level: int = 0
    page: int = 0
    paragraph: int = 0


class Words:
    """The words of a text as written (``as_written``), and the signs before each and after the last
    (``gaps``)."""

    __slots__ = ("_gaps", "_text", "as_written")

    def __init__(self, text: str) -> None:
        self._text = filled_in(text)
        self.as_written: list[str] = WORD.findall(self._text)
        self._gaps: list[str] | None = None

    @property
    def gaps(self) -> list[str]:
        """One more than there are words."""
        if self._gaps is None:
            self._gaps = WORD.split(self._text)
        return self._gaps

    def lower(self) -> tuple[str, ...]:
        """In small letters, spelled as others do where a conservative writer has “efter”, and
        with the plain apostrophe."""
        lower = tuple(map(str.lower, self.as_written))
        if "’" in self._text:
            lower = tuple(word.replace("’", "'") for word in lower)
        if "efter" in self._text or "Efter" in self._text:
            return tuple(word.replace("efter", "etter") for word in lower)
        return lower

    def __len__(self) -> int:
        return len(self.as_written)


@dataclass(eq=False, slots=True)
class Sentence:
    """A sentence, a heading, an item without a full stop, or a table's row.

    ``page`` and ``paragraph``: of the line it is from, where its file has them.
    """

    text: str
    kind: Kind
    number: int
    headings: tuple[Sentence, ...] = ()
    # What a list's item, or a table's row, follows from.
    lead: Sentence | None = None
    level: int = 0
    written: Words = field(default_factory=lambda: Words(""))
    words: tuple[str, ...] = ()
    page: int = 0
    paragraph: int = 0

    @property
    def under(self) -> Sentence | None:
        """The nearest heading."""
        return self.headings[-1] if self.headings else None

    @property
    def asks(self) -> bool:
        """A question tells nothing by itself: “Overføres opplysningene ut av EØS?”"""
        return self.text.rstrip().endswith("?")


WORD: Final = re.compile(r"[^\W_]+(?:['’.@&+\-/_][^\W_]+)*|[§%]")
_BULLET: Final = re.compile(r"^\s*(?:[-–—*•·▪◦‣●○■□➢✓\uf0b7\uf0a7]|o(?=\s))\s+")
_NUMBERED: Final = re.compile(
    r"^\s*(?:§\s*)?(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zæøå][.)]|\([a-z0-9]\))\s+(?=\S)"
)
# What a template leaves to whoever uses it: [NAVN], [sett inn formål], <navn på foreningen>.
_PLACE: Final = (
    r"[^\]>\n]{0,30}\b(?:sett|fyll|skriv|legg|før|set|fyll) inn\b[^\]>\n]{0,80}|"
    r"(?:insert|fill in|enter|your|company|organi[sz]ation|navn|namn|dato|e-?post|name|date|"
    r"e-?mail|adresse|address|telefon|phone|org\.?|virksomhet\w*|verksemd\w*|bedrift\w*|forening\w*|"
    r"formål|føremål|purpose|beskriv|describe|oppgi|angi|velg|vel|stilling|antall|x{2,}|\.{2,}|…)"
    r"(?![\w@])[^\]>\n]{0,60}"
)
_TO_FILL_IN: Final = re.compile(
    rf"\[(?:[A-ZÆØÅ _/.,-]{{2,60}}|(?i:{_PLACE}))\]|<(?i:{_PLACE})>|\{{\{{[^{{}}\n]{{1,60}}\}}\}}"
)
_STOPS: Final = (".", ":", "?", "!")
# What it takes for abbreviations, and are words that end a sentence in Norwegian and English.
_ENDING: Final = "|".join(
    rf"(?<=\b{word}\.)" for word in "det kan med me min del ut ord ga id ok may".split()
)
_ENDS: Final = re.compile(rf"\.(?:{_ENDING})\s+(?=[«\"“]?[A-ZÆØÅ][\w ])")
# What the library does not know as abbreviations in Norwegian.
_SHORT: Final = frozenset(
    "org. nr. tlf. mob. mnd. evt. ev. jf. jfr. pkt. kl. ca. bl. bla. f. inkl. eks. m. o. pr. mva. "
    "dvs. "
    "osv. mfl. mm. str. art. kap. no. ons. tir. tor. fre. adr. postboks. st. avd. vedr. iht. ifm. "
    "ift. e.g. i.e. incl. etc. cf. f.eks. bl.a. m.m. o.l. org.nr. el. innb. hhv. tils. eu-u. "
    "eu-u.s. u.s. forskr. personoppl. p.t. s.k. d.v.s. m.v.".split()
)


# With one of these a sentence may end too.
_MAY_END: Final = frozenset("mm. m.m. osv. etc. mfl. m.v. o.l.".split())
# “Storgt. 4”, “Fjellvn. 20”.
_STREETS: Final = ("vn.", "gt.", "v.", "g.", "pl.")


def sentences(lines: Iterable[Line], language: str) -> list[Sentence]:
    """The sentences of a document, in order, each with its place."""
    found: list[Sentence] = []
    headings: list[Sentence] = []
    lead: Sentence | None = None
    for line in _headed(itertools.chain.from_iterable(map(_cut, lines))):
        if line.kind == "break":
            continue
        if line.kind == "heading":
            made = _sentence(line.text, "heading", len(found), tuple(headings), None, line.level)
            while headings and headings[-1].level >= line.level:
                headings.pop()
            made.headings = tuple(headings)
            made.page, made.paragraph = line.page, line.paragraph
            headings.append(made)
            found.append(made)
            lead = None
            continue
        kind = "item" if lead is not None and _is_listed(line, lead) else line.kind
        last: Sentence | None = None
        texts = split(line.text, language) if kind != "row" else [line.text]
        for text in itertools.chain.from_iterable(map(_parts, texts)):
            last = _sentence(
                text, kind, len(found), tuple(headings), lead if kind != "text" else None
            )
            last.page, last.paragraph = line.page, line.paragraph
            found.append(last)
        if kind == "text" and last is not None:
            lead = last
    return found


# No sentence that a person wrote has so many letters: what is longer is read in parts, so that
# the work is never more than so much for each.
_LONGEST_SENTENCE: Final = 4000
# And no paragraph: what cuts it into sentences looks far ahead for the end of a quotation.
_LONGEST_PARAGRAPH: Final = 10_000


def _parts(text: str, most: int = _LONGEST_SENTENCE) -> Iterator[str]:
    while len(text) > most:
        at = text.rfind(" ", 0, most) + 1 or most
        yield text[:at].strip()
        text = text[at:]
    yield text


def _cut(line: Line) -> Iterator[Line]:
    """A heading that goes on for pages is none."""
    if line.kind == "heading" and len(line.text) > _LONGEST_SENTENCE:
        line = line._replace(kind="text")
    yield line


def _headed(lines: Iterable[Line]) -> Iterator[Line]:
    """With the first row of a table as what leads up to the others, where it names the columns."""
    every = [line for line in lines if line.kind != "break"]  # a PDF has one after each row
    for place, line in enumerate(every):
        before = every[place - 1] if place else None
        is_first = line.kind == "row" and (before is None or not _is_of_table(before))
        has_more = place + 1 < len(every) and every[place + 1].kind == "row"
        if is_first and has_more and is_head(line.text):
            yield line._replace(kind="text", text=f"{line.text.rstrip().removesuffix(':')}:")
        else:
            yield line


def _is_of_table(line: Line) -> bool:
    """A row, or the head that its file says it has."""
    return line.kind == "row" or (line.kind == "text" and "|" in line.text and line.text[-1] == ":")


def _is_listed(line: Line, lead: Sentence) -> bool:
    """A paragraph that is an item in all but its mark: short, without a stop, after a colon."""
    text = line.text.rstrip()
    return (
        line.kind == "text"
        and lead.text.endswith(":")
        and not text.endswith(_STOPS)
        and len(text.split()) <= _SHORT_ITEM
    )


_SHORT_ITEM: Final = 14


def _sentence(
    text: str,
    kind: Kind,
    number: int,
    headings: tuple[Sentence, ...],
    lead: Sentence | None,
    level: int = 0,
) -> Sentence:
    written = Words(text)
    return Sentence(text, kind, number, headings, lead, level, written, written.lower())


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without signs and a template's [PLACES TO FILL IN]."""
    return Words(text).lower()


def filled_in(text: str) -> str:
    """A text without soft hyphens, and without what a template left."""
    text = text.replace("\u00ad", "")
    if "[" in text or "<" in text or "{" in text:
        return _TO_FILL_IN.sub(" ", text)
    return text


def is_to_fill_in(text: str) -> bool:
    """Whether a template's place stands there as it came."""
    return bool(_TO_FILL_IN.search(text))


def split(text: str, language: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    for piece in _ENDS.sub(".\n", text).split("\n"):
        for part in _parts(piece, _LONGEST_PARAGRAPH):
            yield from _split(part, language)


def _split(text: str, language: str) -> Iterator[str]:
    held = ""
    for part in segment({"nb": "no", "nn": "no"}.get(language, language), text):
        said = part.strip()
        if not held:
            held = said
        elif _goes_on_after(held, said):
            held = f"{held} {said}".strip()
        else:
            yield held
            held = said
    if held:
        yield held


def _goes_on_after(held: str, said: str) -> bool:
    """What the library took for two sentences is one: after “nr.”, and after “3.” no capital."""
    if not held.endswith("."):
        return False
    last = held[-16:].rsplit(maxsplit=1)[-1].lstrip("(").lower()
    if last in _MAY_END and said[:1].isupper():
        return False
    return (
        last in _SHORT
        or (said[:1].isdigit() and last.endswith(_STREETS))
        or (said[:1].islower() and held[-2:-1].isdigit())
    )


def of_text(text: str) -> list[Line]:
    """Plain text, as copied from a page or a letter: what was a heading or a list is guessed."""
    raw = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return list(_guessed(_unwrapped(raw)))


def guessed(paragraphs: list[str]) -> list[Line]:
    """A line for each paragraph of a text without marks, and a break for each that is empty."""
    return list(_guessed(paragraphs))


def is_listed(text: str) -> bool:
    """Whether it begins with a bullet."""
    return bool(_BULLET.match(text))


def unnumbered(text: str) -> str:
    """Without the number or the letter it begins with."""
    return _NUMBERED.sub("", text, count=1)


def _unwrapped(raw: list[str]) -> list[str]:
    """Lines broken at the margin are put together again."""
    longest = max(map(len, raw), default=0)
    wrapped = _MARGIN[0] < longest <= _MARGIN[1] and sum(1 for line in raw if line.strip()) > 3
    done: list[list[str]] = []
    for line, width in zip(raw, _widths(raw), strict=True):
        text = line.strip()
        last = done[-1][-1] if done else ""
        is_open = bool(last) and not last.endswith(_STOPS)
        if (
            last
            and text
            and not _BULLET.match(line)
            and (not _NUMBERED.match(line) or (is_open and _AMID.match(line)))
            and (
                (wrapped and len(last) >= longest * _NEARLY)
                or (is_open and text[:1].islower() and _may_go_on(last, width))
            )
        ):
            done[-1].append(text)
        else:
            done.append([line.rstrip()])
    return [functools.reduce(joined, parts) for parts in done]


# Within these a text has a margin, and so far out to it a line goes that is broken there.
_MARGIN: Final = (50, 110)
_NEARLY: Final = 0.72
# “innen | 30 dager” and “22 33 | 44 55”: a number at the beginning of a line.
_AMID: Final = re.compile(r"\s*\d{1,3}\s+[^\W_]")


def _may_go_on(line: str, width: int) -> bool:
    """Whether a line that ends without a stop may go on in the next, which begins small."""
    if len(line) >= _MARGIN[0] and not line[:1].islower():
        return True
    return _MARGIN[0] < width <= _MARGIN[1] and len(line) >= width * _NEARLY and line[-1] != ";"


def _widths(raw: list[str]) -> list[int]:
    """For each line, the longest of those it stands among, between blank ones."""
    widths: list[int] = []
    for is_blank, lines in itertools.groupby(raw, lambda line: not line.strip()):
        run = [*lines]
        widths += [0 if is_blank else max(map(len, run))] * len(run)
    return widths


def _guessed(raw: list[str]) -> Iterator[Line]:
    # In a list with its marks, in one that lost them, or in none.
    listing = ""
    for line, following in zip(raw, _followings(raw), strict=True):
        text = line.strip()
        if not text:
            if listing == "bare" and not _goes_on(following):
                listing = ""
            yield Line("break", "")
        elif match := _BULLET.match(line):
            listing = "marked"
            yield Line("item", line[match.end() :].strip())
        elif listing == "bare" and len(text.split()) <= 14 and not _opens(text, following):
            yield Line("item", text)
        elif looks_like_heading(text, following):
            listing = ""
            yield Line("heading", _NUMBERED.sub("", text).rstrip(":"), _level(text) or 7)
        elif (match := _NUMBERED.match(line)) and len(text.split()) < 60:
            listing = "marked"
            yield Line("item", line[match.end() :].strip())
        else:
            yield Line("text", text)
            listing = "bare" if text.endswith(":") else ""


def _goes_on(following: str) -> bool:
    """After a blank line, what follows is as short as an item, and no sentence."""
    return 0 < len(following.split()) <= 9 and not following.endswith(".")


def _opens(text: str, following: str) -> bool:
    """A heading more likely than an item: what follows is a whole sentence or more."""
    return looks_like_heading(text, following) and len(following.split()) > 12


def _level(text: str) -> int:
    """Of a numbered heading: 1. is above 1.2."""
    match = re.match(r"\s*(?:§\s*)?(\d{1,2}(?:\.\d{1,2})*)[.)]?\s", text)
    return min(match[1].count(".") + 2, 6) if match else 0


def _followings(raw: list[str]) -> list[str]:
    """For each line the next that is not blank; empty after the last."""
    following = ""
    found: list[str] = []
    for line in reversed(raw):
        found.append(following)
        following = line.strip() or following
    return found[::-1]


# “Medlemmer: navn, adresse og telefon” is an item that lost its mark.
_LISTS: Final = re.compile(r"\w: .*, .* (?:og|and|samt) ")


def looks_like_heading(text: str, following: str) -> bool:
    """Short, without a full stop, begun with a capital, and something longer or a list follows."""
    bare = _NUMBERED.sub("", text)
    words = bare.split()
    if not words or len(words) > 11 or not following or not bare[:1].isupper():
        return False
    if text.endswith((".", ",", ";", "!")) or "@" in text or re.search(r"https?:|www\.", text):
        return False
    if (
        _LISTS.search(bare)
        or re.search(r"\d{4,}", text)
        or re.match(r"(?i)(tlf|telefon|e-?post|epost|adresse|org|postadresse)\b", bare)
    ):
        return False
    if text.endswith(":"):
        return len(words) <= 5 and len(following.split()) > 9 and bool(_NUMBERED.match(text))
    if bare != text and len(words) <= 8:
        return True
    return (
        len(following.split()) > len(words) + 3 or bool(_BULLET.match(following)) or text.isupper()
    )
