"""How a text writes its words: which of those with a capital are names."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from tillit.privacy.reader.claims import names
from tillit.privacy.reader.claims.listed import ROLES, is_compound
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Span
from tillit.privacy.reader.structure import Words

_ABBREVIATIONS: Final = frozenset(
    """sms mms pdf url http https html cv id gps sql api vpn ssl tls rss csv xml json tv qr ehf iban
    kid mva usa eu eøs eea gdpr nav dpo scc dpf dpa crm erp cms faq app ict ikt voip aes pci ip nb
    sso mfa ai ki""".split()
)


# Words of the law that some write with a capital, whoever is meant.
_TERMS: Final = frozenset(
    """selskapet kunden kundens tjenesten tenesta tjenestene avtalen brukeren brukaren databehandler
    databehandleren behandlingsansvarlig klubben laget foreningen foreininga organisasjonen skolen
    skulen barnehagen kommunen nettstedet nettsiden nettstaden plattformen appen leverandør
    leverandøren medlemmet bedriften virksomheten verksemda personvernombudet personopplysninger
    opplysningene senteret løsningen produktet butikken stiftelsen arrangøren lisensen arkivet
    posten forbundet regnskapet registeret biblioteket sekretariatet administrasjonen ledelsen
    processor controller service services website platform company customer user user's members
    member data agreement policy site interkommunalt""".split()
)
# What offices and roles do as well as firms: “Medlemsansvarlig får listen”.
_ANYBODY: Final = frozenset(
    """får mottar mottek sender behandler handsamar har kan ser registrerer passer svarer fører tar
    brukes benyttes nyttast blir vert gets receives processes is are keeps sends""".split()
)
# A name is named a few times; what stands everywhere is a term.
_OFTEN: Final = 3


class Writing:
    """How a text writes its words: a name never stands there in small letters."""

    def __init__(self, marked: Marked) -> None:
        self._sentences = marked.sentences
        # How often a word stands within a sentence with a capital, as far as it was asked.
        self._known: dict[str, int] = {}

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset().union(*(one.written.as_written for one in self._sentences))

    def _is_small(self, lower: str) -> bool:
        """Whether the word stands somewhere in small letters."""
        return lower in self._written

    def _large(self, lower: str) -> int:
        """How often it is written with a capital within a sentence."""
        if lower not in self._known:
            self._known[lower] = sum(
                one[:1].isupper() and one.lower() == lower
                for sentence in self._sentences
                if sentence.kind != "heading" and lower in sentence.words
                for one in sentence.written.as_written[1:]
            )
        return self._known[lower]

    def is_name(self, word: str) -> bool:
        """Whether a word of the dictionary is only ever written as a name."""
        return self.is_listed_name(word) and not names.is_inflected(word)

    def is_listed_name(self, word: str) -> bool:
        """Whether it may be one in a list of names, where “Regnskapshuset” is one too."""
        lower = word.lower()
        if len(lower) < 3 or self._is_small(lower) or lower in _TERMS:
            return False
        return not names.is_inflected(word) or self._large(lower) <= _OFTEN

    def opens_as_name(self, word: str, *, does: str) -> bool:
        """Whether the word that a sentence begins with, and that does something, is a name."""
        lower = word.lower()
        if names.is_odd(word):
            return True
        if self._is_small(lower) or names.is_word(word) or names.is_inflected(word):
            return False
        if self._large(lower):
            return True
        return not lower.endswith(ROLES) and (does not in _ANYBODY or not is_compound(lower))


def is_fit(words: Words, span: Span, writing: Writing, *, listed: bool = False) -> bool:
    """A single word of the dictionary is a name where the text has it as one."""
    first = words.as_written[span[0]]
    if span[1] - span[0] > 1 or not names.is_word(first):
        return True
    if first.isupper() and first.lower() in _ABBREVIATIONS:
        return False
    if listed:
        return writing.is_listed_name(first)
    return span[0] > 0 and writing.is_name(first)
