"""Names in a sentence that are of suppliers: of the catalogue, or told by what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tillit.privacy.reader.claims import catalogue, names
from tillit.privacy.reader.claims.clauses import (
    Words,
    cell_numbers,
    clause,
    columns_of,
    has,
    segments,
    words_in,
)
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence

JOIN: Final = frozenset("og eller and or samt & både eller/og og/eller".split())


# Sentences in which a company's full name is the controller's own.
_OWN_LINE: Final = ("controller_word", "owns", "number_word", "others_contact")


_RUNS: Final = frozenset(
    "drives drivast driven eies eigd arrangeres utgis vedtas fastsettes run owned operated".split()
)


_COMPANIES: Final = frozenset("AS ASA ANS AB ApS Ltd Inc GmbH".split())


@dataclass(slots=True)
class Mention:
    """A name in a sentence: where, and who it is when the catalogue knows."""

    sentence: Sentence
    at: Span
    written: str
    known: catalogue.Supplier | None

    @property
    def key(self) -> str:
        return self.known.name if self.known else self.written.casefold()


def mentions(marked: Marked, sentence: Sentence, own: set[str]) -> list[Mention]:
    """The names in a sentence that are of suppliers, in order."""
    found = marked.found(sentence)
    listed = sentence.kind in ("item", "row") and _is_about_suppliers(marked, sentence)
    known = _known(sentence)
    context = found.has("supplier_before", "supplier_after", "number_word", "company_form")
    if not known and not context and not listed:
        return []
    if sentence.kind == "heading" or sentence.text.isupper():
        return [one for one in known if one.known and not one.known.is_word][:1]
    words = words_in(sentence)
    kept = [one for one in known if _is_supplier(marked, found, words, one)]
    taken = [one.at for one in known]
    if context or listed:
        for span in _unknown(marked, found, words, sentence, listed=listed):
            if not any(span[0] < end and start < span[1] for start, end in taken):
                written = names.written(words, span)
                kept.append(Mention(sentence, span, written, None))
                taken.append(span)
    kept = [one for one in kept if not _is_own(one, own)]
    return sorted(kept, key=lambda one: one.at)


def _known(sentence: Sentence) -> list[Mention]:
    """The names of the catalogue in a sentence."""
    found: list[Mention] = []
    place, words = 0, sentence.words
    if not any(map(catalogue.beginning, words)):
        return found
    as_written: Words | None = None
    while place < len(words):
        hit = catalogue.at(words, place)
        if hit is None:
            place += 1
            continue
        end, known = hit
        as_written = as_written or words_in(sentence)
        if as_written.gaps[end].startswith("+") and (one := catalogue.plus(words[end - 1])):
            found.append(Mention(sentence, (place, end), one.name, one))
            place = end
        elif _is_name(sentence, as_written, place, end, known):
            found.append(Mention(sentence, (place, end), _shown(as_written, place, end), known))
            place = end
        else:
            place += 1
    return found


def _is_name(
    sentence: Sentence, words: Words, place: int, end: int, known: catalogue.Supplier
) -> bool:
    """Whether the words are written as a name; an ordinary word that opens a sentence is not."""
    first = words.as_written[place]
    if not (first[:1].isupper() or first[:1].isdigit() or any(sign.isupper() for sign in first)):
        return known.name[:1].islower() or "." in first or (not known.is_word and end - place > 1)
    if (
        not known.is_word
        or end - place > 1
        or (place and not words.gaps[place].rstrip().endswith((".", ":", "!", "?")))
    ):
        return True
    after = words.gaps[end] if end < len(words.gaps) else ""
    return (
        sentence.kind in ("item", "row", "heading")
        or any(sign in after for sign in "–-:(|,")
        or len(words) == 1
    )


def _shown(words: Words, place: int, end: int) -> str:
    """The name as written, without a genitive's s or what a hyphen adds."""
    text = " ".join(words.as_written[place:end])
    last = words.as_written[end - 1]
    if "-" in last and catalogue.named(last) is None:
        return text
    hit = catalogue.named(text.partition("-")[0]) if "-" in text else None
    if hit and words_equal(text, hit):
        return text
    if hit:
        return text.partition("-")[0]
    if text.endswith("s") and len(text) > 3 and _spelled(text[:-1]) and not _spelled(text):
        return text[:-1]
    if last.lower().rstrip(".") in names.FORMS and end - place > 1:
        return " ".join(words.as_written[place : end - 1])
    return text


def words_equal(text: str, known: catalogue.Supplier) -> bool:
    """Whether the text is one of the supplier's names to the letter."""
    return text.casefold() in {name.casefold() for name in (known.name, *known.aliases)}


def _spelled(text: str) -> bool:
    hit = catalogue.named(text)
    return hit is not None and words_equal(text, hit)


def _is_supplier(marked: Marked, found: Found, words: Words, mention: Mention) -> bool:  # noqa: PLR0911 -- each reason by itself
    """Whether what is named gets data, and is not a link, a competence, a source, or what is not
    used."""
    known = mention.known
    if known is None or not known.is_used:
        return False
    if mention.sentence.kind == "row" and _is_about_suppliers(marked, mention.sentence):
        return True
    segment = next(one for one in segments(words) if one[0] <= mention.at[0] < one[1])
    near = clause(words, mention.at[0], segment)
    wide = (max(segment[0], mention.at[0] - 8), min(segment[1], mention.at[1] + 6))
    if has(found, wide, "not_supplier"):
        return False
    if found.has("see_also"):
        return False
    after = found.words[mention.at[1]] if mention.at[1] < len(found.words) else ""
    if known.what_for == "marketing" and after.startswith("profil"):
        return False
    if "sertifi" in found.words[mention.at[1] - 1] or "partner" in found.words[mention.at[1] - 1]:
        return False
    if "adresseregister" in found.words[mention.at[0] : mention.at[1] + 2]:
        return False
    if (
        has(found, segment, "comes_from")
        and known.what_for in ("marketing", "other")
        and known.countries != ("NO",)
    ):
        return has(found, near, *(f"for_{code}" for code in ("marketing", "statistics")))
    return not (
        known.what_for == "marketing" and found.has("source_social") and found.has("source_public")
    )


