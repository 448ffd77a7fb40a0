"""What a process does: all of it, or with others on PostgreSQL some parts only (`python -m bot run --only …`)."""

from enum import StrEnum


class Part(StrEnum):
    """Any number of workers may be active; of the other three one each, and the second waits as standby."""

    RECEIVER = "receiver"
    WORKER = "worker"
    SENDER = "sender"
    SCHEDULER = "scheduler"


ALL = frozenset(Part)
