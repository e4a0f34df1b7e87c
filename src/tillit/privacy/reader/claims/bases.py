"""On what ground data is processed: the letters of article 6(1), for each sentence that says
one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import columns, scope
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence

OF_LIST: Final = {f"basis_{letter}": f"6(1)({letter})" for letter in "abcdef"}
# These words are grounds by themselves; consent and agreement only where they are said to be.
_PLAIN: Final = ("basis_c", "basis_d", "basis_e", "basis_f")
# How far before a letter its article stands: “artikkel 9 nr. 2 bokstav a”.
_NEAR: Final = 4
_TRANSFERS: Final = ("transfer_scc", "transfer_dpf", "transfer_bcr", "transfer_shield")


def of(marked: Marked) -> Iterator[Claim]:
    """The bases, each once for each kind of data."""
    seen: set[tuple[str, str, int]] = set()
    for sentence in marked.saying_in_text(*OF_LIST):
        found = marked.found(sentence)
        for name, code in OF_LIST.items():
            said = columns.spans_in(found, sentence, "basis", name)
            span = next((one for one in said if _counts(found, name, one)), None)
            in_column = columns.is_listed(sentence) and "basis" in columns.roles(sentence)
            if span is None or not (
                in_column or _is_said(marked, sentence, found, name) or _does(found, span)
            ):
                continue
            data = scope.of(marked, sentence)
            negated = _is_denied(found, span)
            row = columns.is_listed(sentence) and data == "other"
            if (data, code, row and sentence.number) not in seen:
                seen.add((data, code, row and sentence.number))
                yield Claim("basis", sentence, value=code, basis=code, data=data, negated=negated)


# How far after “protestere” what is protested against may stand.
_AGAINST: Final = 9


def _counts(found: Found, name: str, span: Span) -> bool:
    """“databehandleravtale” is an agreement, but no ground; nor are the letters of article 9, and
    what a transfer rests on."""
    words = found.words[slice(*span)]
    if "bokstav" in words or words[-1] == name[-1]:
        article = [word for word in found.words[max(0, span[0] - _NEAR) : span[1]] if word in "69"]
        if article and article[-1] == "9":
            return False
    if any(0 < span[0] - start <= _AGAINST for start, _end in found.lists.get("object_noun", ())):
        return False  # “protestere mot det vi gjør på grunnlag av berettiget interesse”
    if found.has(*_TRANSFERS) and words[0] not in ("artikkel", "article", "6"):
        return False
    return name != "basis_b" or not any(
        word.startswith(("databehandl", "standard", "forsikring", "eøs")) for word in words
    )


def _is_said(marked: Marked, sentence: Sentence, found: Found, name: str) -> bool:
    # “Du har rett til å protestere mot det som bygger på berettiget interesse.”
    if sentence.lead is not None and marked.found(sentence.lead).has("asked_for"):
        return False
    if sentence.kind == "item" and marked.is_under(sentence, "rights_heading"):
        return False
    if name in _PLAIN or found.has("basis_word"):
        return True
    if name == "basis_a" and found.has("clock_withdrawn"):
        return False
    if name == "basis_a" and found.has("given_consent"):
        return True
    return marked.is_under(sentence, "basis_word")


def _does(found: Found, span: Span) -> bool:
    """“For å oppfylle avtalen med deg”: what is done is the ground, without its being called so."""
    return any(word.startswith(_DOING) for word in found.words[slice(*span)]) and not (
        found.has("entitled", "negates", "rights_heading")
    )


_DOING: Final = ("oppfyl", "innfri", "gjennomfør", "perform", "fulfil", "kontraktsforplikt")


def _is_denied(found: Found, span: Span) -> bool:
    return any(span[0] - 4 <= start < span[0] for start, _end in found.lists.get("negates", ()))
