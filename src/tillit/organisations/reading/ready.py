"""Rules and dictionaries are fetched while the page is looked at, not while one waits."""

from __future__ import annotations

from functools import cache
from threading import Thread

import structlog

from tillit.privacy.reader.read import read

logger = structlog.get_logger(__name__)
_NORWEGIAN = (
    "Personvernerklæring. Vi lagrer navn og e-postadresse på medlemmene så lenge avtalen varer. "
    "Du har rett til innsyn og sletting, og du kan klage til Datatilsynet."
)
_ENGLISH = (
    "Privacy statement. We keep the name and e-mail address of members as long as the agreement "
    "lasts. You have the right of access and erasure, and may complain to the authority."
)


@cache
def get_ready() -> None:
    """Once in each process, beside the page that is on its way."""
    Thread(target=_read_samples, name="reader-gets-ready", daemon=True).start()


def _read_samples() -> None:
    for sample in (_NORWEGIAN, _ENGLISH):
        try:
            read(sample.encode())
        except Exception as error:  # whoever has something read is told; here nobody waits
            logger.warning("the reader did not get ready", what=type(error).__name__)
