"""Names in a sentence that are of suppliers: of the catalogue, or told by what is said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from tillit.privacy.reader.claims import catalogue, names
from tillit.privacy.reader.claims.clauses import clause, has, segments
from tillit.privacy.reader.claims.listed import PURPOSES, is_about_suppliers
from tillit.privacy.reader.claims.unlisted import unlisted
from tillit.privacy.reader.claims.writing import Writing
from tillit.privacy.reader.marks import Marked, lexicon
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence, Words


@dataclass(slots=True)
class Mention:
    """A name in a sentence: where, and who it is when the catalogue knows."""

    sentence: Sentence
    at: Span
    written: str
    known: catalogue.Supplier | None
    # Only its machines are spoken of.
    by_the_way: bool = False

    @property
    def key(self) -> str:
        return self.known.name if self.known else self.written.casefold()


def mentions(marked: Marked, sentence: Sentence, own: set[str], writing: Writing) -> list[Mention]:
    """The names in a sentence that are of suppliers, in order."""
    found = marked.found(sentence)
    listed = sentence.kind in ("item", "row") and is_about_suppliers(marked, sentence)
    known = _known(sentence, found)
    context = found.has(*_CONTEXT) and _may_name(sentence, found)
    if not known and not context and not listed:
        return []
    if sentence.kind == "heading" or sentence.text.isupper():
        return [
            one
            for one in known
            if one.known
            and not one.known.is_word
            and not _is_account(sentence.words[one.at[1] - 1])
        ][:1]
    words = sentence.written
    kept = [one for one in _as_one(known, words) if _is_supplier(marked, found, words, one)]
    taken = [one.at for one in known]
    if context or listed:
        at = dict(taken)
        for span in unlisted(marked, sentence, words, at, listed=listed, writing=writing):
            if not any(span[0] < end and start < span[1] for start, end in taken) and not (
                span[1] == span[0] + 1 and _is_field(sentence.words[span[0]])
            ):
                written = names.written(words, span)
                kept.append(Mention(sentence, span, written, None))
                taken.append(span)
    kept = [one for one in kept if not _is_own(one, own)]
    return sorted(kept, key=lambda one: one.at)


def _as_one(known: list[Mention], words: Words) -> list[Mention]:
    """“Microsoft Office Outlook”: a product after its house is one name, the product's."""
    kept: list[Mention] = []
    for one in known:
        last = kept[-1] if kept else None
        if last and _is_after(last, one, words):
            kept.pop()
            one = replace(one, at=(last.at[0], one.at[1]), written=f"{last.written} {one.written}")
        kept.append(one)
    return kept


def _is_after(one: Mention, two: Mention, words: Words) -> bool:
    is_next = one.at[1] == two.at[0] and words.gaps[two.at[0]] == " "
    return is_next and bool(one.known and two.known and one.known.owner == two.known.owner)


# A name that the catalogue has not is told by one of these.
_CONTEXT: Final = (
    "supplier_before", "supplier_after", "number_word", "company_form", "data_word", *PURPOSES,
)  # fmt: skip
# That somebody gets something, or does something for us.
_GIVES: Final = (
    "sharing_word", "gets_word", "told_word", "share", "supplier_before", "supplier_after",
)  # fmt: skip
# “24SevenOffice”, “4human”.
_FIGURE_FIRST: Final = re.compile(r"\d\w*[^\W\d_]")


def _may_name(sentence: Sentence, found: Found) -> bool:
    """Whether there is a capital, or a figure in a word, besides the one the sentence begins with,
    or it is said of that word that it does something."""
    text = sentence.text
    return (
        not text[1:].islower()
        or found.has("supplier_after", "number_word")
        or _FIGURE_FIRST.search(text) is not None
    )


def _known(sentence: Sentence, marked: Found) -> list[Mention]:
    """The names of the catalogue in a sentence."""
    found: list[Mention] = []
    after, words = 0, sentence.words
    as_written: Words | None = None
    for place in catalogue.beginnings(words):
        hit = catalogue.at(words, place) if place >= after else None
        if hit is None:
            continue
        end, known = hit
        as_written = as_written or sentence.written
        if as_written.gaps[end].startswith("+") and (one := catalogue.plus(words[end - 1])):
            found.append(Mention(sentence, (place, end), one.name, one))
            after = end
        elif _is_name(sentence, as_written, place, end, known) or (
            not place and _does(marked, as_written, end)
        ):
            found.append(Mention(sentence, (place, end), _shown(as_written, place, end), known))
            after = end
    return found


def _is_field(word: str) -> bool:
    """“Navn”, “Telefonnummer”: what is asked for, and nobody's name."""
    return any(str(key).startswith("field_") for key in lexicon().word(word).keys)


def _does(found: Found, words: Words, end: int) -> bool:
    """“Stripe tar betalingen”: a word that opens a sentence, and then does something for us."""
    if not words.as_written[0][:1].isupper() or end == len(words):
        return False
    if words.as_written[end].lower() in ("tar", "tek", "takes"):
        return True
    return any(start == end for start, _end in found.lists.get("supplier_after", ()))


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
    if _is_field(sentence.words[place]):
        return False  # “Workplace: needed”, in a list of what is asked for
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
    if mention.sentence.kind == "row" and is_about_suppliers(marked, mention.sentence):
        return True
    segment = next(one for one in segments(words) if one[0] <= mention.at[0] < one[1])
    near = clause(words, mention.at[0], segment)
    wide = (max(segment[0], mention.at[0] - 8), min(segment[1], mention.at[1] + 6))
    if has(found, wide, "not_supplier") or has(found, segment, "nameless"):
        return False
    if known.because == "own" and not found.has(*_GIVES):
        return False  # “avtalen med Siva”: who only gets what is told to go there
    if found.has("see_also") or (known.what_for == "marketing" and found.has("reader_shares")):
        return False  # a page the reader may share, and no data
    if known.name == "Mastercard Payment Services" and "visa" in found.words:
        return False
    follows = {end for end, _last in found.lists.get("policy_word", ())}
    if mention.at[1] in follows or _is_account(found.words[mention.at[1] - 1]):
        return False
    mention.by_the_way = any(
        start == mention.at[1] for start, _end in found.lists.get("server_word", ())
    )
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


# “Google-konto”, “Facebook-brukere”: what the reader has there.
_OWN_ACCOUNT: Final = ("konto", "kontoen", "kontoer", "data", "bruker", "brukere", "account")


def _is_account(word: str) -> bool:
    _name, hyphen, rest = word.partition("-")
    return bool(hyphen) and rest in _OWN_ACCOUNT


def _is_own(mention: Mention, own: set[str]) -> bool:
    name = mention.written.casefold()
    if mention.known:
        return any(one.removeprefix(name).strip() in ("", *names.FORMS) for one in own)
    return any(
        f" {name} " in f" {one} " or name.startswith(f"{one} ") or name.endswith(f" {one}")
        for one in (each.replace("- ", " ") for each in own)
    )
