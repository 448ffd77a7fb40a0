"""The table of rights is the one place: the guide shows it as it is, and no handler asks for a role by itself."""

import re

from tests.house.support.rights_page import PAGE, page
from tests.house.tree import python_files, text

ASKS = re.compile(r"(?:ctx\.person|\bperson)\.(?:has\(|roles?\b(?! *=))|in ctx\.person\.roles")
REASONED = {
    "handlers/households/leaving.py": "what a bare number means to people of a role: a wording",
    "handlers/unclear/not_understood.py": "which words are near: a wording",
    "handlers/tasks/reminders.py": "how a reminder is worded",
    "handlers/people/changing.py": "the roles of somebody else, which the admin changes",
    "handlers/register/loading.py": "the roles of somebody else, as a list of staff has them",
    "handlers/exports/handing.py": "what the table of files is asked with",
    "handlers/people/start.py": "the greeting of each role",
}
"""Where a role is asked for and gives no right, with the reason; the table itself is asked with the person's roles."""
TABLE = re.compile(
    r"may\([^)]*person\.roles, [a-z.]*person\.duty|may_export\(|of_roles\(|told\(|texts\.roles\(|command\.roles"
)


def test_the_table_of_rights_in_the_guide_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.house.support.rights_page"


def test_no_handler_asks_for_a_role_instead_of_the_table() -> None:
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in python_files("handlers")
        for number, line in enumerate(text(path).splitlines(), start=1)
        if ASKS.search(line) and not TABLE.search(line) and path.as_posix() not in REASONED
    ]
    assert not found, "a right is a row of survey/workflow/rights.py:\n" + "\n".join(found)


def test_every_reason_is_needed() -> None:
    asked = {path.as_posix() for path in python_files("handlers") if ASKS.search(text(path))}
    assert not REASONED.keys() - asked