def _is_own(mention: Mention, own: set[str]) -> bool:
    name = mention.written.casefold()
    return any(
        name == one or one.startswith(f"{name} ") or name.startswith(f"{one} ") for one in own
    )


def _unknown(
    marked: Marked, found: Found, words: Words, sentence: Sentence, *, listed: bool
) -> Iterator[Span]:
    """Names that stand where only a supplier's can."""
    if listed:
        if span := _listed_name(marked, words, sentence):
            yield span
        if sentence.kind == "row":
            return
    if found.has("not_supplier", "see_also", "authority", "comes_from"):
        return
    for start, end in sorted(found.lists.get("supplier_before", ())):
        if found.words[start] in _RUNS and sentence.number < 12:
            continue
        if span := names.name_from(words, end, sure=_after_verb(words, end)):
            yield span
            yield from _more(words, span[1])
    yield from _companies(found, words)
    for start, _end in sorted(found.lists.get("supplier_after", ())):
        span = names.name_until(words, start)
        if span and (
            span[0] > 0 or span[1] - span[0] > 1 or names.is_odd(words.as_written[span[0]])
        ):
            yield span


def _companies(found: Found, words: Words) -> Iterator[Span]:
    """Names with a number after them, or with the form of a company, that something goes to."""
    gets = found.has("supplier_before", "supplier_after", "gets_word") and len(words) > 6
    own = found.has(*_OWN_LINE)
    for place in range(1, len(words)):
        text = words.as_written[place]
        if text.lower().startswith(("org", "organisasjonsn")) and "(" in words.gaps[place]:
            span = names.name_until(words, place)
        elif text in _COMPANIES and gets and not own:
            span = names.name_until(words, place + 1)
        else:
            continue
        if span:
            yield span


def _after_verb(words: Words, end: int) -> bool:
    return bool(end < len(words) and words.gaps[end].strip() in ("", ":"))


def _more(words: Words, place: int) -> Iterator[Span]:
    """“… av A, B og C”."""
    while place < len(words):
        gap = words.gaps[place].strip()
        if gap.endswith("("):  # “A (regnskap), B (nettside)”
            while place < len(words) and ")" not in words.gaps[place]:
                place += 1
            if place == len(words):
                return
            gap = words.gaps[place].strip(" )")
        if words.as_written[place].lower() in JOIN and not gap:
            place += 1
        elif gap != ",":
            # “Abacus IT avd Son, …”
            place = _comma(words, place)
            if not place:
                return
        span = names.name_from(words, place, sure=True)
        if span is None or span[0] != place:
            return
        yield span
        place = span[1]


def _comma(words: Words, place: int) -> int:
    """The word after the next comma, when it is no more than two words on; 0 for none."""
    for at in range(place + 1, min(place + 4, len(words))):
        gap = words.gaps[at].strip()
        if gap == ",":
            return at
        if gap:
            return 0
    return 0


def _is_about_suppliers(marked: Marked, sentence: Sentence) -> bool:
    """Whether a row or an item stands in a table or a list of suppliers."""
    if sentence.lead is not None and marked.found(sentence.lead).has("about_suppliers"):
        return True
    if sentence.kind == "row" and sentence.lead is not None:
        return False
    return bool(sentence.headings) and marked.found(sentence.headings[-1]).has("about_suppliers")


def _listed_name(marked: Marked, words: Words, sentence: Sentence) -> Span | None:  # noqa: PLR0911
    """The name an item begins with, or the cell of the column of suppliers."""
    if sentence.kind == "row":
        within = _supplier_cell(marked, words, sentence)
        if within is None or within[1] - within[0] > 5:
            return None
        first = words.as_written[within[0]]
        if not names.is_capital(first) or (within[1] - within[0] == 1 and names.is_word(first)):
            return None
        if "_" in first or any(
            one.lower() in ("egen", "eigen", "own")
            for one in words.as_written[within[0] : within[1]]
        ):
            return None
        return within
    span = names.name_from(words, 0, sure=False)
    if span is None or span[0] != 0 or span[1] - span[0] > 4:
        return None
    if span[1] - span[0] == 1 and names.is_inflected(words.as_written[0]):
        return None
    after = words.gaps[span[1]] if span[1] < len(words.gaps) else ""
    return span if any(sign in after for sign in "–-:(,") or span[1] == len(words) else None


def _supplier_cell(marked: Marked, words: Words, sentence: Sentence) -> Span | None:
    lead = sentence.lead
    number = 0
    if lead is not None:
        head = columns_of(lead, words)
        columns = [
            head[start]
            for start, _end in sorted(marked.found(lead).lists.get("about_suppliers", ()))
        ]
        if not columns or columns[0] > 1:
            return None
        number = columns[0]
    mine = cell_numbers(words)
    places = [at for at, cell in enumerate(mine) if cell == number]
    return (places[0], places[-1] + 1) if places else None
