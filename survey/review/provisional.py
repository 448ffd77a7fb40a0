"""The class that a household counts in while its round goes on."""

from survey.review.classify import Category
from survey.workflow.states import DONE, AssignmentState


def class_now(state: AssignmentState, found: Category | None, last: Category | None) -> Category | None:
    """What its interview found, where that was handed in and says anything; else last year's class, so that the figure is a provisional one.

    That somebody moved away is one person's word: until it is checked the household counts as before.
    """
    return found if state in DONE and found is not None else last
