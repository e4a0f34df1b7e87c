"""The labelled statements: loaded, and checked to be well formed. What labels mean: LABELS.md."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tillit.privacy.reader.claims.rights import OF_ITEM

HERE: Final = Path(__file__).parent / "corpus"
PARTS: Final = ("build", "measure")
PAGES: Final = (".html", ".md", ".txt")

ITEMS: Final = (
    "CONTROLLER DPO PURPOSE BASIS LEG_INT CATEGORIES RECIPIENTS TRANSFER STORAGE R_ACCESS R_RECT "
    "R_ERASE "
    "R_RESTRICT R_OBJECT R_PORT WITHDRAW COMPLAINT OBLIGED ADM SOURCE JOINT"
).split()
ALWAYS: Final = frozenset(ITEMS) - {
    "DPO", "LEG_INT", "TRANSFER", "WITHDRAW", "ADM", "SOURCE", "JOINT",
}  # fmt: skip
NEVER_MISSING: Final = frozenset(("DPO", "ADM", "JOINT"))
# The codes of each column of each kind of claim.
CODES: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("retention", "data"): frozenset(
        "registrations members applicants newsletter mail enquiries customers prospects suppliers "
        "accounting weblog cookies statistics cases recruitment pictures needs chat accounts "
        "backups consents surveys staff general other".split()
    ),
    ("retention", "clock"): frozenset(
        "event_ended event_cancelled relation_ended last_interaction review_date request_closed "
        "accounting_year_ended row_created withdrawn expired unsaid necessary".split()
    ),
    ("supplier", "for"): frozenset(
        "it_platform storage mail crm marketing ticketing invoicing chat statistics other".split()
    ),
    ("right", "right"): frozenset(
        "access rectification erasure restriction objection portability withdrawal complaint "
        "human_review".split()
    ),
    ("deadline", "what"): frozenset(
        "answer unsubscribe breach_authority breach_person change_notice other".split()
    ),
    ("contact", "kind"): frozenset("email phone post orgnr".split()),
    ("outdated", "reference"): frozenset(
        "act_of_2000 licence_duty privacy_shield safe_harbour directive_95_46 ekomloven_2_7b "
        "browser_consent retired_product gdpr_to_come authority_address".split()
    ),
    ("contradiction", "kind"): frozenset("special anonymous sharing period transfer other".split()),
    ("activity", "activity"): frozenset(
        "membership events company_contacts customers prospects suppliers partners".split()
    ),
}
KINDS: Final = ("retention", "supplier", "right", "deadline", "contact", "outdated")
# Not a claim of the statement, but found between two of them.
SCORED: Final = (*KINDS, "contradiction")
# What a draft register made of the statement holds (:mod:`.drafts`).
DRAFTED: Final = ("activity", "recipient")
_PROFILES: Final = frozenset(
    " business-network cloud-supplier meeting-portal regional-development federation".split(" ")
)
PERIOD: Final = re.compile(r"criterion|P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+[HM])?")
_KNOWN: Final = {"language", "style", "profile", "notes", "items", *SCORED, *DRAFTED}


@dataclass(frozen=True)
class Statement:
    """One labelled page. ``rows``: what it claims, by kind, each row as in its file."""

    name: str
    page: Path
    language: str
    style: str
    profile: str
    items: dict[str, str]
    rows: dict[str, list[dict[str, Any]]]

    @property
    def content(self) -> bytes:
        return self.page.read_bytes()


def statements(part: str) -> list[Statement]:
    """The statements of one part. Raises ValueError that says which labels are wrong, and how."""
    wrong: list[str] = []
    found = []
    for labels in sorted((HERE / part).glob("*.toml")):
        raw = tomllib.loads(labels.read_text("utf-8"))
        pages = [page for end in PAGES if (page := labels.with_suffix(end)).exists()]
        if len(pages) != 1:
            wrong.append(f"{labels.name}: no page, or several")
            continue
        wrong += [f"{labels.name}: {one}" for one in mistakes(raw, shown(pages[0]))]
        found.append(
            Statement(
                labels.stem,
                pages[0],
                raw.get("language", ""),
                raw.get("style", ""),
                raw.get("profile", ""),
                raw.get("items", {}),
                {kind: raw.get(kind, []) for kind in (*SCORED, *DRAFTED)},
            )
        )
    if wrong:
        raise ValueError("\n".join(wrong))
    return found


def mistakes(raw: dict[str, Any], page: str) -> Iterator[str]:
    """What is wrong with one statement's labels; ``page``: its words as :func:`shown`."""
    if raw.get("language") not in ("nb", "nn", "en"):
        yield "language"
    if raw.get("profile", "") not in _PROFILES:
        yield "profile"
    if unknown := set(raw) - _KNOWN:
        yield f"unknown tables {sorted(unknown)}"
    items = raw.get("items", {})
    if set(items) != set(ITEMS):
        yield f"items: {sorted(set(ITEMS) ^ set(items))}"
    for item, value in items.items():
        if (
            value not in ("P", "M", "N")
            or (value == "N" and item in ALWAYS)
            or (value == "M" and item in NEVER_MISSING)
        ):
            yield f"{item}={value}"
    yield from _mistakes_in_rows(raw, page)
    rights = {row["right"] for row in raw.get("right", [])}
    for item, right in OF_ITEM.items():
        if (items.get(item) == "P") != (right in rights):
            yield f"{item}={items.get(item)}, but {right} is {'a' if right in rights else 'no'} row"
    if (items.get("STORAGE") == "P") != bool(raw.get("retention")):
        yield "STORAGE against the rows of retention"


def _mistakes_in_rows(raw: dict[str, Any], page: str) -> Iterator[str]:
    for kind in (*SCORED, *DRAFTED):
        for row in raw.get(kind, []):
            quotes = row.get("purposes", []) if kind == "activity" else [row.get("quote", "")]
            for quote in map(plain, quotes):
                if kind != "contradiction" and (not quote or quote not in page):
                    yield f"{kind}: the page does not say {quote[:90]!r}"
            for (of, column), codes in CODES.items():
                if of == kind and row.get(column) not in codes:
                    yield f"{kind}: {column} = {row.get(column)!r}"
            if "period" in row and not PERIOD.fullmatch(row["period"]):
                yield f"{kind}: period = {row['period']!r}"
    for row in raw.get("retention", []):
        if (row.get("period") == "criterion") != (row.get("clock") == "necessary"):
            yield f"retention: criterion and necessary go together: {row.get('quote', '')[:60]!r}"


def shown(page: Path) -> str:
    """The words of a page as someone sees them, menus and all."""
    text = page.read_text("utf-8")
    if page.suffix == ".html":
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", " ", text)
        text = re.sub(r"(?i)<br\s*/?>|</(p|li|h\d|td|tr|div|th)>", " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    if page.suffix == ".md":
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        text = re.sub(r"[*_`]{1,3}", "", text)
        text = re.sub(r"(?m)^[#>\-\s]+", "", text)
    return plain(text)


def plain(text: str) -> str:
    """White space and marks of emphasis as one space."""
    return re.sub(r"[\s\u00a0*_`]+", " ", text.replace("\u00ad", "")).strip()
