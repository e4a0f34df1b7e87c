"""What a module states about the personal data it holds.

A module writes these next to its models, in ``privacy.py``. Deletion, export, access, statement
and evidence are computed from them; nothing else is written for a new module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from tillit.kernel.law.acts import cited_articles
from tillit.kernel.period import Period
from tillit.privacy.declare.vocabulary import (
    Basis,
    Category,
    Clock,
    DataClass,
    End,
    SpecialBasis,
    SubjectKind,
)

Label = str | Promise


@dataclass(frozen=True)
class Datum:
    """One personal field of a model.

    ``blank`` is the value the field takes when it is cleared or made anonymous. ``derived`` fields
    (sort keys, search words) follow the fields they are made from and are not shown to the person.
    ``file`` fields name a stored file that is deleted with the value. ``made_from`` and ``make``:
    the fields a derived one is made from, and how; cleared with the last of them. ``told``: how a
    value that is a code is told to the person, given the row.
    """

    category: Category
    label: Label
    klass: DataClass = DataClass.ORDINARY
    blank: Any = ""
    derived: bool = False
    file: bool = False
    made_from: Sequence[str] = ()
    make: Callable[..., Any] | None = None
    told: Callable[[Any], Any] | None = None


@dataclass(frozen=True)
class Subject:
    """The ways from a row to the person it is about, as Django look-up paths.

    ``emails``: paths to normalised e-mail addresses, any of which proves the row is the person's.
    ``person``: path to the person's card, for rows that hang on one (``""`` for the card itself).
    ``references``: columns holding references ("registration:<uuid>") to rows found otherwise.
    ``actors``: columns holding who did it, which names a person only when it is a staff account.
    """

    emails: Sequence[str] = ()
    person: str | None = None
    references: Sequence[str] = ()
    actors: Sequence[str] = ()


def gdpr(articles: str) -> dict[str, str]:
    """Articles of the regulation as a law that obliges, in each language: ``gdpr("12–22")``."""
    return cited_articles(articles)


@dataclass(frozen=True)
class Purpose:
    """Something an activity is for. ``sentence`` completes "We use the data to …".

    ``law``: for what the law itself demands, which law, in each language (nb, nn, en).
    """

    key: str
    name: Label
    sentence: Label
    bases: Sequence[Basis]
    dpv: str
    special_bases: Sequence[SpecialBasis] = ()
    law: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RetentionRule:
    """How long one part of an activity lives; the register sets the period, at most ``cap``.

    ``covers`` names the data in a sentence ("sign-ups"). Several clocks: the first that strikes.
    ``always``: of these the register keeps one, as the others never strike for some rows.
    """

    key: str
    covers: Label
    clocks: Sequence[Clock]
    default: Period
    cap: Period
    ends: Sequence[End] = (End.DELETE,)
    why_cap: Label = ""
    always: Sequence[Clock] = ()


@dataclass(frozen=True, eq=False)
class ActivityType:
    """A processing activity a module can carry out, before an organisation has adopted it.

    ``asks``: the fields its forms may ask for; the register chooses among them.
    ``publishes``: the fields it may show in public when the person wishes it.
    ``relation``: the kind of relation it puts on a person's card, if any; that relation then
    holds the asked fields of the card until its clock runs out.
    ``always_on``: cannot be switched off, as the software itself needs it (accounts, the ledger).
    ``also_from``: where its data comes from besides the sources the register names, if anywhere.
    ``without``: what happens without the data, when the register says nothing (article 13(2)(e)).
    """

    key: str
    name: Label
    description: Label
    subjects: Sequence[SubjectKind]
    purposes: Sequence[Purpose]
    rules: Sequence[RetentionRule]
    asks: Mapping[str, Datum] = field(default_factory=dict)
    publishes: Sequence[str] = ()
    relation: str | None = None
    special: bool = False
    always_on: bool = False
    also_from: Label = ""
    without: Label = ""
    order: int = 100

    def purpose(self, key: str) -> Purpose:
        """Raises KeyError when the activity has no such purpose."""
        return {purpose.key: purpose for purpose in self.purposes}[key]

    def rule(self, key: str) -> RetentionRule:
        """Raises KeyError when the activity has no such retention rule."""
        return {rule.key: rule for rule in self.rules}[key]


@dataclass(frozen=True)
class Follows:
    """Names of the columns in which a row says itself which rule it follows, and since when.

    ``fixed_rule``: the rule is the same for every row, only the activity differs.
    ``start`` empty: the clock's start is looked up in the holding's ``starts``.
    """

    activity: str = "activity"
    rule: str = "rule"
    start: str = "clock_at"
    fixed_rule: str = ""


@dataclass(frozen=True)
class Tally:
    """A count that outlives the rows: how many, by which non-personal columns, per year.

    ``by``: look-up paths to non-personal columns. ``year``: look-up path to the date it counts in.
    """

    measure: str
    label: Label
    year: str
    by: Sequence[str] = ()


@dataclass(frozen=True, eq=False)
class Holding:
    """One model's personal data: whose it is, how long it lives, what each field is.

    Exactly one of these says when a row ends:
    - ``rule`` with ``starts``: a look-up path per clock (several paths: the first that is set);
    - ``follows``: the row names its rule;
    - ``part_of``: the row goes with the one that any of these foreign keys points to;
    - ``held_by``: a card; lives while a row of one of these reverse relations points to it. With
      ``starts[ROW_CREATED]``, a card younger than a day is left alone;
    - ``held_by_values``: ("app.Model", "json column"): lives while a value of that map names it;
    - ``for_good``: why it is kept as long as the organisation is.

    ``not_personal``: reason → the columns it goes for. ``organisation``: look-up path to the
    controller, None for rows of the whole installation (staff accounts), whose rules go by their
    declared default period. ``tallies``: counts made as rows are deleted. ``kept_on_erasure``: why
    a request for erasure leaves the rows until their clock has run out (article 17(3)).

    ``of_field``: of rows that are ``part_of`` a card and made from one of its fields, the column
    that names the field. ``anonymised_at``: the column that is set when ``anonymise`` has been
    carried out; ``spares``: values by which a row is known to say nothing of a person, and so is
    left as it is.
    """

    model: type[Model]
    activity: str
    title: Label
    subject: Subject
    fields: Mapping[str, Datum]
    not_personal: Mapping[Label, Sequence[str]]
    organisation: str | None = "organisation"
    rule: str | None = None
    starts: Mapping[Clock, str | tuple[str, ...]] = field(default_factory=dict)
    follows: Follows | None = None
    part_of: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    held_by_values: tuple[str, str] | None = None
    for_good: Label = ""
    of_field: str = ""
    kept_on_erasure: Label = ""
    anonymise: Mapping[str, Any] = field(default_factory=dict)
    anonymised_at: str = ""
    spares: Mapping[str, Any] = field(default_factory=dict)
    tallies: Sequence[Tally] = ()

    @property
    def label(self) -> str:
        """``app.model``, the name used in messages, runs and evidence."""
        return self.model._meta.label_lower


@dataclass(frozen=True)
class Files:
    """Files that the program itself keeps in the data folder, beside those that rows name.

    ``pattern``: of their paths in the data folder, as in ``fnmatch``; ``*`` stays in its folder.
    ``oldest``: files older than this should have been removed. ``known``: gives the paths there can
    be, where the program can name them; then no other file is one of them, and folders are passed.
    """

    pattern: str
    holds: Label
    oldest: timedelta | None = None
    known: Callable[[], Collection[str]] | None = None


@dataclass(frozen=True, eq=False)
class MessageKind:
    """A kind of outgoing message; its type decides whom it may reach, not who sends it.

    ``render(delivery)`` gives (subject, plain text), or None when what it is about is gone. It is
    called at the moment of sending, in the delivery's language, so that no text with personal data
    waits in a queue.
    ``marketing`` messages need a consent or a customer relation (markedsføringsloven § 15) and
    can never be addressed to participants.
    """

    key: str
    activity: str
    name: Label
    render: Callable[[Any], tuple[str, str] | None]
    marketing: bool = False


@dataclass(frozen=True)
class EntryType:
    """A type of ledger entry. ``redact`` says in words what goes when it is redacted."""

    key: str
    name: Label
    redact: Label
