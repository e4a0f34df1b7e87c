"""Persons: a card each, the relations that hold it, and where each value came from."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import declarations


def picture_name(_person: Person, _filename: str) -> str:
    """A stored picture's name says nothing of whose it is, nor of what the sender called it."""
    return f"pictures/{uuid.uuid4().hex}.jpg"


def import_name(_run: Import, filename: str) -> str:
    """A stored spreadsheet keeps its ending and nothing else of its name."""
    ending = filename.rpartition(".")[2].lower()
    return f"imports/{uuid.uuid4().hex}.{ending if ending.isalnum() else 'bin'}"


class SourceRecord(models.Model):
    """One occasion on which values arrived: who or where, when, how."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    # The source's key in the register: "self", "colleague", "public_register", …
    source = models.CharField(max_length=60)
    # "form", "import", "desk", "portal", "api".
    how = models.CharField(max_length=20)
    detail = models.CharField(max_length=200, blank=True)
    # "user:<uuid>", "person", "system".
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source} {self.recorded_at:%Y-%m-%d}"


class Person(models.Model):
    """A card in one organisation's register, there because at least one relation holds it."""

    # Every index below begins with it.
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="persons", db_index=False
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    # Normalised.
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    # E.164.
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    street = models.CharField(_("street address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("postal town"), max_length=100, blank=True)
    workplace = models.CharField(_("workplace"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    picture = models.FileField(_("picture"), upload_to=picture_name, blank=True, max_length=300)
    # kernel.collation.sort_key of last name, first name.
    sort_key = models.CharField(max_length=300, blank=True)
    # {field: id of SourceRecord}
    sources = models.JSONField(default=dict)
    # The latest thing the person did; staff's doings do not count.
    last_interaction_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "sort_key", "id"], name="person_by_name"),
            models.Index(fields=["organisation", "email"], name="person_by_email"),
            models.Index(fields=["organisation", "phone"], name="person_by_phone"),
            models.Index(fields=["organisation", "created_at", "id"], name="person_by_arrival"),
            # Alike cards stand beside one another in these: duplicates/finding.py walks them.
            models.Index(
                fields=["organisation", "sort_key", "postal_code"],
                name="person_by_place",
                condition=models.Q(postal_code__gt="", sort_key__gt=""),
            ),
            models.Index(
                fields=["organisation", "sort_key", "workplace"],
                name="person_by_workplace",
                condition=models.Q(workplace__gt="", sort_key__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class Relation(models.Model):
    """Why a person is on the register: a relation of one kind. It holds the activity's fields.

    ``kind`` is the ``relation`` of a declared activity ("member", "customer", …); the activity's
    legal basis and periods go for it. Ending one leaves the others.
    """

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=40)
    activity = models.CharField(max_length=40)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "kind", "ended_on"], name="relation_by_kind"),
            models.Index(
                fields=["organisation", "activity", "ended_on"], name="relation_by_activity"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(ended_on=None),
                name="relation_one_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"

    @property
    def name(self) -> str | Promise:
        """What such people are called, as the activity declares it."""
        return declarations.by_relation(self.kind).name


class SearchTerm(models.Model):
    """A word by which a person is found, made from one field and gone with it."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="terms")
    field = models.CharField(max_length=30)
    term = models.CharField(max_length=100)

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "term", "person"],
                name="term_prefix",
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"term {self.pk}"


class DuplicateDecision(models.Model):
    """Two cards that look alike were judged to be different people."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class Import(models.Model):
    """A spreadsheet on its way into the register: mapped, previewed, carried out, undoable."""

    class State(models.TextChoices):
        READING = "reading", _("reading")
        MAPPING = "mapping", _("columns to be chosen")
        CHECKING = "checking", _("checking")
        PREVIEW = "preview", _("ready to look over")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("failed")

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    relation_kind = models.CharField(max_length=40)
    filename = models.CharField(max_length=200)
    file = models.FileField(upload_to=import_name, blank=True, max_length=300)
    source = models.ForeignKey(SourceRecord, models.SET_NULL, null=True)
    # What was chosen: sheet, columns, mapping of fields to columns, what to do on a match.
    plan = models.JSONField(default=dict)
    # How many rows there are, are new, updated, the same, wrong, done.
    counts = models.JSONField(default=dict)
    error = models.CharField(max_length=300, blank=True)
    created_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"], name="import_latest")]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRow(models.Model):
    """One row of an imported file: its values, what is wrong with it, what was done with it."""

    class Decision(models.TextChoices):
        NEW = "new", _("new")
        UPDATE = "update", _("update")
        SAME = "same", _("unchanged")
        SKIP = "skip", _("left out")
        ERROR = "error", _("error")

    run = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    line = models.PositiveIntegerField()
    values = models.JSONField()
    email = models.CharField(max_length=254, blank=True)
    errors = models.JSONField(default=list)
    decision = models.CharField(max_length=8, choices=Decision.choices)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    # What an update replaced, for undo: {field: [value, source id]}; "" names the relation begun.
    before = models.JSONField(null=True)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="import_line_once")]
        indexes = [
            models.Index(fields=["run", "decision", "line"], name="import_by_decision"),
            models.Index(fields=["email"], name="import_by_email"),
        ]

    def __str__(self) -> str:
        return f"line {self.line}"
