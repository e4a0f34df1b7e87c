"""What is to go, computed from the declarations and the register in force.

A plan is a list of steps, each a queryset of the rows that are due on a day and what happens to
them. The sweep carries it out, the preview counts it, evidence looks for what it should have taken.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import DateTimeField, Exists, F, Field, Max, Model, OuterRef, Q, QuerySet

from tillit.kernel import clock
from tillit.kernel.period import Period
from tillit.privacy.declare import Clock, Declarations, End, Holding, declarations
from tillit.privacy.holds.groups import Behind
from tillit.privacy.holds.rules import RuleInForce, day_of, end_of, latest_start, rule_in_force
from tillit.privacy.holds.sql import ValuesOf
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# A card just made may not have its relation yet.
GRACE = dt.timedelta(days=1)
# Clocks that start on a day someone sets ahead of time, and how far ahead that can be meant.
PLANNED = frozenset(
    {
        Clock.EVENT_ENDED,
        Clock.RELATION_ENDED,
        Clock.REVIEW_DATE,
        Clock.ACCOUNTING_YEAR_ENDED,
        Clock.EXPIRED,
    }
)
LONGEST_PLAN = Period(years=5)


@dataclass(frozen=True)
class Step:
    """Rows of one holding that are due, and what happens to them.

    ``fields``: only these fields of the rows are cleared. ``rule`` is None for rows that go because
    nothing holds them any longer. ``behind``: the same rows by what their clock hangs on.
    """

    holding: Holding
    due: QuerySet[Any]
    end: End
    rule: RuleInForce | None = None
    fields: Sequence[str] = ()
    behind: Behind | None = None

    @property
    def key(self) -> str:
        """Why the rows go: the rule's key, or "released"."""
        return self.rule.key if self.rule else "released"


