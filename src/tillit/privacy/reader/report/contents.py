"""What a report says, before it is given a form: every format is made from this alone."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tillit.privacy.reader import wording
from tillit.privacy.reader.reading import Finding, FindingKind, Level, Reading, Value, Verdict
from tillit.privacy.reader.report import rights, words
from tillit.privacy.reader.report.cited import Citation, Quote, citations, clean
from tillit.privacy.reader.report.missing import missing, rule_of
from tillit.privacy.reader.report.places import lines_of
from tillit.privacy.reader.report.said import Group, said
from tillit.privacy.reader.report.translations import Translation, note, translations
from tillit.privacy.reader.structure import Sentence

Quoting = Callable[[Sentence], "Quote"]
KINDS: Final[tuple[FindingKind, ...]] = (
    "missing", "outdated", "unlawful", "contradiction", "vague", "register",
)  # fmt: skip
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in the report's language. ``fingerprint``: the same where the text is the same."""

    rule: str
    kind: FindingKind
    level: Level
    title: str
    explanation: str
    instead: str
    quotes: tuple[Quote, ...]
    law: tuple[Citation, ...]
    since: dt.date | None
    sure: bool
    fingerprint: str

    @property
    def level_word(self) -> str:
        """Error, warning or note, in words."""
        return words.level(self.level)

    @property
    def colour(self) -> str:
        """The colour of its tag on a page."""
        return {"error": "danger", "warning": "warning", "note": "info"}[self.level]

    @property
    def rows(self) -> int:
        """How many lines of a phone what to write needs, at most ten."""
        return min(10, 2 + len(self.instead) // 34)

    @property
    def anchor(self) -> str:
        """What its id on a page ends in."""
        return self.fingerprint.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Row:
    """An item and how it stands; ``why``: it does not apply. ``remark``: of a missing one."""

    item: str
    name: str
    value: Value
    word: str
    why: str
    quotes: tuple[Quote, ...]
    law: tuple[Citation, ...]
    sure: bool
    remark: Remark | None = None

    @property
    def colour(self) -> str:
        """The colour of its tag on a page."""
        return {"P": "success", "M": "danger", "N": "neutral"}[self.value]

    @property
    def first_quotes(self) -> tuple[Quote, ...]:
        """As many of the sentences as one wants to see."""
        return self.quotes[:2]


@dataclass(frozen=True, slots=True)
class Report:
    """A statement's report. ``language``: of the statement; ``written_in``: of the report."""

    name: str
    language: str
    language_name: str
    written_in: str
    words: int
    sentences: int
    lix: int
    lix_word: str
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
    groups: tuple[Group[Quote], ...]
    # What is missing, as a reader wants it: the rights together.
    lacking: tuple[Remark, ...] = ()
    left_out: tuple[Translation, ...] = ()

    @property
    def note(self) -> str:
        """That the file has the statement in other languages too; empty when it has not."""
        return note(self.language_name, self.left_out)

    @property
    def title(self) -> str:
        """What it is: “A privacy statement in bokmål”."""
        return _("A privacy statement in %(language)s") % {"language": self.language_name}

    @property
    def size(self) -> str:
        """How long and how hard to read it is."""
        return _("%(words)d words. LIX %(lix)d: %(band)s to read.") % {
            "words": self.words,
            "lix": self.lix,
            "band": self.lix_word,
        }

    @property
    def summary(self) -> str:
        """The whole report in two sentences."""
        asked = [row for row in self.rows if row.value != "N"]
        there = sum(row.value == "P" for row in asked)
        text = _("%(there)d of the %(asked)d things asked of it are there.") % {
            "there": there,
            "asked": len(asked),
        }
        errors, warnings, notes = (self.count(level) for level in LEVELS)
        counted = [
            ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors},
            ngettext("%(count)d warning", "%(count)d warnings", warnings) % {"count": warnings},
            ngettext("%(count)d note", "%(count)d notes", notes) % {"count": notes},
        ]
        return f"{text} {', '.join(counted)}."

    def count(self, level: Level) -> int:
        """How many findings are of a level."""
        return sum(remark.level == level for remark in self.remarks)

    def of(self, value: Value) -> tuple[Row, ...]:
        """The items that are present, missing, or not applicable."""
        return tuple(row for row in self.rows if row.value == value)

    @property
    def present(self) -> tuple[Row, ...]:
        """The items that are there."""
        return self.of("P")

    @property
    def missing(self) -> tuple[Row, ...]:
        """The items that should be there."""
        return self.of("M")

    @property
    def not_applicable(self) -> tuple[Row, ...]:
        """The items nothing else in the statement asks for."""
        return self.of("N")

    @property
    def sections(self) -> list[tuple[str, str, tuple[Remark, ...]]]:
        """The findings but those of what is missing, by kind: code, heading, findings."""
        found = (
            (kind, words.kind(kind), tuple(r for r in self.remarks if r.kind == kind))
            for kind in KINDS
            if kind != "missing"
        )
        return [section for section in found if section[2]]

    def is_at_or_above(self, level: Literal["error", "warning", "never"]) -> bool:
        """Whether a finding weighs as much as that."""
        if level == "never":
            return False
        return any(LEVELS.index(r.level) <= LEVELS.index(level) for r in self.remarks)


