"""What a page has in it but never shows: left out, unless something may open it.

A section that folds out is hidden as well until it is clicked. To take that for unsaid would call
half a statement missing, so what is in doubt is kept: with a script in the page nearly anything may
open, and only what nobody could click on is left out. Only an element's own style is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import html

_SPEAKS: Final = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0")
_GONE: Final = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")
_TINY: Final = re.compile(
    r"(?i)(?:^|;)\s*font-size\s*:\s*0(?:\.0+)?(?:px|em|rem|pt|%)?\s*(?:;|!|$)"
)
_SHOWS: Final = re.compile(r"(?i)(?:display|visibility)\s*:\s*(?!none|hidden)[a-z]")
# What sections that fold out are called, and their parts.
_FOLDS: Final = re.compile(
    r"(?i)accord|akkordion|trekkspill|collaps|toggle|expand|panel|(?:^|[\s_-])tabs?(?:$|[\s_-])|"
    r"\bfaq|reveal|spoiler|fold|drawer|(?:read|show)-?more|(?:les|vis)-?me[ir]|disclosure|details|closed"
)
_OPENERS: Final = frozenset("h1 h2 h3 h4 h5 h6 button a label dt summary legend".split())
_WORD: Final = re.compile(r"[\w-]+")
_WHOLE: Final = frozenset(("html", "head", "body", "main"))


def take_out(root: html.HtmlElement, page: str) -> None:
    """Elements whose own style hides them, and that nothing in the page opens, are gone."""
    if not _SPEAKS.search(page):
        return
    hidden = [one for one in root.iter() if _is_hidden(one)]
    if not hidden:
        return
    opening = _Opening.of(root)
    whole = _length(root)
    gone: list[html.HtmlElement] = []
    seen: set[html.HtmlElement] = set()
    for element in hidden:
        if any(above in seen for above in element.iterancestors()) or opening.may_open(element):
            continue
        seen.add(element)
        # More than half of a page is shown by something, or nobody would have it.
        if 2 * _length(element) < whole:
            gone.append(element)
    for element in gone:
        element.clear(keep_tail=True)


def open_up(root: html.HtmlElement, page: str) -> None:
    """What folds out and is closed just now no longer says that it is hidden."""
    if not _CLOSED.search(page):
        return
    hidden = [
        one for one in root.iter(*_SECTIONS)
        if one.get("hidden") is not None or one.get("aria-hidden") == "true"
    ]  # fmt: skip
    if not hidden:
        return
    opened = {each for one in root.iter() for each in (one.get("aria-controls") or "").split()[:9]}
    for element in hidden:
        if element.get("id") in opened or _FOLDS.search(_names(element)):
            for name in ("hidden", "aria-hidden"):
                element.attrib.pop(name, None)


_CLOSED: Final = re.compile(r"(?i)aria-hidden=|\shidden\b")
_SECTIONS: Final = ("div", "section", "article", "p", "ul", "ol", "dl", "dd", "li")


def _is_hidden(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _WHOLE:
        return False
    style = element.get("style") or ""
    if not style or _SHOWS.search(style):
        return False
    return bool(_GONE.search(style) or (_TINY.search(style) and all(map(_is_plain, element))))


def _is_plain(element: html.HtmlElement) -> bool:
    """With no style that could make its letters large again."""
    return element.tag in ("b", "strong", "em", "i", "a", "br") and not len(element)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What in a page may show something that is hidden: its scripts, and whom links point at."""

    has_script: bool
    has_more: bool
    spoken_of: frozenset[str]

    @classmethod
    def of(cls, root: html.HtmlElement) -> _Opening:
        has_script = has_more = False
        spoken_of: set[str] = set()
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            if element.tag == "script":
                has_script = True
                has_more |= element.get("src") is not None
                spoken_of.update(_WORD.findall(element.text or ""))
                continue
            for name, value in element.items():
                if name.startswith("on"):
                    has_script = True
                if name in ("href", "for") or name.startswith(("aria-", "data-", "on")):
                    spoken_of.update(_WORD.findall(value[-500:]))
        return cls(has_script, has_more, frozenset(spoken_of))

    def may_open(self, element: html.HtmlElement) -> bool:
        called, above = _names(element), element.getparent()
        if any(name in self.spoken_of for name in called.split()):
            return True
        if _FOLDS.search(called if above is None else f"{called} {_names(above)}"):
            return True
        if not self.has_script:
            return False
        return (self.has_more and bool(called.strip())) or _is_under_an_opener(element)


def _is_under_an_opener(element: html.HtmlElement) -> bool:
    """Whether what stands before it could be clicked on."""
    before = element.getprevious()
    if before is None and (above := element.getparent()) is not None:
        before = above.getprevious()
    if before is None or not isinstance(before.tag, str):
        return False
    return before.tag in _OPENERS or any(
        inner.tag in ("a", "button") or "aria-expanded" in inner.attrib or "role" in inner.attrib
        for inner in _first(before.iter(), 10)
    )


def _first(elements: Iterable[html.HtmlElement], most: int) -> Iterator[html.HtmlElement]:
    return (element for _, element in zip(range(most), elements, strict=False))


def _names(element: html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:500]


def _length(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
