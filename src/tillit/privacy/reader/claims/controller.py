"""Who is responsible for the processing, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tillit.privacy.reader.claims import names
from tillit.privacy.reader.claims.clauses import MOST_WORDS
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence, Words

# “Personvernerklæring for X”, “Personvern i X”, “Privacy policy – X”.
_TITLE: Final = re.compile(
    r"(?i:personvernerklæring|personvernfråsegn|personvern|personopplysninger|privacy (?:policy|"
    r"notice|statement))"
    r"(?:\s+(?:og cookies|og informasjonskapsler))?\s*(?:\s(?:for|i|hos|hjå|of|at)\s|\s?[-–—|"
    r":]\s?)(?P<name>[A-ZÆØÅ0-9].{1,70})$"
)
_TITLE_LAST: Final = re.compile(
    r"^(?P<name>[A-ZÆØÅ].{1,60}?)\s+(?:[-–—|:]\s+(?i:personvern|privacy)|"
    r"(?:si |sin )?personvernerklæring$)"
)
# “Personvernerklæring Foreningen Nord”.
_TITLE_ALONE: Final = re.compile(
    r"^(?:Personvernerklæring|Personvernfråsegn|Privacy [Pp]olicy|Privacy [Ss]tatement)\s+"
    r"(?P<name>(?:[A-ZÆØÅ][\w&.-]*)(?:[ ](?:[A-ZÆØÅ][\w&.-]*|i|og|for|of)){1,6})$"
)
_IS: Final = frozenset(
    "er is ved har heter heiter være vera som av hos hjå eier driver driv drivast drives by "
    "v".split()
)
_ORG: Final = re.compile(
    r"\(?\s*(?:organisasjonsn|org\.?\s?n|orgnr|org\. no|registration n|foretaksn)", re.IGNORECASE
)
_KIND_OF: Final = frozenset(
    """foreningen organisasjonen stiftelsen selskapet stiftinga foreininga organisasjonen laget
    klubben korpset bedriften firmaet forbundet museet landsforeningen company association
    organisation organizer institusjonen foretaket sameiet borettslaget idrettslaget""".split()
)


# “(heretter NMD)”, “heretter kalt «Forbundet»”.
_ALIAS: Final = re.compile(
    r"(?:heretter|herette|hereafter|hereinafter|i det følgende|nedenfor)\s+"
    r"(?:(?:bare|også|kalt|kalla|omtalt|omtala|referert til|called|referred to|som|as)\s+)*"
    r"[«\"“'‘]?(?P<name>[A-ZÆØÅ][\w&.-]*(?: [A-ZÆØÅ][\w&.-]*){0,3})"
)
_OPENING: Final = 15
_TITLE_MOST: Final = 120
# What an organisation number begins with.
_DIGITS: Final = re.compile(r"\d{3}[ \u00a0.]?\d{3}")


def of(marked: Marked) -> Iterator[Claim]:
    """The controller's name; sure where a sentence says it, less so where only the title or the
    opening does."""
    best: tuple[int, Claim] | None = None
    for sentence in marked.sentences:
        for rank, name, sure in _said(marked, sentence):
            # What is said first, and plainly, is of the statement; the rest may be of a part of it.
            if best is None or rank < best[0] - (_SAID <= best[0] <= _PLAIN):
                best = rank, Claim("controller", sentence, value=name, sure=sure and rank < 3)
        if best is not None and best[0] == 0:
            break
    for sentence in marked.sentences[:6]:
        if (best is None or best[0] > 3) and (name := _titled(sentence.text)):
            best = 3, Claim("controller", sentence, value=name, sure=False)
    if best is not None:
        yield replace(best[1], value=_BOARD.sub("", best[1].value))


# “Styret i X”: it is X that answers.
_BOARD: Final = re.compile(r"^(?:Styret|The board)\s+(?:i|for|of)\s+(?=[A-ZÆØÅ])")


def own_names(marked: Marked, claims: list[Claim]) -> set[str]:
    """What the controller is called: in full, and by the first words of its name."""
    found = {claim.value for claim in claims}
    for sentence in marked.sentences[:4]:
        if name := _titled(sentence.text):
            found.add(name)
    for sentence in marked.sentences[:_OPENING]:
        if match := _ALIAS.search(sentence.text):
            found.add(match["name"].strip(" .,"))
    opening = " ".join(sentence.text for sentence in marked.sentences[:_OPENING])
    for name in list(found):
        # “Nordre Fjell Forum (NFF)”.
        if short := re.search(re.escape(name) + r"\s*\(([A-ZÆØÅ]\w{1,7})\)", opening):
            found.add(short[1])
        first = name.split()[0]
        if len(first) > 3 and not names.is_word(first):
            found.add(first)
    return found


def _titled(text: str) -> str:
    """The name in a title; “nye regler for personvern i Norge” is none."""
    if len(text) > _TITLE_MOST:
        return ""
    match = _TITLE.search(text) or _TITLE_LAST.search(text) or _TITLE_ALONE.search(text)
    name = match["name"].strip(" .:") if match else ""
    return "" if name.lower() in names.PLACES else name


def _said(marked: Marked, sentence: Sentence) -> Iterator[tuple[int, str, bool]]:
    """The names that a sentence says are responsible, with how plainly: 0 with number or form, to
    5; and whether it does say so."""
    found = marked.found(sentence)
    said = found.lists.get("controller_word", ())
    if sentence.kind == "heading" or len(sentence.words) > MOST_WORDS:
        return
    words: Words | None = None
    if said and not found.has("negates", "processor_here", "joint_word"):
        words = sentence.written
        for start, end in said:
            span = _after(words, end) or _before(words, start)
            if span:
                yield _plainness(words, span, sentence), names.written_in_full(words, span), True
    match = _DIGITS.search(sentence.text) and _ORG.search(sentence.text)
    if match and not found.has("others_contact"):
        words = sentence.written
        span = _numbered(words)
        if span and (said or not _is_of_another(found, span)):
            yield (
                _numbered_plainness(marked, sentence),
                names.written_in_full(words, span),
                bool(said or found.has("this_statement") or _is_labelled(marked, sentence)),
            )
    if _is_line(sentence) and _is_labelled(marked, sentence):
        words = sentence.written
        span = names.name_at(words, 0) if len(words) else None
        if span and span[1] - span[0] > 1:
            yield 1, names.written_in_full(words, span), True
    if sentence.number < 25 and (does := found.lists.get("controller_does")):
        words = sentence.written
        for start, _end in does:
            span = _right_before(words, start)
            if span:
                yield 4, names.written_in_full(words, span), False


def _is_of_another(found: Found, span: Span) -> bool:
    """What is shared with the one that has the number, or who gets it: no controller."""
    return any(
        end <= span[0] for name in _TO_ANOTHER for _start, end in found.lists.get(name, ())
    ) or any(span[1] <= start for start, _end in found.lists.get("gets_data", ()))


_TO_ANOTHER: Final = ("share", "supplier_before")


def _numbered_plainness(marked: Marked, sentence: Sentence) -> int:
    """Of a name with its number: plainest where it is said to be responsible, or asked who is."""
    found = marked.found(sentence)
    if found.has("controller_word"):
        return 0
    if found.has("this_statement") or _is_labelled(marked, sentence):
        return 1
    return 5 if sentence.number >= 12 or found.has("supplier_before", "supplier_after") else 1


def _is_labelled(marked: Marked, sentence: Sentence) -> bool:
    """Whether the heading, or a line right before it that is no more than that, asks who."""
    before = marked.sentences[sentence.number - 1 : sentence.number] if sentence.number else []
    labels = [one for one in (*before, *sentence.headings[-1:]) if len(one.words) <= _LABEL]
    return any(marked.found(one).has("controller_word") for one in labels)


# “Hvem er behandlingsansvarlig for opplysningene?”
_LABEL: Final = 8


def _plainness(words: Words, span: Span, sentence: Sentence) -> int:
    last = words.as_written[span[1] - 1].lower()
    if last in names.FORMS or _ORG.search(sentence.text):
        return 0
    if span[1] - span[0] > 1:
        return 1
    # “KNU”, “Korpset”: what the title says is more.
    first = words.as_written[span[0]]
    return 4 if first.isupper() or names.is_inflected(first) else 2


def _numbered(words: Words) -> Span | None:
    """“X (org.nr. …)”, “X, organisasjonsnummer …”: the name right before the number."""
    for place in range(1, len(words)):
        word = words.as_written[place].lower()
        if not word.startswith(("org", "foretaksn")) or word.startswith("organisasjonen"):
            continue
        # “X (heretter Y), org.nr. …”
        end = names.before_brackets(words, place)
        if words.gaps[end].strip() in ("(", ",", ""):
            for start in range(max(0, end - 8), end):
                span = names.name_at(words, start)
                if span and span[1] == end:
                    return span
    return None


def _right_before(words: Words, start: int) -> Span | None:
    for place in range(max(0, start - 7), start):
        span = names.name_at(words, place)
        if span and span[1] == start:
            return span
        text = words.as_written[place]
        if place == start - 1 and "." in text and text.islower():
            return place, start
    return None


def _is_line(sentence: Sentence) -> bool:
    return not sentence.text.rstrip().endswith((".", ":", "?")) and len(sentence.words) <= 6


def _after(words: Words, end: int) -> Span | None:
    """“Behandlingsansvarlig for … er X”, “the controller is X”: the first name after “er” or a
    colon."""
    last = min(len(words), end + 14)
    for place in range(end, last):
        text = words.as_written[place]
        if place > end and any(sign in words.gaps[place] for sign in (".", ";", "|", "?")):
            return None
        is_after = (
            (place == end and not words.gaps[place].strip())
            or ":" in words.gaps[place]
            or place == 0
        )
        if (
            (
                is_after
                or words.as_written[place - 1].lower() in _IS
                or words.as_written[place - 1].lower() in _KIND_OF
                or _is_the(words, place)
                or _is_board_of(words, place)
            )
            and names.is_capital(text)
            and (span := names.name_at(words, place))
        ):
            return span
    return None


def _is_the(words: Words, place: int) -> bool:
    """“The controller is the X Chamber of Commerce”."""
    before = [text.lower() for text in words.as_written[max(0, place - 2) : place]]
    return len(before) > 1 and before[0] in _IS and before[1] == "the"


def _is_board_of(words: Words, place: int) -> bool:
    """“Ansvarlig: styret i X”."""
    before = [text.lower() for text in words.as_written[max(0, place - 2) : place]]
    return before[:1] in (["styret"], ["board"]) and before[-1] in ("i", "for", "of")


def _before(words: Words, start: int) -> Span | None:
    """“X er behandlingsansvarlig”, “X ved daglig leder er …”, “X (org.nr …) har ansvaret”."""
    first = max(0, start - 18)
    for place in range(first, start - 2):
        if words.as_written[place] in _FOR and (span := names.name_at(words, place + 2)):
            return span
    if not first and (span := _of_kind(words, start)):
        return span
    for place in range(first, start):
        if names.is_capital(words.as_written[place]):
            if place and words.as_written[place - 1].lower() == "c/o":
                continue
            is_led = place + 1 < start and words.as_written[place + 1].lower() in _THROUGH
            span = (place, place + 1) if is_led else names.name_at(words, place)
            if span and _is_street(words, span):
                continue
            if span and span[1] <= start and not _new_sentence(words, span[1], start):
                if span[0] > 0 and words.as_written[span[0] - 1].lower() in (
                    "datatilsynet",
                    "lov",
                    "kunden",
                ):
                    continue
                return span
    return None


def _of_kind(words: Words, start: int) -> Span | None:
    """“Bransjeforeningen for fjellguider, c/o …”, “Næringshagane for vekst ved …”: a name that goes
    on in small letters."""
    row = [text.lower() for text in words.as_written[: min(start, _KIND_MOST)]]
    if len(row) < _KIND_LEAST or not row[0].endswith(_KINDS) or row[1] not in ("for", "i", "av"):
        return None
    if not words.as_written[0][:1].isupper():
        return None
    for end in range(_KIND_LEAST, len(row)):
        if words.gaps[end].strip()[:1] in (",", "(") or row[end] in ("er", "ved", "v"):
            return (0, end) if not any(words.gaps[at].strip() for at in range(1, end)) else None
    return None


_KIND_LEAST: Final = 3
_KIND_MOST: Final = 9
_KINDS: Final = (
    "foreningen", "foreninga", "foreininga", "forbundet", "nettverket", "klyngen", "klynga",
    "kammeret", "hagen", "hagene", "hagane", "rådet", "forumet", "alliansen",
)  # fmt: skip


def _is_street(words: Words, span: Span) -> bool:
    """“Storgata 4”."""
    after = words.as_written[span[1]] if span[1] < len(words) else ""
    return after[:1].isdigit() and words.as_written[span[1] - 1].lower().endswith(names.STREETS)


def _new_sentence(words: Words, end: int, start: int) -> bool:
    return any(
        words.gaps[place].strip() in (".", "?", "!")
        and words.as_written[place - 1].lower() not in _SHORTENED
        for place in range(end, start)
    )


# “org. nr. …”
_SHORTENED: Final = frozenset("org nr org.nr tlf jf jfr st pr v".split())
# Said of a name in full, or in short.
_SAID: Final = 1
_PLAIN: Final = 2
# “Kari Moen er, på vegne av X, ansvarlig”: whose it is comes after these.
_FOR: Final = ("vegne", "vegner", "behalf")
# “X ved Kari Moen (leder)”: who answers for it is the one before.
_THROUGH: Final = frozenset("ved v c/o c o".split())
