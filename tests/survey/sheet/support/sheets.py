"""Small sheets, and what their check finds."""

from survey.sheet import Problem, check

CHOICES = "\n| choices |\n| | list_name | name | label |\n| | yn | y | có |\n| | yn | n | không |\n"


SETTINGS = '\n| settings |\n| | form_id | namespaces |\n| | f | rasoat="http://rasoat.vn/xforms" |\n'


def survey(*rows: str, header: str = "type | name | label | calculation | relevant | required") -> str:
    return f"| survey |\n| | {header} |\n" + "".join(f"| | {row} |\n" for row in rows)


def found(text: str) -> list[Problem]:
    return check("f.md", text.encode(), "md")


EVERYTHING = """hello
| survey |
| | type | name | label | calculation | relevant | calculation |
| | begin_group | g | G | | | |
| | texxt | a | A | | ${zz} = 1 | |
| | text | b c | B | | | |
| | text | d | ${b c} ${nope} | | | |
| | select_one none | e | E | | | |
| | range | f | F | | | |
| | calculate | h | | ${i} | | |
| | calculate | i | | ${h} | | |
| | calculate | j | | bogus(1) | | |
| | calculate | k | | pulldata('x', 'a', 'b', '1') | | |
| | end_repeat | | | | | |
| | end_repeat | | | | | |
| choices |
| | list_name | name | label |
| | yn | y | có |
| | yn | y | có |
| | | z | Z |
"""
