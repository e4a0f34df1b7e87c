"""Organisations, the people who work for them, and their sessions."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tillit.organisations.roles import ROLE_TYPES
from tillit.organisations.rules import Term
from tillit.privacy.register.schema import ContactPoint


class Organisation(models.Model):
    """A controller: its name, its address on the web, its languages. All else is its register."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("web address"), max_length=60, unique=True)
    # Its own host, for example "medlem.example.no"; empty: a path on the common one.
    host = models.CharField(_("own host"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, default="nb")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~models.Q(host=""), name="organisation_host_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def contact(self) -> ContactPoint | None:
        """Whom to write to, from the register in force; None as long as there is none."""
        from tillit.privacy.register.queries import NotAdopted, in_force

        try:
            return in_force(self).privacy_contact()
        except NotAdopted:
            return None


class UserManager(BaseUserManager["User"]):
    """Makes staff accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account; without a password it is entered by link only."""
        from tillit.kernel import clock

        fields.setdefault("created_at", clock.now())
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A staff account: someone who works for one or more organisations."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=2, default="nb")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or str(self.pk)


class RoleQuerySet(models.QuerySet["Role"]):
    """Roles, by when they give access."""

    def in_force_on(self, day: dt.date) -> RoleQuerySet:
        """Those that give access on this day."""
        return self.filter(
            models.Q(ends_on=None) | models.Q(ends_on__gte=day), starts_on__lte=day, ended_at=None
        )

    def over_on(self, day: dt.date) -> RoleQuerySet:
        """Those that gave access once and no longer do."""
        return self.filter(~models.Q(ended_at=None) | models.Q(ends_on__lt=day))


class Role(models.Model):
    """What someone does for an organisation, from a day until a day.

    ``type`` names a role class in ``roles.py``.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    user = models.ForeignKey(User, models.CASCADE, related_name="roles")
    type = models.CharField(_("role"), max_length=40)
    starts_on = models.DateField(_("from"))
    # The last day of access.
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    # Set when access was taken away before the last day was over.
    ended_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    # The name as it was written in the invitation, until the invited has come in: until then the
    # organisation knows nothing of the account, which can be from elsewhere.
    invited_as = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = RoleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "organisation"], name="role_by_user"),
            models.Index(fields=["organisation", "ends_on"], name="role_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.type} in {self.organisation_id}"

    def is_in_force_on(self, day: dt.date) -> bool:
        """The role gives access on this day."""
        return self.ended_at is None and self.term.covers(day)

    @property
    def name(self) -> str:
        """The role as one reads it."""
        known = ROLE_TYPES.get(self.type)
        return str(known.name) if known else self.type

    @property
    def holder(self) -> str:
        """Whose role it is, as the organisation knows them."""
        return self.invited_as or self.user.name

    @property
    def term(self) -> Term:
        """From when until when."""
        return Term(self.starts_on, self.ends_on)


class StaffLink(models.Model):
    """A link that lets someone in once: first start, invitation, lost password."""

    # None: whoever opens it makes an account of their own first.
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="links")
    # SHA-256 of the token; the token itself is only in the link.
    digest = models.CharField(max_length=64, unique=True)
    # "console": printed on the machine itself; "mail": sent to the address.
    given_by = models.CharField(max_length=10)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link {self.pk}"


class Session(AbstractBaseSession):
    """A browser session, tied to the account or proven address it belongs to."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    email = models.CharField(max_length=254, blank=True, db_index=True)
    # What it is for: an account of someone who works here, or My page.
    activity = models.CharField(max_length=40, default="staff")

    objects: ClassVar[BaseSessionManager[Session]] = BaseSessionManager()  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from tillit.organisations.sessions import SessionStore

        return SessionStore


class CacheEntry(models.Model):
    """A count shared by all web processes for a while, under a keyed hash of what is counted."""

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"cache entry until {self.expires_at:%H:%M}"
