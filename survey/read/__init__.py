"""What a Vietnamese person typed -> a value that is sure, or a refusal with its reason. Nothing is ever guessed."""

from survey.read.absence import Absence, read_absence
from survey.read.appointment import read_appointment, read_postponement
from survey.read.asking_call import AskAct, AskCall, read_asking, read_decision
from survey.read.birth import read_any_date, read_birth, read_date, read_month, read_year
from survey.read.calendar import PartialDate
from survey.read.called import TITLES, Found, Member, named_first
from survey.read.card_call import CardAct, CardCall, read_card_call
from survey.read.check_call import CheckAct, CheckCall, Remark, read_check, read_desk, return_of
from survey.read.choice import match_choice, match_choices
from survey.read.clock import read_moment, read_time
from survey.read.consent import read_consent, says_read
from survey.read.control_words import INTERVIEW, Argument, Control, ControlWord, Phrase, control_word, mentions, word_of
from survey.read.exported import ExportCall, read_export
from survey.read.giving_call import GiveCall, read_giving
from survey.read.household_call import looks_like_name, read_household
from survey.read.identity import cccd_warnings, read_cccd, read_phone
from survey.read.invited import read_invited
from survey.read.listed import Choices
from survey.read.location import read_area_outline, read_line, read_point
from survey.read.lost import is_lost
from survey.read.member import LeftLine, MemberDraft, read_correction, read_members
from survey.read.money import read_money
from survey.read.name_search import called_so, search_names
from survey.read.nothing import SAID, UNKNOWN, Open, read_open
from survey.read.outcome import EXAMPLES, Read, Refused, Value
from survey.read.overview import FASTEST, SLOWEST, asks_beyond, asks_who_owes, read_overview
from survey.read.own_work import HOUSEHOLDS, TASKS, asks_for_own
from survey.read.person_name import has_family_name
from survey.read.place import read_group
from survey.read.quantity import read_area, read_decimal, read_integer
from survey.read.ranking import rank_choices
from survey.read.register_call import RegisterAct, RegisterCall, read_register_call
from survey.read.request import after_opening, after_phrase, openings, request_core
from survey.read.round_call import RoundAct, RoundCall, read_round
from survey.read.slip import read_slip
from survey.read.small_answers import acknowledges, read_clearing, says_it_was_meant
from survey.read.spelling import fold, normalise, same_word, same_words
from survey.read.task_answer import OfTask, TaskAnswer, read_task_answer, spoken
from survey.read.typed_letter import as_figures, as_square_metres
from survey.read.typo import near
from survey.read.who import Who, read_who
from survey.read.whole_house import Said, about_all, same_for_all
from survey.read.yesno import read_yesno

__all__ = [
    "EXAMPLES",
    "FASTEST",
    "HOUSEHOLDS",
    "INTERVIEW",
    "SAID",
    "SLOWEST",
    "TASKS",
    "TITLES",
    "UNKNOWN",
    "Absence",
    "Argument",
    "AskAct",
    "AskCall",
    "CardAct",
    "CardCall",
    "CheckAct",
    "CheckCall",
    "Choices",
    "Control",
    "ControlWord",
    "ExportCall",
    "Found",
    "GiveCall",
    "LeftLine",
    "Member",
    "MemberDraft",
    "OfTask",
    "Open",
    "PartialDate",
    "Phrase",
    "Read",
    "Refused",
    "RegisterAct",
    "RegisterCall",
    "Remark",
    "RoundAct",
    "RoundCall",
    "Said",
    "TaskAnswer",
    "Value",
    "Who",
    "about_all",
    "acknowledges",
    "after_opening",
    "after_phrase",
    "as_figures",
    "as_square_metres",
    "asks_beyond",
    "asks_for_own",
    "asks_who_owes",
    "called_so",
    "cccd_warnings",
    "control_word",
    "fold",
    "has_family_name",
    "is_lost",
    "looks_like_name",
    "match_choice",
    "match_choices",
    "mentions",
    "named_first",
    "near",
    "normalise",
    "openings",
    "rank_choices",
    "read_absence",
    "read_any_date",
    "read_appointment",
    "read_area",
    "read_area_outline",
    "read_asking",
    "read_birth",
    "read_card_call",
    "read_cccd",
    "read_check",
    "read_clearing",
    "read_consent",
    "read_correction",
    "read_date",
    "read_decimal",
    "read_decision",
    "read_desk",
    "read_export",
    "read_giving",
    "read_group",
    "read_household",
    "read_integer",
    "read_invited",
    "read_line",
    "read_members",
    "read_moment",
    "read_money",
    "read_month",
    "read_open",
    "read_overview",
    "read_phone",
    "read_point",
    "read_postponement",
    "read_register_call",
    "read_round",
    "read_slip",
    "read_task_answer",
    "read_time",
    "read_who",
    "read_year",
    "read_yesno",
    "request_core",
    "return_of",
    "same_for_all",
    "same_word",
    "same_words",
    "says_it_was_meant",
    "says_read",
    "search_names",
    "spoken",
    "word_of",
]
