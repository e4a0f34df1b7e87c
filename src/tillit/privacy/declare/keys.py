"""Foreign keys between declared models: what hangs on what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model


def dependants(model: type[Model]) -> Iterator[Any]:
    """Every foreign key anywhere that points to rows of a model."""
    for relation in model._meta.get_fields(include_hidden=True):
        if (
            relation.auto_created
            and not relation.concrete
            and (relation.one_to_many or relation.one_to_one)
        ):
            yield relation
