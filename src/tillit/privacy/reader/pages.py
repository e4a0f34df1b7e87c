"""A web page as lines: what its reader came for, without menus, banners, footers and code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree, html

from tillit.privacy.reader import unseen
from tillit.privacy.reader.structure import Line, looks_like_heading

_LEFT_OUT: Final = frozenset(
    "script style noscript template svg iframe object embed canvas audio video map button select "
    "input textarea nav dialog head meta link form".split()
)
_ROLES: Final = frozenset(
    "navigation banner contentinfo search dialog alertdialog menu menubar".split()
)
# What classes and ids call the furniture of a site, in English and in Norwegian.
_AROUND: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:cookie|consent|gdpr)[\w-]{0,40}?"
    r"(?:banner|bar|notice|popup|modal|dialog|box|overlay|wall|info)"
    r"|(?:^|[\s_-])(?:nav(?:bar|igation|igasjon)?|menu|meny|toppmeny|topbar|site-?header|"
    r"breadcrumbs?|brodsmuler?|smulesti|sidebar|sidefelt|(?:site-?|page-?)?footer|bunntekst|"
    r"skip-?link|share|social|sosiale|related|relatert|pagination|widget)(?:$|[\s_-])"
)
# Of an element's classes, as many letters as people give it.
_MOST_NAMED: Final = 500
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    "p div section article main body ul ol li dl dt dd table tr tbody thead tfoot caption td th "
    "blockquote pre figure figcaption address details summary h1 h2 h3 h4 h5 h6 fieldset hr header "
    "footer aside center html".split()
)
_SPACE: Final = re.compile(r"[ \t\r\n\f\u00a0]+")
MOST_NESTED: Final = 400
MOST_ELEMENTS: Final = 150_000
# A tag as long as that has a picture in it, or more attributes than anyone writes.
_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_MOST_ATTRIBUTES: Final = 2_000
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")


class Hostile(ValueError):
    """No page anyone would write. ``reason``: ``broken`` or ``too_large``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def lines_of(page: str, most: int = 20_000) -> list[Line]:
    """The lines of a page, and one more than ``most`` when there are more.

    Broken markup is read as a browser would, hostile markup never run. Raises Hostile for elements
    deeper in each other than the parser follows (the rest cannot be seen), or far too many.
    """
    if page.count("<") > 3 * MOST_ELEMENTS:
        raise Hostile("too_large")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, recover=True)
    if any(
        len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(page)
    ):
        raise Hostile("too_large")
    try:
        root = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if any("Excessive depth" in error.message for error in parser.error_log):
        raise Hostile("broken")
    if root is None:
        return []
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise Hostile("too_large")
    unseen.open_up(root, page)
    unseen.take_out(root, page)
    body = root.find(".//body")
    top = root if body is None else body
    main = _main(top)
    parts = islice(_walk(main, inside=main is not top, depth=0), most + 1)
    lines = list(_grouped(parts))
    if lines and not any(line.kind == "heading" and line.level == 1 for line in lines):
        for path in (".//h1", ".//title"):
            named = root.find(path)
            if named is not None and (title := _SPACE.sub(" ", named.text_content()).strip()):
                return [Line("heading", title, 1), *lines]
    return lines


_FOOTER: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:(?:site-?|page-?)?footer|bunntekst|colophon)(?:$|[\s_-])"
)
# A footer with more than this is no mere address, in characters.
_LONGEST_FOOTER: Final = 3000


def footer_of(page: str) -> list[str]:
    """The lines of the page's own footer, which is no part of its text."""
    try:
        root = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    lines: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or not _is_footer(element):
            continue
        if any(_is_footer(above) or above.tag == "article" for above in element.iterancestors()):
            continue
        if _length(element) <= _LONGEST_FOOTER:
            lines += [said for _kind, said, _level, _bold in _walk(element, inside=True, depth=0)]
    return lines


