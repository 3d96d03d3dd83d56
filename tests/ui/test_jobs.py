"""Work off the GUI thread: one answer each, on the GUI thread."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import NoReturn, TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from cobro_desktop.services.progress import CancelledByUserError, Progress
from cobro_ui.jobs.collector import GuiCollector
from cobro_ui.jobs.latest import Latest
from cobro_ui.jobs.progress_dialog import ProgressDialog
from cobro_ui.jobs.runner import Job, Jobs
from cobro_ui.jobs.status import JobStatus
from cobro_ui.theme.theme import Theme

T = TypeVar("T")


def unexpected(error: BaseException) -> None:
    raise error


def number_of(number: int, _progress: Progress) -> int:
    return number


def wait_for(gate: threading.Event, _progress: Progress) -> str:
    gate.wait(10)
    return "write"


def test_the_answer_comes_on_the_gui_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []
    main = threading.main_thread()

    def work(progress: Progress) -> bool:
        progress.report(1, 1, "auto")
        return threading.current_thread() is main

    def on_done(value: object) -> None:
        seen.extend([value, threading.current_thread() is main])

    jobs.writer.start(work, on_done=on_done, on_error=seen.append)
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [False, True]


def test_three_thousand_jobs_give_three_thousand_answers(
    qtbot: QtBot, jobs: Jobs
) -> None:
    seen: list[int] = []
    for number in range(3000):
        jobs.reader.start(
            partial(number_of, number), on_done=seen.append, on_error=unexpected
        )
    qtbot.waitUntil(lambda: len(seen) == 3000, timeout=20_000)

    assert sorted(seen) == list(range(3000))


def _note(order: list[str], name: str, _answer: str) -> None:
    order.append(name)


class AtOnce(ThreadPoolExecutor):
    """Gives work back only when it is done, as a quick thread may."""

    @override
    def submit(
        self, fn: Callable[..., T], /, *args: object, **kwargs: object
    ) -> Future[T]:
        future = super().submit(fn, *args, **kwargs)
        future.exception()
        return future


def test_work_that_ends_at_once_answers_after_it_was_started(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.writer, "_executor", AtOnce(1))
    order: list[str] = []
    jobs.writer.started.connect(lambda _job: order.append("started"))
    jobs.writer.start(
        partial(number_of, 7),
        on_done=lambda number: order.append(f"done {number}"),
        on_error=unexpected,
        title="Registrar",
    )
    order.append("returned")
    qtbot.waitUntil(lambda: len(order) == 3)

    assert order == ["started", "returned", "done 7"]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(
    qtbot: QtBot, jobs: Jobs
) -> None:
    gate = threading.Event()
    closed, alive = QWidget(), QWidget()
    qtbot.addWidget(alive)
    order: list[str] = []
    for name, owner in (("closed", closed), ("alive", alive)):
        jobs.writer.start(
            partial(wait_for, gate),
            on_done=partial(_note, order, name),
            on_error=unexpected,
            owner=owner,
        )
    with qtbot.waitSignal(closed.destroyed):
        closed.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: "alive" in order)

    assert order == ["alive"]


class Screen:
    """What waits for an answer, and notes on which thread it goes."""

    def __init__(self, gone: list[bool]) -> None:
        self.gone = gone

    def read(self, _progress: Progress) -> int:
        return 1

    def fill(self, _number: int) -> None:
        pass

    def __del__(self) -> None:
        self.gone.append(threading.current_thread() is threading.main_thread())


class Lingering(ThreadPoolExecutor):
    """Holds what it was given a while after its answer, as a slow thread may."""

    @override
    def submit(
        self, fn: Callable[..., T], /, *args: object, **kwargs: object
    ) -> Future[T]:
        def linger() -> T:
            answer = fn(*args, **kwargs)
            time.sleep(0.02)
            return answer

        return super().submit(linger)


def test_who_waits_for_an_answer_never_goes_on_the_worker_thread(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.reader, "_executor", Lingering(2))
    gone: list[bool] = []
    for _ in range(20):
        screen = Screen(gone)
        jobs.reader.start(screen.read, on_done=screen.fill, on_error=unexpected)
    del screen
    qtbot.waitUntil(lambda: len(gone) == 20, timeout=20_000)

    assert all(gone)


def test_garbage_is_collected_on_the_gui_thread_only(qtbot: QtBot, jobs: Jobs) -> None:
    gone: list[bool] = []
    seen: list[list[list[int]]] = []

    def litter(_progress: Progress) -> list[list[int]]:
        for _ in range(50):
            knot = Screen(gone)
            knot.read = knot  # type: ignore[method-assign, assignment]
        return [[] for _ in range(5_000)]

    collector = GuiCollector(jobs.reader)
    try:
        jobs.reader.start(litter, on_done=seen.append, on_error=unexpected)
        qtbot.waitUntil(lambda: bool(seen))
        assert gone == []
        collector.collect()
    finally:
        gc.unfreeze()

    assert gone == [True] * 50


def _endless(started: threading.Event, progress: Progress) -> NoReturn:
    done = 0
    while True:
        done += 1
        progress.report(done, 0, "Leyendo filas")
        started.set()


def test_cancelling_arrives_as_an_error(qtbot: QtBot, jobs: Jobs) -> None:
    started = threading.Event()
    errors: list[BaseException] = []
    job = jobs.writer.start(
        partial(_endless, started),
        on_done=lambda _: None,
        on_error=errors.append,
    )
    assert started.wait(5)

    job.cancel()
    qtbot.waitUntil(lambda: bool(errors))

    assert isinstance(errors[0], CancelledByUserError)


def test_a_read_does_not_wait_for_a_long_write(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    seen: list[str] = []
    jobs.writer.start(
        partial(wait_for, gate),
        on_done=seen.append,
        on_error=unexpected,
    )
    jobs.reader.start(lambda _: "read", on_done=seen.append, on_error=unexpected)
    qtbot.waitUntil(lambda: seen == ["read"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["read", "write"])


def test_quick_work_never_shows_the_dialog(qtbot: QtBot, jobs: Jobs) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[int] = []
    job = jobs.writer.start(
        lambda _: 1, on_done=done.append, on_error=unexpected, title="Guardar"
    )
    dialog = ProgressDialog(job, window)
    shown: list[int] = []
    dialog.finished.connect(lambda _: shown.append(dialog.isVisible()))
    qtbot.waitUntil(lambda: bool(done))

    assert not any(shown)


def test_long_work_shows_the_dialog_and_its_button_stops_it(
    qtbot: QtBot, jobs: Jobs
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    errors: list[BaseException] = []
    started = threading.Event()
    job = jobs.writer.start(
        partial(_endless, started),
        on_done=lambda _: None,
        on_error=errors.append,
        title="Importar títulos",
    )
    dialog = ProgressDialog(job, window)
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    button = dialog.findChild(QPushButton)
    assert button is not None

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(errors))

    assert isinstance(errors[0], CancelledByUserError)


def test_the_status_bar_shows_the_job_that_runs(
    qtbot: QtBot, jobs: Jobs, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    status = JobStatus(jobs.writer, theme, window)
    gates = [threading.Event(), threading.Event()]
    running: list[Job] = []
    for gate, title in zip(gates, ("Primero", "Segundo"), strict=True):
        job = jobs.writer.start(
            partial(wait_for, gate),
            on_done=lambda _: None,
            on_error=unexpected,
            title=title,
        )
        running.append(job)
    assert status.text == "Primero"

    gates[0].set()
    qtbot.waitUntil(lambda: status.text == "Segundo")
    gates[1].set()
    qtbot.waitUntil(status.isHidden)


def test_only_the_answer_to_the_last_question_is_heard(
    qtbot: QtBot, jobs: Jobs
) -> None:
    view = QObject()
    asked = Latest(jobs.reader, view)
    gate = threading.Event()
    stopped = threading.Event()
    heard: list[object] = []

    def slow(progress: Progress) -> str:
        gate.wait(5)
        try:
            progress.report(1, 2, "")
        except CancelledByUserError:
            stopped.set()
            raise
        return "first"

    asked.start(slow, on_done=heard.append, on_error=heard.append)
    asked.start(lambda _: "second", on_done=heard.append, on_error=heard.append)
    assert asked.busy
    qtbot.waitUntil(lambda: bool(heard))
    gate.set()
    assert stopped.wait(5)
    assert not asked.busy
    asked.start(lambda _: "third", on_done=heard.append, on_error=heard.append)
    asked.forget()
    asked.start(lambda _: 1 // 0, on_done=heard.append, on_error=heard.append)
    qtbot.waitUntil(lambda: len(heard) > 1)

    assert heard[0] == "second"
    assert isinstance(heard[1], ZeroDivisionError)
    assert len(heard) == 2
