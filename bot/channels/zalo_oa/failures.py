"""What the codes of the OA interface mean for us: a closed table, after the platform's list of error codes."""

from collections.abc import Mapping

from chat import Failure, SendError

STALE = frozenset({-216, -220, -124})
"""The access token is not valid (any more): take a new one and try once again."""

RATE_SECONDS = 60.0
"""The limit counts requests a minute."""

QUOTA_SECONDS = 3600.0
"""How long to wait when a quota is used up: the platform does not say. UNVERIFIED."""

_MEANT: Mapping[Failure, frozenset[int]] = {
    Failure.BLOCKED: frozenset({-213, -217, -227, -244, -114, -118, -119, -139, -141}),
    Failure.CLOSED: frozenset({-230, -232}),
    Failure.THROTTLED: frozenset({-32, -211}),
    Failure.SERVER: frozenset({-218, -234, -144, -147}),
    Failure.UNAUTHORISED: frozenset(
        {*STALE, -204, -205, -209, -212, -219, -221, -223, -224, -240, -135, -136, -137, -320, -321}
    ),
    Failure.REFUSED: frozenset({-201, -210, -233, -248, -100, -1121, -1122, -131}),
}
_BY_CODE = {code: failure for failure, codes in _MEANT.items() for code in codes}
_PAUSES = {
    -32: RATE_SECONDS,
    -211: QUOTA_SECONDS,
    -218: QUOTA_SECONDS,
    -234: QUOTA_SECONDS,
    -144: QUOTA_SECONDS,
    -147: QUOTA_SECONDS,
}


def failure_of(code: int, message: str) -> SendError:
    """A code that nobody knows is a refusal that says so."""
    return SendError(_BY_CODE.get(code, Failure.REFUSED), f"{code} {message}"[:200], _PAUSES.get(code))
