"""Memberships, applications for one, and the public member directory."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipType(models.Model):
    """A kind of membership the organisation offers."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    key = models.SlugField(max_length=40)
    # {"nb": …, "nn": …, "en": …}
    name = models.JSONField(_("name"))
    description = models.JSONField(_("description"), default=dict)
    # Shown on the public joining form.
    is_open = models.BooleanField(_("open for joining"), default=True)
    # A joiner becomes a member when the address is confirmed, without staff.
    is_automatic = models.BooleanField(_("accepted without review"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="membership_type_once")
        ]

    def __str__(self) -> str:
        return self.key


class Membership(models.Model):
    """A member: what the relation of kind "member" is more precisely."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    relation = models.OneToOneField("people.Relation", models.CASCADE, related_name="membership")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    type = models.ForeignKey(MembershipType, models.PROTECT, related_name="memberships")
    number = models.PositiveIntegerField(_("member number"))
    leave_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="member_number_once")
        ]

    def __str__(self) -> str:
        return f"member {self.number}"


class Application(models.Model):
    """Someone asks to become a member; no card is touched until the address is proven."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waiting for confirmation")
        WAITING = "waiting", _("waiting for review")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    type = models.ForeignKey(MembershipType, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    email = models.CharField(_("e-mail"), max_length=254)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    street = models.CharField(_("street address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("postal town"), max_length=100, blank=True)
    workplace = models.CharField(_("workplace"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    language = models.CharField(max_length=2, default="nb")
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "created_at"], name="application_state"),
            models.Index(fields=["organisation", "email"], name="application_by_email"),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"


class DirectoryEntry(models.Model):
    """A member who wishes to be seen on the public site, with just the fields switched on."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="directory_entry")
    # The fields shown, a subset of the register's published fields.
    shown = models.JSONField(default=list)
    shown_since = models.DateTimeField()

    class Meta:
        verbose_name_plural = "directory entries"

    def __str__(self) -> str:
        return f"directory entry {self.pk}"
