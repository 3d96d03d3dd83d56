"""The electronic file of a case and the search of documents, over a real base."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from cobro_desktop.cli.state import State
from cobro_desktop.domain.errors import StorageError
from cobro_desktop.domain.indice import Origen
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.electronico.piezas import Pieza
from cobro_desktop.services.progress import CancelledByUserError
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.storage.upgrade import open_base
from cobro_ui.backend import make_shell
from cobro_ui.backend.electronico import CaseFiles
from cobro_ui.backend.office import Office, open_office
from cobro_ui.electronico.close_dialog import CloseIndexDialog
from cobro_ui.electronico.commands import open_search
from cobro_ui.electronico.ordering import placed, shifted
from cobro_ui.electronico.piece_dialog import PieceDialog
from cobro_ui.electronico.ports import FileView
from cobro_ui.electronico.search_page import SearchPage
from cobro_ui.electronico.tab import ElectronicoTab
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.theme.theme import Theme
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de
from tests.services.test_ciclo_documentos import DATOS
from tests.services.test_electronico import pdf

PATIENCE = 20_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Three cases without any document; each test has one of its own."""
    data = tmp_path_factory.mktemp("datos")
    workspace = abrir_oficina(open_base(data), data)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    workspace.close()
    with open_office(State(data, None, HOY, "aux", json=False)) as office:
        yield office
        office.workspace.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    files: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: files.append(Path(url.toLocalFile()))
    )
    return files


def tab_of(
    qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme, title: str
) -> ElectronicoTab:
    shell = make_shell(office, jobs, theme)
    case = expediente_de(office.workspace, title).id
    tab = ElectronicoTab(case, CaseFiles(office), shell)
    qtbot.addWidget(tab)
    tab.resize(1100, 600)
    tab.show()
    until(qtbot, lambda: "vacío" in says(tab))
    return tab


