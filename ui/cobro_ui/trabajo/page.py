"""*Trabajo de la oficina*: under study, forgotten, returned, and repeated debtors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad, miles, pesos
from cobro_ui.icons import Icon
from cobro_ui.pages import Page
from cobro_ui.reads import CaseRef
from cobro_ui.trabajo.rows import FORGOTTEN, REPEATED, RETURNS, SENDERS, STUDY
from cobro_ui.trabajo.section import Section
from cobro_ui.widgets.message_panel import MessagePanel
from cobro_ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.trabajo.acumulacion import DeudorRepetido
    from cobro_desktop.services.trabajo.bandejas import (
        EnEstudio,
        Olvido,
        PorEstudiar,
        SinMovimiento,
    )
    from cobro_desktop.services.trabajo.devoluciones import (
        Devolucion,
        Emisor,
        Estadistica,
    )
    from cobro_ui.ports import Shell
    from cobro_ui.trabajo.ports import WorkSource

_DAYS = (30, 60, 90, 180)


class _Read(NamedTuple):
    study: PorEstudiar
    forgotten: SinMovimiento
    returns: Estadistica
    repeated: Sequence[DeudorRepetido]


class WorkPage(Page):
    """What a coordinator looks for, each in a tab of its own."""

    open_asked = Signal(object)
    """The `CaseRef` to open."""
    list_asked = Signal(str)
    """A query to show in the list."""
    debtor_asked = Signal(int)
    """The person whose debts to show."""

    def __init__(self, source: WorkSource, shell: Shell) -> None:
        super().__init__()
        self._source = source
        self._shell = shell
        theme = shell.theme
        self.message = MessagePanel(theme)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.study: Section[EnEstudio] = Section(
            "Títulos en estudio", STUDY, Icon.TASKS, theme
        )
        self.forgotten: Section[Olvido] = Section(
            "Expedientes sin movimiento", FORGOTTEN, Icon.HISTORY, theme
        )
        self.returns: Section[Devolucion] = Section(
            "Títulos devueltos", RETURNS, Icon.UNDO, theme
        )
        self.senders: Section[Emisor] = Section(
            "Quién envía títulos que se devuelven", SENDERS, Icon.TITLE, theme
        )
        self.repeated: Section[DeudorRepetido] = Section(
            "Deudores con varios expedientes", REPEATED, Icon.DEBTORS, theme
        )
        self.mine = QCheckBox("Solo los &míos")
        self.days = QComboBox()
        self.days.setAccessibleName("Días sin movimiento")
        for days in _DAYS:
            self.days.addItem(f"{days} días o más", days)
        self.days.setCurrentIndex(_DAYS.index(60))
        self.excel = QPushButton("&Excel…")
        self.excel.setEnabled(False)
        self._build()

    @override
    def reload(self) -> None:
        source, mine = self._source, self.mine.isChecked()
        days = int(self.days.currentData())
        self._shell.jobs.reader.start(
            lambda _progress: _Read(
                source.study(mine=mine),
                source.forgotten(days),
                source.returns(),
                source.repeated(),
            ),
            on_done=self._show,
            on_error=self._fail,
            owner=self,
        )

    def _build(self) -> None:
        self.study.tools.addWidget(self.mine)
        self.forgotten.tools.addWidget(self.days)
        self.senders.tools.addWidget(self.excel)
        self.excel.setToolTip("Escribe un libro con cada devolución y sus hallazgos")
        for section, title in (
            (self.study, "Por estudiar"),
            (self.forgotten, "Sin movimiento"),
            (self.returns, "Devueltos"),
            (self.senders, "Quién los envía"),
            (self.repeated, "Deudores con varios"),
        ):
            self.tabs.addTab(section, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label("Trabajo de la oficina", "title"))
        layout.addWidget(self.message)
        layout.addWidget(self.tabs, 1)
        self.mine.toggled.connect(self.reload)
        self.days.currentIndexChanged.connect(self.reload)
        self.excel.clicked.connect(self._export)
        self.study.open_asked.connect(self._open)
        self.returns.open_asked.connect(self._open)
        self.forgotten.open_asked.connect(self._list_of)
        self.senders.open_asked.connect(self._list_of_sender)
        self.repeated.open_asked.connect(
            lambda row: self.debtor_asked.emit(row.persona_id)
        )

    def _show(self, read: _Read) -> None:
        self.message.hide()
        self._show_study(read.study)
        self._show_forgotten(read.forgotten)
        self._show_returns(read.returns)
        self._show_repeated(read.repeated)

    def _show_study(self, found: PorEstudiar) -> None:
        self.tabs.setTabText(0, _counted("Por estudiar", found.total))
        if not found.filas:
            self.study.say(
                "No hay títulos por estudiar",
                "Aquí esperan los títulos recibidos hasta que se aceptan o se "
                "devuelven, el más antiguo arriba.",
            )
            return
        oldest = max(row.dias for row in found.filas)
        text = f"{cantidad(found.total, 'título')} en estudio; el más antiguo lleva "
        text += f"{cantidad(oldest, 'día')}."
        if len(found.filas) < found.total:
            text += f" Se muestran los {miles(len(found.filas))} más antiguos."
        self.study.show_rows(found.filas, text)

    def _show_forgotten(self, found: SinMovimiento) -> None:
        self.tabs.setTabText(1, _counted("Sin movimiento", found.casos))
        if not found.olvidos:
            self.forgotten.say(
                "Todo se ha movido",
                f"Ningún expediente abierto lleva {found.dias} días sin una "
                "actuación. Asignarlo o anotarlo no cuenta como moverlo.",
            )
            return
        self.forgotten.show_rows(
            found.olvidos,
            f"{cantidad(found.casos, 'expediente')} por {pesos(found.saldo)}. "
            "Doble clic para ver los de cada quien.",
        )

    def _show_returns(self, found: Estadistica) -> None:
        count = len(found.devoluciones)
        self.tabs.setTabText(2, _counted("Devueltos", count))
        self.excel.setEnabled(bool(count))
        if not count:
            text = (
                "Cuando un título se devuelve, aquí quedan su causa y lo que halló el "
                "estudio."
            )
            self.returns.say("Ningún título se ha devuelto", text)
            self.senders.say("Ningún título se ha devuelto", text)
            return
        causes = ", ".join(f"{name} ({n})" for name, n in found.causas[:3])
        titles = cantidad(count, "título devuelto", "títulos devueltos")
        self.returns.show_rows(found.devoluciones, f"{titles}. Causas: {causes}.")
        senders = cantidad(len(found.emisores), "origen", "orígenes")
        self.senders.show_rows(found.emisores, f"{titles} de {senders}.")

    def _show_repeated(self, found: Sequence[DeudorRepetido]) -> None:
        self.tabs.setTabText(4, _counted("Deudores con varios", len(found)))
        if not found:
            self.repeated.say(
                "Ningún deudor tiene varios expedientes",
                "Si alguien debe en dos o más expedientes vivos del mismo "
                "procedimiento, aquí se propone acumularlos (ET, art. 825).",
            )
            return
        debtors = cantidad(len(found), "deudor tiene", "deudores tienen")
        self.repeated.show_rows(
            found,
            f"{debtors} varios expedientes que se pueden acumular (ET, art. 825).",
        )

    def _fail(self, error: BaseException) -> None:
        for section in (
            self.study,
            self.forgotten,
            self.returns,
            self.senders,
            self.repeated,
        ):
            section.say(
                "No se pudo leer", "Arriba está la causa. Vuelva a intentarlo con F5."
            )
        self.message.show_error(error)

    @Slot(object)
    def _open(self, row: EnEstudio | Devolucion) -> None:
        self.open_asked.emit(CaseRef(row.expediente_id, row.numero, row.deudor))

    @Slot(object)
    def _list_of(self, row: Olvido) -> None:
        days = int(self.days.currentData())
        who = f'responsable="{row.login}"' if row.login else "responsable:nadie"
        self.list_asked.emit(f"estado:ABIERTO movimiento<=hoy-{days}d {who}")

    @Slot(object)
    def _list_of_sender(self, row: Emisor) -> None:
        who = f'autoridad="{row.autoridad}"' if row.autoridad else "autoridad:vacío"
        self.list_asked.emit(f"estado:DEVUELTO {who}")

    @Slot()
    def _export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Exportar", "devoluciones.xlsx", "Libro de Excel (*.xlsx)"
        )
        if not chosen:
            return
        source, file = self._source, Path(chosen).with_suffix(".xlsx")
        self._shell.jobs.writer.start(
            lambda _progress: source.export_returns(file),
            on_done=lambda changes: self.message.tell(changes.resumen),
            on_error=self.message.show_error,
            title="Exportar las devoluciones",
            owner=self,
        )


def _counted(name: str, count: int) -> str:
    return f"{name} ({miles(count)})" if count else name