def _is_footer(element: html.HtmlElement) -> bool:
    if element.tag == "footer" or element.get("role") == "contentinfo":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("div", "section") and bool(_FOOTER.search(names))


# A page that is put together in the browser has less of its own than this, in characters.
_LITTLE: Final = 600


def is_frame_only(page: str, lines: list[Line]) -> bool:
    """Whether what the page shows comes from another page or is made by a script.

    Then it has next to no text of its own, and a frame, or an element that a script is to fill.
    """
    if sum(len(line.text) for line in lines) > _LITTLE:
        return False
    try:
        root = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return False
    for tag in ("iframe", "frame", "object", "embed"):
        for frame in root.iter(tag):
            # Those that only count visits are one point large, or for browsers without scripts.
            counts = frame.get("width") in ("0", "1") or "none" in (frame.get("style") or "")
            if not counts and next(frame.iterancestors("noscript"), None) is None:
                return True
    if next(root.iter("script"), None) is None:
        return False
    asks = any("javascript" in one.text_content().lower() for one in root.iter("noscript"))
    return asks or any(
        len(one) == 0 and not (one.text or "").strip() and (one.get("id") or "-" in str(one.tag))
        for one in root.iter()
        if isinstance(one.tag, str) and (one.tag in ("div", "main", "section") or "-" in one.tag)
    )


def _main(top: html.HtmlElement) -> html.HtmlElement:
    """The part that says it is the page's own, when that is where the words are."""
    whole = _length(top)
    for path in (".//main", './/*[@role="main"]', ".//article"):
        for found in top.iterfind(path):
            if _length(found) >= 0.4 * whole:
                return found
    return top


def _length(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _is_around(element: html.HtmlElement, inside: bool) -> bool:
    """Furniture of the site and no part of the text."""
    tag = element.tag
    if tag in _LEFT_OUT and not (tag == "form" and _length(element) > 1500):
        return True
    if (
        element.get("role") in _ROLES
        or element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
    ):
        return True
    if tag in ("header", "footer", "aside"):
        return not inside or tag == "aside"
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_MOST_NAMED]
    return (
        bool(names.strip())
        and tag not in ("body", "main", "article")
        and bool(_AROUND.search(names))
        and _length(element) < 2500
    )


Part = tuple[str, str, int, bool]  # kind, text, level, all of it bold


def _walk(element: html.HtmlElement, *, inside: bool, depth: int) -> Iterator[Part]:
    """Blocks in the order of the page; inline markup is folded into their text."""
    if depth > MOST_NESTED:
        return
    text: list[tuple[str, bool]] = []
    reaching: Reaching = {}

    def flush(kind: str = "text", level: int = 0) -> Iterator[Part]:
        for line in _lines(text):
            said = _SPACE.sub(" ", "".join(part for part, _ in line)).strip()
            if said:
                bold = all(is_bold for part, is_bold in line if part.strip())
                yield kind, said, level, bold
        text.clear()

    kind, level = _kind(element)
    if element.text:
        text.append((element.text, False))
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or _is_around(child, inside):
            pass
        elif tag == "br":
            text.append(("\n", True))
        elif tag == "tr":
            yield from flush(kind, level)
            yield from _row(child, reaching)
        elif tag in _BLOCKS or _has_blocks(child):
            yield from flush(kind, level)
            yield from _walk(child, inside=inside or tag in ("main", "article"), depth=depth + 1)
        else:
            text.append((_inline(child), tag in ("b", "strong") or _is_all_bold(child)))
        if child.tail:
            text.append((child.tail.replace("\n", " "), False))
    yield from flush(kind, level)


def _kind(element: html.HtmlElement) -> tuple[str, int]:
    tag = element.tag
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag in ("summary", "dt", "legend", "caption"):
        return "heading", {"summary": 4, "dt": 6}.get(tag, 6)
    if tag == "li":
        return "item", 0
    return "text", 0


