"""What the log is told of a defect: its kind and its place. Its text may hold what a person wrote."""


def kind_and_place(error: Exception) -> str:
    """For instance "KeyError at handlers.routes:87"."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else "?"
    return f"{type(error).__name__} at {where}"
