"""Requests and staff that the log names, to those who may open them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst

from tillit.organisations.access import Access
from tillit.organisations.lookup import Hit, named
from tillit.organisations.models import User
from tillit.organisations.permissions import Permission
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.rights.models import Request


@named("request", Permission.REQUESTS)
def of_requests(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """A request by what it asks for and by whom."""
    rows = Request.objects.filter(organisation=access.organisation, uuid__in=keys)
    return {
        str(row.uuid): Hit(
            f"{capfirst(row.get_kind_display())}, {row.name or row.email}".rstrip(", "),
            reverse("desk:request", args=[row.uuid]),
        )
        for row in rows
    }


@named("user", Permission.STAFF_READ)
def of_staff(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """An account that works or has worked here is found among the staff."""
    rows = User.objects.filter(roles__organisation=access.organisation, uuid__in=keys)
    return {
        str(row.uuid): Hit(row.name or row.email, reverse("organisations_desk:staff"))
        for row in rows.distinct()
    }


@named("registerversion", Permission.REGISTER_READ)
def of_versions(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """A version of the register by its number."""
    rows = RegisterVersion.objects.filter(
        organisation=access.organisation, uuid__in=keys, number__isnull=False
    )
    return {
        str(row.uuid): Hit(str(row.number), reverse("desk:register_version", args=[row.number]))
        for row in rows.defer("document")
    }
