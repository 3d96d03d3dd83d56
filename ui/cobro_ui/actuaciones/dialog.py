"""What every dialog of an act is: a case, questions, one button, one command."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.services.pace import Pace
from cobro_ui.actuaciones.choices import plain
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import data_label, label
from cobro_ui.widgets.validity import restyle, set_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.ports import ActCase
    from cobro_ui.jobs.runner import Job
    from cobro_ui.ports import Shell

T = TypeVar("T")
_PAUSE_MS = 250
_WIDTH = 600
ENDED = "Este expediente ya terminó: {}. No recibe más actuaciones de esta clase."


class Question:
    """A line of the form, and under it one line of help or of what is wrong."""

    def __init__(
        self, form: QFormLayout, text: str, field: QWidget, aid: str = ""
    ) -> None:
        self._form = form
        self._aid = aid
        self.field = field
        self._box = QWidget()
        self._note = label(part="muted", wrap=True)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(field)
        column.addWidget(self._note)
        name = QLabel(text)
        name.setBuddy(field)
        # Beside a paragraph the name stays by its first line.
        line = 2 * name.sizeHint().height()
        name.setFixedHeight(min(field.sizeHint().height(), line))
        (field.focusProxy() or field).setAccessibleName(text.replace("&", ""))
        form.addRow(name, self._box)
        self.tell("")

    def tell(self, problem: str) -> None:
        """Say what is wrong; with nothing wrong, the help."""
        text = problem or self._aid
        self._note.setText(text)
        self._note.setVisible(bool(text))
        restyle(self._note, "tone", "danger" if problem else "")

    def say(self, aid: str) -> None:
        """Change the help."""
        self._aid = aid
        self.tell("")

    def show(self, *, wanted: bool) -> None:
        """Ask, or stop asking."""
        self._form.setRowVisible(self._box, wanted)

    @property
    def note(self) -> str:
        """What is said under the field."""
        return self._note.text()


class ActDialog(QDialog):
    """Asks; its one button says what it does; nothing typed is lost on a refusal."""

    recorded = Signal(object)
    """The `Changes` of what was recorded."""

    def __init__(self, title: str, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.shell = shell
        self._job: Job | None = None
        self._over = False
        self.questions: list[Question] = []
        self._asked: dict[str, int] = {}
        self.blocked = True
        """Whether the case is not read yet, or takes no more acts."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._subject = data_label(part="heading", wrap=True)
        self._about = label(part="muted", wrap=True)
        self.message = MessagePanel(shell.theme)
        self.form = QFormLayout()
        self.column = QVBoxLayout()
        self._bar = QProgressBar()
        self._pace = label(part="muted", wrap=True)
        self._cancel = QPushButton("&Cancelar")
        self.go = QPushButton()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look_ahead)
        self._build()

    # What each dialog says.

    def button(self) -> str:
        """Say what the button would do."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Tell whether everything is answered; marks what is wrong."""
        raise NotImplementedError

    def work(self) -> Callable[[Progress], Changes]:
        """Return the command with what was answered."""
        raise NotImplementedError

    @Slot()
    def look_ahead(self) -> None:
        """Ask what the command would do; by default nothing is said."""

    # What they share.

    def ask(self, text: str, field: QWidget, aid: str = "") -> Question:
        """Add a question; `text` has its Alt letter."""
        question = Question(self.form, text, field, aid)
        self.questions.append(question)
        return question

    def read(
        self,
        what: str,
        work: Callable[[], T],
        show: Callable[[T], None],
        refused: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Read off the GUI thread; only the newest answer to `what` is shown."""
        number = self._asked[what] = self._asked.get(what, 0) + 1
        refuse = refused or self.message.show_error

        def current() -> bool:
            return not self._over and self._asked[what] == number

        self.shell.jobs.reader.start(
            lambda _progress: work(),
            on_done=lambda found: show(found) if current() else None,
            on_error=lambda error: refuse(error) if current() else None,
        )

    def about(self, subject: str, more: str = "") -> None:
        """Say what the act is of."""
        self._subject.setText(subject)
        self._about.setText(more)
        self._about.setVisible(bool(more))

    def about_case(self, case: ActCase, more: str = "", *, ends: bool = True) -> None:
        """Say which case it is; `ends` when an ended one takes no more of these."""
        whole = case.identificacion.replace(" ", "\N{NO-BREAK SPACE}")
        self.about(f"{case.numero} · {case.deudor} · {whole}", more)
        self.blocked = bool(case.terminado) and ends
        if case.aviso:
            self.message.tell(case.aviso, Tone.WARN)
        if self.blocked:
            self.message.tell(ENDED.format(case.terminado), Tone.WARN)
        self.answered()

    @Slot()
    def answered(self) -> None:
        """Take a new answer into account."""
        self._dress()
        self._pause.start()

    @Slot()
    def record(self) -> None:
        """Run the command."""
        if not self.ready() or self._job is not None:
            return
        self.message.hide()
        self._busy(busy=True)
        self._job = self.shell.jobs.writer.start(
            self.work(),
            on_done=self._recorded,
            on_error=self._refused,
            title=plain(self.button()),
        )
        self._job.progressed.connect(self._progressed)

    def _build(self) -> None:
        self.form.setHorizontalSpacing(14)
        self.form.setVerticalSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | top)
        self.form.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow
        )
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Avance")
        set_part(self.go, "main")
        self.go.setDefault(True)
        self.go.clicked.connect(self.record)
        self._cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (self._subject, self._about, self.message):
            layout.addWidget(widget)
        layout.addLayout(self.form)
        layout.addLayout(self.column)
        layout.addWidget(self._bar)
        layout.addWidget(self._pace)
        layout.addStretch()
        layout.addLayout(buttons)
        self.about("Leyendo…")
        width = self.shell.theme.scaled(_WIDTH)
        self.setMinimumWidth(width)
        self.resize(width, 0)
        self._bar.hide()
        self._pace.hide()

    def _dress(self) -> None:
        self.go.setText(self.button())
        ready = self.ready()
        self.go.setEnabled(ready and not self.blocked and self._job is None)

    def _busy(self, *, busy: bool) -> None:
        for row in range(self.form.rowCount()):
            item = self.form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            if item is not None and (field := item.widget()) is not None:
                field.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._pace.setText("")
        self._pace.setVisible(busy)

    @Slot(int, int, str)
    def _progressed(self, done: int, total: int, detail: str) -> None:
        if total > 1:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._pace.setText(f"{detail} · {Pace(done, total, 0).sentence()}")

    def _recorded(self, changes: Changes) -> None:
        self._job = None
        self.recorded.emit(changes)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._job = None
        self._busy(busy=False)
        self._dress()
        self.message.show_error(error)

    @override
    def reject(self) -> None:
        """Stop the work first; close when none is running."""
        if self._job is not None:
            self._job.cancel()
            self._pace.setText("Deteniendo…")
        else:
            super().reject()

    @override
    def event(self, event: QEvent) -> bool:
        """Grow with what is said, so that no line is cut."""
        taken = super().event(event)
        kinds = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        if event.type() in kinds and (layout := self.layout()) is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return taken

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first question; the buttons come after the last."""
        fields = [q.field for q in self.questions]
        for before, after in pairwise([*fields, self._cancel, self.go]):
            QWidget.setTabOrder(before, after)
        if fields:
            fields[0].setFocus()
        super().showEvent(event)

    @override
    def done(self, result: int) -> None:
        """Forget the answers that are still on their way."""
        self._over = True
        self._pause.stop()
        super().done(result)
