"""The words every declaration and every register is written in: the field's standard terms."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """Legal bases: GDPR article 6(1), a letter each."""

    CONSENT = "6(1)(a)", _("consent")
    CONTRACT = "6(1)(b)", _("agreement")
    LEGAL_OBLIGATION = "6(1)(c)", _("legal obligation")
    VITAL_INTERESTS = "6(1)(d)", _("vital interests")
    PUBLIC_TASK = "6(1)(e)", _("public task")
    LEGITIMATE_INTEREST = "6(1)(f)", _("legitimate interest")


class SpecialBasis(TextChoices):
    """What permits special categories of data: GDPR article 9(2), a letter each."""

    EXPLICIT_CONSENT = "9(2)(a)", _("explicit consent")
    EMPLOYMENT = "9(2)(b)", _("employment and social security law")
    VITAL_INTERESTS = "9(2)(c)", _("vital interests")
    MEMBERSHIP = (
        "9(2)(d)",
        _(
            "members of a not-for-profit body with a political, philosophical, "
            "religious or trade-union aim"
        ),
    )
    MADE_PUBLIC = "9(2)(e)", _("made public by the person")
    LEGAL_CLAIMS = "9(2)(f)", _("legal claims")
    PUBLIC_INTEREST = "9(2)(g)", _("substantial public interest")
    HEALTH_CARE = "9(2)(h)", _("health or social care")
    PUBLIC_HEALTH = "9(2)(i)", _("public health")
    ARCHIVING = "9(2)(j)", _("archiving, research or statistics")


class DataClass(TextChoices):
    """How well a field is looked after: decides encryption, masking, export and log."""

    ORDINARY = "ordinary", _("ordinary")
    CONFIDENTIAL = "confidential", _("confidential")
    SPECIAL = "special", _("special category")


class Category(TextChoices):
    """Categories of personal data, as a statement names them."""

    NAME = "name", _("name")
    CONTACT = "contact", _("contact details")
    ADDRESS = "address", _("postal address")
    WORK = "work", _("workplace and position")
    PICTURE = "picture", _("picture")
    MEMBERSHIP = "membership", _("membership")
    PARTICIPATION = "participation", _("participation in events")
    RELATION = "relation", _("relation to us")
    COMMUNICATION = "communication", _("messages between us")
    CHOICE = "choice", _("choices and consents")
    REQUEST = "request", _("requests about your rights")
    ACCOUNT = "account", _("user account")
    LOG = "log", _("log of what is done to personal data")
    ORIGIN = "origin", _("where the data came from")
    HEALTH = "health", _("health")


class Clock(TextChoices):
    """What starts the running of a retention period."""

    EVENT_ENDED = "event_ended", _("the event was held")
    EVENT_CANCELLED = "event_cancelled", _("the event was cancelled")
    RELATION_ENDED = "relation_ended", _("the relation ended")
    LAST_INTERACTION = "last_interaction", _("your last contact with us")
    REVIEW_DATE = "review_date", _("the date of review")
    REQUEST_CLOSED = "request_closed", _("the request was closed")
    ACCOUNTING_YEAR_ENDED = "accounting_year_ended", _("the accounting year ended")
    ROW_CREATED = "row_created", _("the data was registered")
    WITHDRAWN = "withdrawn", _("the consent was withdrawn")
    EXPIRED = "expired", _("the code, link or session ran out")


class End(TextChoices):
    """What happens when a period has run out."""

    DELETE = "delete", _("deleted")
    ANONYMISE = "anonymise", _("made anonymous")
    ARCHIVE = "archive", _("moved to the closed archive")


class SubjectKind(TextChoices):
    """Kinds of data subjects (article 30(1)(c))."""

    MEMBER = "member", _("members")
    APPLICANT = "applicant", _("people who apply for membership")
    PARTICIPANT = "participant", _("participants at events")
    CUSTOMER = "customer", _("contacts at customers")
    PROSPECT = "prospect", _("contacts at possible customers")
    SUPPLIER = "supplier", _("contacts at suppliers")
    PARTNER = "partner", _("contacts at partners")
    COMPANY_CONTACT = "company_contact", _("contacts at member companies")
    STAFF = "staff", _("employees, board members and volunteers")
    VISITOR = "visitor", _("people who contact us")
