"""The parts of a statement: sections of sentences, each of which knows where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["short", "detail"]
# "text" runs on; "item" is an entry of a list; "warn" must be seen (article 21(4)).
Kind = Literal["text", "item", "warn"]


@dataclass(frozen=True)
class Link:
    """Where a sentence leads: a whole web address, ``view:<name>`` or ``#<section>``."""

    label: str
    to: str


@dataclass(frozen=True)
class Sentence:
    """One thing the statement says.

    ``key`` stays the same from version to version; ``entry`` is the path in the register it was
    made from; ``probes`` are the evidence checks behind it as (probe, about); ``terms`` are the
    words of the glossary it uses; ``lead`` is what stands in front of it in bold.
    """

    key: str
    text: str
    entry: str
    probes: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()
    kind: Kind = "text"
    lead: str = ""
    link: Link | None = None

    def __post_init__(self) -> None:
        """A name that ends in a full stop (“Inc.”) ends the sentence too."""
        if self.text.endswith("..") and not self.text.endswith("..."):
            object.__setattr__(self, "text", self.text[:-1])

    @property
    def whole(self) -> str:
        """The sentence with its lead, as plain text."""
        if not self.lead:
            return self.text
        return f"{self.lead}: {self.text}" if self.text else self.lead


@dataclass(frozen=True)
class Section:
    """Sentences under a heading; ``key`` is the anchor links point to."""

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    sections: tuple[Section, ...] = ()
    level: Level = "detail"

    def every_sentence(self) -> Iterator[Sentence]:
        """The sentences of the section and of those in it, in reading order."""
        yield from self.sentences
        for section in self.sections:
            yield from section.every_sentence()

    def terms(self) -> tuple[str, ...]:
        """The words to explain, in the order they are met."""
        return tuple(dict.fromkeys(term for part in self.every_sentence() for term in part.terms))

    def text(self) -> str:
        """The section as plain text, for measuring how it reads."""
        return "\n\n".join([self.title, *(part.whole for part in self.every_sentence())])


@dataclass(frozen=True)
class Statement:
    """An organisation's whole statement in one language."""

    language: str
    title: str
    controller: str
    sections: tuple[Section, ...]

    def every_sentence(self) -> Iterator[Sentence]:
        """Every sentence in reading order."""
        for section in self.sections:
            yield from section.every_sentence()

    def short(self) -> tuple[Section, ...]:
        """The short version."""
        return tuple(section for section in self.sections if section.level == "short")

    def detail(self) -> tuple[Section, ...]:
        """What is there on demand."""
        return tuple(section for section in self.sections if section.level == "detail")

    def section(self, key: str) -> Section | None:
        """The section with that key, at any depth."""
        waiting = list(self.sections)
        while waiting:
            section = waiting.pop(0)
            if section.key == key:
                return section
            waiting = [*section.sections, *waiting]
        return None

    def as_document(self) -> dict[str, Any]:
        """The statement as JSON values, as it is stored."""
        return asdict(self)


def from_document(document: dict[str, Any]) -> Statement:
    """The statement that was stored."""
    return Statement(
        language=document["language"],
        title=document["title"],
        controller=document["controller"],
        sections=tuple(_section(part) for part in document["sections"]),
    )


def _section(part: dict[str, Any]) -> Section:
    return Section(
        key=part["key"],
        title=part["title"],
        sentences=tuple(_sentence(sentence) for sentence in part["sentences"]),
        sections=tuple(_section(inner) for inner in part["sections"]),
        level=part["level"],
    )


def _sentence(part: dict[str, Any]) -> Sentence:
    link = part.get("link")
    return Sentence(
        **{
            **part,
            "probes": tuple((probe, about) for probe, about in part["probes"]),
            "terms": tuple(part["terms"]),
            "link": Link(**link) if link else None,
        }
    )
