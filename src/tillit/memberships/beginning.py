"""A new member in one step: the card, the relation and the membership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.memberships import actions, queries, rules
from tillit.memberships.forms import type_name, welcome_field
from tillit.organisations.permissions import Permission
from tillit.people.beginnings import Beginning

if TYPE_CHECKING:
    from tillit.memberships.models import Membership
    from tillit.organisations.models import Organisation
    from tillit.people.models import Person

TYPE, WELCOME = "membership_type", "welcome"


def _fields(organisation: Organisation) -> dict[str, forms.Field]:
    """Which kind, where there is a choice; and whether to say welcome."""
    kinds = [(each.key, type_name(each)) for each in queries.types(organisation)]
    asked: dict[str, forms.Field] = {}
    if len(kinds) > 1:
        asked[TYPE] = forms.ChoiceField(label=_("Kind of membership"), choices=kinds)
    return {**asked, WELCOME: welcome_field()}


def _begin(person: Person, answers: Mapping[str, Any], on: dt.date, by: str) -> Membership:
    kinds = {each.key: each for each in queries.types(person.organisation)}
    kind = kinds.get(answers.get(TYPE, "")) or actions.first_type(person.organisation)
    return actions.add_member(person, kind, on=on, by=by, welcome=bool(answers[WELCOME]))


BEGINNING = Beginning(
    kind=rules.KIND,
    permission=Permission.MEMBERS_CHANGE,
    title=_("New member"),
    list_view="memberships_desk:list",
    list_title=_("Members"),
    on_card="memberships_desk:add",
    title_on_card=_("Make a member"),
    fields=_fields,
    begin=_begin,
)
