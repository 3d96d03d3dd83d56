"""The guided step: rail, sections, and the buttons that lead through them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTime, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cobro_ui.opening import open_file
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label, rule
from cobro_ui.widgets.validity import set_part
from cobro_ui.wizard.head import StepHead
from cobro_ui.wizard.pages import (
    DocumentsPage,
    ReviewPage,
    SupportsPage,
    make_pages,
)
from cobro_ui.wizard.paso import Avance, StepDraft
from cobro_ui.wizard.rail import SectionRail, Stand

if TYPE_CHECKING:
    from collections.abc import Callable

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.pasos import Paso
    from cobro_desktop.services.progress import Progress
    from cobro_ui.jobs.runner import Jobs
    from cobro_ui.wizard.editors import Surroundings
    from cobro_ui.wizard.paso import PasoGuiado
    from cobro_ui.wizard.section import Section

_PAUSE_MS = 250
_AUTOSAVE_MS = 2_000
"""Without an answer, before what was answered is saved by itself."""


class GuidedStepPanel(QWidget):
    """Leads through one activity; lives in the case's tab, never over it."""

    recorded = Signal(object)
    """The `Changes` of the closed activity."""
    filed = Signal(object)
    """The `Changes` of a file or document that entered the case on the way."""
    map_asked = Signal()
    beside_asked = Signal(str)
    """The id of an activity that is open beside this one; the answers are saved."""
    closed = Signal()
    """The person left; the answers are saved."""

    def __init__(self, guided: PasoGuiado, jobs: Jobs, around: Surroundings) -> None:
        super().__init__()
        self._guided = guided
        self._jobs = jobs
        self.pages = make_pages(guided, around)
        self._seen: set[str] = {self.pages[0].id}
        self._generation = 0
        self._progress = Avance()
        self._retired = False
        self._rail = SectionRail([page.title for page in self.pages], around.theme)
        self._stack = QStackedWidget()
        self.message = MessagePanel(around.theme)
        self._saved = label(part="muted")
        self._back = QPushButton("At&rás")
        self._leave = QPushButton("&Guardar y salir")
        self._next = QPushButton()
        self._head = StepHead(guided.paso)
        self._way = label(part="muted")
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(_AUTOSAVE_MS)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._wire()
        self._resume()

    def draft(self) -> StepDraft:
        """Return everything answered so far."""
        answers: dict[str, str] = {}
        for page in self.pages:
            answers |= page.answers()
        outcome = next((page.outcome() for page in self.pages if page.outcome()), "")
        day = next((page.day() for page in self.pages if page.day()), None)
        review = self.pages[-1]
        reason = review.reason() if isinstance(review, ReviewPage) else ""
        here = self.pages[self._current].id
        return StepDraft(answers, outcome, day, here, reason, frozenset(self._seen))

    def offer_map(self, *, able: bool) -> None:
        """Show the button of the map, if there is a map."""
        self._head.offer_map(able=able)

    @property
    def paso(self) -> Paso:
        """The activity that is being worked."""
        return self._guided.paso

    @property
    def _current(self) -> int:
        return self._stack.currentIndex()

    def _build(self) -> None:
        for page in self.pages:
            self._stack.addWidget(page)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._rail)
        body.addWidget(self._stack, 1)
        middle = QFrame()
        set_part(middle, "panel")
        middle.setLayout(body)
        body.setContentsMargins(8, 8, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._head, rule(), self.message, middle):
            layout.addWidget(widget)
        layout.setStretch(3, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        set_part(foot, "bar")
        foot.setProperty("edge", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.addWidget(self._way)
        row.addSpacing(16)
        row.addWidget(self._saved)
        row.addStretch()
        for button in (self._back, self._leave, self._next):
            row.addWidget(button)
        set_part(self._next, "main")
        self._next.setDefault(True)
        return foot

    def _wire(self) -> None:
        self._rail.asked.connect(self.go)
        self._head.map_asked.connect(self.map_asked)
        self._head.beside_asked.connect(self._go_beside)
        self._back.clicked.connect(self._go_back)
        self._leave.clicked.connect(self.leave)
        self._next.clicked.connect(self._go_on)
        self._pause.timeout.connect(self._evaluate)
        self._autosave.timeout.connect(self._save)
        for page in self.pages:
            page.changed.connect(self._answered)
            if isinstance(page, SupportsPage | DocumentsPage):
                page.write_asked.connect(self._write)
            if isinstance(page, SupportsPage):
                page.attach_asked.connect(self._attach)
            if isinstance(page, DocumentsPage):
                page.issue_asked.connect(self._issue)
                page.send_asked.connect(self._send)

    def _resume(self) -> None:
        draft = self._guided.draft or StepDraft()
        for page in self.pages:
            page.fill(draft)
        names = [page.id for page in self.pages]
        here = names.index(draft.section) if draft.section in names else 0
        self._seen |= draft.seen or {page.id for page in self.pages[:here]}
        if self._guided.draft is not None:
            self._saved.setText("Se retomó lo que había guardado.")
        self._pause.stop()
        self._autosave.stop()
        self._show(here)
        self._next.setFocus()
        self._evaluate()

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._seen.add(self.pages[number].id)
        self._back.setEnabled(number > 0)
        self._dress()

    def _dress(self) -> None:
        """Show where one is, and what the next button does."""
        current = self._current
        stands = [self._stand(page) for page in self.pages]
        self._rail.show_stands(stands, current)
        done = stands.count(Stand.DONE)
        self._way.setText(f"{done} de {len(stands)} secciones completas")
        if current == len(self.pages) - 1:
            self._next.setText(self._progress.boton)
            self._next.setEnabled(self._may_record())
        else:
            self._next.setText(f"&Siguiente: {self.pages[current + 1].title}")
            self._next.setEnabled(True)

    def _stand(self, page: Section) -> Stand:
        if page.id not in self._seen:
            return Stand.UNSEEN
        done = page.done()
        if isinstance(page, ReviewPage):
            done = self._may_record()
        return Stand.DONE if done else Stand.SEEN

    def _may_record(self) -> bool:
        progress = self._progress
        return progress.puede or (progress.forzable and bool(self.draft().reason))

    @Slot()
    def _answered(self) -> None:
        self._dress()
        self._pause.start()
        self._autosave.start()

    @Slot()
    def _evaluate(self) -> None:
        if self._retired:
            return
        self._generation += 1
        generation, draft, guided = self._generation, self.draft(), self._guided

        def show(progress: Avance) -> None:
            if generation == self._generation and not self._retired:
                self._show_progress(progress)

        self._jobs.reader.start(
            lambda _progress: guided.evaluar(draft),
            on_done=show,
            on_error=self.message.show_error,
            owner=self,
        )

    def _show_progress(self, progress: Avance) -> None:
        self._progress = progress
        for page in self.pages:
            page.show_progress(progress)
        self._dress()

    @Slot(int)
    def go(self, number: int) -> None:
        """Go to a section; what was answered is saved."""
        self._show(number)
        self._save()

    @Slot()
    def _go_back(self) -> None:
        self._show(self._current - 1)

    @Slot()
    def _go_on(self) -> None:
        if self.pages[self._current].insist():
            return
        if self._current < len(self.pages) - 1:
            self.go(self._current + 1)
        else:
            self._record()

    def _save(self, then: Callable[[], None] | None = None) -> None:
        if self._retired:
            return
        self._autosave.stop()
        draft, guided = self.draft(), self._guided

        def done(_nothing: None) -> None:
            now = QTime.currentTime().toString("H:mm")
            self._saved.setText(f"Guardado a las {now}")
            if then is not None:
                then()

        self._jobs.writer.start(
            lambda _progress: guided.guardar(draft),
            on_done=done,
            on_error=self.message.show_error,
            owner=self,
        )

    def look_again(self) -> None:
        """Take into account what was done in the case beside this step."""
        guided = self._guided
        self._jobs.reader.start(
            lambda _progress: guided.actualizar(),
            on_done=lambda _nothing: self._evaluate(),
            on_error=self.message.show_error,
            owner=self,
        )

    def retire(self) -> None:
        """Pay no more attention to answers: the panel is going."""
        self._retired = True
        self._pause.stop()
        self._autosave.stop()

    @Slot()
    def leave(self) -> None:
        """Save the answers and go."""
        self._save(self.closed.emit)

    @Slot(str)
    def _go_beside(self, actividad: str) -> None:
        self._save(lambda: self.beside_asked.emit(actividad))

    def _record(self) -> None:
        draft, guided = self.draft(), self._guided
        self._autosave.stop()
        self.setEnabled(False)

        def work(progress: Progress) -> Changes:
            return guided.registrar(draft, progress)

        self._jobs.writer.start(
            work,
            on_done=self._recorded,
            on_error=self._refused,
            title=self._progress.boton,
            owner=self,
        )

    def _recorded(self, changes: Changes) -> None:
        self.setEnabled(True)
        self.recorded.emit(changes)

    def _refused(self, error: BaseException) -> None:
        self.setEnabled(True)
        self.message.show_error(error)
        self._evaluate()

    @Slot(str)
    def _attach(self, evidence: str) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "Adjuntar un archivo")
        if path:
            self.attach(evidence, Path(path))

    def attach(self, evidence: str, file: Path) -> None:
        """File what proves a requirement."""
        guided = self._guided
        self._jobs.writer.start(
            lambda _progress: guided.adjuntar(evidence, file),
            on_done=self._filed,
            on_error=self.message.show_error,
            title="Adjuntar al expediente",
            owner=self,
        )

    def _filed(self, changes: Changes) -> None:
        self.filed.emit(changes)
        self._evaluate()

    @Slot(str)
    def _write(self, document: str) -> None:
        draft, guided = self.draft(), self._guided

        def work(_progress: Progress) -> Path:
            guided.guardar(draft)
            return guided.elaborar(document, draft)

        self._jobs.writer.start(
            work,
            on_done=self._written,
            on_error=self.message.show_error,
            title="Elaborar el documento",
            owner=self,
        )

    @Slot(int)
    def _send(self, document_id: int) -> None:
        guided = self._guided
        self._jobs.writer.start(
            lambda _progress: guided.enviar(document_id),
            on_done=self._filed,
            on_error=self.message.show_error,
            title="Enviar a revisión",
            owner=self,
        )

    @Slot(int)
    def _issue(self, document_id: int) -> None:
        guided = self._guided
        self._jobs.writer.start(
            lambda _progress: guided.emitir(document_id),
            on_done=self._filed,
            on_error=self.message.show_error,
            title="Numerar y firmar el documento",
            owner=self,
        )

    def _written(self, file: Path) -> None:
        open_file(file)
        self._evaluate()
