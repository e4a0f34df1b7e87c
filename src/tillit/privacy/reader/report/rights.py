"""The rights a statement lacks, told together: one finding, and one text to paste."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from tillit.privacy.reader import wording
from tillit.privacy.statement.wording import listing

# The items that are told together when several are missing.
RIGHTS: Final = (
    "R_ACCESS", "R_RECT", "R_ERASE", "R_RESTRICT", "R_PORT", "R_OBJECT", "COMPLAINT",
)  # fmt: skip
# That rights are told; each right’s own article stands with it in the list of all items.
LAW: Final = frozenset(("gdpr-13-2-b", "gdpr-13-2-d", "gdpr-21-4"))


def title(items: Sequence[str]) -> str:
    """“Rights: access, erasure and complaint to the supervisory authority”."""
    return _("Rights: %(rights)s") % {
        "rights": listing(_name(item) for item in RIGHTS if item in items)
    }


def _name(item: str) -> str:
    return {
        "R_ACCESS": _("access"),
        "R_RECT": _("rectification"),
        "R_ERASE": _("erasure"),
        "R_RESTRICT": _("restriction"),
        "R_PORT": _("data portability"),
        "R_OBJECT": _("to object"),
        "COMPLAINT": _("to complain"),
    }[item]


def why(items: Sequence[str]) -> str:
    """Why they must be told; of the right to object, that it stands apart."""
    text = _("Who does not know of a right cannot use it. The statement must name each of them.")
    if "R_OBJECT" in items:
        text += " " + wording.ITEM["R_OBJECT"].why()
    return text


def what_to_write(items: Sequence[str], language: str) -> str:
    """A text to paste in a statement in that language; what stands apart has its own paragraph."""
    with override(language):
        entitled = [text for item in RIGHTS if item in items and (text := _entitled(item))]
        parts = []
        if entitled:
            parts.append(
                _(
                    "You have the right to %(rights)s. Write to [e-mail address], and you have an "
                    "answer within a month."
                )
                % {"rights": _joined(entitled)}
            )
        parts += [
            wording.ITEM[item].instead() for item in ("R_OBJECT", "COMPLAINT") if item in items
        ]
    return "\n\n".join(parts)


def _joined(clauses: list[str]) -> str:
    """With semicolons: they have commas in them."""
    *before, last = clauses
    return f"{'; '.join(before)}; {_('and')} {last}" if before else last


def _entitled(item: str) -> str:
    return {
        "R_ACCESS": _("know what personal data we hold on you, and get a copy (access)"),
        "R_RECT": _("have personal data that is wrong corrected (rectification)"),
        "R_ERASE": _("have personal data erased that we no longer have a reason to keep (erasure)"),
        "R_RESTRICT": _(
            "have us only store the data and not use it, for example while we find out whether it "
            "is correct (restriction of processing)"
        ),
        "R_PORT": _(
            "get what you gave us by consent or agreement in a machine-readable format, or have it "
            "sent to another (data portability)"
        ),
    }.get(item, "")
