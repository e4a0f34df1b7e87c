"""The draft that was made, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tillit.privacy.reader.columns import labelled
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.register.points import Point, PointKind
from tillit.privacy.register.schema import OrganisationKind, Register

_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Adoption:
    """A draft register made from a statement, with every value's sentence, in its order."""

    kind: OrganisationKind
    register: Register
    points: tuple[Point, ...]

    @property
    def origins(self) -> list[Point]:
        """Each value that was taken from the statement."""
        return self._of("origin")

    @property
    def gaps(self) -> list[Point]:
        """What the register needs and the statement does not say."""
        return self._of("gap")

    @property
    def conflicts(self) -> list[Point]:
        """What the statement says and the register cannot, or people must decide."""
        return self._of("conflict")

    @property
    def unplaced(self) -> list[Point]:
        """What the statement says and the register has no place for yet."""
        return self._of("unplaced")

    def comments(self) -> dict[str, list[str]]:
        """Lines to stand above each value when the register is written as a file."""
        from tillit.privacy.register.points.wording import as_comment

        made: dict[str, list[str]] = {}
        for point in self.points:
            if point.path:
                made.setdefault(point.path, []).extend(as_comment(point))
        return made

    def _of(self, kind: PointKind) -> list[Point]:
        return [point for point in self.points if point.kind == kind]


def quoted(sentence: Sentence | None) -> str:
    """The sentence as it can be shown alone: what leads up to an item is put in front of it."""
    if sentence is None:
        return ""
    if sentence.lead is not None and sentence.kind in ("item", "row"):
        return _short(labelled(sentence.lead.text, sentence.text))
    is_whole = sentence.kind == "heading" or sentence.text.endswith((".", "!", "?"))
    if sentence.under is not None and not is_whole:
        return _short(f"{sentence.under.text}: {sentence.text}")
    return _short(sentence.text)


def _short(text: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


@dataclass(slots=True)
class _Unplaced:
    """One thing without a place, and where it is said."""

    code: str
    names: dict[str, str]
    sentences: list[Sentence]
    sure: bool


class Notes:
    """What was found out while a draft was made."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.points: list[Point] = []
        self._unplaced: list[_Unplaced] = []

    def origin(
        self, path: str, value: str, sentence: Sentence | None, *, sure: bool = True, code: str = ""
    ) -> None:
        """This value stands at the path because of that sentence."""
        code = code or ("taken" if sure else "read_as")
        self._add(Point("origin", path, code, value, {}, quoted(sentence), sure))

    def gap(self, path: str, code: str, **names: str) -> None:
        """The register needs this, and the statement does not say it."""
        self._add(Point("gap", path, code, "", names))

    def conflict(
        self, path: str, code: str, sentence: Sentence | None, *, value: str = "", **names: str
    ) -> None:
        """The statement says what cannot stand so in the register."""
        self._add(Point("conflict", path, code, value, names, quoted(sentence)))

    def unplaced(
        self, code: str, sentence: Sentence | None, *, sure: bool = True, **names: str
    ) -> None:
        """The statement says it, and the register has no place for it: told of once, with every
        sentence that says it."""
        alike = [one for one in self._unplaced if one.code == code]
        same = next((one for one in alike if one.names == names), None)
        if same is None and not names:
            same = next(iter(alike), None)
        if same is None:
            self._unplaced.append(_Unplaced(code, names, [sentence] if sentence else [], sure))
        elif sentence is not None and sentence not in same.sentences:
            same.sentences.append(sentence)

    def is_told(self, sentence: Sentence) -> bool:
        """Whether it is shown as it stands, as a conflict or as what has no place."""
        text = quoted(sentence)
        return any(sentence in one.sentences for one in self._unplaced) or any(
            point.kind == "conflict" and point.sentence == text for point in self.points
        )

    def codes_unplaced(self) -> set[str]:
        """What is told of as having no place."""
        return {one.code for one in self._unplaced}

    def is_at(self, end: str) -> bool:
        """Whether the statement has given a value at a path that ends so."""
        return any(point.kind == "origin" and point.path.endswith(end) for point in self.points)

    def tell_unplaced(self) -> None:
        """What has no place is told of last, in the order of the text."""
        self._unplaced.sort(key=lambda one: min((s.number for s in one.sentences), default=0))
        for one in self._unplaced:
            text = " … ".join(dict.fromkeys(map(quoted, one.sentences)))
            self._add(Point("unplaced", "", one.code, "", one.names, text, one.sure))

    def _add(self, point: Point) -> None:
        if point not in self.points:
            self.points.append(point)

    def in_order(self, order: Mapping[str, int]) -> tuple[Point, ...]:
        """All of them as the register has its parts; what has no place comes last."""
        kinds = {"conflict": 0, "origin": 1, "gap": 2, "unplaced": 3}
        ranked = sorted(
            enumerate(self.points),
            key=lambda each: (
                each[1].kind == "unplaced",
                order.get(_part(each[1].path), len(order)),
                kinds[each[1].kind] if not each[1].path else 0,
                each[0],
            ),
        )
        return tuple(point for _place, point in ranked)


def _part(path: str) -> str:
    """The part of the register it is about: activities one by one, the others whole."""
    steps = path.split(".")
    return ".".join(steps[:2]) if steps[0] == "activities" else steps[0]
