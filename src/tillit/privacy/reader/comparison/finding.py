"""How a difference is told: what, where in the register, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tillit.privacy.reader.reading import Finding, Level
from tillit.privacy.reader.structure import Sentence


def difference(
    rule: str,
    level: Level,
    path: str,
    title: str,
    instead: str,
    *,
    sentences: Iterable[Sentence | None] = (),
    law: tuple[str, ...] = (),
    sure: bool = True,
) -> Finding:
    """A difference as a finding; ``path`` is where the register says it, or would."""
    where = path.replace(".", " › ")
    return Finding(
        rule=f"against-{rule}",
        kind="register",
        level=level,
        title=title,
        explanation=_("In the register: %(where)s.") % {"where": where},
        instead=instead,
        sentences=tuple(one for one in sentences if one is not None),
        law=law,
        sure=sure,
    )
