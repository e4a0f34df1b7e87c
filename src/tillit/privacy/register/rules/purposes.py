"""Rules about one purpose: its legal basis, and what that basis asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import Basis, Purpose, SpecialBasis
from tillit.privacy.register.rules.finding import Finding, Path, error, warning
from tillit.privacy.register.schema import BalancingTest, Language, PurposeEntry

ARTICLES = {basis: f"gdpr-6-1-{basis.value[-2]}" for basis in Basis}


def about_purpose(
    path: Path,
    entry: PurposeEntry,
    declared: Purpose,
    languages: Sequence[Language],
    on: dt.date,
) -> Iterator[Finding]:
    """The basis is allowed for the purpose, and has what it needs."""
    if entry.basis not in declared.bases:
        allowed = [format_lazy("{}", Basis(basis).label) for basis in declared.bases]
        yield error(
            (*path, "basis"),
            _("“{purpose}” cannot rest on {basis}. Choose one of: {allowed}."),
            ARTICLES[entry.basis],
            purpose=declared.name,
            basis=entry.basis.label,
            allowed=format_lazy(", ".join(["{}"] * len(allowed)), *allowed),
        )
    if entry.special_basis and entry.special_basis not in declared.special_bases:
        yield error(
            (*path, "special_basis"),
            _("“{purpose}” cannot use special categories of data on {basis}."),
            "gdpr-9-1",
            purpose=declared.name,
            basis=entry.special_basis.label,
        )
    consent = entry.basis == Basis.CONSENT or entry.special_basis == SpecialBasis.EXPLICIT_CONSENT
    if consent:
        yield from _consent(path, entry, languages)
    if entry.basis == Basis.LEGITIMATE_INTEREST:
        yield from _balancing_test(path, entry.balancing_test, on)
    if entry.basis in (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK) and not entry.law:
        yield error((*path, "law"), _("Say which law demands it."), ARTICLES[entry.basis])


def _consent(path: Path, entry: PurposeEntry, languages: Sequence[Language]) -> Iterator[Finding]:
    from tillit.privacy.register.rules.texts import IN_LANGUAGE

    for language in languages:
        if not (entry.consent or {}).get(language, "").strip():
            yield error(
                (*path, "consent"),
                _(
                    "Write in {language} what people say yes to. A consent without its wording "
                    "cannot be proven."
                ),
                "gdpr-7-1",
                language=IN_LANGUAGE[language],
            )


def _balancing_test(path: Path, test: BalancingTest | None, on: dt.date) -> Iterator[Finding]:
    path = (*path, "balancing_test")
    if test is None:
        yield error(
            path,
            _(
                "A legitimate interest needs a balancing test: what you want, why it takes this "
                "data, what it means to people, and what you conclude."
            ),
            "gdpr-6-1-f",
        )
        return
    parts = {
        "interest": (test.interest, _("Say which interest you have.")),
        "necessity": (test.necessity, _("Say why it cannot be done with less.")),
        "balance": (test.balance, _("Say what it means to those it concerns.")),
        "conclusion": (test.conclusion, _("Say what you conclude.")),
        "author": (test.author, _("Say who has weighed it.")),
    }
    for name, (text, message) in parts.items():
        if not (any(text.values()) if isinstance(text, dict) else str(text).strip()):
            yield error((*path, name), message, "gdpr-6-1-f")
    if test.decided_on > on:
        yield warning(
            (*path, "decided_on"), _("The balancing test is dated in the future."), "gdpr-6-1-f"
        )
