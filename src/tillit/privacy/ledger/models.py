"""The ledger: what was done to personal data, in an append-only chain of commitments."""

from __future__ import annotations

from django.db import models


class LedgerEntry(models.Model):
    """One thing done to personal data.

    Written with the change itself, unchained (``sequence`` None); chained in batches right after,
    so that no writer waits for another. ``commitment``: a keyed sum over type, time, salt and
    content; redaction empties content and references and puts a keyed sum in the place of the salt,
    and the chain still verifies.
    """

    # The indexes below begin with it: none of its own.
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="ledger", db_index=False
    )
    kind = models.CharField(max_length=40)
    # References, never names: "person:<uuid>", "registration:<uuid>", "user:<uuid>", "system".
    subject = models.CharField(max_length=80, blank=True)
    actor = models.CharField(max_length=80, blank=True)
    content = models.JSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    commitment = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField(null=True)
    chain = models.CharField(max_length=64, blank=True)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sequence"],
                condition=models.Q(sequence__isnull=False),
                name="ledger_sequence_once",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "subject", "kind"], name="ledger_by_subject"),
            models.Index(fields=["organisation", "kind", "created_at"], name="ledger_by_kind"),
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(sequence=None),
                name="ledger_unchained",
            ),
            models.Index(
                fields=["organisation", "created_at"],
                condition=models.Q(redacted_at=None),
                name="ledger_unredacted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.sequence or '?'}"


class LedgerHead(models.Model):
    """The end of an organisation's chain; published on the evidence page."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.CASCADE, related_name="ledger_head"
    )
    sequence = models.PositiveBigIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)
    redacted = models.PositiveBigIntegerField(default=0)
    chained_at = models.DateTimeField(null=True)
    # Tells which key the sums were made with.
    key = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"head {self.sequence}"
