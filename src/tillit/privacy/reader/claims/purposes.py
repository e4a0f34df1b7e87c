"""What data is used for, in the statement's words, with the code of the purpose where one of the
profiles' fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tillit.privacy.reader.claims import catalogue, columns, data, fields, scope
from tillit.privacy.reader.claims.clauses import CELL, columns_of
from tillit.privacy.reader.claims.denials import is_denied
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence, Words

# The purposes of the five profiles, by whose data it is.
OF_DATA: Final = {
    "registrations": "run_event",
    "members": "administer_membership",
    "applicants": "administer_membership",
    "customers": "fulfil_agreement",
    "prospects": "clear_interest",
    "suppliers": "deal_with_suppliers",
}
_FIELDS: Final = tuple(f"field_{key}" for key in fields.FIELDS)
# A heading that is no more than “Hvorfor trenger vi dem?”.
_SHORT: Final = 5
# Where a sentence on what for goes on to say something else.
_ELSE: Final = re.compile(
    r";|\||\. (?=[A-ZÆØÅ])|"
    r",? (?:er|må|vil|har|ber|treng|trenger|lagrer|lagrar|samler|samlar|registrerer|behandler)"
    r" (?:vi|me)\b|, (?!der |eller |etter )\w{2,}(?:er|ar) (?:vi|me)\b|"
    r", (?:og|men|but|and) (?:den|det|de|dette|grunnlag\w*|it|they|the basis)\b"
)


# “… til følgende formål: salg og kundeservice”.
_FOLLOWING: Final = re.compile(
    r"^(?:følgende|følgande|fylgjande|disse|desse|the following) (?:formål|føremål|purposes?)\w*\W*"
)
_WHICH_IS: Final = re.compile(r"\b(?:er|is) (?:å|to) ")
# “… lagres helt til avmelding”: until then, and not for it.
_UNTIL: Final = frozenset("helt heilt fram frem inntil".split())


def of(marked: Marked) -> Iterator[Claim]:
    """The purposes, one for each sentence or item that states one."""
    for sentence in marked.sentences:
        if sentence.kind == "heading":
            continue
        if value := _stated(marked, sentence):
            whose = _data(marked, sentence)
            code = _code(marked, sentence, whose)
            yield Claim("purpose", sentence, value=value, data=whose, purpose=code)


def _stated(marked: Marked, sentence: Sentence) -> str:
    """The words that state a purpose; empty when the sentence states none."""
    found = marked.found(sentence)
    if sentence.kind == "row":
        return _in_column(marked, sentence)
    if found.has("not_purpose", "controller_word") or sentence.text.endswith("?"):
        return ""
    if sentence.kind == "text" and not found.has("purpose_phrase", "means_to"):
        return ""
    is_under = marked.is_under(sentence, "purpose_heading")
    if sentence.kind == "item" and is_under:
        return _as_item(marked, sentence, found)
    spans = [
        span
        for span in found.lists.get("purpose_phrase", ())
        if not span[0] or found.words[span[0] - 1] not in _UNTIL
    ]
    if spans and not found.has("defines"):
        may = is_under or found.has("processes", "collects", "purpose_heading")
        return _after(found, spans, sentence.written) if may else ""
    # “Hvorfor? Vi skal levere det medlemmene betaler for.”
    is_short = sentence.under is not None and len(sentence.under.words) <= _SHORT
    is_plan = (
        is_under and is_short and found.has("means_to")
        and not found.has("basis_word", "deleted", "kept", "negates")
    )  # fmt: skip
    return sentence.text.strip().rstrip(".") if is_plan else ""


def _end(words: Words, said: Sequence[str], start: int) -> int:
    """“Styreweb til medlemsregisteret, Fiken til regnskapet”: to where another's part begins."""
    for place in range(start, len(words)):
        if catalogue.at(said, place):
            comma = next((at for at in range(place, start, -1) if "," in words.gaps[at]), 0)
            return comma or len(words)
    return len(words)


def _as_item(marked: Marked, item: Sentence, found: Found) -> str:
    """An item of what data is for; a ground, a right or a field among them is none."""
    led = marked.found(item.lead) if item.lead is not None else None
    is_right = led is not None and (led.has("asked_for") or not led.has("purpose_heading"))
    if found.has("kept", "deleted") or (led is not None and led.has("criterion")):
        return ""  # how long
    is_field = len(found.words) <= _SHORT and found.has(*_FIELDS)
    if is_right or is_field or found.has("basis_word") or _names_supplier(item):
        return ""
    text = item.text.strip(" •·-–").rstrip(".;,")
    return text.removeprefix("for å ").removeprefix("for ").removeprefix("å ")


def _names_supplier(sentence: Sentence) -> bool:
    """What a supplier is used for is not what data is."""
    return any(catalogue.at(sentence.words, at) for at in range(len(sentence.words)))


