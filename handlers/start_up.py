"""What a start brings into the database: the forms of `content/` as frozen versions, and the plan's tasks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from handlers.talk.services import FORMS, Services
from handlers.tasks.planning import follow_plans
from storage.records import Purpose
from storage.work import Work
from survey.content.mistakes import ContentError, Mistake
from survey.interview.asks.hints import NAMES
from survey.review import Trace
from survey.sheet import kind_of, to_xform
from survey.xform import Form, load_form


def set_up(work: Work, services: Services, now: datetime) -> None:
    """Publish what is new; the same content twice changes nothing. Raises ContentError where published forms were changed."""
    mistakes = list(changed_forms(work, services))
    if mistakes:
        raise ContentError(mistakes)
    for name, content in _new(work, services):
        form, xform = _converted(services, name, content)
        work.forms.publish(_key(name), form.version, form.title, xform, now, purpose_of(form))
        work.meta.set(_known(name), sha256(content).hexdigest())
    _take_over(work, services)
    follow_plans(work, services, now)


def _take_over(work: Work, services: Services) -> None:
    """What the settings said of the one commune before communes had it themselves; the People's Committee answers where nobody was named."""
    named, asked = services.settings.controller, services.settings.contact
    for one in work.units.communes():
        said = replace(
            one, controller=one.controller or named or services.texts("consent.controller", commune=one.called)
        )
        said = replace(said, contact=said.contact or asked)
        if said != one:
            work.units.put(said)


def changed_forms(work: Work, services: Services) -> Iterator[Mistake]:
    """Forms that were published under their version with other content: what somebody answered must not change afterwards."""
    for name, content in _new(work, services):
        form, xform = _converted(services, name, content)
        known = work.forms.published(_key(name), form.version)
        if known is not None and known.sha256 != sha256(xform).hexdigest():
            cause = f"bản {form.version} đã công bố với nội dung khác, phiếu đang dùng không được đổi."
            cure = "Ghi số bản mới vào cột version của trang settings."
            yield Mistake(f"forms/{name}", "trang settings, cột version", cause, cure)


def purpose_of(form: Form) -> Purpose:
    """What a form in the folder is for: as its settings say (`attribute::rasoat:purpose`), else as it can be used."""
    said = form.attributes.get(f"{NAMES}purpose", "")
    if said in set(Purpose):
        return Purpose(said)
    return Purpose.REVIEW if Trace.of(form).indicators else Purpose.FREE


def _new(work: Work, services: Services) -> Iterator[tuple[str, bytes]]:
    """Converting a form takes a good part of a second: it is done only when the sheet is another than last time."""
    for name, content in sorted(services.files.items()):
        if name.endswith(FORMS) and work.meta.get(_known(name)) != sha256(content).hexdigest():
            yield name, content


def _known(name: str) -> str:
    return f"sheet:{name}"


def _key(name: str) -> str:
    return name.rpartition(".")[0]


def _converted(services: Services, name: str, content: bytes) -> tuple[Form, bytes]:
    xform = to_xform(name, content, kind_of(name))
    return load_form(xform, services.instances(services.rulesets[-1].id)), xform
