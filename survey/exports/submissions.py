"""Answers for ODK's tools: each interview as instance XML as Briefcase keeps it, beside the form that it was given to."""

from collections.abc import Callable, Iterator
from uuid import UUID

from survey.exports.comma_files import zipped
from survey.exports.interviews import Answers
from survey.xform import Instance
from survey.xform.exchange.writing import Submission, serialise

Report = Callable[[int, int], None]
_FORMS, _INSTANCES = "forms", "instances"


def submissions(answers: Answers, report: Report = lambda _done, _total: None) -> bytes:
    """A zip: forms/KEY-VERSION/KEY.xml with the files it names, instances/KEY-VERSION/uuid…/submission.xml. Photos are not among it."""
    return zipped([*_forms(answers), *_instances(answers, report)])


def _folder(answers: Answers, place: int) -> str:
    form = answers.forms[place]
    return f"{form.key}-{form.version}".replace("/", "-")


def _forms(answers: Answers) -> Iterator[tuple[str, bytes]]:
    for place, form in enumerate(answers.forms):
        folder = f"{_FORMS}/{_folder(answers, place)}"
        yield f"{folder}/{form.key}.xml", form.xform
        media = sorted(form.files.items())
        yield from ((f"{folder}/{form.key}-media/{name}", content) for name, content in media)


def _instances(answers: Answers, report: Report) -> Iterator[tuple[str, bytes]]:
    for number, one in enumerate(answers.interviews, start=1):
        instance = answers.instance(one)
        made = _submission(instance, one.instance_id)
        instance.close()
        report(number, len(answers.interviews))
        yield f"{_INSTANCES}/{_folder(answers, one.form)}/{_safe(made.instance_id)}/submission.xml", made.xml


def _submission(instance: Instance, instance_id: str) -> Submission:
    """Under the name that the form itself gave it, else under ours: the same at every export."""
    try:
        return serialise(instance)
    except ValueError:
        return serialise(instance, instance_id=f"uuid:{UUID(instance_id)}")


def _safe(name: str) -> str:
    """As Briefcase calls the folder."""
    return "".join(letter for letter in name if letter.isalnum() or letter in "-_.")