def _after(found: Found, spans: Sequence[Span], words: Words) -> str:
    """What follows the word for it. Before it, a ground or a right would be what it is about:
    “Grunnlaget er …, som er nødvendig for å …”."""
    plain = [
        span
        for span in spans
        if not found.words[span[0]].startswith(("formål", "føremål", "purpose"))
    ]
    first = (plain or spans)[0]
    before = (
        span
        for name in ("basis_word", "asked_for", "answers_plainly", "gets_word")
        for span in found.lists.get(name, ())
    )
    # “Kept until its purpose has been served” says how long.
    is_kept = not plain and found.has("kept", "deleted", "sharing_word")
    if is_denied(found, words, first[1] - 1):
        return ""  # “vi bruker aldri opplysningene til reklame”
    if is_kept or found.has("criterion") or any(span[0] < first[0] for span in before):
        return ""
    text = "".join(
        words.gaps[at] + words.as_written[at]
        for at in range(min(first[1], len(words) - 1), _end(words, found.words, first[1]))
    )
    text = _ELSE.split(text.strip(" :–-,"), maxsplit=1)[0]
    if not plain:  # “formålet med behandlingen er å …”
        text = _WHICH_IS.split(text, maxsplit=1)[-1]
    text = _FOLLOWING.sub("", text)
    if text.startswith(("at ", "that ", "of ", "med behandling", "process your", "collect your")):
        return ""
    for opening in _OPENINGS:
        text = text.strip(" :–-,").removeprefix(opening)
    text = _in_brackets(text.strip(" .;:,")).removesuffix(" er").removesuffix(" is")
    return text if len(text.split()) > 1 and not _POINTS.match(text) else ""


# “For å gjøre dette”, “til det som er avtalt”: what for, only another sentence tells.
_POINTS: Final = re.compile(
    r"(?i)(?:(?:det|dei|den|de|alt|it|what|(?:the )?purposes?|f[oø]r?e?mål\w*) )?"
    r"(?:som|which|that) \w+ |"
    r"(?:\w+ (?:til |fram |frem )?(?:dette|this)|(?:gjøre|gjere|gjera|få|do) (?:det|it|so|så))\b"
    r"(?! (?:mulig|mogleg|enklere|enklare|lettere|lettare|trygg|arbeid|arrangement|form))"
)


def _in_brackets(text: str) -> str:
    """Cut where a bracket closes that does not open in it; without a law in one that stays open."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign == ")" and not opened:
            return text[:at].rstrip()
        if sign == ")":
            opened.pop()
        elif sign == "(":
            opened.append(at)
    is_law = bool(opened) and _LAW.match(text, opened[0]) is not None
    return text[: opened[0]].rstrip() if is_law else text + ")" * len(opened)


_OPENINGS: Final = (
    "eksempel for å ", "om å ", "enn å ", "er å ", "er ", "å ", "kunne å ", "kunne ", "to ",
    "be able to ", "is to ", "is ",
)  # fmt: skip
_LAW: Final = re.compile(
    r"(?i)\((?:art|jf|jfr|cf|gdpr|personvernf|pvf|article|artikkel|see|se|sjå)\b|\(§"
)


def _in_column(marked: Marked, row: Sentence) -> str:
    """The cell of a table's row under the head that asks what for."""
    if columns.is_listed(row):
        said = columns.text(row, "purpose") or columns.text(row, "activity")
        return said.rstrip(".") if any(map(str.isalpha, said)) else ""
    if row.lead is None or _names_supplier(row):
        return ""
    head = [cell.strip() for cell in row.lead.text.strip(" |:").split(CELL)]
    mine = [cell.strip() for cell in row.text.strip(" |").split(CELL)]
    spans = marked.found(row.lead).lists.get("purpose_heading", ())
    if not spans or len(head) != len(mine):
        return ""
    numbers = columns_of(row.lead, row.written)
    cell = mine[min(numbers[spans[0][0]] - numbers[0], len(mine) - 1)]
    return cell if len(cell.split()) > 1 else ""


def _data(marked: Marked, sentence: Sentence) -> str:
    """Whose data; an item of a list is about what it names itself, and not what the one before
    it does."""
    if sentence.kind not in ("item", "row") or columns.is_listed(sentence):
        return scope.of(marked, sentence)
    named = data.named_in(marked, sentence)
    return named if named and named not in scope.MEANS else scope.headed(marked, sentence)


def _code(marked: Marked, sentence: Sentence, data: str) -> str:
    found = marked.found(sentence)
    if found.has("governing") and data in ("members", "general", "staff"):
        return "govern_association"
    if found.has("published_word") and data == "members":
        return "publish_in_directory"
    if data == "suppliers" and found.has("partner_word"):
        return "work_with_partners"
    return OF_DATA.get(data, "")
