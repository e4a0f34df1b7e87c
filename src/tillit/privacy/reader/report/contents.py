"""What a report says, before it is given a form: every format is made from this alone."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tillit.kernel import law
from tillit.kernel.text import HIDDEN
from tillit.privacy.reader import wording
from tillit.privacy.reader.reading import Finding, FindingKind, Level, Reading, Value, Verdict
from tillit.privacy.reader.report import words
from tillit.privacy.reader.report.missing import missing, rule_of
from tillit.privacy.reader.report.places import lines_of
from tillit.privacy.reader.report.said import Group, said
from tillit.privacy.reader.report.translations import Translation, note, translations
from tillit.privacy.reader.structure import Sentence

Quoting = Callable[[Sentence], "Quote"]
KINDS: Final[tuple[FindingKind, ...]] = (
    "missing", "outdated", "unlawful", "contradiction", "vague", "register",
)  # fmt: skip
MOST_QUOTED: Final = 240
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the statement: the heading it stands under, and where in the file it is.

    ``line``: of a file that has lines; ``page``: of a PDF; ``paragraph``: of a Word file.
    """

    text: str
    heading: str = ""
    line: int | None = None
    page: int | None = None
    paragraph: int | None = None

    @property
    def place(self) -> str:
        """Where in the file, in words; empty where it is not known."""
        if self.page:
            return _("page %(page)d") % {"page": self.page}
        if self.paragraph:
            return _("paragraph %(paragraph)d") % {"paragraph": self.paragraph}
        return _("line %(line)s") % {"line": self.line} if self.line else ""

    @property
    def short(self) -> str:
        """A sentence that goes on for a page, cut between words."""
        if len(self.text) <= MOST_QUOTED:
            return self.text
        return f"{self.text[:MOST_QUOTED].rpartition(' ')[0] or self.text[:MOST_QUOTED]} …"


@dataclass(frozen=True, slots=True)
class Citation:
    """A rule, as one cites it, with what it says and since when."""

    key: str
    text: str
    says: str
    in_force_from: dt.date
    url: str


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
        above = clean(sentence.under.text) if sentence.under else ""
        return Quote(
            clean(sentence.text), above, lines.get(sentence.number),
            sentence.page or None, sentence.paragraph or None,
        )  # fmt: skip

    seen: dict[str, int] = {}
    found = [*missing(reading), *reading.findings, *more]
    found.sort(key=lambda one: (KINDS.index(one.kind), LEVELS.index(weight(one))))
    remarks = tuple(_remark(one, quote, language, seen) for one in found)
    by_rule = {remark.rule: remark for remark in remarks}
    return Report(
        name=reading.name,
        language=reading.language,
        language_name=wording.language_name(reading.language),
        written_in=language,
        words=reading.words,
        sentences=len(reading.sentences),
        lix=reading.lix,
        lix_word=words.lix_band(reading.lix),
        rows=tuple(
            _row(verdict, quote, language, by_rule) for verdict in reading.verdicts.values()
        ),
        remarks=remarks,
        groups=tuple(said(reading, quote)),
        left_out=translations(reading),
    )


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
        why=wording.not_applicable(verdict.item) if verdict.value == "N" else "",
        quotes=tuple(quote(sentence) for sentence in verdict.because),
        law=citations(item.law, language),
        sure=verdict.sure,
        remark=by_rule.get(rule_of(verdict.item)) if verdict.value == "M" else None,
    )


def citations(keys: Iterable[str], language: str) -> tuple[Citation, ...]:
    """Rules as one cites them. Raises KeyError for one that is not in the registry."""
    return tuple(
        Citation(key, rule.cite(language), rule.text[language], rule.in_force_from, rule.url)
        for key, rule in ((key, law.source(key)) for key in keys)
    )


def clean(text: str) -> str:
    """A text from outside, on one line, without what steers a terminal or turns a line about."""
    return " ".join(text.translate(HIDDEN).split())


def _fingerprint(finding: Finding) -> str:
    """The rule with the words it rests on: survives what is changed around them."""
    said = " ".join(word for sentence in finding.sentences for word in sentence.words)
    return hashlib.sha256(f"{finding.rule}\n{said}".encode()).hexdigest()[:32]
