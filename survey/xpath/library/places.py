"""Functions on geopoints, geotraces and geoshapes: on a sphere with the equator's radius, altitudes left out."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from survey.xpath.context import XPathContext
from survey.xpath.errors import EvaluationError
from survey.xpath.functions import Function
from survey.xpath.library.strings import texts_of
from survey.xpath.values import NAN, Value

_EARTH_RADIUS_METRES = 6_378_100.0


class _Point(NamedTuple):
    latitude: float
    longitude: float


def _points(context: XPathContext, values: "Sequence[Value]") -> list[_Point] | None:
    """The points of geopoints, traces and shapes; None where a text holds something else."""
    found: list[_Point] = []
    for text in texts_of(context, values):
        for part in text.strip().rstrip(";").split(";"):
            point = _point(part)
            if point is None:
                return None
            found.append(point)
    return found


def _point(text: str) -> _Point | None:
    numbers = text.split()
    if not 2 <= len(numbers) <= 4:
        return None
    try:
        point = _Point(float(numbers[0]), float(numbers[1]))
    except ValueError:
        return None
    return point if abs(point.latitude) <= 90 and abs(point.longitude) <= 180 else None


def _area(context: XPathContext, value: Value) -> float:
    """Square metres inside the line through all points, closed where it is open; NaN for fewer than two points."""
    points = _points(context, [value])
    if points is None or len(points) < 2:
        return NAN
    context.spend(len(points))
    total = 0.0
    for start, end in zip(points, [*points[1:], points[0]], strict=True):
        width = math.radians(end.longitude - start.longitude)
        total += width * (2 + math.sin(math.radians(end.latitude)) + math.sin(math.radians(start.latitude)))
    return round(abs(total * _EARTH_RADIUS_METRES**2 / 2), 2)


def _distance(context: XPathContext, *values: Value) -> float:
    """Metres along the line through all points; NaN for fewer than two."""
    points = _points(context, values)
    if points is None or len(points) < 2:
        return NAN
    context.spend(len(points))
    return round(sum(map(_between, points, points[1:])), 2)


def _between(start: _Point, end: _Point) -> float:
    first, second = math.radians(start.latitude), math.radians(end.latitude)
    turn = math.radians(start.longitude - end.longitude)
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * _EARTH_RADIUS_METRES


def _geofence(context: XPathContext, place: Value, fence: Value) -> bool:
    """Whether the point lies inside the shape: a ray from it crosses the border an odd number of times."""
    point, shape = _points(context, [place]), _points(context, [fence])
    if point is None or len(point) != 1:
        raise EvaluationError("geofence() cần một vị trí")
    if shape is None or len(shape) < 4 or shape[0] != shape[-1]:
        raise EvaluationError("geofence() cần một vùng khép kín")
    context.spend(len(shape))
    inside = False
    for start, end in pairwise(shape):
        if _crosses(point[0], start, end):
            inside = not inside
    return inside


def _crosses(point: _Point, start: _Point, end: _Point) -> bool:
    if (end.latitude > point.latitude) == (start.latitude > point.latitude):
        return False
    slope = (start.longitude - end.longitude) / (start.latitude - end.latitude)
    return point.longitude < slope * (point.latitude - end.latitude) + end.longitude


PLACES = {
    "area": Function("v", "number", _area, reads_context=True),
    "enclosed-area": Function("v", "number", _area, reads_context=True),
    "distance": Function("vv*", "number", _distance, reads_context=True),
    "geofence": Function("vv", "boolean", _geofence, reads_context=True),
}
