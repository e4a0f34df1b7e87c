"""How well a draft register holds what its statement says, where the labels tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from benchmarks.reader.corpus import Statement, plain
from benchmarks.reader.score import Disagreement, Tally, folded
from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import Adoption, draft
from tillit.privacy.register.schema import ActivityEntry

# What is scored, and how each is written among the labels.
PARTS: Final = (
    "profile", "activity", "period", "basis", "source", "supplier", "recipient", "purpose",
)  # fmt: skip
Tuple = tuple[str, ...]


def drafts(statements: Iterable[Statement]) -> tuple[dict[str, Tally], list[Disagreement]]:
    """The tallies by part, and every place where a draft and the labels differ."""
    tallies = {part: Tally() for part in PARTS}
    disagreements: list[Disagreement] = []
    for statement in statements:
        if not statement.rows["activity"]:
            continue
        gold = _labelled(statement)
        suppliers = {folded(row["name"], "name") for row in statement.rows["supplier"]}
        got = _drafted(draft(read(statement.content, statement.page.name)), gold, suppliers)
        for part in PARTS:
            if part == "profile" and not statement.profile:
                continue
            mine, theirs = set(got[part]), set(gold[part])
            tallies[part] += Tally(len(mine & theirs), len(mine - theirs), len(theirs - mine))
            disagreements += [
                Disagreement(
                    statement.name, part, "-" if one in theirs else "+", one,
                    "" if one in theirs else got[part][one],
                )
                for one in sorted(mine ^ theirs)
            ]  # fmt: skip
    return tallies, disagreements


def _labelled(statement: Statement) -> dict[str, set[Tuple]]:
    gold: dict[str, set[Tuple]] = {part: set() for part in PARTS}
    gold["profile"].add((statement.profile,))
    for row in statement.rows["activity"]:
        key = row["activity"]
        gold["activity"].add((key,))
        gold["period"] |= {(key, folded(row["period"], "period"))} if "period" in row else set()
        gold["basis"] |= {(key, row["basis"])} if "basis" in row else set()
        gold["source"] |= {(key, one) for one in row.get("sources", ())}
        gold["supplier"] |= {(key, folded(one, "name")) for one in row.get("suppliers", ())}
        gold["purpose"] |= {(key, plain(one)) for one in row.get("purposes", ())}
    gold["recipient"] = {(row["name"].casefold(),) for row in statement.rows["recipient"]}
    return gold


def _drafted(
    adoption: Adoption, gold: dict[str, set[Tuple]], suppliers: set[str]
) -> dict[str, dict[Tuple, str]]:
    """The same of a draft, each with the sentence it was read from. ``suppliers``: all that are
    labelled."""
    got: dict[str, dict[Tuple, str]] = {part: {} for part in PARTS}
    got["profile"][adoption.kind,] = ""
    every = [entry.activity for entry in adoption.register.activities]
    declared = {"staff", "portal", "accountability"}
    for entry in adoption.register.activities:
        key = entry.activity
        if key in declared:
            continue
        got["activity"][key,] = _why(adoption, f"activities.{key}")
        for part, value, words in _of(adoption, entry):
            got[part][key, value] = words
    for one in adoption.register.processors:
        has_part = [e.activity for e in adoption.register.activities if one.key in e.processors]
        for key in has_part:
            pair = (key, folded(one.name, "name"))
            # Who keeps all of it running has no part of its own, unless that is labelled.
            if len(has_part) < len(every) or pair in gold["supplier"]:
                got["supplier"][pair] = _why(adoption, f"processors.{one.key}")
    for recipient in adoption.register.recipients:
        # Who is paid through, or published at, answers for it: a recipient in a register.
        named = folded(recipient.name, "name")
        pairs = {(e.activity, named) for e in adoption.register.activities
                 if recipient.key in e.recipients} & gold["supplier"]  # fmt: skip
        got["supplier"] |= dict.fromkeys(pairs, _why(adoption, f"recipients.{recipient.key}"))
        name = recipient.name.casefold()
        known = next((g for (g,) in gold["recipient"] if g in name or name in g), name)
        if (known,) not in gold["recipient"] and named in suppliers:
            continue
        got["recipient"][known,] = _why(adoption, f"recipients.{recipient.key}")
    got["purpose"] = {
        (key, _known(words, key, gold["purpose"])): words for key, words in got["purpose"]
    }
    return got


def _of(adoption: Adoption, entry: ActivityEntry) -> Iterator[tuple[str, str, str]]:
    """Period, basis, sources and purposes that the draft has from the statement."""
    path = f"activities.{entry.activity}"
    main = f"{path}.purposes.{entry.purposes[0].purpose}"
    for point in adoption.points:
        under = point.path.removeprefix(f"{path}.retention.")
        if under in ("card.period", "registrations.period") and point.kind == "origin":
            capped = next(
                (
                    one.names["said"]
                    for one in adoption.conflicts
                    if one.path == point.path and one.code == "period_capped"
                ),
                point.value,
            )
            yield "period", folded(capped, "period"), point.sentence
        if point.path == f"{main}.basis" and point.kind == "origin":
            yield "basis", point.value[-2], point.sentence
        # What cannot stand is told; it was read all the same.
        is_told = point.path == f"{main}.basis" and point.code == "basis_not_allowed"
        if is_told and not any(one.path == point.path for one in adoption.origins):
            yield "basis", point.names["basis"][-2], point.sentence
        if point.path == main and point.kind == "origin":
            yield "purpose", point.sentence, point.sentence
    if any(one.path == f"{path}.sources" and one.kind == "origin" for one in adoption.points):
        for source in entry.sources:
            yield "source", source, _why(adoption, f"{path}.sources")


def _known(words: str, key: str, labelled: set[Tuple]) -> str:
    """The label whose words the sentence has; else the sentence."""
    words = plain(words)
    return next((quote for of, quote in labelled if of == key and quote in words), words)


def _why(adoption: Adoption, path: str) -> str:
    return next((one.sentence for one in adoption.origins if one.path == path), "")
