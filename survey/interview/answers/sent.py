"""What is sent and not typed: a photo, a file, a location; and the points that make a line or an area, one after the other."""

from dataclasses import replace

from survey.interview.answers import recording
from survey.interview.answers.typed import lexical_points
from survey.interview.path.events import Attached, PointAdded, Refusal
from survey.interview.path.passing import PICTURES, wanted_by
from survey.interview.path.pending import Points
from survey.interview.path.position import Facts, Position
from survey.interview.path.screens import Screen, Spot
from survey.interview.session.session import Session
from survey.read.location import MOST_POINTS

_SEVERAL = frozenset({"geotrace", "geoshape"})
_LEAST = {"geotrace": 2, "geoshape": 3}


def take(session: Session, position: Position, screen: Screen, attached: Attached) -> Facts:
    """Record what was sent for the first open question that wants it."""
    spots = recording.asked_spots(session, screen)
    if attached.kind == "location":
        return _location(session, position, spots, attached.value)
    for spot in spots:
        wanted = wanted_by(spot.question)
        if (attached.kind == "photo" and wanted in PICTURES) or (attached.kind == "file" and _fits(attached, wanted)):
            return recording.record(session, position, {spot: attached.value})
    asked = next((wanted for spot in spots if (wanted := wanted_by(spot.question))), "")
    return Facts(position, (Refusal(f"value.{asked}" if asked else f"value.unwanted_{attached.kind}"),))


def _fits(attached: Attached, wanted: str) -> bool:
    """A voice message for a question that wants a sound, a picture sent as a file for one that wants a photo."""
    media = attached.mime.partition("/")[0]
    return wanted in {"file", media} or (media == "image" and wanted in PICTURES)


def _location(session: Session, position: Position, spots: tuple[Spot, ...], value: str) -> Facts:
    spot = next((one for one in spots if one.question.control.type in {"geopoint", *_SEVERAL}), None)
    if spot is None:
        return Facts(position, (Refusal("value.unwanted_location"),))
    if spot.question.control.type == "geopoint":
        return recording.record(session, position, {spot: value})
    known = position.draft if isinstance(position.pending, Points) else ()
    point = " ".join(value.split()[:2])
    if len(known) >= MOST_POINTS:
        return Facts(position, (Refusal("point.many", {"most": str(MOST_POINTS)}),))
    # The same spot sent twice is one point: people press again where the signal is bad.
    points = known if known[-1:] == (point,) else (*known, point)
    return Facts(replace(position, pending=Points(spot.id), draft=points), (PointAdded(spot, len(points)),))


def finish(session: Session, position: Position, screen: Screen, row: Points) -> Facts:
    """End a row of points with "xong": those that were sent are the line, or the corners of the area."""
    spot = next((one for one in screen.spots if one.id == row.spot), None)
    if spot is None:
        return Facts(replace(position, pending=None, draft=()), (Refusal("interview.not_here"),))
    kind = spot.question.control.type
    points = [(latitude, longitude) for latitude, _, longitude in (one.partition(" ") for one in position.draft)]
    if len(points) > 1 and points[0] == points[-1]:
        points = points[:-1]
    if len(set(points)) < _LEAST[kind]:
        short = {"geotrace": "point.line_short", "geoshape": "point.shape_short"}[kind]
        return Facts(position, (Refusal(short, {"got": str(len(points))}),))
    corners = [*points, points[0]] if kind == "geoshape" else points
    return recording.record(session, replace(position, pending=None, draft=()), {spot: lexical_points(corners)})
