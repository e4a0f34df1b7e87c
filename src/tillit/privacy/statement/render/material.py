"""What a file is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tillit.kernel import clock
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.structure import Statement

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass(frozen=True)
class Published:
    """A statement with the register it was made from; without a version it is not published."""

    organisation: Organisation
    statement: Statement
    register: Register
    version: StatementVersion | None
    language: str
    # The whole address of what a link leads to.
    address: Callable[[str], str]

    @property
    def day(self) -> dt.date:
        """When the statement was last updated."""
        at = self.version.published_at if self.version else clock.now()
        return at.astimezone(clock.now().tzinfo).date()