@dataclass(frozen=True)
class Planner:
    """Makes the steps for one organisation (None: the installation's own rows) on one day.

    ``foresee``: count what hangs on rows that are themselves due as if those were gone already.
    ``grace``: how old a card must be to go for want of a relation.
    """

    organisation: Organisation | None
    register: Register | None
    as_of: dt.date
    foresee: bool = False
    grace: dt.timedelta = GRACE
    declared: Declarations = field(default_factory=lambda: declarations)

    def steps(self) -> list[Step]:
        """All steps, in the order in which they are taken: clocks, cards, fields, sources."""
        own = self._with_rows([h for h in self.declared.holdings.values() if self._mine(h)])
        found = [step for holding in own for step in self._clock_steps(holding)]
        found += [self.orphans(holding) for holding in own if holding.held_by]
        found += [step for holding in own for step in self._field_steps(holding)]
        found += [self._unnamed(holding) for holding in own if holding.held_by_values]
        return found

    def _mine(self, holding: Holding) -> bool:
        return (holding.organisation is None) == (self.organisation is None)

    def _with_rows(self, holdings: list[Holding]) -> list[Holding]:
        """Those of the holdings that have rows at all: most organisations use some modules alone.

        One query for all of them.
        """
        if self.organisation is None:
            return holdings
        this = type(self.organisation)._default_manager.filter(pk=self.organisation.pk).order_by()
        found = this.values_list(*(Exists(self.rows(holding)) for holding in holdings)).first()
        return [each for each, has in zip(holdings, found or (), strict=True) if has]

    def rows(self, holding: Holding) -> QuerySet[Any]:
        """The holding's rows that belong to this organisation."""
        rows: QuerySet[Any] = holding.model._default_manager.order_by()
        if holding.organisation is None:
            return rows
        return rows.filter(**{holding.organisation: self.organisation})

    def rules_of(self, holding: Holding) -> Iterator[tuple[RuleInForce, Q]]:
        """Every rule the holding's rows can follow, and which rows follow it."""
        if holding.rule:
            rule = rule_in_force(self.declared, self.register, holding.activity, holding.rule)
            yield rule, Q()
        if (follows := holding.follows) is None:
            return
        for activity in self.declared.in_order():
            for base in activity.rules:
                which = Q(**{follows.activity: activity.key})
                if follows.fixed_rule and base.key != follows.fixed_rule:
                    continue
                if not follows.fixed_rule:
                    which &= Q(**{follows.rule: base.key})
                elif follows.start == "" and activity.relation is None:
                    continue
                yield rule_in_force(self.declared, self.register, activity.key, base.key), which

    def has_run_out(self, holding: Holding, rule: RuleInForce, as_of: dt.date | None = None) -> Q:
        """The condition that the rule's period has run out for a row: the first clock to strike."""
        clocks = self._clocks(holding, rule, as_of)
        if found := behind_one_key(holding.model, clocks):
            key, over = found
            return Q(**{f"{key}__in": over.values("pk")})
        condition = Q()
        for paths, day in clocks:
            condition |= started_by(holding.model, paths, day)
        return condition or Q(pk__in=[])

    def _clocks(
        self, holding: Holding, rule: RuleInForce, as_of: dt.date | None = None
    ) -> list[tuple[tuple[str, ...], dt.date]]:
        """For each clock its paths, and the last day it can have started on."""
        return [
            (paths, latest_start(name, rule.period, as_of or self.as_of))
            for name, paths in starts_of(holding, rule)
        ]

    def begins_too_late(self, holding: Holding, rule: RuleInForce) -> Q:
        """The condition that a clock of a row starts so far ahead that the day cannot be true.

        Such a row would be kept for good. What has happened cannot lie ahead; what is planned can,
        but not by more than :data:`LONGEST_PLAN`.
        """
        condition = Q()
        tomorrow = clock.today() + dt.timedelta(days=1)
        for name, paths in starts_of(holding, rule):
            planned = name in PLANNED or bool(holding.follows and holding.follows.start)
            day = LONGEST_PLAN.add_to(tomorrow) if planned else tomorrow
            condition |= started_by(holding.model, paths, day, after=True)
        return (condition or Q(pk__in=[])) & ~self.has_run_out(holding, rule)

    def due(self, holding: Holding) -> Q:
        """The condition that a row's own clock has run out, whichever rule it follows."""
        condition = Q()
        for rule, which in self.rules_of(holding):
            condition |= which & self.has_run_out(holding, rule)
        return condition or Q(pk__in=[])

    def _clock_steps(self, holding: Holding) -> Iterator[Step]:
        for rule, which in self.rules_of(holding):
            rows = self.rows(holding).filter(which)
            if rule.end == End.ANONYMISE:
                rows = rows.filter(not_yet_anonymous(holding))
            found = behind_one_key(holding.model, self._clocks(holding, rule))
            behind = Behind(found[0], rows, found[1]) if found else None
            due = rows.filter(self.has_run_out(holding, rule))
            yield Step(holding, due, rule.end, rule, behind=behind)

    def _field_steps(self, holding: Holding) -> Iterator[Step]:
        if not is_card(holding):
            return
        for fields, activities in self.fields_by_holders(holding).items():
            kept = Q(pk__in=[])
            for path, relation, follows in relations_of(self.declared, holding):
                holders = self._survivors(holding, path, relation).filter(
                    **{f"{follows}__in": sorted(activities)}
                )
                kept |= Q(Exists(holders))
            filled = Q()
            for name in fields:
                filled |= is_filled(holding, name)
            rows = self.rows(holding).filter(self._grown(holding)).filter(filled).filter(~kept)
            if self.foresee:  # cards that no relation will hold go as a whole
                for path, relation, _ in relations_of(self.declared, holding):
                    rows = rows.filter(Exists(self._survivors(holding, path, relation)))
            yield Step(holding, rows, End.DELETE, fields=fields)

    def fields_by_holders(self, holding: Holding) -> dict[tuple[str, ...], frozenset[str]]:
        """The card's fields, grouped by the activities that hold them: field names → activities."""
        holders: dict[str, set[str]] = {
            name: set()
            for name in holding.fields
            if any(a.relation and name in a.asks for a in self.declared.activities.values())
        }
        for activity in self.declared.activities.values():
            if activity.relation:
                for name in held_by_activity(self.declared, self.register, activity.key):
                    holders.setdefault(name, set()).add(activity.key)
        grouped: defaultdict[frozenset[str], list[str]] = defaultdict(list)
        for name, activities in holders.items():
            grouped[frozenset(activities)].append(name)
        return {tuple(names): activities for activities, names in grouped.items()}

    def orphans(self, holding: Holding) -> Step:
        """Rows that no other row holds any longer."""
        rows = self.rows(holding).filter(self._grown(holding))
        for path in holding.held_by:
            child = holding.model._meta.get_field(path).related_model
            rows = rows.filter(~Exists(self._survivors(holding, path, child)))
        return Step(holding, rows, End.DELETE)

    def _survivors(self, holding: Holding, path: str, child: Any) -> QuerySet[Any]:
        back = holding.model._meta.get_field(path).field.name  # type: ignore[union-attr]
        rows: QuerySet[Any] = child._default_manager.order_by().filter(**{back: OuterRef("pk")})
        declared = self.declared.holdings.get(child)
        if self.foresee and declared is not None:
            rows = rows.exclude(self.due(declared))
        return rows

    def _grown(self, holding: Holding) -> Q:
        start = holding.starts.get(Clock.ROW_CREATED)
        if start is None:
            return Q()
        then = end_of_day(self.as_of) if self.as_of > clock.today() else clock.now()
        return Q(**{f"{start}__lt": then - self.grace})

    def _unnamed(self, holding: Holding) -> Step:
        assert holding.held_by_values is not None
        model, column = holding.held_by_values
        named = ValuesOf(apps.get_model(model), column, self.organisation)
        rows = self.rows(holding).filter(pk__not_named=named)
        if holding.starts:
            rows = rows.filter(self._grown(holding))
        return Step(holding, rows, End.DELETE)


def end_of_day(day: dt.date) -> dt.datetime:
    """Midnight in Norway at the end of that day."""
    return clock.start_of_day(day + dt.timedelta(days=1))


