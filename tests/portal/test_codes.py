"""Proving an address: what is typed, and where one goes afterwards."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client

from tests import factories
from tests.portal.conftest import code_sent_to
from tillit.portal.models import OneTimeCode

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"


@pytest.mark.parametrize("typed", ["²²²²²²", "①②③④⑤⑥", "kode", "\u202e", "9" * 20])
def test_what_only_looks_like_digits_is_a_wrong_code(typed: str, client: Client) -> None:
    own = factories.organisation()
    asked = client.post(factories.at(own, "portal:login"), {"email": EMAIL})

    answer = client.post(asked.headers["Location"], {"code": typed})

    assert answer.status_code == 200
    assert b'aria-invalid="true"' in answer.content


def test_digits_of_another_script_are_the_same_digits(client: Client) -> None:
    own = factories.organisation()
    asked = client.post(factories.at(own, "portal:login"), {"email": EMAIL})
    arabic = code_sent_to(EMAIL).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert client.post(asked.headers["Location"], {"code": arabic}).status_code == 302


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example/",
        "/Kari-Fjellro/010150/",
        "?navn=Kari",
        "/account/logout/",
        "/" + "a" * 5000,
    ],
)
def test_what_is_no_page_of_ones_own_is_neither_kept_nor_gone_to(
    wanted: str, client: Client
) -> None:
    own = factories.organisation()
    place = factories.at(own, "portal:login")

    asked = client.post(f"{place}?{urlencode({'next': wanted})}", {"email": EMAIL})
    answer = client.post(asked.headers["Location"], {"code": code_sent_to(EMAIL)})

    assert OneTimeCode.objects.get().next == ""
    assert answer.headers["Location"] == factories.at(own, "portal:front")


def test_one_goes_on_to_the_page_one_came_for(client: Client) -> None:
    own = factories.organisation()
    page = factories.at(own, "portal:request_ask", "erasure")
    place = client.get(page).headers["Location"]

    asked = client.post(place, {"email": EMAIL})
    answer = client.post(asked.headers["Location"], {"code": code_sent_to(EMAIL)})

    assert answer.headers["Location"] == page