def report(reading: Reading, content: bytes = b"", more: Iterable[Finding] = ()) -> Report:
    """The report on a statement, in the language that is active.

    ``content``: the file, for the lines. ``more``: findings made outside the reading, as those
    against a register.
    """
    language = (get_language() or "nb").split("-")[0]
    lines = lines_of(content, reading.name, reading.sentences) if content else {}

    def quote(sentence: Sentence) -> Quote:
        # The title says nothing of where in the text it is.
        under = sentence.under if sentence.under and sentence.under.number else None
        above = clean(under.text) if under else ""
        return Quote(
            clean(sentence.text), above, lines.get(sentence.number),
            sentence.page or None, sentence.paragraph or None,
        )  # fmt: skip

    seen: dict[str, int] = {}
    found = [*missing(reading), *reading.findings, *more]
    found.sort(key=lambda one: (KINDS.index(one.kind), LEVELS.index(weight(one))))
    remarks = tuple(_remark(one, quote, language, seen) for one in found)
    by_rule = {remark.rule: remark for remark in remarks}
    rows = tuple(_row(verdict, quote, language, by_rule) for verdict in reading.verdicts.values())
    return Report(
        name=reading.name,
        language=reading.language,
        language_name=wording.language_name(reading.language),
        written_in=language,
        words=reading.words,
        sentences=len(reading.sentences),
        lix=reading.lix,
        lix_word=words.lix_band(reading.lix),
        rows=rows,
        remarks=remarks,
        groups=tuple(said(reading, quote)),
        lacking=tuple(_lacking(rows, reading.language)),
        left_out=translations(reading),
    )


def _lacking(rows: Iterable[Row], language: str) -> Iterator[Remark]:
    """The findings of what is missing; two rights or more are told in one, with one text.

    A right that may not apply is told by itself, and not asked for with the others.
    """
    missed = [(row.item, row.remark) for row in rows if row.remark is not None]
    gone = [one for one in missed if one[0] in rights.RIGHTS and one[1].sure]
    if len(gone) < 2:
        yield from (remark for _item, remark in missed)
        return
    for item, remark in missed:
        if item == gone[0][0]:
            items, remarks = zip(*gone, strict=True)
            yield replace(
                remark,
                title=rights.title(items),
                explanation=rights.why(items),
                instead=rights.what_to_write(items, language),
                law=tuple(
                    {r.key: r for each in remarks for r in each.law if r.key in rights.LAW}.values()
                ),
                level=min((each.level for each in remarks), key=LEVELS.index),
                sure=all(each.sure for each in remarks),
            )
        elif (item, remark) not in gone:
            yield remark


def _remark(finding: Finding, quote: Quoting, language: str, seen: dict[str, int]) -> Remark:
    quotes = tuple(quote(sentence) for sentence in finding.sentences)
    print_ = _fingerprint(finding)
    seen[print_] = seen.get(print_, 0) + 1
    return Remark(
        rule=finding.rule,
        kind=finding.kind,
        level=weight(finding),
        title=clean(str(finding.title)),
        explanation=clean(str(finding.explanation)),
        instead=clean(str(finding.instead)),
        quotes=quotes,
        law=citations(finding.law, language),
        since=finding.since,
        sure=finding.sure,
        fingerprint=f"{print_}:{seen[print_]}",
    )


def weight(finding: Finding) -> Level:
    """How much a finding matters: what the reader only thinks is no error."""
    return "warning" if finding.level == "error" and not finding.sure else finding.level


def _row(verdict: Verdict, quote: Quoting, language: str, by_rule: dict[str, Remark]) -> Row:
    item = wording.ITEM[verdict.item]
    return Row(
        item=verdict.item,
        name=item.name(),
        value=verdict.value,
        word=words.value(verdict.value),
        why=(
            wording.not_applicable(verdict.item)
            if verdict.value == "N"
            else wording.present_but(verdict)
        ),
        quotes=tuple(quote(sentence) for sentence in verdict.because),
        law=citations(item.law, language),
        sure=verdict.sure,
        remark=by_rule.get(rule_of(verdict.item)) if verdict.value == "M" else None,
    )


def _fingerprint(finding: Finding) -> str:
    """The rule with the words it rests on: survives what is changed around them."""
    said = " ".join(word for sentence in finding.sentences for word in sentence.words)
    return hashlib.sha256(f"{finding.rule}\n{said}".encode()).hexdigest()[:32]