def says(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(w.text() for w in labels if w.isVisible())


def until(qtbot: QtBot, check: Callable[[], bool]) -> None:
    qtbot.waitUntil(check, timeout=PATIENCE)


def drop(target: QWidget, *files: Path) -> None:
    """Drag files over a widget and let them go, as the file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    how = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    for event in (QDragEnterEvent(QPoint(5, 5), *how), QDropEvent(QPoint(5, 5), *how)):
        QApplication.sendEvent(target, event)
        assert event.isAccepted()


class Within(QDropEvent):
    """The rows that were dragged, let go under the last one."""

    def __init__(self, table: QWidget) -> None:
        self._data, self._table = QMimeData(), table
        super().__init__(
            QPoint(5, table.height() - 40),
            Qt.DropAction.MoveAction,
            self._data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )

    @override
    def source(self) -> QObject:
        return self._table


class Clerk:
    """Works in the electronic file of a case, and looks at what it shows."""

    def __init__(self, qtbot: QtBot, office: Office, tab: ElectronicoTab) -> None:
        self.qtbot, self.office, self.tab = qtbot, office, tab

    def names(self) -> list[str]:
        rows = self.tab.table.rows
        return [rows.row(n).nombre for n in range(rows.rowCount())]

    def cells(self, column: int) -> list[str]:
        model = self.tab.table.pieces
        return [model.index(n, column).data() for n in range(model.rowCount())]

    def until(self, check: Callable[[], bool]) -> None:
        until(self.qtbot, check)

    def told(self, text: str) -> None:
        self.until(lambda: text in self.tab.message.text)

    def chooses(self, row: int) -> None:
        self.tab.table.choose([self.tab.table.rows.row(row).documento_id])

    def drops_files(self, folder: Path) -> None:
        """What may come in does, each refusal has its name; twice, it is told."""
        contents = {
            "a.pdf": pdf(3),
            "b.pdf": pdf(1),
            "nota.txt": b"una nota",
            "todo.zip": b"PK\x05\x06" + bytes(18),
            "raro.exe": b"MZ",
            "vacio.pdf": b"",
        }
        files = [folder / name for name in contents]
        for file, content in zip(files, contents.values(), strict=True):
            file.write_bytes(content)
        inner = folder / "carpeta"
        inner.mkdir()
        drop(self.tab, *files, inner)
        self.until(lambda: self.names() == ["a", "b", "nota"])
        told = self.tab.message.text
        assert "Entraron 3 de 7 archivos." in told
        for refused in ("todo.zip", "raro.exe", "vacio.pdf", "carpeta"):
            assert f"«{refused}»" in told
        assert self.cells(0) == ["1 – 3", "4", "Sin foliar"]
        assert self.tab.totals.text().startswith("3 documentos · 4 folios")
        assert "las páginas de 1 documento" in self.tab.lacks.text()
        drop(self.tab.table.viewport(), files[0])
        self.told("«a.pdf» ya está en el expediente como «a», en los folios 1 a 3")
        assert self.names() == ["a", "b", "nota"]

    def types_pages(self) -> None:
        """A number on a row that is not counted is its pages."""
        self.chooses(2)
        self.qtbot.keyClick(self.tab.table, Qt.Key.Key_2)
        [box] = self.tab.table.findChildren(QSpinBox)
        assert box.value() == 2
        self.qtbot.keyClick(box, Qt.Key.Key_Return)
        self.until(lambda: self.cells(0)[2:] == ["5 – 6"])
        assert self.tab.lacks.isHidden()

    def orders(self) -> None:
        """By keys, button and drag; the folios follow at once, and it is kept."""
        tab, alt = self.tab, Qt.KeyboardModifier.AltModifier
        self.chooses(2)
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Up, alt)
        QApplication.sendEvent(tab.table, override)
        assert override.isAccepted()
        self.qtbot.keyClick(tab.table, Qt.Key.Key_Up, alt)
        tab.bar.up.trigger()
        assert self.names() == ["nota", "a", "b"]
        assert self.cells(0) == ["1 – 2", "3 – 5", "6"]
        tab.table.dropEvent(Within(tab.table))
        assert self.names() == ["a", "b", "nota"]
        tab.bar.up.trigger()
        case = expediente_de(self.office.workspace, "R-100").id
        source = CaseFiles(self.office)
        wanted = ["a", "nota", "b"]
        self.until(lambda: [p.nombre for p in source.load(case).piezas] == wanted)

    def pastes(self) -> None:
        """A picture, twice; what is neither picture nor file is told."""
        clipboard = QGuiApplication.clipboard()
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        clipboard.setImage(image)
        name = f"Captura de pantalla {HOY.isoformat()}"
        for count in (1, 2):
            self.tab.bar.paste.trigger()
            self.until(lambda count=count: len(self.names()) == 3 + count)  # type: ignore[misc]
        assert self.names()[3:] == [name, f"{name} (2)"]
        assert self.cells(5)[3] == "Digitalizado"
        clipboard.setText("unas palabras")
        self.tab.bar.paste.trigger()
        assert "no es una imagen ni un archivo" in self.tab.message.text
        clipboard.clear()

    def corrects(self) -> None:
        """The title of a piece, and not with a day to come."""
        self.chooses(0)
        self.tab.bar.amend.trigger()
        [dialog] = self.tab.findChildren(PieceDialog)
        assert not dialog.go.isEnabled()
        dialog.name.setText("Poder & anexos")
        dialog.day.set_value(HOY.replace(year=HOY.year + 1))
        assert not dialog.ready()
        dialog.day.set_value(HOY)
        dialog.record()
        self.until(lambda: self.names()[0] == "Poder & anexos")

    def closes(self) -> None:
        """It says what that means, and afterwards nothing of it moves."""
        tab = self.tab
        tab.bar.close_index.trigger()
        [dialog] = tab.findChildren(CloseIndexDialog)
        words = says(dialog)
        assert "5 documentos, folios 1 a 8. No se podrán mover" in words
        assert "irá en el corte 2" in words
        dialog.record()
        self.until(lambda: self.cells(8) == ["Corte 1, cerrado"] * 5)
        assert "Corte 1 del índice" in tab.closings.text()
        tab.table.selectAll()
        assert not tab.bar.up.isEnabled()
        assert not tab.bar.amend.isEnabled()
        tab.move_chosen(1)
        assert self.names()[0] == "Poder & anexos"

    def adds_later(self, folder: Path) -> None:
        """What comes after a closing is of the next one."""
        late = folder / "tarde.pdf"
        late.write_bytes(pdf(2))
        drop(self.tab, late)
        self.until(lambda: self.cells(8)[5:] == ["Corte 2, abierto"])
        assert self.cells(0)[5] == "9 – 10"
        after = "Después llegó 1 documento, para el corte 2"
        assert after in self.tab.closings.text()

    def writes(self, folder: Path, saved: list[str]) -> None:
        """The sheet, the index in each form and as it was closed, a package."""
        sheet, index, package = (menu.actions() for menu in self.tab.outputs.menus)
        for action in (*sheet[1:], *index[1:], package[0]):
            action.trigger()
        self.told("paquete de remisión")
        self.until(lambda: {f.name for f in folder.iterdir()} == set(saved))
        assert sorted(Path(name).suffix for name in saved) == [
            ".pdf", ".pdf", ".xlsx", ".xml", ".xml", ".zip",
        ]  # fmt: skip


def test_files_come_in_are_ordered_counted_and_closed(
    qtbot: QtBot,
    office: Office,
    jobs: Jobs,
    theme: Theme,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tab = tab_of(qtbot, office, jobs, theme, "R-100")
    assert not tab.bar.close_index.isEnabled()
    assert not tab.outputs.menus[0].isEnabled()
    clerk = Clerk(qtbot, office, tab)
    outbox = tmp_path / "salida"
    outbox.mkdir()
    saved: list[str] = []

    def choose(
        _parent: QWidget, _title: str, name: str, _kinds: str
    ) -> tuple[str, str]:
        saved.append(name)
        return str(outbox / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)

    clerk.drops_files(tmp_path)
    clerk.types_pages()
    clerk.orders()
    clerk.pastes()
    clerk.corrects()
    clerk.closes()
    clerk.adds_later(tmp_path)
    clerk.writes(outbox, saved)

    assert verificar(office.workspace).hallazgos == []


def test_work_is_stopped_and_an_error_is_told(
    qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme, tmp_path: Path
) -> None:
    class Stopping:
        def __init__(self, after: int) -> None:
            self.after = after

        def report(self, done: int, total: int, detail: str) -> None:
            assert (total, len(detail)) == (2, 51)
            if done >= self.after:
                raise CancelledByUserError

    case = expediente_de(office.workspace, "R-200").id
    source = CaseFiles(office)
    files = tuple(tmp_path / f"{'un nombre muy largo ' * 5}{n}.txt" for n in (1, 2))
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    with pytest.raises(CancelledByUserError):
        source.add(case, files, Stopping(0))
    assert source.load(case).piezas == []
    added = source.add(case, files, Stopping(1))
    assert "El resto no se tocó" in added.changes.resumen
    assert len(source.load(case).piezas) == 1

    class Broken(CaseFiles):
        def load(self, expediente_id: int) -> FileView:
            message = f"No se pudo leer el {expediente_id}."
            raise StorageError(message)

    tab = ElectronicoTab(case, Broken(office), make_shell(office, jobs, theme))
    qtbot.addWidget(tab)
    tab.reload()
    assert not tab.message.text  # out of sight, nothing is read
    tab.show()
    until(qtbot, lambda: "No se pudo leer el" in tab.message.text)
    assert "sigue guardado" in says(tab)
    buttons = [w for w in tab.bar.findChildren(QToolButton) if w.menu() and w.text()]
    assert [w.isEnabled() for w in buttons] == [False] * 3


def test_words_are_found_and_lead_to_their_document(
    qtbot: QtBot,
    office: Office,
    jobs: Jobs,
    theme: Theme,
    tmp_path: Path,
    opened: list[Path],
) -> None:
    case = expediente_de(office.workspace, "R-300").id
    for name, text in (("carta", "Ofrece una HIPOTÉCA y más"), ("otra", "hipotecario")):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        anexar(AnexarArchivo(case, path), office.workspace, office.contexto)
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(make_shell(office, jobs, theme), settings)
    qtbot.addWidget(window)
    window.show()

    window.commands["buscar_documentos"].trigger()

    page = window.tabs.currentWidget()
    assert isinstance(page, SearchPage)
    assert page is open_search(window)
    assert "Busque en los documentos" in says(page)
    page.box.setText("hipotec")
    until(qtbot, lambda: page.says == "2 documentos")
    page.box.setText("hipotéca más")
    until(qtbot, lambda: page.says == "1 documento")
    spoken = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "carta" in spoken
    assert "«HIPOTÉCA» y «más»" in spoken
    page.grab()
    qtbot.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: bool(opened))
    assert opened[0].read_text(encoding="utf-8") == "Ofrece una HIPOTÉCA y más"
    qtbot.keyClick(page.box, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    tab = window.tabs.currentWidget().findChild(ElectronicoTab)
    assert tab is not None
    until(qtbot, lambda: [p.nombre for p in tab.table.chosen()] == ["carta"])

    open_search(window)
    page.box.setText("inexistente")
    until(qtbot, lambda: "Ningún documento tiene esas palabras" in says(page))
    page.box.setText("*")
    until(qtbot, lambda: "al menos una palabra" in page.problem.text)
    page.read_again.click()
    until(qtbot, lambda: "Se leyeron" in page.message.text)
    page.reload()
    until(qtbot, lambda: "al menos una palabra" in page.problem.text)
    assert "Se leyeron" in page.message.text
    qtbot.keyClicks(page.box, "a")
    assert not page.message.text


def piece(number: int, corte: int) -> Pieza:
    return Pieza(
        documento_id=number,
        orden=number,
        nombre=f"{number}",
        tipologia="Anexo",
        numero="",
        fecha=HOY,
        incorporada=HOY,
        origen=Origen.ELECTRONICO,
        paginas=1,
        conteo="pdf",
        aviso="",
        folios=None,
        formato="pdf",
        tamano=1,
        sha256="",
        archivo="",
        corte=corte,
    )


def ids(found: Sequence[Pieza]) -> list[int]:
    return [p.documento_id for p in found]


def test_pieces_move_together_and_never_among_the_closed() -> None:
    pieces = [piece(0, 1), piece(1, 0), piece(2, 0), piece(3, 0)]

    up = shifted(pieces, {2, 3}, -1)

    assert ids(up) == [0, 2, 3, 1]
    assert [(p.orden, p.folios) for p in up] == [(n, (n, n)) for n in range(1, 5)]
    assert ids(shifted(up, {2, 3}, -1)) == [0, 2, 3, 1]
    assert ids(shifted(pieces, {0, 1}, 1)) == [0, 2, 1, 3]
    assert ids(placed(pieces, {3, 1}, 0)) == [0, 1, 3, 2]
    assert ids(placed(pieces, {1, 2}, 4)) == [0, 3, 1, 2]
