"""Every form a person fills in says what is needed, for what, and what happens without."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from tests import factories
from tests.portal.conftest import log_in
from tillit.organisations.models import Organisation

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"
# The form, the activity it collects for, and what it says of going without.
FORMS = {
    "join": ("membership", "We cannot do it."),
    "register": ("events", "We cannot do it."),
    "login": ("portal", "We cannot do it."),
    "address": ("portal", "We cannot do it."),
    "card": ("membership", "We cannot do it."),
    "directory": ("membership", "We cannot do it."),
    "request_ask": ("accountability", "We cannot do it."),
}


@pytest.fixture
def organisation() -> Organisation:
    made = factories.organisation(language="en")
    factories.membership_type(made)
    return made


def form_page(organisation: Organisation, form: str) -> str:
    """The page with the form, as the one who fills it in gets it."""
    browser = Client()
    if form == "join":
        address = factories.at(organisation, "memberships:join")
    elif form == "register":
        address = factories.at(organisation, "events:register", factories.event(organisation).slug)
    elif form == "login":
        address = factories.at(organisation, "portal:login")
    else:
        membership = factories.member(organisation, email=EMAIL)
        browser = log_in(organisation, EMAIL)
        keys = {
            "card": [membership.relation.person.uuid],
            "directory": [membership.uuid],
            "request_ask": ["access"],
        }.get(form, [])
        address = factories.at(organisation, f"portal:{form}", *keys)
    answer = browser.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.promise("P01")
@pytest.mark.promise("C18")
@pytest.mark.parametrize("form", FORMS)
def test_the_notice_of_its_own_activity_is_in_the_form_with_what_happens_without(
    organisation: Organisation, form: str
) -> None:
    activity, without = FORMS[form]

    page = form_page(organisation, form)

    notice = page.partition(f'id="notice-title-{activity}"')[2].partition("</aside>")[0]
    assert f"{organisation.name} asks for this data and answers for it." in notice
    assert "The legal basis is" in notice
    assert without in notice
    assert f'href="{factories.at(organisation, "site:statement")}#{activity}"' in notice


@pytest.mark.promise("C18")
@pytest.mark.parametrize("form", ["join", "register", "card"])
def test_each_field_says_what_it_is_needed_for_and_which_ones_one_may_leave_out(
    organisation: Organisation, form: str
) -> None:
    page = form_page(organisation, form)

    labels = page.count('<label class="ds-label" for="id_')
    assert labels >= 3
    assert page.count("We need it.") + page.count("Vi trenger det.") >= labels
    if form == "join":
        phone = page.partition('for="id_phone"')[2].partition("</label>")[0]
        email = page.partition('for="id_email"')[2].partition("</label>")[0]
        assert "(needed)" in email
        assert "(needed)" not in phone
