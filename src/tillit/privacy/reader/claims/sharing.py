"""With whom data is shared besides named suppliers, where it comes from, whether it leaves the
EEA, and cookies."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from tillit.privacy.reader.claims import catalogue, columns, scope
from tillit.privacy.reader.claims.clauses import names_itself
from tillit.privacy.reader.claims.denials import is_denied
from tillit.privacy.reader.claims.names import ENDINGS, FORMS
from tillit.privacy.reader.language import lemmas
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence, Words

# What a transfer may rest on, by the list of words for it.
TRANSFER_GROUNDS: Final = {
    "transfer_shield": "privacy_shield",
    "transfer_harbour": "safe_harbour",
    "transfer_dpf": "dpf",
    "transfer_scc": "scc",
    "transfer_bcr": "bcr",
    "transfer_adequacy": "adequacy",
}
_SOURCES: Final = (
    "self",
    "colleague",
    "public",
    "website",
    "social",
    "partner",
    "media",
    "cookies",
    "meeting",
    "relatives",
    "organisation",
)
_SOURCE_LISTS: Final = tuple(f"source_{source}" for source in _SOURCES)
# Who enters data about somebody else.
_ENTERING: Final = ("self", "colleague", "relatives", "organisation")
_FIELDS: Final = ("field_name", "field_first_name", "field_email", "field_phone")
_WITHOUT: Final = frozenset(("uten", "utan", "without"))
# How soon after a name a “not” is about it.
_SOON: Final = 3
_FROM: Final = frozenset(("fra", "frå", "from"))
_OWNS: Final = frozenset(
    "eid eies eigd eigast owned granted required pålagt pålagd krevd godkjent fastsatt".split()
)
_SENDS: Final = frozenset("sender gir gjev gir ga sende gje sends gives".split())
# What an organisation calls itself.
_OWN: Final = frozenset(
    "klubben laget korpset foreningen foreninga foreininga forbundet kommunen kommuna selskapet "
    "velet vellet koret stiftelsen bedriften club association organisation federation choir".split()
)
_US: Final = frozenset(("oss", "us"))
# What the reader shares, what is in two parts, and what processing is.
_NOT_SHARED: Final = re.compile(
    r"(?i)\b(?:deler du|du (?:kan |vil )?deler?|you (?:may |can |choose to )?share|"
    r"del(?:ast|es|t|as) (?:opp|inn)|innsamling\b.*\bregistrering|registrering\b.*\binnsamling|"
    r"collection\b.*\brecording)"
)
# “Hører vi gjerne fra deg”, “do not send us …”: no data comes by that.
_HEARS: Final = re.compile(
    r"(?i)\b(?:hør|høyr|hear)\w*\b[^.]{0,24}\b(?:fra|frå|from) (?:deg|dykk|dere|you)\b|"
    r"(?i:\b(?:do not|don't|ikke|ikkje) (?:send|submit|enter|legg)\b)"
)
_USA: Final = re.compile(r"\b(?:USA|US|U\.S\.|(?:United|[Ff]orente) [Ss]tat(?:es|er))(?![\w-])")
_VALUES: Final = {"public": "public_register"}


def of(marked: Marked) -> Iterator[Claim]:
    """Recipients, sharing, transfers, sources, anonymity and cookies."""
    yield from _recipients(marked)
    yield from _shared(marked)
    yield from _transfers(marked)
    yield from _sources(marked)
    yield from _once(marked)


def _recipients(marked: Marked) -> Iterator[Claim]:
    """Categories of recipients: the hotel, the auditor, public authorities."""
    told: dict[str, set[str]] = {}
    for sentence in marked.saying_in_text("recipient_word"):
        found = marked.found(sentence)
        in_column = columns.cell(sentence, "recipients") if columns.is_listed(sentence) else None
        if in_column is None and not _is_shared(marked, sentence, found):
            continue
        spans = _widest(columns.spans_in(found, sentence, "recipients", "recipient_word"))
        words = sentence.written
        for span in spans:
            if _is_denied(found, span) or _gives(found, span):
                continue
            if _is_said_by_name(words, span, spans):
                continue
            start, end = _named_from(words, span[0]), _named_until(words, span[1])
            if (start, end) != span and start and found.words[start - 1] in _AT:
                continue  # “lunsj på Grand Hotel”: where it is
            value = " ".join(words.as_written[start:end])
            name = (*found.words[start : span[0]], *found.words[span[1] : end])
            if not _is_told(told, found.words[slice(*span)], " ".join(name)):
                yield Claim(
                    "recipient",
                    sentence,
                    value=value,
                    what_for="other",
                    data=scope.of(marked, sentence),
                )


def _widest(spans: Sequence[Span]) -> list[Span]:
    """Each place once: “offentlige myndigheter” is not “myndigheter” as well."""
    every = dict.fromkeys(spans)
    return [
        one
        for one in every
        if not any(two != one and two[0] <= one[0] and one[1] <= two[1] for two in every)
    ]


_AT: Final = frozenset("på at".split())


def _kind(words: Sequence[str]) -> str:
    """“Restauranten” and “restauranter” are of one kind."""
    return min(lemmas(words[0]), key=len) if len(words) == 1 else " ".join(words)


def _is_told(told: dict[str, set[str]], words: Sequence[str], name: str) -> bool:
    """Whether such a one was told of before, however it was written: “Restauranten Palmen” as
    “Restaurant Palmen”, and then “restauranten”."""
    names = told.setdefault(_kind(words), set())
    is_one = not name and words[-1].endswith(_THE)
    if name in names or (is_one and names):
        return True
    names.add(name)
    return False


# “Restauranten” is one that was told of; “restauranter” may be any.
_THE: Final = ("en", "et", "a")


def _is_said_by_name(words: Words, span: Span, spans: Sequence[Span]) -> bool:
    """“Restauranten Restaurant Palmen”: the kind, and then the name."""
    said = words.lower()
    return any(
        one[0] == span[1] and words.gaps[one[0]] == " "
        and _kind(said[slice(*one)]) == _kind(said[slice(*span)])
        for one in spans
    )  # fmt: skip


def _named_until(words: Words, end: int) -> int:
    """Where its name ends: “Restaurant Palmen”, “trykkeriet Lågdal Trykk”."""
    last = end
    while (
        last < min(len(words), end + 3)
        and words.gaps[last] == " "
        and names_itself(words.as_written[last])
        and words.as_written[last].lower() not in _OWN  # “hovedorganisasjonen Laget er med i”
    ):
        last += 1
    return last - (last > end and words.as_written[last - 1].lower() in FORMS)


def _named_from(words: Words, start: int) -> int:
    """Where its name begins, when it has one of its own: “Lågdal Trykkeri”."""
    if not names_itself(words.as_written[start]):
        if start and words.gaps[start] == " " and words.as_written[start] in ENDINGS:
            return start - names_itself(words.as_written[start - 1])  # “Lågdal kommune”
        return start
    while (
        start and words.gaps[start].isspace() and names_itself(words.as_written[start - 1])
        and not words.gaps[start - 1].rstrip().endswith((".", ":", "!", "?"))
    ):  # fmt: skip
        start -= 1
    return start


def _is_shared(marked: Marked, sentence: Sentence, found: Found) -> bool:
    # An officer that is shared with somebody gives nothing away, nor does the text itself.
    if found.has("not_purpose") or (found.has("officer") and not found.has("data_general")):
        return False
    if found.has("sharing_word", "gets_word", "told_word"):
        return True
    return marked.is_under(sentence, "sharing_word", "about_recipients")


def _is_denied(found: Found, span: Span) -> bool:
    """Not before it, not right after it, and not after what it would get: “de får ingen navn”.
    What it gets without names, it gets."""
    gets = {end for _start, end in found.lists.get("gets_word", ())}
    return not found.has("except") and any(
        found.words[start] not in _WITHOUT and (start - span[1] < _SOON or start in gets)
        for start, _end in found.lists.get("negates", ())
    )


def _gives(found: Found, span: Span) -> bool:
    """It is where data comes from, or who owns us or lets us, and not where it goes."""
    before = found.words[max(0, span[0] - 3) : span[0]]
    after = found.words[span[1] : span[1] + 4]
    return (
        bool(before and before[-1] in _FROM)
        or bool(_OWNS & set(before))
        or any(one in _SENDS and two in _US for one, two in itertools.pairwise(after))
    )


def _shared(marked: Marked) -> Iterator[Claim]:
    """Whether data is shared: said never to be (the first such sentence), or said to be."""
    seen: set[bool] = set()
    for sentence in marked.saying_in_text("sharing_word"):
        found = marked.found(sentence)
        if not found.has("data_general", "others_word"):
            continue
        if _NOT_SHARED.search(sentence.text) or (found.has("port") and found.has("entitled")):
            continue
        negated = found.has("negates")
        if negated and not found.has("passes_on"):
            continue  # “Vi selger aldri opplysninger” denies no sharing
        if negated not in seen:
            seen.add(negated)
            condition = _unless(sentence, found)
            yield Claim(
                "sharing",
                sentence,
                negated=negated,
                condition=condition,
                data=_data(marked, sentence),
            )


def _data(marked: Marked, sentence: Sentence) -> str:
    found = scope.of(marked, sentence)
    return found if len(sentence.headings) > 1 else "general"


def _unless(sentence: Sentence, found: Found) -> str:
    span = next(iter(found.lists.get("except", ())), None) or next(
        iter(found.lists.get("without_word", ())), None
    )
    if span is None:
        return ""
    return " ".join(sentence.written.as_written[span[0] :])


def _transfers(marked: Marked) -> Iterator[Claim]:
    """Whether data leaves the EEA, on what ground, and to whom where the sentence names them."""
    seen: set[tuple[str, bool, str]] = set()
    for sentence in marked.saying_in_text("transfer_word", *TRANSFER_GROUNDS):
        found = marked.found(sentence)
        grounds = [code for name, code in TRANSFER_GROUNDS.items() if name in found.lists]
        if not grounds and not found.has("transfer_verb"):
            continue  # an address, a telephone
        negated = found.has("negates") and not grounds
        country = "US" if _USA.search(sentence.text) else ""
        for ground in grounds or [""]:
            if (ground, negated, country) not in seen:
                seen.add((ground, negated, country))
                yield Claim(
                    "transfer",
                    sentence,
                    value=country,
                    basis=ground,
                    negated=negated,
                    party=_named(sentence),
                )


def _named(sentence: Sentence) -> str:
    """The suppliers a sentence names, with commas."""
    hits = (catalogue.at(sentence.words, place) for place in range(len(sentence.words)))
    return ", ".join(dict.fromkeys(hit[1].name for hit in hits if hit))


def _sources(marked: Marked) -> Iterator[Claim]:
    """Where data comes from, each once for each kind of data."""
    seen: set[tuple[str, str]] = set()
    for sentence, source in (*_in_columns(marked), *_said_sources(marked)):
        value, data = _VALUES.get(source, source), scope.of(marked, sentence)
        if (value, data) not in seen:
            seen.add((value, data))
            yield Claim("source", sentence, value=value, data=data)


def _said_sources(marked: Marked) -> Iterator[tuple[Sentence, str]]:
    for sentence in marked.saying_in_text("asks_for", *_SOURCE_LISTS):
        if columns.is_listed(sentence) and "source" in columns.roles(sentence):
            continue
        found = marked.found(sentence)
        if found.has("answers_plainly", "asked_for", "basis_word", "port_noun") or _HEARS.search(
            sentence.text
        ):
            continue
        from_others = found.has("comes_from") or marked.is_under(sentence, "source_heading")
        about = from_others or found.has("source_self")
        # Asked for is what one gives oneself; entered for one, what they do who enter it.
        asked = _is_asked(found)
        entered = found.has("enters_word")
        if not (about or asked or entered) or (asked and found.has("negates")):
            continue
        for source in _SOURCES:
            if source == "self" and asked:
                pass
            elif (
                f"source_{source}" not in found.lists
                or (source == "cookies" and not found.has("comes_from"))
                or (source == "media" and "sosiale" in found.words)
                or (source == "website" and _is_filled_in(marked, sentence, found))
                or (not about and source not in _ENTERING)
                or (source == "organisation" and not from_others and _is_own(found))
                or _is_not_from(sentence, found, source)
            ):
                continue
            yield sentence, source


def _is_not_from(sentence: Sentence, found: Found, source: str) -> bool:
    """“Vi henter ikke opplysninger fra sosiale medier.”"""
    return found.has("negates") and all(
        is_denied(found, sentence.written, start) for start, _end in found.lists[f"source_{source}"]
    )


def _is_filled_in(marked: Marked, sentence: Sentence, found: Found) -> bool:
    """A form on our own web site is oneself, and pages that were visited are no source."""
    if found.has("form_word", "for_statistics"):
        return True
    return sentence.lead is not None and marked.found(sentence.lead).has("source_self")


def _in_columns(marked: Marked) -> Iterator[tuple[Sentence, str]]:
    """In tables with a column that tells where from."""
    for sentence in marked.sentences:
        if sentence.kind != "row" or not columns.is_listed(sentence):
            continue
        said, found = columns.text(sentence, "source"), marked.found(sentence)
        for source in _SOURCES if said else ():
            is_self = source == "self" and _IN_PERSON.search(said)
            if is_self or columns.spans_in(found, sentence, "source", f"source_{source}"):
                yield sentence, source


# “Medlemmet selv”, “den registrerte”: in a column that tells where from.
_IN_PERSON: Final = re.compile(
    r"\b(?:selv|sjølv|deg|you|yourself|themselves|(?:den|dei|de) registrerte|data subjects?|"
    r"medlemmet|medlemmene|medlemen|medlemene|deltaker(?:en|ne)|deltakar(?:en|ane)|søker(?:en|ne)|"
    r"søkjar(?:en|ane)|kunden?|(?:the )?members?|participants?)\b",
    re.IGNORECASE,
)


def _is_own(found: Found) -> bool:
    """“Klubben fører registeret”, “melde deg inn i laget”: the one that tells, and no other."""
    return all(
        found.words[end - 1] in _OWN for _start, end in found.lists.get("source_organisation", ())
    )


def _is_asked(found: Found) -> bool:
    """“Vi ber om navn”; what is only registered may come from anywhere."""
    return (
        found.has("data_general", *_FIELDS)
        and not found.has("basis_a")
        and any(
            not found.words[start].startswith(("registrer", "må"))
            for start, _end in found.lists.get("asks_for", ())
        )
    )


def _once(marked: Marked) -> Iterator[Claim]:
    """What is said of anonymity and of cookies: the first sentence of each."""
    done: set[str] = set()
    for sentence in marked.saying_in_text("anonymous_word", "cookies_word"):
        found = marked.found(sentence)
        if "anonymous" not in done and found.has("anonymous_word"):
            done.add("anonymous")
            yield Claim(
                "anonymous", sentence, negated=found.has("negates"), data=scope.of(marked, sentence)
            )
        if "cookies" not in done and found.has("cookies_word"):
            done.add("cookies")
            yield Claim("cookies", sentence, negated=found.has("negates") and len(found.words) < 14)
