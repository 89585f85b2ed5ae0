"""A worker process: bytes of a report in, its unfolded reading out, one after the other, within limits.

Messages come and go on standard input and output. The process ends with its input, so that it does not outlive who
started it. Hostile bytes are parsed here and nowhere else: what they break is this process.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from marsad.errors import InputError
from marsad.intake import Document, filled
from marsad.intake.feeds import told
from marsad.intake.items import legible, parse
from marsad.intake.process import limit_memory, limit_time, pipes, receive, send
from marsad.model import Reading
from marsad.observatory.messages import Answer, Failed, Setup, Task
from marsad.observatory.unfold import Unfolded, unfold


def main() -> None:
    """Answer tasks until the input ends."""
    tasks, answers = pipes()
    setup = receive(tasks, Setup)
    if setup is None:
        return
    folder = Path(setup.lexicon) if setup.lexicon else None
    _warm(folder)
    limit_memory(setup.megabytes)
    send(answers, Answer())  # ready
    while task := receive(tasks, Task):
        limit_time(setup.seconds)
        answer = _answer(task, folder, setup.megabytes)
        send(answers, answer)
        if answer.last:
            return


def _warm(folder: Path | None) -> None:
    """Load what every report needs, before the limit counts."""
    from marsad.reader import read

    read("زار وزير موسكو.", lexicon=folder)


def _answer(task: Task, folder: Path | None, megabytes: int) -> Answer:
    try:
        return Answer(read=read(task, folder))
    except InputError as fault:
        return Answer(failed=_failed(task, type(fault).__name__, str(fault)))
    except MemoryError:
        reason = f"{task.item.where}: needs more than {megabytes:,} MB of memory; raise --max-memory, or split it"
        return Answer(failed=_failed(task, "MemoryLimit", reason), last=True)
    except Exception as bug:  # a fault of the reader costs its report and no other
        trouble = f"could not be read ({type(bug).__name__}: {bug})"[:500]
        return Answer(
            failed=_failed(task, "ReaderFault", f"{task.item.where}: {trouble}; report this fault of the reader")
        )


def read(task: Task, folder: Path | None) -> Unfolded:
    from marsad import lexicon

    document = told(parse(task.item), task.given.feed)
    reading = _reading(task, document, folder)
    if more := filled(document, reading.report.publisher, reading.report.published):
        document, reading = more, _reading(task, more, folder)
    reading.notices[:0] = map(legible, document.notices)
    reading.report.pages = list(document.pages)
    return unfold(reading, task.key, task.item.data, lexicon.load(folder))


def _reading(task: Task, document: Document, folder: Path | None) -> Reading:
    from marsad.reader import read

    return read(
        legible(document.text),
        title=document.title,
        publisher=_legible(task.given.publisher or document.publisher),
        published=task.given.published or document.published,
        url=_legible(task.item.address or document.url),
        lexicon=folder,
    )


def _legible(text: str | None) -> str | None:
    return None if text is None else legible(text)


def _failed(task: Task, kind: str, reason: str) -> Failed:
    return Failed(kind, legible(" ".join(reason.split())), zlib.compress(task.item.data))
