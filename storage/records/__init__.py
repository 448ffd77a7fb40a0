"""What storage hands out: frozen values, by subject. Rows of the database never leave the room."""

from storage.records.forms import FormVersion, OwnForm, Purpose
from storage.records.interviews import (
    AnswerChange,
    AnswerEvent,
    Changes,
    Consent,
    Interview,
    InterviewState,
    ItemChange,
    ItemRemoval,
    Loaded,
    Result,
)
from storage.records.jobs import Job, JobState
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
from storage.records.people import Account, CallReason, Invite, Person, PhoneCall, Role, Unit
from storage.records.platforms import DataRequest, TokenPair
from storage.records.programme import Reminder, ReminderState, Task, TaskEvent, TaskProgress, TaskState
from storage.records.register import Category, Household, Member
from storage.records.review import Assignment, AssignmentState, Outcome, Round, SummaryRow, Visit

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
    "Job",
    "JobState",
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
