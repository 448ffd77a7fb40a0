"""How it is asked whose căn cước was read from a photo."""

from chat import Outgoing
from handlers.asking.view import View, rows_of
from handlers.talk.texts import Texts
from survey.interview.facts.identity_card import IdentityCardFacts
from survey.interview.facts.screen import ScreenFacts
from survey.interview.path.picks import Numbered


def ask_identity_card(view: View, screen: ScreenFacts, card: IdentityCardFacts) -> Outgoing:
    """What was read, whom of the list it fits, what would be written, and where the number stands already."""
    texts = view.texts
    head = texts(
        "identity_card.read", end=card.end, name=card.name, sex=texts(f"identity_card.sex.{card.sex}"), born=card.born
    )
    elsewhere = []
    if card.elsewhere:
        known = card.elsewhere.isdecimal()
        elsewhere = [
            texts("identity_card.elsewhere_at", number=card.elsewhere) if known else texts("identity_card.elsewhere")
        ]
    answers = [
        (card.yes, "button.identity_card_yes" if card.member else "button.identity_card_new"),
        (card.no, "button.identity_card_no"),
    ]
    answers += [(card.add, "button.identity_card_other")] if card.add is not None else []
    buttons = [view.button(screen, None, Numbered(number), texts(key), str(number)) for number, key in answers]
    return Outgoing("\n".join([head, *elsewhere, _question(view, card)]), rows_of(buttons))


def _question(view: View, card: IdentityCardFacts) -> str:
    texts = view.texts
    if card.member is None:
        return texts("identity_card.new")
    number, name = card.member[0], view.words(card.member[1])
    writes = ", ".join(texts(f"identity_card.role.{role}") for role in card.writes)
    if not card.clashes:
        return texts("identity_card.fits", number=number, name=name, writes=writes)
    clashes = ", ".join(_clash(texts, role, value) for role, value in card.clashes)
    also = texts("identity_card.also", writes=writes) if writes else ""
    return texts("identity_card.clash", number=number, name=name, clashes=clashes, also=also)


def _clash(texts: Texts, role: str, value: str) -> str:
    return f"{texts(f'identity_card.role.{role}')} {texts(f'identity_card.sex.{value}') if role == 'sex' else value}"
