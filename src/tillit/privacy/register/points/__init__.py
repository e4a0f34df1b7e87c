"""What a draft made from a published statement rests on, point by point, until it is adopted."""

from tillit.privacy.register.points.point import Point, PointKind

__all__ = ["Point", "PointKind"]
