"""Mail leaves by a processor of the register, or the evidence is red."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.privacy.evidence.test_probes import broken, org  # noqa: F401
from tillit.config import doctor
from tillit.organisations.models import Organisation
from tillit.privacy.evidence.queries import report

pytestmark = pytest.mark.django_db
PROCESSOR = {"key": "post", "name": "Postverket AS", "role": "mail", "what_for": {"nb": "e-post"}}


def send_by(host: str, settings: Any, named: str = "") -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.MAIL_PROCESSOR = host, named


def finding(organisation: Organisation) -> tuple[bool, str]:
    broken(organisation)
    [line] = [line for line in report(organisation).lines if line.probe == "mail_server"]
    return line.is_kept, line.finding


def test_ones_own_machine_is_no_processor(org: Organisation, settings: Any) -> None:  # noqa: F811
    send_by("localhost", settings)

    assert finding(org)[0]


@pytest.mark.parametrize(
    ("named", "role", "kept"),
    [
        ("", "mail", False),
        ("Noen andre", "mail", False),
        ("post", "mail", True),
        ("postverket as", "mail", True),
        ("post", "it_platform", True),
        ("post", "crm", False),
    ],
)
def test_another_server_is_held_against_the_processors(
    named: str,
    role: str,
    kept: bool,
    org: Organisation,  # noqa: F811
    settings: Any,
) -> None:
    factories.adopted_register(org, processors=[PROCESSOR | {"role": role}])
    send_by("smtp.post.example", settings, named)

    found, says = finding(org)

    assert found is kept
    assert "smtp.post.example" in says
    assert ("Postverket AS" in says) is kept


def test_a_suppliers_own_interface_is_another_server_too(
    org: Organisation,  # noqa: F811
    settings: Any,
) -> None:
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"

    assert not finding(org)[0]


def test_the_operator_is_told_what_to_set(settings: Any) -> None:
    send_by("smtp.invalid", settings)

    said = [each.mend for each in doctor.mail_processor()]

    assert ["TILLIT_MAIL_PROCESSOR" in mend for mend in said] == [True]