def held_by_activity(
    declared: Declarations, register: Register | None, activity: str
) -> Sequence[str]:
    """The card's fields that a relation of this activity holds.

    What the register asks for, or last asked for when the activity has been switched off. One that
    never was on the register holds what it declares: data is not lost by a slip in the register;
    that there is data without an entry is for evidence to tell.
    """
    entry = register.last_known(activity) if register else None
    return entry.field_keys() if entry else list(declared.activities[activity].asks)


def is_card(holding: Holding) -> bool:
    """The holding is of persons' cards: found by their own key, held by relations."""
    return holding.subject.person == "" and bool(holding.held_by)


def relations_of(declared: Declarations, card: Holding) -> Iterator[tuple[str, type[Model], str]]:
    """A card's relations: path from the card, model, and the column that names the activity."""
    for path in card.held_by:
        model: Any = card.model._meta.get_field(path).related_model
        holding = declared.holdings.get(model)
        if holding is not None and holding.follows is not None:
            yield path, model, holding.follows.activity


def starts_of(holding: Holding, rule: RuleInForce) -> Iterable[tuple[Clock, tuple[str, ...]]]:
    """The clocks that run for a rule, each with the paths of which the first that is set counts."""
    if holding.follows and holding.follows.start:
        yield Clock.ROW_CREATED, (holding.follows.start,)
        return
    for name in rule.clocks:
        if name in holding.starts:
            start = holding.starts[name]
            yield name, (start,) if isinstance(start, str) else tuple(start)


def started_by(model: type[Model], paths: Sequence[str], day: dt.date, *, after: bool = False) -> Q:
    """The condition that a clock started on that day or before; one comparison per path.

    ``after``: that it starts later instead.
    """
    condition = Q()
    for number, path in enumerate(paths):
        if isinstance(field_at(model, path), DateTimeField):
            reached = Q(**{f"{path}__{'gte' if after else 'lt'}": end_of_day(day)})
        else:
            reached = Q(**{f"{path}__{'gt' if after else 'lte'}": day})
        for earlier in paths[:number]:
            reached &= Q(**{f"{earlier}__isnull": True})
        condition |= reached
    return condition


def behind_one_key(
    model: type[Model], clocks: Sequence[tuple[Sequence[str], dt.date]]
) -> tuple[str, QuerySet[Any]] | None:
    """The same for clocks that all hang on one foreign key: ("event", those events long over).

    A few events are asked once, not for each of their rows. None when the clocks hang on more.
    """
    keys = {path.partition("__")[0] for paths, _day in clocks for path in paths if "__" in path}
    own = any("__" not in path for paths, _day in clocks for path in paths)
    if len(keys) != 1 or own:
        return None
    [name] = keys
    key: Any = model._meta.get_field(name)
    if not (key.many_to_one or key.one_to_one) or not key.concrete or key.null:
        return None
    condition = Q()
    for paths, day in clocks:
        behind = [path.partition("__")[2] for path in paths]
        condition |= started_by(key.related_model, behind, day)
    return name, key.related_model._default_manager.filter(condition).order_by()


def field_at(model: type[Model], path: str) -> Field[Any, Any]:
    """The column a look-up path leads to."""
    step: Any = model
    column: Any = None
    for name in path.split("__"):
        column = step._meta.get_field(name)
        step = column.related_model
    return column  # type: ignore[no-any-return]


def is_filled(holding: Holding, name: str) -> Q:
    """The condition that a field holds something."""
    blank = holding.fields[name].blank
    if blank is None:
        return Q(**{f"{name}__isnull": False})
    return ~Q(**{name: blank})


def not_yet_anonymous(holding: Holding) -> Q:
    """The condition that a row still says something of a person."""
    if holding.anonymised_at:
        condition = Q(**{f"{holding.anonymised_at}__isnull": True})
    else:
        condition = Q()
        for name, value in holding.anonymise.items():
            condition |= Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})
    return condition & ~Q(**holding.spares) if holding.spares else condition


def oldest_start(holding: Holding, rule: RuleInForce, rows: QuerySet[Any]) -> dt.date | None:
    """The first day on which a clock of these rows started; None when none has."""
    today = clock.today()
    first: dt.date | None = None
    for _name, paths in starts_of(holding, rule):
        for number, path in enumerate(paths):
            found = rows.filter(**{f"{path}__isnull": False})
            for earlier in paths[:number]:
                found = found.filter(**{f"{earlier}__isnull": True})
            value = found.order_by(F(path).asc()).values_list(path, flat=True).first()
            if value is None:
                continue
            day = clock.local_date(value) if isinstance(value, dt.datetime) else value
            if day <= today and (first is None or day < first):
                first = day
    return first


def newest_ends(holding: Holding, rule: RuleInForce, rows: QuerySet[Any]) -> list[dt.date]:
    """For each clock of these rows, the day on which the one that started last has run out."""
    ends = []
    for name, paths in starts_of(holding, rule):
        found = [
            value
            for path in paths
            if (value := rows.aggregate(newest=Max(path))["newest"]) is not None
        ]
        if found:
            ends.append(max(end_of(name, rule.period, day_of(value)) for value in found))
    return ends
