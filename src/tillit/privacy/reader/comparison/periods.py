"""How long, in the one and in the other."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tillit.kernel.period import Period
from tillit.privacy.declare import RetentionRule
from tillit.privacy.reader.adopt.making import GENERAL, Making
from tillit.privacy.reader.adopt.places import ALL_PLACES, CLOCKS, PLACES
from tillit.privacy.reader.comparison.finding import difference
from tillit.privacy.reader.reading import Claim, Finding
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.schema import Register, RetentionEntry

# What no statement is expected to tell apart from the rest.
_FINE = frozenset({"correspondence", "applications"})


def differences(making: Making, register: Register) -> Iterator[Finding]:
    """Longer, shorter, from another day, or not said at all."""
    on = set(making.on())
    for entry in register.activities:
        declared = making.declared.activities[entry.activity]
        for rule in declared.rules:
            kept = entry.retention.get(rule.key)
            if kept is None:
                continue
            path = f"activities.{entry.activity}.retention.{rule.key}"
            claims = [
                claim
                for claim in making.reading.of("retention")
                if not claim.negated and _is_about(making, claim, entry.activity, rule.key)
            ]
            if claims:
                yield from _against(claims, rule, kept, path)
            elif entry.activity in on and rule.key not in _FINE:
                yield from _unsaid(making, rule, kept, path, entry.activity)


def _is_about(making: Making, claim: Claim, activity: str, rule: str) -> bool:
    places = PLACES.get(claim.data, ())
    if (activity, rule) not in places:
        return False
    on = [place for place in places if making.entry(place[0]) is not None]
    if claim.data in ALL_PLACES or len(on) < 2:
        return True
    spoken_of = making.scope(claim).activities
    return activity in spoken_of if spoken_of else (activity, rule) == on[0]


def _against(
    claims: list[Claim], rule: RetentionRule, kept: RetentionEntry, path: str
) -> Iterator[Finding]:
    exact = [(claim, period) for claim in claims if (period := _period(claim)) is not None]
    if not exact:
        yield difference(
            "period-vague", "warning", f"{path}.period",
            _("The statement says only that %(data)s are kept as long as needed; the register says "
              "%(kept)s.") % {"data": rule.covers, "kept": in_words(kept.period)},
            _("Write the period in the statement."),
            sentences=[claims[0].sentence], law=("gdpr-13-2-a",), sure=claims[0].sure,
        )  # fmt: skip
        return
    if any(period == kept.period for _claim, period in exact):
        yield from _clock(exact, rule, kept, path)
        return
    claim, said = exact[0]
    words = {"data": rule.covers, "said": in_words(said), "kept": in_words(kept.period)}
    if kept.period.exceeds(said):
        yield difference(
            "period-longer", "error", f"{path}.period",
            _("The register keeps %(data)s longer than the statement promises: %(kept)s, not "
              "%(said)s.")
            % words,
            _("Shorten it in the register, or tell people before it applies."),
            sentences=[claim.sentence], law=("gdpr-5-1-e",), sure=claim.sure,
        )  # fmt: skip
    else:
        yield difference(
            "period-shorter", "warning", f"{path}.period",
            _("The register deletes %(data)s sooner than the statement says: %(kept)s, not "
              "%(said)s.")
            % words,
            _("Write the shorter period in the statement."),
            sentences=[claim.sentence], law=("gdpr-13-2-a",), sure=claim.sure,
        )  # fmt: skip


def _clock(
    exact: list[tuple[Claim, Period]], rule: RetentionRule, kept: RetentionEntry, path: str
) -> Iterator[Finding]:
    runs = set(kept.clocks or rule.clocks)
    said = [(CLOCKS[claim.clock], claim) for claim, _period in exact if claim.clock in CLOCKS]
    if said and not any(clock in runs for clock, _claim in said):
        clock, claim = said[0]
        yield difference(
            "clock", "warning", f"{path}.clocks",
            _("The statement counts the time for %(data)s from when %(said)s; the register does "
              "not.")
            % {"data": rule.covers, "said": clock.label},
            _("Let both count from the same day."),
            sentences=[claim.sentence], law=("gdpr-13-2-a",), sure=claim.sure,
        )  # fmt: skip


def _unsaid(
    making: Making, rule: RetentionRule, kept: RetentionEntry, path: str, activity: str
) -> Iterator[Finding]:
    """Unless something general is said that comes to the same."""
    if not making.about.has(activity):
        return
    general = [claim for claim in making.reading.of("retention") if claim.data in GENERAL]
    if any(_period(claim) == kept.period for claim in general):
        return
    yield difference(
        "period-unsaid", "warning", f"{path}.period",
        _("The register keeps %(data)s for %(kept)s; the statement gives no time.")
        % {"data": rule.covers, "kept": in_words(kept.period)},
        _("Write the period in the statement."),
        sentences=[general[0].sentence] if general else (), law=("gdpr-13-2-a",),
    )  # fmt: skip


def _period(claim: Claim) -> Period | None:
    try:
        return Period.parse(claim.period)
    except ValueError:
        return None