def _lines(text: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    line: list[tuple[str, bool]] = []
    for part, bold in text:
        if part == "\n" and bold:
            yield line
            line = []
        else:
            line.append((part, bold))
    yield line


def _has_blocks(element: html.HtmlElement) -> bool:
    return any(
        isinstance(child.tag, str) and child.tag in _BLOCKS
        for child in element.iter()
        if child is not element
    )


def _inline(element: html.HtmlElement) -> str:
    if element.tag in _LEFT_OUT:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(" " if child.tag == "br" else _inline(child))
        parts.append(child.tail or "")
    return "".join(parts).replace("\n", " ")


def _is_all_bold(element: html.HtmlElement) -> bool:
    inner = [child for child in element if isinstance(child.tag, str)]
    return (
        len(inner) == 1
        and inner[0].tag in ("b", "strong")
        and not (element.text or "").strip()
        and not (inner[0].tail or "").strip()
    )


# Cells that reach down into the rows below: by column, what they say and how far still.
Reaching = dict[int, tuple[str, int]]
# No cell of a table that people read reaches further.
_FURTHEST: Final = 20


def _cells(cells: list[html.HtmlElement], reaching: Reaching) -> Iterator[str]:
    """What stands in each column of a row, with the cells that reach into it from above."""
    column = 0

    def above() -> Iterator[str]:
        nonlocal column
        while column in reaching:
            said, rows = reaching.pop(column)
            if rows > 1:
                reaching[column] = (said, rows - 1)
            column += 1
            yield said

    for cell in cells:
        yield from above()
        said = _SPACE.sub(" ", " ".join(cell.itertext())).strip()
        if (rows := _reach(cell, "rowspan")) > 1:
            reaching[column] = (said, rows - 1)
        wide = _reach(cell, "colspan")
        column += wide
        yield said
        yield from [""] * (wide - 1)
    yield from above()


def _reach(cell: html.HtmlElement, way: str) -> int:
    said = str(cell.get(way, "1")).strip()
    return min(int(said), _FURTHEST) if said.isdecimal() and len(said) < 6 and int(said) else 1


def _row(row: html.HtmlElement, reaching: Reaching) -> Iterator[Part]:
    """A table's row: its cells as one line, or each as text where the table is only layout."""
    cells = [cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]
    if any(_has_blocks(cell) and _length(cell) > 200 for cell in cells) or any(
        _length(cell) > 400 for cell in cells
    ):
        for cell in cells:
            yield from _walk(cell, inside=True, depth=0)
        return
    said = list(_cells(cells, reaching))
    if any(said):
        header = all(cell.tag == "th" for cell in cells) and len(cells) > 1
        # An empty cell counts, for what stands under which head.
        line = " | ".join(said).strip(" |") if sum(map(bool, said)) < 2 else " | ".join(said)
        yield "head" if header else "row", line, 0, False


def _grouped(parts: Iterator[Part]) -> Iterator[Line]:
    """Parts as lines; what is bold, short and alone is a heading by its looks."""
    every = list(parts)
    plain = _plain_page(every)
    for place, (kind, text, level, bold) in enumerate(every):
        following = every[place + 1][1] if place + 1 < len(every) else ""
        if kind == "head":
            yield Line("text", f"{text}:")
        elif (
            kind == "text"
            and bold
            and len(text.split()) <= 14
            and not text.endswith((".", ","))
            and following
        ):
            yield Line("heading", text.rstrip(":"), 7)
        elif (
            kind == "text"
            and len(text.split()) <= 8
            and "|" not in text
            and looks_like_heading(text, following)
            and plain
        ):
            yield Line("heading", text, 7)
        else:
            bullet = re.match(r"[-–•·*]\s+", text) if kind == "text" else None
            if bullet:
                yield Line("item", text[bullet.end() :])
            else:
                yield Line(kind, text, level)  # type: ignore[arg-type]


def _plain_page(parts: list[Part]) -> bool:
    """A page without one real heading below the first."""
    return sum(kind == "heading" and level > 1 for kind, _, level, _ in parts) == 0
