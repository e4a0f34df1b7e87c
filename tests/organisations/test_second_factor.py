"""Staff log in with a password and one thing more, or with a passkey alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests import factories
from tillit.organisations.models import User
from tillit.privacy.gate.sending import send_waiting

pytestmark = pytest.mark.django_db
PASSWORD = "furu og lyng ved fjorden"
ANOTHER = "tyttebær i lia om høsten"


def log_in(client: Client, email: str, **fields: str) -> object:
    return client.post(
        "/account/login/", {"login": email, "password": PASSWORD, **fields}, follow=True
    )


def test_who_has_no_second_factor_is_led_to_one_and_back(client: Client) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, password=PASSWORD, second_factor=False)
    goal = factories.at(own, "organisations_desk:staff")

    page = log_in(client, user.email, next=goal)

    assert page.redirect_chain[-1][0].startswith("/account/second-factor/")
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    page = client.post(
        "/account/2fa/totp/activate/", {"code": factories.code_for(secret)}, follow=True
    )
    assert page.redirect_chain[-1][0] == "/account/2fa/recovery-codes/"
    assert f'href="{goal}"' in page.text
    assert client.get(goal).status_code == 200


def test_who_is_invited_to_the_demo_sets_one_up_too_and_who_holds_the_machine_looks_around(
    client: Client,
) -> None:
    demo = factories.organisation(is_demo=True)
    invited = factories.logged_in(factories.staff_user(demo, second_factor=False))
    operator = factories.logged_in(factories.staff_user(demo, second_factor=False))
    session = operator.session
    session["opened_at_console"] = True
    session.save()
    goal = factories.at(demo, "desk:today")

    assert invited.get(goal).headers["Location"].startswith("/account/second-factor/")
    assert operator.get(goal).status_code == 200


def test_the_code_is_asked_for_at_the_next_login(client: Client) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, password=PASSWORD)
    secret = get_adapter().decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    goal = factories.at(own, "desk:today")

    page = log_in(client, user.email, next=goal)
    assert page.redirect_chain[-1][0].startswith("/account/2fa/authenticate/")
    assert client.get(goal).status_code == 302
    page = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert page.status_code == 200
    page = client.post(
        "/account/2fa/authenticate/", {"code": factories.code_for(secret)}, follow=True
    )

    assert page.redirect_chain[-1][0] == goal
    assert page.status_code == 200


def test_the_secret_is_not_readable_in_the_database() -> None:
    user = factories.staff_user(factories.organisation())

    stored = Authenticator.objects.get(user=user).data["secret"]

    assert get_adapter().decrypt(stored)
    assert get_adapter().decrypt(stored) not in stored


def test_login_is_refused_with_a_wrong_password_and_slows_down_guessing(client: Client) -> None:
    user = factories.staff_user(factories.organisation(), password=PASSWORD)

    pages = [
        client.post("/account/login/", {"login": user.email, "password": f"galt {number}"})
        for number in range(7)
    ]

    assert {page.status_code for page in pages} <= {200, 429}
    last = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert last.status_code != 302


def test_nobody_is_sent_to_another_site_after_login(client: Client) -> None:
    own = factories.organisation(is_demo=True)
    user = factories.staff_user(own, password=PASSWORD, second_factor=False)

    page = client.post(
        "/account/login/",
        {"login": user.email, "password": PASSWORD, "next": "https://ond.example/"},
    )

    assert page.headers["Location"] == "/"


def test_an_account_is_not_made_by_signing_up(client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404
    assert client.post("/account/signup/", {"email": "a@b.example"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/account/login/", "/account/logout/", "/account/password/reset/", "/account/2fa/",
     "/account/second-factor/", "/account/password/change/", "/account/2fa/totp/activate/",
     "/account/2fa/webauthn/", "/account/2fa/webauthn/add/",
         "/account/2fa/recovery-codes/generate/"],
)  # fmt: skip
def test_the_pages_of_the_account_show_in_our_look(path: str, client: Client) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, password=PASSWORD, second_factor=False)
    if path not in ("/account/login/", "/account/password/reset/"):
        log_in(client, user.email)

    page = client.get(path)

    assert page.status_code == 200
    assert "t-plain" in page.text


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_by_mail_when_a_second_factor_is_added_and_removed(client: Client) -> None:
    user = factories.staff_user(
        factories.organisation(language="en"), password=PASSWORD, second_factor=False
    )
    type(user).objects.filter(pk=user.pk).update(language="en")
    log_in(client, user.email)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": factories.code_for(secret)})
    client.post("/account/2fa/totp/deactivate/")

    send_waiting()

    told = {sent.subject: sent for sent in mail.outbox if sent.to == [user.email]}
    assert "An authenticator app was added to your account" in told
    removed = told["The authenticator app was removed from your account"]
    assert "/account/password/reset/" in removed.body
    assert secret not in removed.body


def test_log_in_page_offers_no_sign_up(client: Client) -> None:
    page = client.get("/account/login/").text

    assert "signup" not in page
    assert "sign up" not in page.lower()
    assert "registrer deg" not in page.lower()


def told(user: User) -> dict[str, mail.EmailMessage]:
    """What the owner of the account has been sent, by subject."""
    send_waiting()
    return {sent.subject: sent for sent in mail.outbox if sent.to == [user.email]}


def owner(**fields: Any) -> User:
    user = factories.staff_user(
        factories.organisation(language="en"), password=PASSWORD, language="en", **fields
    )
    assert user.language == "en"
    return user


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_by_mail_when_recovery_codes_are_made_anew(client: Client) -> None:
    user = owner(second_factor=False)
    log_in(client, user.email)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": factories.code_for(secret)})

    client.post("/account/2fa/recovery-codes/generate/")

    message = told(user)["New recovery codes were made for your account"]
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    assert codes
    assert not [code for code in codes if code in message.body]
    assert "/account/password/reset/" in message.body


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_by_mail_when_a_passkey_is_removed(client: Client) -> None:
    user = owner(second_factor=False)
    log_in(client, user.email)
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Min telefon", "credential": {}}
    )

    client.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/")

    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert "A passkey was removed from your account" in told(user)


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_by_mail_when_the_password_is_changed(client: Client) -> None:
    user = owner(second_factor=False)
    log_in(client, user.email)

    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": ANOTHER})

    user.refresh_from_db()
    assert user.check_password(ANOTHER)
    message = told(user)["The password of your account was changed"]
    assert ANOTHER not in message.body
    assert "/account/password/reset/" in message.body


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_by_mail_when_a_mailed_link_replaces_the_password(
    client: Client, run_tasks: Callable[[], int]
) -> None:
    user = owner()
    client.post("/account/password/reset/", {"email": user.email})
    run_tasks()
    [link] = re.findall(
        r"https?://[^/]+(/staff-link/\S+)", told(user)["Choose a new password"].body
    )

    client.post(link, {"password": ANOTHER})

    user.refresh_from_db()
    assert user.check_password(ANOTHER)
    assert "The password of your account was changed" in told(user)
