"""The shape of an organisation's register of processing: its record under article 30, and the
program's configuration.

One document per organisation and version, kept as JSON, read and written by hand as TOML. It is
frozen once read; screens change a draft and adopt it as the next version.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from tillit.kernel.period import Period
from tillit.privacy.declare import Basis, Clock, End, SpecialBasis

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
OrganisationKind = Literal[
    "business-network", "cloud-supplier", "meeting-portal", "regional-development", "federation"
]


def _words(value: Any) -> Any:
    return {"nb": value} if isinstance(value, str) else value


def _period(value: Any) -> Period:
    return value if isinstance(value, Period) else Period.parse(value)


# A text the organisation wrote, in one or more of the three languages.
Words = Annotated[dict[Language, str], BeforeValidator(_words)]
# What a part of a list is called by: letters, digits, - and _.
Key = Annotated[str, StringConstraints(pattern=r"^[\w-]{1,60}$")]
PeriodField = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(str, return_type=str),
]


def words(text: dict[Language, str] | None, language: str) -> str:
    """The text in ``language``, else in bokmål, nynorsk or English, else empty."""
    if not text:
        return ""
    for choice in (language, *LANGUAGES):
        if text.get(choice):  # type: ignore[call-overload]
            return text[choice]  # type: ignore[index]
    return ""


class Part(BaseModel):
    """A frozen part of the register; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Controller(Part):
    """Who answers for the processing (articles 4(7), 13(1)(a))."""

    name: str
    organisation_number: str = ""
    kind: OrganisationKind = "business-network"
    address: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = "NO"
    email: str = ""
    phone: str = ""
    website: str = ""


class ContactPoint(Part):
    """Whom to write to, by role; ``dpo`` only when one is appointed under article 37."""

    role: Literal["controller", "privacy", "dpo", "adviser"]
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


class Source(Part):
    """Where data comes from (article 14(2)(f)). ``self`` is always there: the person."""

    key: Key
    name: Words
    public: bool = False


class Recipient(Part):
    """Someone outside who gets data for purposes of their own or to deliver (article 4(9))."""

    key: Key
    name: str
    what_for: Words
    organisation_number: str = ""
    kind: str = ""
    countries: list[str] = Field(default_factory=lambda: ["NO"])
    transfer: str | None = None
    transfer_document: str = ""
    email: str = ""


class SubProcessor(Part):
    """A processor's own processor (article 28(2))."""

    name: str
    what_for: Words = Field(default_factory=dict)
    countries: list[str] = Field(default_factory=lambda: ["NO"])
    transfer: str | None = None
    transfer_document: str = ""
    url: str = ""


class Agreement(Part):
    """The processing agreement (article 28(3))."""

    signed_on: dt.date
    review_on: dt.date | None = None
    document: str = ""


ProcessorRole = Literal[
    "it_platform",
    "mail",
    "crm",
    "marketing",
    "ticketing",
    "invoicing",
    "storage",
    "chat",
    "statistics",
    "other",
]


class Processor(Part):
    """Someone who processes for the organisation under its instructions (articles 4(8), 28)."""

    key: Key
    name: str
    role: ProcessorRole
    what_for: Words
    organisation_number: str = ""
    countries: list[str] = Field(default_factory=lambda: ["NO"])
    transfer: str | None = None
    transfer_document: str = ""
    privacy_url: str = ""
    agreement: Agreement | None = None
    sub_processors: list[SubProcessor] = Field(default_factory=list)


class Measure(Part):
    """A security measure (article 32), in words."""

    key: Key
    text: Words


class BalancingTest(Part):
    """Why a legitimate interest weighs more than the person's (article 6(1)(f))."""

    interest: Words
    necessity: Words
    balance: Words
    conclusion: Words
    decided_on: dt.date
    author: str


class PurposeEntry(Part):
    """A purpose the organisation has, with its one legal basis."""

    purpose: str
    basis: Basis
    special_basis: SpecialBasis | None = None
    # The law that obliges us, when the basis is article 6(1)(c) or (e).
    law: Words = Field(default_factory=dict)
    consent: Words | None = None
    balancing_test: BalancingTest | None = None


class FieldEntry(Part):
    """A field the activity's forms ask for, with why it is needed."""

    field: str
    required: bool = False
    need: Words = Field(default_factory=dict)


class RetentionEntry(Part):
    """How long, from the rule's clock; and what happens then."""

    period: PeriodField
    end: End = End.DELETE
    # Which of the rule's clocks run; empty: all of them, and the first that strikes.
    clocks: list[Clock] = Field(default_factory=list)
    why: Words = Field(default_factory=dict)


class ActivityEntry(Part):
    """One activity switched on."""

    activity: str
    purposes: list[PurposeEntry]
    fields: list[FieldEntry] = Field(default_factory=list)
    published: list[str] = Field(default_factory=list)
    retention: dict[str, RetentionEntry] = Field(default_factory=dict)
    sources: list[str] = Field(default_factory=lambda: ["self"])
    recipients: list[str] = Field(default_factory=list)
    processors: list[str] = Field(default_factory=list)
    measures: list[str] = Field(default_factory=list)
    # What happens when the data is not given (article 13(2)(e)).
    without: Words = Field(default_factory=dict)
    note: Words = Field(default_factory=dict)

    def field_keys(self) -> list[str]:
        """The keys of the fields asked for."""
        return [entry.field for entry in self.fields]


class Register(Part):
    """An organisation's whole register."""

    schema_version: Literal[1] = 1
    controller: Controller
    languages: list[Language] = Field(default_factory=lambda: list(LANGUAGES))
    # Days within which requests are promised answered; None: the law's one month alone.
    promised_answer_days: int | None = None
    contact_points: list[ContactPoint] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)
    recipients: list[Recipient] = Field(default_factory=list)
    processors: list[Processor] = Field(default_factory=list)
    measures: list[Measure] = Field(default_factory=list)
    activities: list[ActivityEntry] = Field(default_factory=list)
    # Switched off, as last known: what was gathered is kept by these periods until it is gone.
    wound_up: list[ActivityEntry] = Field(default_factory=list)

    def activity(self, key: str) -> ActivityEntry | None:
        """The entry for an activity, None when it is not switched on."""
        return next((entry for entry in self.activities if entry.activity == key), None)

    def last_known(self, activity: str) -> ActivityEntry | None:
        """The entry of an activity, or the one it had when it was switched off."""
        former = (entry for entry in self.wound_up if entry.activity == activity)
        return self.activity(activity) or next(former, None)

    def retention(self, activity: str, rule: str) -> RetentionEntry | None:
        """Period and end for one rule of an activity: in force, or last known when it is off."""
        entry = self.last_known(activity)
        return entry.retention.get(rule) if entry else None

    def wind_up(self, before: Register | None) -> Register:
        """The register with what it switches off, or has been off, kept as last known."""
        known = [*before.activities, *before.wound_up] if before else []
        former = {entry.activity: entry for entry in [*self.wound_up, *reversed(known)]}
        for entry in self.activities:
            former.pop(entry.activity, None)
        return self.model_copy(update={"wound_up": [former[key] for key in sorted(former)]})

    def contact(self, role: str) -> ContactPoint | None:
        """The contact point with a role."""
        return next((point for point in self.contact_points if point.role == role), None)

    def privacy_contact(self) -> ContactPoint | None:
        """Whom a person writes to about their data: officer, privacy contact or controller."""
        for role in ("dpo", "privacy", "adviser", "controller"):
            if point := self.contact(role):
                return point
        return None
