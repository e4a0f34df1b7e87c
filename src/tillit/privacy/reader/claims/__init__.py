"""What a statement claims, as tuples: one file for each kind of claim.

Words and phrases are in ``lexicon/claims.toml``, rules in ``rules/claims.toml``; here they are
put together.
"""

from collections.abc import Iterable, Iterator

from tillit.privacy.reader.claims import (
    bases,
    contacts,
    controller,
    deadlines,
    fields,
    purposes,
    retention,
    rights,
    sharing,
    suppliers,
)
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import Claim

__all__ = ["of"]


def of(marked: Marked) -> list[Claim]:
    """All claims, in the order of the text."""
    responsible = list(controller.of(marked))
    own = controller.own_names(marked, responsible)
    supplying = list(suppliers.of(marked, own))
    found = [
        *responsible,
        *contacts.of(marked, supplying, own),
        *retention.of(marked),
        *supplying,
        *rights.of(marked),
        *deadlines.of(marked),
        *fields.of(marked),
        *_told((*purposes.of(marked), *bases.of(marked), *sharing.of(marked))),
    ]
    return sorted(found, key=lambda claim: claim.sentence.number)


def _told(found: Iterable[Claim]) -> Iterator[Claim]:
    """Without what is only asked: “Overføres opplysningene ut av EØS?”"""
    return (claim for claim in found if not claim.sentence.asks)
