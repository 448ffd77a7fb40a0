"""What the log is told of a defect: its kind and its place. Its text may hold what a person wrote."""


def kind_and_place(error: Exception) -> str:
    """For instance "KeyError at handlers.routes:87"."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_globals.get('__name__')}:{frame.tb_lineno}" if frame else "?"
    return f"{type(error).__name__} at {where}"
