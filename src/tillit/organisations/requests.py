"""Requests as views behind the middleware and the staff gate get them, for the type checker."""

from __future__ import annotations

from django.http import HttpRequest

from tillit.organisations.access import Access
from tillit.organisations.models import Organisation, User


class OrganisationRequest(HttpRequest):
    """A request for one organisation's pages."""

    organisation: Organisation


class StaffRequest(OrganisationRequest):
    """A request that ``staff`` has let in."""

    access: Access
    user: User
