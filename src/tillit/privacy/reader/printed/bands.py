"""What stands at one height of a page, and the empty lanes between columns down through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from tillit.privacy.reader.printed.strokes import Strokes
from tillit.privacy.reader.printed.words import Word

NONE: Final = Strokes()

# A lane this wide, in heights of a letter, is one when so many lines leave it empty.
_LANES: Final = ((1.5, 2), (1.1, 3), (0.8, 4))
# One that is narrower, when so many begin straight on its right.
_STRAIGHT: Final = (0.62, 4)
_NARROWEST: Final = _STRAIGHT[0]
_MOST_LANES: Final = 12
LABEL: Final = re.compile(
    r"[-–—*•·▪◦‣●○■□➢✓\ue000-\uf8ff]|o|§?\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zæøå])[.)]{0,2}"
)


@dataclass(slots=True)
class Band:
    """The words at one height. ``spans``: what they take of the width, from the left."""

    words: list[Word]
    top: float
    bottom: float
    size: float
    spans: list[tuple[float, float]] = field(default_factory=list)
    # The places from the left where a line is drawn between two spans.
    ruled: list[tuple[float, float]] = field(default_factory=list)

    @property
    def lines(self) -> int:
        """How many lines of text, about."""
        return max(1, round((self.bottom - self.top) / (1.25 * self.size)))

    def spaces(self) -> Iterator[tuple[float, float]]:
        """Between words, where it is wide enough to part columns."""
        for (_, left), (right, _) in pairwise(self.spans):
            if right - left >= _NARROWEST * self.size or (left, right) in self.ruled:
                yield left, right


def bands_of(words: Sequence[Word], strokes: Strokes = NONE) -> list[Band]:
    """From the top; lines beside each other are of one, also where neither is just beside it."""
    _reach(words)
    made: list[Band] = []
    floor = 0.0
    for word in sorted(words, key=lambda one: one.top):
        # Lines may touch, and letters with tails reach into the next.
        top, bottom = word.top + 0.2 * word.size, word.bottom - 0.2 * word.size
        if made and top < floor:
            band = made[-1]
            band.words.append(word)
            band.bottom = max(band.bottom, word.bottom)
            band.size = max(band.size, word.size)
            floor = max(floor, bottom)
        else:
            made.append(Band([word], word.top, word.bottom, word.size))
            floor = bottom
    for band in made:
        _span(band, strokes)
    return made


def _reach(words: Sequence[Word]) -> None:
    """A bullet or a number takes the line as far as to the text that it marks."""
    for word in words:
        word.reach = word.right
    for word, following in pairwise(words):
        if (
            LABEL.fullmatch(word.text)
            and abs(following.middle - word.middle) < 0.5 * word.size
            and 0 < following.left - word.right < 5 * word.size
        ):
            word.reach = following.left


def _span(band: Band, strokes: Strokes) -> None:
    """What the words take of the width, and where a line is drawn between them."""
    spans = band.spans
    for word in sorted(band.words, key=lambda one: one.left):
        is_ruled = (
            bool(spans)
            and word.left > spans[-1][1]
            and strokes.parts(spans[-1][1], word.left, word.middle)
        )
        if is_ruled:
            band.ruled.append((spans[-1][1], word.left))
        if spans and word.left <= spans[-1][1] + 0.6 * word.size and not is_ruled:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.reach))
        else:
            spans.append((word.left, word.reach))


@dataclass(slots=True)
class Lane:
    """An empty lane down through bands. ``last``: the last with words on both sides of it."""

    left: float
    right: float
    first: int
    last: int
    lines: int
    to: int  # the last before it is crossed
    ruled: int = 0  # in how many bands a line is drawn in it
    # Where words begin on its right, with in how many bands: cells of a table begin at one place.
    begins: Counter[int] = field(default_factory=Counter)

    def is_one(self, size: float) -> bool:
        """Whether it is so wide and long that no accident of words made it."""
        is_straight = self.right - self.left >= _STRAIGHT[0] * size and (
            self.begins[round(self.right)] >= max(_STRAIGHT[1], 0.5 * self.lines)
        )
        return (
            is_straight
            or bool(self.ruled)
            or any(
                self.right - self.left >= width * size and self.lines >= lines
                for width, lines in _LANES
            )
        )


def lanes_of(bands: Sequence[Band]) -> list[Lane]:
    """Those that part columns, of text or of a table."""
    found: list[Lane] = []
    going: list[Lane] = []
    for place, band in enumerate(bands):
        still: list[Lane] = []
        for lane in going:
            free = _free(band, lane)
            if free is None:
                found.append(lane)
                continue
            (lane.left, lane.right), lane.to = free, place
            if band.spans[-1][1] > lane.right:
                lane.last = place
            if _is_inside(band, free):
                lane.lines += band.lines
                lane.ruled += _is_ruled(band, free)
                lane.begins[round(free[1])] += 1
            still.append(lane)
        for left, right in band.spaces():
            if len(still) < _MOST_LANES and not any(
                left <= lane.left and lane.right <= right for lane in still
            ):
                still.append(
                    Lane(
                        left,
                        right,
                        place,
                        place,
                        band.lines,
                        place,
                        (left, right) in band.ruled,
                        Counter([round(right)]),
                    )
                )
        going = still
    found, going = _ended(found, going)
    for lane in found:
        _go_on(lane, bands)
    for lane in [*found, *going]:
        _go_back(lane, bands)
    for lane in going:
        _to_the_end(lane, bands)  # the first column is the longest
    found += going
    return _apart(
        [lane for lane in found if lane.is_one(min(bands[lane.first].size, bands[lane.last].size))]
    )


def _go_on(lane: Lane, bands: Sequence[Band]) -> None:
    """The last row or paragraph may have more lines on one side of the lane than on the other."""
    spaces = [
        below.top - above.bottom for above, below in pairwise(bands[lane.first : lane.last + 1])
    ]
    usual = max(min(spaces, default=0.0), 0.25 * bands[lane.last].size)
    while lane.last < lane.to:
        above, below = bands[lane.last], bands[lane.last + 1]
        is_right = below.spans[0][0] >= lane.right
        if below.top - above.bottom > (1.3 * below.size if is_right else 1.2 * usual):
            return
        lane.last += 1


def _ended(found: list[Lane], going: list[Lane]) -> tuple[list[Lane], list[Lane]]:
    """Text over the whole width ends all that began together, also those beyond where it ends."""
    still: list[Lane] = []
    for lane in going:
        end = min((one.to for one in found if one.first == lane.first), default=lane.to)
        if lane.last <= end < lane.to:
            lane.to = end
            found.append(lane)
        else:
            still.append(lane)
    return found, still


def _to_the_end(lane: Lane, bands: Sequence[Band]) -> None:
    """Down to the last line, but for a heading with nothing below it: it is of what comes after
    the columns."""
    last = lane.last
    lane.last = lane.to
    while lane.last > last and lane.last == len(bands) - 1:
        above, below = bands[lane.last - 1], bands[lane.last]
        if below.size <= _LARGER * above.size:
            return
        lane.last -= 1


# So much larger than the text a heading is.
_LARGER: Final = 1.15


def _go_back(lane: Lane, bands: Sequence[Band]) -> None:
    """Above the first line that is beside another, one may stand a little higher than its column's
    first."""
    for place in range(lane.first - 1, -1, -1):
        band = bands[place]
        free = _free(band, lane)
        if free is None or bands[place + 1].top - band.bottom > 2 * band.size:
            return
        if band.spans[-1][1] > free[1]:
            lane.first, (lane.left, lane.right) = place, free


def _apart(lanes: list[Lane]) -> list[Lane]:
    """Of those in each other's way, the longer."""
    kept: list[Lane] = []
    for lane in sorted(lanes, key=lambda one: -one.lines):
        if not any(
            lane.left < other.right
            and other.left < lane.right
            and lane.first <= other.last
            and other.first <= lane.last
            for other in kept
        ):
            kept.append(lane)
    return kept


def _is_inside(band: Band, free: tuple[float, float]) -> bool:
    return band.spans[0][0] < free[0] and free[1] < band.spans[-1][1]


def _is_ruled(band: Band, free: tuple[float, float]) -> bool:
    return any(left <= free[0] and free[1] <= right for left, right in band.ruled)


def _free(band: Band, lane: Lane) -> tuple[float, float] | None:
    """What a band leaves of a lane, between words or beside them; None when it is crossed."""
    least = 0.6 * band.size
    left = lane.left
    best: tuple[float, float] | None = None
    for start, end in [*band.spans, (lane.right, lane.right)]:
        right = min(start, lane.right)
        free = (left, right)
        enough = 0.1 * least if _is_ruled(band, free) else least
        if right - left >= enough and (best is None or _weight(band, free) > _weight(band, best)):
            best = free
        left = max(left, end)
        if left >= lane.right:
            break
    return best


def _weight(band: Band, free: tuple[float, float]) -> tuple[bool, float]:
    return _is_inside(band, free), free[1] - free[0]
