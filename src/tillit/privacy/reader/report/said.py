"""What a statement says, in groups to look through: kept how long, given to whom, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from django.utils.translation import gettext as _

from tillit.privacy.declare import Basis
from tillit.privacy.reader.reading import Claim, ClaimKind, Reading
from tillit.privacy.reader.report import words
from tillit.privacy.reader.structure import Sentence

Q = TypeVar("Q")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Q]):
    """One thing that is said: “members”, “1 year after the relation ended”, and the sentence."""

    label: str
    text: str
    quote: Q
    sure: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Group(Generic[Q]):
    """Entries of one kind under a heading."""

    key: str
    title: str
    entries: tuple[Entry[Q], ...]


def said(reading: Reading, quote: Callable[[Sentence], Q]) -> Iterator[Group[Q]]:
    """The groups that have something in them; the same thing said twice is told once."""
    for key, kinds in GROUPS.items():
        entries: dict[tuple[str, str], Entry[Q]] = {}
        for claim in reading.of(*kinds):
            label, text = _words(claim)
            if claim.kind == "field" and claim.negated:
                continue
            if claim.kind == "field":
                new = Entry(label, text, quote(claim.sentence), kind="field")
                _add_field(entries, label, text, new)
                continue
            entries.setdefault(
                (label, text.casefold()),
                Entry(label, text, quote(claim.sentence), claim.sure, claim.kind),
            )
        if entries:
            yield Group(key, title(key), tuple(entries.values()))


def _add_field(
    entries: dict[tuple[str, str], Entry[Q]], label: str, text: str, new: Entry[Q]
) -> None:
    """What is held on members, say, is one entry: name, e-mail, telephone."""
    before = entries.get((label, "field"))
    if before is None:
        entries[label, "field"] = new
    elif text not in before.text.split(", "):
        entries[label, "field"] = replace(before, text=f"{before.text}, {text}")


GROUPS: Final[dict[str, tuple[ClaimKind, ...]]] = {
    "contacts": ("controller", "contact"),
    "purposes": ("purpose", "basis"),
    "data": ("field", "special", "children", "source", "published"),
    "retention": ("retention",),
    "suppliers": ("supplier", "recipient", "sharing", "transfer"),
    "rights": ("right",),
    "deadlines": ("deadline",),
    "cookies": ("cookies", "anonymous"),
}


def title(key: str) -> str:
    """The heading of a group."""
    return {
        "contacts": _("Who is responsible, and how to reach them"),
        "purposes": _("Purposes and legal bases"),
        "data": _("Which data, and where from"),
        "retention": _("How long it is kept"),
        "suppliers": _("Suppliers and others who get it"),
        "rights": _("Rights"),
        "deadlines": _("Deadlines"),
        "cookies": _("Cookies and statistics"),
    }[key]


def _words(claim: Claim) -> tuple[str, str]:
    """A claim as a label and a text."""
    about = words.data(claim.data) if claim.data else ""
    say = _SAYING.get(claim.kind)
    return say(claim, about) if say else (_named(claim), _value(claim, about))


def _retention(claim: Claim, about: str) -> tuple[str, str]:
    text = words.period(claim.period, claim.clock)
    return about, f"{text} ({claim.condition})" if claim.condition else text


def _receiver(claim: Claim, about: str) -> tuple[str, str]:
    return claim.value, words.what_for(claim.what_for) if claim.what_for else about


_SAYING: Final[dict[str, Callable[[Claim, str], tuple[str, str]]]] = {
    "controller": lambda claim, _about: (_("controller"), claim.value),
    "contact": lambda claim, _about: (words.contact(claim.what), claim.value),
    "purpose": lambda claim, about: (
        about or _("purpose"),
        claim.value or words.plain(claim.purpose),
    ),
    "basis": lambda claim, about: (about or _("legal basis"), basis(claim.basis or claim.value)),
    "retention": _retention,
    "supplier": _receiver,
    "recipient": _receiver,
    "field": lambda claim, about: (about or _("data"), words.field(claim.value)),
    "sharing": lambda claim, about: (
        about or _("sharing"),
        _("said not to be shared") if claim.negated else _("said to be shared"),
    ),
    "transfer": lambda claim, _about: (
        _("transfer out of the EEA"),
        ", ".join(
            part
            for part in (
                _("said not to happen") if claim.negated else "",
                words.country(claim.value),
                words.transfer(claim.basis),
            )
            if part
        ),
    ),
    "right": lambda claim, _about: ("", words.right(claim.what or claim.value)),
    "deadline": lambda claim, _about: (words.deadline(claim.what), words.within(claim.period)),
}


def _named(claim: Claim) -> str:
    return {
        "special": _("special categories"),
        "children": _("children"),
        "source": _("source"),
        "published": _("published"),
        "cookies": _("cookies"),
        "anonymous": _("anonymous"),
    }.get(claim.kind, words.plain(claim.kind))


_VALUES: Final[dict[str, Callable[[str], str]]] = {
    "published": words.field,
    "special": words.field,
    "source": words.origin,
}


def _value(claim: Claim, about: str) -> str:
    """What other claims say: the value, whom it is about, and whether it is denied."""
    word = _VALUES.get(claim.kind, words.plain)
    text = word(claim.value or claim.what)
    if text and about.casefold().startswith(text.casefold()):
        text = ""  # “allergies, allergies, health …”
    parts = [part for part in (text, about) if part]
    said = ", ".join(dict.fromkeys(parts))
    if claim.negated:
        return _("said not to be so: %(what)s") % {"what": said} if said else _("no")
    return said or _("yes")


def basis(code: str) -> str:
    """A legal basis: “consent, article 6(1)(a)”."""
    try:
        known = Basis(code)
    except ValueError:
        return words.plain(code)
    return _("%(basis)s, article %(place)s") % {"basis": known.label, "place": known.value}
