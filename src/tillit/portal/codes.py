"""One-time codes: six digits sent to an address, that prove it when they come back."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import unicodedata
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.people.actions import touch
from tillit.portal.models import OneTimeCode
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.models import Delivery
from tillit.privacy.references import reference, split

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

LASTS = dt.timedelta(minutes=15)
TRIES = 5
# Codes one address may be sent within the hour, so that nobody's mailbox is filled.
AN_HOUR = 6


@transaction.atomic
def send(organisation: Organisation, email: str, *, language: str, next: str = "") -> OneTimeCode:
    """A code is on its way to the address; it lasts a quarter of an hour.

    Whether anything is held on it makes no difference. Past the hour's limit none is sent, and
    the one made is dead: more codes give nobody more tries at guessing.
    """
    # One at a time, so that many who ask at once get no more codes, and tries, than one who does.
    type(organisation)._default_manager.select_for_update(no_key=True).get(pk=organisation.pk)
    now = clock.now()
    recent = OneTimeCode.objects.filter(
        organisation=organisation, email=email, created_at__gt=now - dt.timedelta(hours=1)
    ).count()
    is_sent = recent < AN_HOUR
    code = OneTimeCode.objects.create(
        organisation=organisation,
        email=email,
        next=next if len(next) <= 200 else "",
        attempts=0 if is_sent else TRIES,
        created_at=now,
        expires_at=now + LASTS,
    )
    if is_sent:
        queue(
            organisation,
            "portal_code",
            [Recipient(email, language, reference(code))],
            rule="codes",
            clock_at=code.expires_at,
            about=reference(code),
            urgent=True,
        )
    return code


def digits(code: OneTimeCode) -> str:
    """The six digits of a code, computed from its row and the installation's secret."""
    key = settings.PRIVACY_KEY.encode()
    value = hmac.new(key, f"code:{code.uuid}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(value[:8], 'big') % 1_000_000:06d}"


def prove(code: OneTimeCode, typed: str) -> bool:
    """The digits are right, in time and not tried too often; a code works once."""
    now = clock.now()
    counted = OneTimeCode.objects.filter(
        pk=code.pk, used_at=None, expires_at__gt=now, attempts__lt=TRIES
    ).update(attempts=F("attempts") + 1)
    # Digits of any script are digits; what only looks like one (², ①) is none.
    bare = "".join(str(unicodedata.decimal(each)) for each in typed if each.isdecimal())
    if not counted or not hmac.compare_digest(bare, digits(code)):
        return False
    used = OneTimeCode.objects.filter(pk=code.pk, used_at=None).update(used_at=now)
    if used:
        touch(code.organisation, code.email, now)
    return bool(used)


def render(delivery: Delivery) -> tuple[str, str] | None:
    """The message with the code; None when the code is gone or has run out."""
    code = OneTimeCode.objects.filter(
        organisation=delivery.organisation,
        uuid=split(delivery.reference)[1],
        used_at=None,
        expires_at__gt=clock.now(),
    ).first()
    if code is None:
        return None
    shown = digits(code)
    return (
        _("%(code)s is your code") % {"code": shown},
        _(
            "Your code is %(code)s. Write it on the page you came from within 15 minutes.\n\n"
            "Was it not you who asked for it? Then do nothing; nobody gets in without the code."
        )
        % {"code": shown},
    )
