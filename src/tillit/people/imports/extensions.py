"""What other modules add to an import: columns of their own, and rows made of them.

A module registers in its ``AppConfig.ready``::

    extend(Extension(kind="member", columns=[…], prepare=…, clean=…, after_batch=…))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tillit.people.imports.columns import Target, folded

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from tillit.organisations.models import Organisation
    from tillit.people.models import Import


class RowError(Exception):
    """A value of an added column cannot be used. ``code`` is one of the extension's refusals."""

    def __init__(self, key: str, code: str, value: str = "") -> None:
        super().__init__(code)
        self.key, self.code, self.value = key, code, value


@dataclass(frozen=True)
class Option:
    """Something asked once for the whole file: (value, label) choices."""

    key: str
    label: str | Promise
    choices: Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Landed:
    """A row that has become a card, or a change on one."""

    line: int
    person_id: int
    relation_id: int
    is_new: bool
    # The added columns' values as ``clean`` gave them.
    values: Mapping[str, Any]


def _no_options(_organisation: Organisation) -> Sequence[Option]:
    return ()


def _as_it_is(_run: Import) -> Callable[[str, Any], str]:
    return lambda _key, value: str(value)


@dataclass(frozen=True)
class Extension:
    """What a module adds to the import of one kind of relation.

    ``prepare(run)`` gives what ``clean`` needs, once per file; what was answered to ``options`` is
    in ``run.plan["extra"]``. ``clean(prepared, values)`` takes the added columns' texts and gives
    what is kept of them (JSON), or raises RowError.
    ``after_batch(run, rows)`` makes the module's rows, set-based, in the batch's transaction; it is
    called once for each row, killed and taken up again or not. What it makes must go with the
    relation (``part_of``), so that undoing needs no more.
    """

    kind: str
    columns: Sequence[tuple[str, str | Promise, Sequence[str]]]
    prepare: Callable[[Import], Any]
    clean: Callable[[Any, Mapping[str, str]], Mapping[str, Any]]
    after_batch: Callable[[Import, Sequence[Landed]], None]
    refusals: Mapping[str, str | Promise] = field(default_factory=dict)
    options: Callable[[Organisation], Sequence[Option]] = _no_options
    # Gives what writes a kept value, given its column, as a spreadsheet has it.
    write: Callable[[Import], Callable[[str, Any], str]] = _as_it_is

    @property
    def keys(self) -> list[str]:
        """The added columns' keys."""
        return [key for key, _label, _headings in self.columns]

    def targets(self) -> list[Target]:
        """The added columns, as the mapping offers them."""
        return [
            Target(key, label, frozenset(folded(heading) for heading in headings))
            for key, label, headings in self.columns
        ]


_extensions: dict[str, list[Extension]] = {}


def extend(extension: Extension) -> None:
    """Imports of this kind of relation get what the module adds; saying it twice adds once."""
    known = _extensions.setdefault(extension.kind, [])
    if extension not in known:
        known.append(extension)


def extensions_of(kind: str) -> list[Extension]:
    """What modules add to imports of this kind."""
    return _extensions.get(kind, [])
