"""Photos of a card, held in every way: how many are read, how long it takes, and that none is read as another card."""

from collections.abc import Iterator
from itertools import product
from time import perf_counter

from survey.identity_card import card_of_text, glance, read_code
from tests.proof.rows import Rows, told
from tests.support.identity_cards import RIN, Shot, photo

SIZES = ((800, 600), (1280, 960), (4000, 3000))
TILTS, BLURS, LEANS = (0, 12, 35, 90, 180), (0, 0.8, 1.5), (0, 0.15)
LEAST = 0.97
"""Of those held as a careful person holds it, so many have to be read."""


def shots() -> Iterator[Shot]:
    """A blur is that of a picture 1,280 wide, and grows with it: the same unsteady hand."""
    for size, tilt, blur, lean, shadow in product(SIZES, TILTS, BLURS, LEANS, (False, True)):
        yield Shot(size, tilt=tilt, blur=blur * size[0] / 1280, lean=lean, shadow=shadow, quality=60)


def rows() -> Rows:
    """Of all shots."""
    card = read_code(RIN)
    every, read, wrong, times = list(shots()), 0, [], []
    for shot in every:
        picture, begun = photo(RIN, shot), perf_counter()
        seen = card_of_text(glance(picture, lambda _done, _total: None).decode())
        times.append(perf_counter() - begun)
        read += seen == card
        wrong += [f"{shot}: {seen}"] if seen not in {card, None} else []
    wrong += [f"only {read} of {len(every)} were read"] if read < LEAST * len(every) else []
    slow = f"median {1000 * sorted(times)[len(times) // 2]:.0f} ms, slowest {1000 * max(times):.0f} ms"
    return {
        "photos of a căn cước": (f"{len(every)} photos", f"{told(wrong, 'none as another card')}; {read} read; {slow}")
    }
