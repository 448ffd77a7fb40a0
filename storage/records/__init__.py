"""What storage hands out: frozen values, by subject. Rows of the database never leave the room."""

from storage.records.forms import FormVersion, OwnForm, Purpose
from storage.records.interviews import (
    AnswerChange,
    AnswerEvent,
    Changes,
    Consent,
    Interview,
    ItemChange,
    ItemRemoval,
    Loaded,
    Result,
)
from storage.records.messages import (
    Conversation,
    Delivery,
    InboxEntry,
    MessageKind,
    NewOutgoing,
    OutboxEntry,
    OutboxState,
    StoredFile,
    WebMessage,
)
from storage.records.people import Account, CallReason, Invite, Person, PhoneCall, Unit
from storage.records.platforms import DataRequest, TokenPair
from storage.records.programme import Reminder, ReminderState, Task, TaskEvent, TaskProgress, TaskState
from storage.records.register import Household, Member
from storage.records.review import Assignment, Round, SummaryRow, Visit
from survey.review.classify import Category
from survey.workflow.roles import Role
from survey.workflow.states import AssignmentState, InterviewState, Outcome

__all__ = [
    "Account",
    "AnswerChange",
    "AnswerEvent",
    "Assignment",
    "AssignmentState",
    "CallReason",
    "Category",
    "Changes",
    "Consent",
    "Conversation",
    "DataRequest",
    "Delivery",
    "FormVersion",
    "Household",
    "InboxEntry",
    "Interview",
    "InterviewState",
    "Invite",
    "ItemChange",
    "ItemRemoval",
    "Loaded",
    "Member",
    "MessageKind",
    "NewOutgoing",
    "OutboxEntry",
    "OutboxState",
    "Outcome",
    "OwnForm",
    "Person",
    "PhoneCall",
    "Purpose",
    "Reminder",
    "ReminderState",
    "Result",
    "Role",
    "Round",
    "StoredFile",
    "SummaryRow",
    "Task",
    "TaskEvent",
    "TaskProgress",
    "TaskState",
    "TokenPair",
    "Unit",
    "Visit",
    "WebMessage",
]
