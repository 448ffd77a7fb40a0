"""What a Vietnamese person typed -> a value that is sure, or a refusal with its reason. Nothing is ever guessed."""

from survey.read.appointment import read_appointment, read_postponement
from survey.read.birth import read_any_date, read_birth, read_date, read_month, read_year
from survey.read.calendar import PartialDate
from survey.read.called import TITLES, Found, Member, named_first
from survey.read.choice import Choices, match_choice, match_choices
from survey.read.clock import read_moment, read_time
from survey.read.control_words import (
    INTERVIEW,
    Argument,
    Control,
    ControlWord,
    Phrase,
    control_word,
    mentions,
    word_of,
)
from survey.read.identity import cccd_warnings, read_cccd, read_phone
from survey.read.location import read_area_outline, read_line, read_point
from survey.read.member import LeftLine, MemberDraft, read_correction, read_members
from survey.read.money import read_money
from survey.read.name_search import search_names
from survey.read.outcome import Read, Refused, Value
from survey.read.quantity import read_area, read_decimal, read_integer
from survey.read.ranking import rank_choices
from survey.read.request import after_opening, after_phrase, openings, request_core
from survey.read.spelling import fold, normalise
from survey.read.task_answer import OfTask, TaskAnswer, read_task_answer, spoken
from survey.read.who import Who, read_who
from survey.read.whole_house import Said, about_all
from survey.read.yesno import read_yesno

__all__ = [
    "INTERVIEW",
    "TITLES",
    "Argument",
    "Choices",
    "Control",
    "ControlWord",
    "Found",
    "LeftLine",
    "Member",
    "MemberDraft",
    "OfTask",
    "PartialDate",
    "Phrase",
    "Read",
    "Refused",
    "Said",
    "TaskAnswer",
    "Value",
    "Who",
    "about_all",
    "after_opening",
    "after_phrase",
    "cccd_warnings",
    "control_word",
    "fold",
    "match_choice",
    "match_choices",
    "mentions",
    "named_first",
    "normalise",
    "openings",
    "rank_choices",
    "read_any_date",
    "read_appointment",
    "read_area",
    "read_area_outline",
    "read_birth",
    "read_cccd",
    "read_correction",
    "read_date",
    "read_decimal",
    "read_integer",
    "read_line",
    "read_members",
    "read_moment",
    "read_money",
    "read_month",
    "read_phone",
    "read_point",
    "read_postponement",
    "read_task_answer",
    "read_time",
    "read_who",
    "read_year",
    "read_yesno",
    "request_core",
    "search_names",
    "spoken",
    "word_of",
]
