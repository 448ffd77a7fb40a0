"""Writes the table of who may do what into docs/huong-dan/quan-tri.md, from the table of rights: python -m tests.house.support.rights_page."""

from handlers.admin.who_may import limit, word
from handlers.talk.texts import Texts
from storage.records import Role
from survey.workflow.rights import RIGHTS
from tests.house.support.sentences import sentences
from tests.house.tree import ROOT

PAGE = ROOT / "docs/huong-dan/quan-tri.md"
BEGIN, END = "<!-- quyền -->\n", "<!-- hết quyền -->"


def page() -> str:
    """The guide with the table as it has to be."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, "the guide has no place for the table"
    assert end, "the guide has no place for the table"
    return before + begin + table() + end + after


def table() -> str:
    texts = Texts(sentences())
    head = ["", *(texts.roles([role]) for role in Role)]
    lines = [head, ["---"] * len(head), *([_named(texts, doing), *_cells(texts, doing)] for doing in RIGHTS)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _named(texts: Texts, doing: str) -> str:
    kind, _, name = str(doing).partition(".")
    if kind == "command":
        return f"`{word(texts, doing)}` {texts(f'menu.{name}')}"
    return texts(f"rights.kind.{kind}", listed=word(texts, doing))


def _cells(texts: Texts, doing: str) -> list[str]:
    by_role = {one.role: limit(texts, one) or "✓" for one in RIGHTS[doing]}
    return [by_role.get(role, "") for role in Role]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
