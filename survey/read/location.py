"""Points typed as latitude and longitude, and lines and areas as several of them."""

import re
from collections.abc import Sequence

from survey.read.outcome import Read, Refused, Value
from survey.read.spelling import normalise

MOST_POINTS = 500
Point = tuple[str, str]
"""Latitude and longitude in degrees, as decimals with a point."""

_DEGREES = r"-?[0-9]{1,3}"
_WITH_POINT = re.compile(rf"({_DEGREES}\.[0-9]+)\s*[\s,;]\s*({_DEGREES}\.[0-9]+)")
_WITH_COMMA = re.compile(rf"({_DEGREES},[0-9]+)(?:\s*;\s*|\s+)({_DEGREES},[0-9]+)")
_LATITUDE, _LONGITUDE = 90, 180


def read_point(text: str) -> Read[Point]:
    """One point: "14.7654, 108.7321" or "14,7654 108,7321". Whole degrees are refused: "14,7" may be one number or two."""
    core = normalise(text).strip(" ()")
    match = _WITH_POINT.fullmatch(core) or _WITH_COMMA.fullmatch(core)
    if match is None:
        return Refused("point.unreadable", {"text": core[:40]})
    latitude, longitude = (part.replace(",", ".") for part in match.groups())
    if abs(float(latitude)) > _LATITUDE or abs(float(longitude)) > _LONGITUDE:
        return Refused("point.impossible", {"text": core[:40]})
    if not float(latitude) and not float(longitude):
        return Refused("point.impossible", {"text": core[:40]})
    return Value((latitude, longitude))


def read_line(text: str) -> Read[tuple[Point, ...]]:
    """Two points or more in their order, one a line or parted by semicolons; a line does not end where it begins."""
    points = _points(text)
    if isinstance(points, Refused):
        return points
    if len(points.value) < 2:
        return Refused("point.line_short", {"got": str(len(points.value))})
    return Refused("point.line_closed") if points.value[0] == points.value[-1] else points


def read_area_outline(text: str) -> Read[tuple[Point, ...]]:
    """Three corners or more in their order; the first one is added at the end where it was not typed again."""
    points = _points(text)
    if isinstance(points, Refused):
        return points
    corners = points.value[:-1] if points.value[0] == points.value[-1] else points.value
    if len(set(corners)) < 3:
        return Refused("point.shape_short", {"got": str(len(set(corners)))})
    return Value((*corners, corners[0]))


def _points(text: str) -> Read[tuple[Point, ...]]:
    parts: Sequence[str] = [part for part in re.split(r"[;\n]", text) if part.strip()]
    if not parts:
        return Refused("text.empty")
    if len(parts) > MOST_POINTS:
        return Refused("point.many", {"most": str(MOST_POINTS)})
    found: list[Point] = []
    for part in parts:
        point = read_point(part)
        if isinstance(point, Refused):
            return point
        found.append(point.value)
    return Value(tuple(found))
