"""Five seconds of what `make proof` does in five minutes: the sender against a Telegram that enforces its limits."""

from pathlib import Path

from tests.fakes.telegram_limits import ALL, GROUP, Limits
from tests.faults.support import sender_rate


def test_the_sender_keeps_the_limits_and_uses_them(tmp_path: Path) -> None:
    found = sender_rate.run(tmp_path, 5)
    assert (found.refused, found.left) == (0, 0)
    # On a busy machine it may be slower than the limit; `make proof` measures how fast it is.
    assert 5 <= found.a_second <= 27


def test_the_limits_refuse_what_telegram_refuses() -> None:
    now = [0.0]
    limits = Limits(lambda: now[0])
    assert [limits.wait(7), limits.wait(7)] == [0, 1]
    assert [limits.wait(chat) for chat in range(100, 100 + ALL)] == [0] * (ALL - 1) + [1]
    now[0] = 1.1
    assert limits.wait(7) == 0
    for _ in range(GROUP):
        now[0] += 1.0
        assert limits.wait(-5) == 0
    assert limits.wait(-5) == 60
    assert limits.refused == 3
