"""The register in force, read once per version and process."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from tillit.privacy import prepared
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


class NotAdopted(Exception):
    """The organisation has no register in force yet; nothing may be processed."""


def in_force(organisation: Organisation) -> Register:
    """The organisation's register in force. One query. Raises NotAdopted."""
    return parsed(*version_key(organisation))


def is_adopted(organisation: Organisation) -> bool:
    """A register is in force. One query."""
    try:
        version_key(organisation)
    except NotAdopted:
        return False
    return True


def with_version(organisations: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The organisations read together with which version is in force, for :func:`remember`."""
    is_in_force = Q(registers__state="in_force")
    return organisations.annotate(
        in_force=FilteredRelation("registers", condition=is_in_force)
    ).annotate(version_pk=F("in_force__pk"), version_digest=F("in_force__digest"))


def remember(organisation: Organisation) -> None:
    """For a request that changes no register the one in force is looked up once, or not at all.

    Not for one that may adopt a register, nor for an organisation that lives on after the request.
    """
    known = vars(organisation)
    if _REMEMBERED in known:
        return
    read = known.pop("version_pk", None), known.pop("version_digest", None)
    known[_REMEMBERED] = [read] if read[0] else []


_REMEMBERED = "_version_in_force"


def version_key(organisation: Organisation) -> tuple[int, str]:
    """Row id and digest of the version in force. Raises NotAdopted."""
    remembered: list[tuple[int, str]] | None = vars(organisation).get(_REMEMBERED)
    if remembered:
        return remembered[0]
    pk, digest = prepared.answers("register in force", _in_force, [organisation.pk]) or (None, "")
    if pk is None:
        raise NotAdopted(organisation.slug)
    if remembered is not None:
        remembered.append((pk, digest))
    return pk, digest


def _in_force(organisation: int) -> QuerySet[Any, Any]:
    versions = RegisterVersion.objects.filter(organisation=organisation, state="in_force")
    return versions.values_list("pk", "digest")


@lru_cache(maxsize=512)
def parsed(pk: int, digest: str) -> Register:  # noqa: ARG001 (part of the cache key)
    """The register of a version; a version that is in force never changes."""
    return Register.model_validate(RegisterVersion.objects.only("document").get(pk=pk).document)


def version_in_force(organisation: Organisation) -> RegisterVersion | None:
    """The row of the version in force."""
    return RegisterVersion.objects.filter(organisation=organisation, state="in_force").first()


def draft(organisation: Organisation) -> RegisterVersion | None:
    """The draft staff are working on, if any."""
    return RegisterVersion.objects.filter(organisation=organisation, state="draft").first()
