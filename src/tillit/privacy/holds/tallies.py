"""The counts that stay when rows go: how many, per year, by what tells of no person."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Sum

from tillit.kernel import clock
from tillit.privacy.declare import Holding, Tally
from tillit.privacy.holds import sql
from tillit.privacy.holds.models import TallyCount
from tillit.privacy.holds.rules import SMALLEST_GROUP

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# (measure, year, by) → how many
Counts = Counter[tuple[str, int, str]]
AT_ONCE = 500


def columns_for(holding: Holding) -> list[str]:
    """The columns of a row that its tallies need, foreign keys for what lies behind them."""
    found: dict[str, None] = {}
    for tally in holding.tallies:
        for path in (tally.year, *tally.by):
            found[_first(holding, path).column] = None
    return list(found)


def count(holding: Holding, columns: Sequence[str], groups: Mapping[sql.Row, int]) -> Counts:
    """Count deleted rows by their declared columns; ``groups``: values of those → how many rows.

    A query per foreign key, not per row.
    """
    counts: Counts = Counter()
    if not holding.tallies:
        return counts
    values = _Values(holding, columns, list(groups))
    for row, number in groups.items():
        for tally in holding.tallies:
            by = ";".join(f"{path}={values.at(row, path)}" for path in tally.by)
            counts[tally.measure, _year(values.at(row, tally.year)), by] += number
    return counts


def add(organisation: Organisation, counts: Counts) -> None:
    """Add the counts to those kept before, in the same transaction as the deletion."""
    if not counts:
        return
    table, by = sql.quote(TallyCount._meta.db_table), sql.quote("by")
    rows = [(organisation.pk, *key, number) for key, number in sorted(counts.items())]
    for place in range(0, len(rows), AT_ONCE):
        some = rows[place : place + AT_ONCE]
        values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
        with sql.connection().cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (organisation_id, measure, year, {by}, count) "  # noqa: S608
                f"VALUES {values} ON CONFLICT (organisation_id, measure, year, {by}) "
                f"DO UPDATE SET count = {table}.count + excluded.count",
                [value for row in some for value in row],
            )


def fold_small(organisation: Organisation, tallies: Iterable[Tally], year: int) -> None:
    """Groups that stayed small when their year is well over lose what they were counted by.

    Not counts by something that is no property of persons (an event's own number).
    """
    for tally in tallies:
        if not tally.by or names_a_thing(tally):
            continue
        small = TallyCount.objects.filter(
            organisation=organisation,
            measure=tally.measure,
            year__lt=year,
            count__lt=SMALLEST_GROUP,
        ).exclude(by="")
        folded: Counts = Counter()
        for each, number in small.order_by("year").values_list("year").annotate(Sum("count")):
            folded[tally.measure, each, ""] += number
        small.delete()
        add(organisation, folded)


def names_a_thing(tally: Tally) -> bool:
    """The tally is by a thing, such as an event, and by no property of persons."""
    return all(path.endswith("uuid") for path in tally.by)


def kept(
    organisation: Organisation, tally: Tally, *, year: int | None = None
) -> dict[tuple[int, str], int]:
    """The counts of one measure: (year, by) → number, small groups of persons told as one."""
    rows = TallyCount.objects.filter(organisation=organisation, measure=tally.measure)
    if year is not None:
        rows = rows.filter(year=year)
    found: defaultdict[tuple[int, str], int] = defaultdict(int)
    for each, by, number in rows.values_list("year", "by", "count"):
        small = number < SMALLEST_GROUP and not names_a_thing(tally)
        found[each, "" if small else by] += number
    return dict(found)


class _Values:
    """What the look-up paths of some deleted rows lead to, read at once for all of them."""

    def __init__(self, holding: Holding, columns: Sequence[str], rows: list[sql.Row]) -> None:
        self._place = {column: number for number, column in enumerate(columns)}
        self._holding = holding
        self._behind: dict[str, dict[Any, Any]] = {}
        paths = {path for tally in holding.tallies for path in (tally.year, *tally.by)}
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(paths):
            if "__" in path:
                wanted[path.partition("__")[0]].append(path)
        for first, behind in wanted.items():
            field: Any = holding.model._meta.get_field(first)
            keys = {row[self._place[field.column]] for row in rows} - {None}
            found = field.related_model._default_manager.filter(pk__among=sorted(keys))
            routes = [path.partition("__")[2] for path in behind]
            read = list(found.order_by().values_list("pk", *routes))
            for number, path in enumerate(behind, 1):
                self._behind[path] = {values[0]: values[number] for values in read}

    def at(self, row: sql.Row, path: str) -> Any:
        field, _, rest = _split(self._holding, path)
        value = row[self._place[field.column]]
        return self._behind[path].get(value) if rest else sql.python_value(field, value)


def _split(holding: Holding, path: str) -> tuple[Any, str, str]:
    first, separator, rest = path.partition("__")
    return holding.model._meta.get_field(first), separator, rest


def _first(holding: Holding, path: str) -> Any:
    return _split(holding, path)[0]


def _year(start: Any) -> int:
    if isinstance(start, dt.datetime):
        return clock.local_date(start).year
    return start.year if isinstance(start, dt.date) else clock.today().year
