"""Which rows of a list are people: sums, signatures, legends and numbered columns are passed over, rows between parts hold for those below."""

from collections.abc import Container, Iterator, Mapping

from survey.register import cells
from survey.register.complaints import RefusedError
from survey.register.headings import Heading
from survey.register.lexicon import Lexicon, words_of
from survey.register.persons import PersonRow, RowReader
from survey.register.titles import Said, below, section
from survey.register.workbook.book import Line, Page

_NOT_NEEDED = frozenset({"", "order", "known"})
_BIRTHS = ("birth", "birth_male", "birth_female")
_FACTS = ("sex", *_BIRTHS, "relation", "cccd", "ethnicity")


def people_of(page: Page, reader: RowReader, said: Said, units: Mapping[str, str]) -> Iterator[PersonRow]:
    """Every row with a person, read. `said`: what the titles say."""
    lexicon, summed = reader.words.lexicon, False
    for line in page.lines[reader.heading.last + 1 :]:
        here = section(line.cells, lexicon, units)
        if here is not None:
            said = below(said, here)
        elif numbers_columns(line) or repeats_heading(line, reader.heading):
            continue
        elif is_sum(line, lexicon, _births(line, reader)):
            summed = True
        elif _is_person(line, reader, alone=summed):
            summed = False
            check_formulas(line, reader.heading)
            yield reader.read(line, said)


def check_formulas(line: Line, heading: Heading) -> None:
    """Raises RefusedError where a column that is needed has a formula with no value, or with one of another file."""
    for column in heading.columns:
        what = line.formulas.get(column.place)
        if what is not None and column.key not in _NOT_NEEDED:
            raise RefusedError(what, column=column.heading)


def _is_person(line: Line, reader: RowReader, *, alone: bool) -> bool:
    """Below a sum a name alone is a signature. A row with facts and no name is a person whose name is missing."""
    facts = sum(_is_fact(line, key, reader) for key in _FACTS)
    name = reader.name(line)
    if name:
        return facts > 1 or not (is_sign(name, reader.words.lexicon) or (alone and not facts))
    return facts > 0 and not _is_legend(line, reader.words.lexicon)


def _is_fact(line: Line, key: str, reader: RowReader) -> bool:
    cell = reader.cell(line, key)
    return cell is not None and not (isinstance(cell, int) and key != "sex" and cell < 100)


def _is_legend(line: Line, lexicon: Lexicon) -> bool:
    """Whether a row says what numbers stand for ("1. Nam; 2. Nữ"), or numbers the columns 1, 2, 3."""
    filled = [cell for cell in line.cells if cell is not None]
    numbered = sum(str(cell).strip("()").isdecimal() or len(str(cell)) == 1 for cell in filled)
    return numbered * 2 > len(filled) or any(cells.legend(cell, lexicon) for cell in filled)


def numbers_columns(line: Line) -> bool:
    """Whether a row only numbers the columns, "A, B, 1, 2" or "(1), (2), (3)", or says in brackets how to fill them in."""
    said = [str(cell).strip() for cell in line.cells if cell is not None]
    if len(said) > 1 and all(text.startswith("(") and text.endswith(")") for text in said):
        return True
    filled = [text.strip("() ") for text in said]
    letters = sum(len(text) == 1 and text.isalpha() for text in filled)
    small = sum(text.isdecimal() and len(text) < 3 for text in filled)
    return len(filled) > 2 and letters + small == len(filled)


def repeats_heading(line: Line, heading: Heading) -> bool:
    """Whether a row is the heading once more, as at the top of a printed page."""
    named = {column.place: words_of(column.heading) for column in heading.columns}
    filled = [(place, words_of(str(cell))) for place, cell in enumerate(line.cells) if cell is not None]
    same = sum(bool(said) and said in named.get(place, "") for place, said in filled)
    return same > 1 and same == len(filled)


def _births(line: Line, reader: RowReader) -> frozenset[int]:
    """Where the births of a row with a name stand: "ngày 12 tháng 3 năm 1990" there is no signature."""
    columns = (reader.heading.by_key.get(key) for key in _BIRTHS)
    return frozenset(column.place for column in columns if column is not None and reader.name(line))


def is_sum(line: Line, lexicon: Lexicon, apart: Container[int] = ()) -> bool:
    """Whether a row adds up or is signed: one of its first cells says so, but for those `apart`."""
    said = [cell for place, cell in enumerate(line.cells[:4]) if isinstance(cell, str) and place not in apart]
    return any(_sums(text, lexicon) or is_sign(text, lexicon) for text in said[:2])


def _sums(text: str, lexicon: Lexicon) -> bool:
    said = words_of(text)
    starts = ("tổng cộng", "tổng số", "tong cong", "tong so", "cộng trang")
    return lexicon.says("totals", text) or said.startswith(starts)


def is_sign(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell is of the block of signatures ("NGƯỜI LẬP BIỂU", "Ba Tơ, ngày 5 tháng 12 năm 2024")."""
    said = words_of(text)
    dated = said.startswith("ngày ") or (" ngày " in said and " tháng " in said)
    return lexicon.says("signs", text) or dated or said.split(" ", 1)[0] in {"tm", "kt"}
