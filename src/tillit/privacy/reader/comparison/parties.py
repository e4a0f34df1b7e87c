"""Those outside, in the one and in the other."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.kernel.countries import country_name, in_eea
from tillit.privacy.reader.adopt.answering import answering
from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.comparison.finding import difference
from tillit.privacy.reader.reading import Claim, Finding
from tillit.privacy.register.schema import Processor, Recipient, Register

_SUFFIXES = {
    "as",
    "asa",
    "sa",
    "ab",
    "aps",
    "inc",
    "ltd",
    "limited",
    "llc",
    "gmbh",
    "oy",
    "ba",
    "norge",
    "norway",
}


def differences(making: Making, register: Register) -> Iterator[Finding]:
    """Suppliers and recipients each way, and what is said of sharing and transfers."""
    yield from _said_only(making, register)
    yield from _kept_only(making, register)
    yield from _denials(making, register)


def _called(name: str) -> set[str]:
    """All that one goes by: as written, without AS or Inc., and as the list of suppliers has it."""
    known = supplier(name)
    names = {name, *((known.name, *known.aliases) if known else ())}
    return {
        " ".join(word for word in one.lower().replace(".", "").split() if word not in _SUFFIXES)
        for one in names
    }


def _parties(register: Register) -> dict[str, set[str]]:
    """Everyone outside, by the path to them, with all they go by."""
    made = {f"recipients.{one.key}": _called(one.name) for one in register.recipients}
    for processor in register.processors:
        names = _called(processor.name)
        for sub in processor.sub_processors:
            names |= _called(sub.name)
        made[f"processors.{processor.key}"] = names
    return made


def _is_name(claim: Claim) -> bool:
    """A name, not a kind of recipient that begins a sentence or is part of a name."""
    return claim.value[:1].isupper() and len(claim.value.split()) > 1


def _said_only(making: Making, register: Register) -> Iterator[Finding]:
    known = set[str]().union(*_parties(register).values())
    told: set[str] = set()
    claims = [
        claim
        for claim in making.reading.of("supplier")
        if claim.value and not claim.negated and claim.action != "own"
    ]
    claims += [
        claim
        for claim in making.reading.of("recipient")
        if claim.value and not claim.negated and _is_name(claim)
    ]
    for claim in claims:
        names = _called(claim.value)
        if names & (known | told):
            continue
        told |= names
        # Who answers for the data themselves has no processing agreement.
        is_processor = claim.kind == "supplier" and answering(claim) is None
        part = "processors" if is_processor else "recipients"
        yield difference(
            f"{claim.kind}-said", "warning", part,
            _("The statement names %(name)s, which the register does not have.")
            % {"name": claim.value},
            _("Add them to the register with their agreement, or take them out of the statement.")
            if is_processor
            else _("Add them to the register, or take them out of the statement."),
            sentences=[claim.sentence], law=("gdpr-28-3" if part == "processors" else "gdpr-30",),
            sure=claim.sure,
        )  # fmt: skip


def _kept_only(making: Making, register: Register) -> Iterator[Finding]:
    text = " ".join(
        " ".join(sentence.text.lower().replace(".", "").split())
        for sentence in making.reading.sentences
    )
    parts: list[tuple[str, Processor | Recipient]] = [
        *(("processors", one) for one in register.processors),
        *(("recipients", one) for one in register.recipients),
    ]
    for part, party in parts:
        if any(name and f" {name} " in f" {_bare(text)} " for name in _called(party.name)):
            continue
        outside = [code for code in party.countries if not in_eea(code, clock.today())]
        language = making.reading.language
        yield difference(
            "party-kept", "warning" if outside else "note", f"{part}.{party.key}",
            _("%(name)s is in the register, and the statement does not name them.")
            % {"name": party.name}
            if not outside
            else _("%(name)s in %(country)s is in the register, and the statement does not name "
                   "them.")
            % {"name": party.name, "country": country_name(outside[0], language)},
            _("Name them in the statement; what kind of supplier they are is the least.")
            if not outside
            else _("Name them in the statement, and say what the transfer rests on."),
            law=("gdpr-13-1-f",) if outside else ("gdpr-13-1-e",),
        )  # fmt: skip


def _bare(text: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-&/" else " " for sign in text)


def _denials(making: Making, register: Register) -> Iterator[Finding]:
    """Never shared, never outside the EEA; and yet."""
    names = [one.name for one in register.recipients]
    for claim in making.reading.of("sharing"):
        if claim.negated and names and claim.data in ("", "general") and not claim.condition:
            yield difference(
                "sharing-denied", "error", "recipients",
                _("The statement says that nothing is shared; in the register these get data: "
                  "%(names)s.")
                % {"names": ", ".join(names)},
                _("Name them in the statement, or stop sharing."),
                sentences=[claim.sentence], law=("gdpr-13-1-e",), sure=claim.sure,
            )  # fmt: skip
            break
    everyone: list[Processor | Recipient] = [*register.processors, *register.recipients]
    outside = [
        one.name
        for one in everyone
        if any(not in_eea(code, clock.today()) for code in one.countries)
    ]
    transfers = list(making.reading.of("transfer"))
    # “Nothing else leaves the EEA” denies nothing of what is said to.
    is_told = any(not claim.negated for claim in transfers)
    for claim in transfers:
        if claim.negated and outside and not claim.party and not is_told:
            yield difference(
                "transfer-denied", "error", "processors",
                _("The statement says that data stays within the EEA; in the register it does not: "
                  "%(names)s.") % {"names": ", ".join(outside)},
                _("Say where it goes and on what basis, or use others."),
                sentences=[claim.sentence], law=("gdpr-13-1-f",), sure=claim.sure,
            )  # fmt: skip
            break
