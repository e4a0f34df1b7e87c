"""The register staff are looking at: the draft when there is one, else what is in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404

from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.register import actions, queries
from tillit.privacy.register.difference import Change, changes
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.rules import Finding, findings
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User


@dataclass(frozen=True)
class Working:
    """The register as staff see it, and what it differs from."""

    register: Register
    in_force: Register | None
    draft: RegisterVersion | None
    version: RegisterVersion | None

    @cached_property
    def findings(self) -> list[Finding]:
        """All there is to say against it today."""
        return findings(self.register, declarations, clock.today())

    @cached_property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error]

    @cached_property
    def changes(self) -> list[Change]:
        """What adopting it would change; empty when nothing is in force yet."""
        if self.in_force is None or self.draft is None:
            return []
        return changes(self.in_force, self.register)

    def under(self, *path: str) -> Sequence[Finding]:
        """The findings on one part of the register."""
        return [finding for finding in self.findings if finding.is_under(*path)]


def working(organisation: Organisation) -> Working | None:
    """What there is to look at; None before the organisation has started its register."""
    version, draft = queries.version_in_force(organisation), queries.draft(organisation)
    row = draft or version
    if row is None:
        return None
    return Working(
        register=Register.model_validate(row.document),
        in_force=queries.parsed(version.pk, version.digest) if version else None,
        draft=draft,
        version=version,
    )


def working_or_404(organisation: Organisation) -> Working:
    """Raises Http404 before the organisation has started its register."""
    found = working(organisation)
    if found is None:
        raise Http404
    return found


@transaction.atomic
def change(organisation: Organisation, by: User, edit: Callable[[Register], Register]) -> bool:
    """One part of the draft now says something else; True when anything differs from before.

    Reads and writes under the organisation's lock, so that two who change different parts keep
    both changes. A draft that says what is in force is no draft.
    """
    actions.lock(organisation)
    now = working_or_404(organisation)
    changed = edit(now.register)
    if changed == now.register:
        return False
    if changed == now.in_force:
        actions.discard_draft(organisation)
    else:
        actions.save_draft(organisation, changed, by)
    return True
