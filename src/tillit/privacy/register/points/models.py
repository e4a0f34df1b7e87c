"""Points of a draft, kept beside it while it is gone through."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.privacy.register.points.point import Point


class DraftPoint(models.Model):
    """One point of a draft that was made from a published statement.

    Goes with the draft: when it is given up or replaced by another statement's. When it is adopted,
    what nobody has looked at and what has no place are kept until the next draft.
    """

    class Kind(models.TextChoices):
        ORIGIN = "origin", _("from the statement")
        GAP = "gap", _("missing in the statement")
        CONFLICT = "conflict", _("to be decided")
        UNPLACED = "unplaced", _("no place in the register yet")

    draft = models.ForeignKey("privacy.RegisterVersion", models.CASCADE, related_name="points")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    # In the order of the register.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    path = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    names = models.JSONField(default=dict)
    sentence = models.TextField(blank=True)
    sure = models.BooleanField(default=True)
    # Someone has looked at it and let it stand, or put it right.
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["draft", "number"]

    def __str__(self) -> str:
        return f"{self.kind} {self.path or self.code} of {self.draft_id}"

    @property
    def point(self) -> Point:
        """The same without its row."""
        return Point(
            self.kind,  # type: ignore[arg-type]
            self.path,
            self.code,
            self.value,
            self.names,
            self.sentence,
            self.sure,
        )

    @property
    def title(self) -> str:
        """What there is to say, in the language in use."""
        from tillit.privacy.register.points.wording import title

        return title(self.point)

    @property
    def shown(self) -> str:
        """The value that was read, as one reads it."""
        from tillit.privacy.register.points.wording import value

        return value(self.point)

    @property
    def to_do(self) -> str:
        """What to do about it, in the language in use; empty when nothing."""
        from tillit.privacy.register.points.wording import to_do

        return to_do(self.point)
