"""What a start brings into the database: the forms of `content/` as frozen versions, and the plan's tasks."""

import json
from datetime import datetime
from hashlib import sha256

from handlers.talk.services import Services
from storage.records import Purpose
from storage.work import Work
from survey.interview.asks.outline import NAMES
from survey.review import Trace
from survey.sheet import kind_of, to_xform
from survey.xform import Form, load_form


def set_up(work: Work, services: Services, now: datetime) -> None:
    """Publish what is new; the same content twice changes nothing. Raises SheetError, FormError or FrozenFormError."""
    for name, content in sorted(services.files.items()):
        if name.endswith((".md", ".xlsx")):
            _publish(work, services, name, content, now)
    for task in services.programme.tasks:
        details = json.dumps({"confidence": task.confidence, "note": task.note}, ensure_ascii=False)
        work.tasks.put(
            task.key,
            services.programme.year,
            task.title,
            reference=task.reference,
            due_on=task.due_on,
            duty=task.lead,
            details=details,
        )


def purpose_of(form: Form) -> Purpose:
    """What a form in the folder is for: as its settings say (`attribute::rasoat:purpose`), else as it can be used."""
    said = form.attributes.get(f"{NAMES}purpose", "")
    if said in set(Purpose):
        return Purpose(said)
    return Purpose.REVIEW if Trace.of(form).indicators else Purpose.FREE


def _publish(work: Work, services: Services, name: str, content: bytes, now: datetime) -> None:
    """Converting a form takes a good part of a second: it is done only when the sheet is another than last time."""
    digest = sha256(content).hexdigest()
    known = f"sheet:{name}"
    if work.meta.get(known) == digest:
        return
    xform = to_xform(name, content, kind_of(name))
    form = load_form(xform, services.instances(services.rulesets[-1].id))
    work.forms.publish(name.rpartition(".")[0], form.version, form.title, xform, now, purpose_of(form))
    work.meta.set(known, digest)
