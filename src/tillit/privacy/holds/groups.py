"""Rows whose clock hangs on what they belong to, such as sign-ups on their event: taken by that.

The few events that are long over are asked once and locked while their sign-ups go; how many go
with each is counted before, in the index alone. So no row is read, and none is looked at twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tillit.privacy.declare import End, Holding
from tillit.privacy.declare.keys import dependants
from tillit.privacy.holds import removal, sql, tallies

if TYPE_CHECKING:
    from tillit.privacy.holds.plan import Step

# What a batch locks at most, however few rows hang on each.
GROUPS_AT_ONCE = 500


@dataclass(frozen=True)
class Behind:
    """``rows`` are due when what their foreign key ``key`` points to is among ``over``."""

    key: str
    rows: QuerySet[Any]
    over: QuerySet[Any]

    def waiting(self) -> list[Any]:
        """Keys of what is over and still has rows."""
        hanging = Exists(self.rows.filter(**{self.key: OuterRef("pk")}))
        return list(self.over.filter(hanging).order_by("pk").values_list("pk", flat=True))

    def lock(self, groups: Sequence[Any]) -> list[Any]:
        """Those that are still over; none gets another row until the transaction ends.

        What another transaction works on is left for the next run. (SQLite has one writer anyway.)
        """
        found = self.over.filter(pk__among=sql.Keys(list(groups))).order_by("pk")
        if sql.is_postgresql():
            found = found.select_for_update(skip_locked=True, of=("self",))
        return list(found.values_list("pk", flat=True))


class _Otherwise(Exception):
    """Other rows went than were counted."""


def can_go_together(step: Step) -> bool:
    """The step's rows can be deleted and counted by what they belong to."""
    if step.behind is None or step.fields or step.end != End.DELETE:
        return False
    holding = step.holding
    counted = set(tallies.columns_for(holding)) <= {_column(holding, step.behind)}
    alone = not any(True for _ in dependants(holding.model))
    return counted and alone and not removal.file_fields(holding)


def delete(
    holding: Holding, behind: Behind, groups: Sequence[Any], most: int, gone: removal.Gone
) -> tuple[int, int]:
    """Delete about ``most`` rows of the first of the groups, in the caller's transaction.

    Gives the number of rows, and how many of the groups are done with.
    """
    held = behind.lock(groups)
    if not held:
        return 0, len(groups)
    numbers = sql.numbers_behind(holding.model, behind.key, held, most + 1)
    whole, total = held[:1], numbers[held[0]]
    for group in held[1:]:
        if total + numbers[group] > most:
            break
        whole.append(group)
        total += numbers[group]
    due = behind.rows.filter(**{f"{behind.key}__in": whole})
    if total > most:  # one that is larger than a batch: some of its rows
        due = due.filter(pk__among=sql.keys_of(due, most))
        number = due._raw_delete(due.db)
        _account(holding, behind, {whole[0]: number}, gone)
        return number, 0 if number else groups.index(whole[0]) + 1
    done = len(groups) if len(whole) == len(held) else groups.index(held[len(whole)])
    try:
        with transaction.atomic():
            number = due._raw_delete(due.db)
            if number != total:
                raise _Otherwise
    except _Otherwise:
        return removal.delete_each(due, gone), done
    _account(holding, behind, {group: numbers[group] for group in whole}, gone)
    return number, done


def _account(holding: Holding, behind: Behind, numbers: dict[Any, int], gone: removal.Gone) -> None:
    number = sum(numbers.values())
    if not number:
        return
    gone.rows[holding.label] += number
    if holding.tallies:
        rows = {(group,): each for group, each in numbers.items() if each}
        gone.counts += tallies.count(holding, [_column(holding, behind)], rows)


def _column(holding: Holding, behind: Behind) -> str:
    return sql.column_of(holding.model, behind.key)
