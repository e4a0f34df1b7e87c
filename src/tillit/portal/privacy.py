"""What is held while someone proves an e-mail address."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tillit.kernel.period import Period
from tillit.portal.codes import render
from tillit.portal.models import OneTimeCode
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    Datum,
    Holding,
    MessageKind,
    Purpose,
    RetentionRule,
    Subject,
    SubjectKind,
    declarations,
    gdpr,
)

declarations.activity(
    ActivityType(
        key="portal",
        name=_("My page"),
        description=_(
            "You prove your e-mail address with a code, and see everything we hold on it."
        ),
        subjects=(SubjectKind.MEMBER, SubjectKind.PARTICIPANT, SubjectKind.VISITOR),
        purposes=(
            Purpose(
                "prove_address",
                _("see to it that each sees their own data only"),
                _("see to it that it is you who asks, before we show your data"),
                (Basis.LEGAL_OBLIGATION,),
                "RightsFulfilment",
                law=gdpr("12(6), 32"),
            ),
        ),
        rules=(
            RetentionRule(
                "codes", _("log-in codes"), (Clock.EXPIRED,), Period(days=1), Period(days=7)
            ),
            RetentionRule(
                "sessions", _("open sessions"), (Clock.EXPIRED,), Period(days=1), Period(days=7)
            ),
        ),
        always_on=True,
        without=_(
            "You choose whether to use My page. We need an e-mail address to send the code to."
        ),
        order=890,
    )
)
declarations.holding(
    Holding(
        model=OneTimeCode,
        activity="portal",
        title=_("Log-in codes"),
        subject=Subject(emails=("email",)),
        rule="codes",
        starts={Clock.EXPIRED: "expires_at"},
        fields={
            "email": Datum(Category.CONTACT, _("e-mail")),
            "created_at": Datum(Category.LOG, _("sent")),
            "used_at": Datum(Category.LOG, _("used"), blank=None),
        },
        not_personal={
            _("key of the row, and what it belongs to"): ("id", "organisation", "uuid"),
            _("state of the work, tells nothing about the person"): (
                "next",
                "attempts",
                "expires_at",
            ),
        },
    )
)
declarations.message(MessageKind("portal_code", "portal", _("log-in code"), render))
