"""Draws the electronic file and the search over a real base; run by hand.

`QT_QPA_PLATFORM=offscreen python tests/ui/pictures_electronico.py FOLDER [scheme …]`
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from cobro_desktop.cli.state import State  # noqa: E402
from cobro_desktop.domain.errors import StorageError  # noqa: E402
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos  # noqa: E402
from cobro_desktop.storage.upgrade import open_base  # noqa: E402
from cobro_ui.application import dress_application  # noqa: E402
from cobro_ui.backend import make_shell  # noqa: E402
from cobro_ui.backend.electronico import CaseFiles  # noqa: E402
from cobro_ui.backend.office import Office, open_office  # noqa: E402
from cobro_ui.electronico.close_dialog import CloseIndexDialog  # noqa: E402
from cobro_ui.electronico.commands import open_search  # noqa: E402
from cobro_ui.electronico.piece_dialog import PieceDialog  # noqa: E402
from cobro_ui.electronico.ports import FileView  # noqa: E402
from cobro_ui.electronico.tab import ElectronicoTab  # noqa: E402
from cobro_ui.main_window import MainWindow  # noqa: E402
from cobro_ui.reads import CaseRef  # noqa: E402
from cobro_ui.theme.roles import Scheme  # noqa: E402
from cobro_ui.theme.theme import Appearance, Theme  # noqa: E402
from tests.exchange.test_adjuntos import correo  # noqa: E402
from tests.services.oficina import (  # noqa: E402
    HOY,
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)
from tests.services.test_ciclo_documentos import DATOS  # noqa: E402
from tests.services.test_electronico import pdf  # noqa: E402
from tests.services.test_textos_buscados import book, word  # noqa: E402
from tests.ui.pictures import Studio  # noqa: E402

LONG = (
    "Resolución 20251300012345 de 2025 por la cual se impone una sanción de multa a "
    "la Corporación Interinstitucional de Vigilancia y Servicios Conexos S.A.S."
)
FILES = {
    f"{LONG}.pdf": pdf(14),
    "Constancia de ejecutoria.pdf": pdf(1),
    "Carta del deudor.docx": word("Solicito un acuerdo de pago y ofrezco una fianza."),
    "Extracto bancario.xlsx": book("Fianza de la aseguradora"),
    "Poder & pruebas.eml": correo().as_bytes(),
    "Fotografía del inmueble.png": b"\x89PNG\r\n\x1a\n",
    "Truncado.pdf": pdf(3)[:400],
}
REFUSED = {"programa.exe": b"MZ", "todo.zip": b"PK\x05\x06" + bytes(18)}


class Broken(CaseFiles):
    """Files that cannot be read."""

    def load(self, expediente_id: int) -> FileView:  # noqa: ARG002
        message = (
            "No se pudo leer la base: otro programa la tiene ocupada. Lo guardado "
            "sigue guardado. Espere un momento y pulse Actualizar."
        )
        raise StorageError(message)


def wait(studio: Studio, tab: ElectronicoTab) -> None:
    studio.settle(1.5)
    tab.table.setFocus()


def draw(studio: Studio, office: Office, tag: str, folder: Path) -> None:
    file = Path(tempfile.mkdtemp()) / "ventana.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    shell = make_shell(office, studio.jobs, studio.theme)
    window = MainWindow(shell, settings)
    window.resize(1366, 768)
    window.show()
    window.begin()
    row = expediente_de(office.workspace, "R-100")
    case = window.open_case(CaseRef(row.id, row.numero, row.deudor))
    tab = case.electronico
    assert tab is not None
    case.tabs.setCurrentWidget(tab)
    wait(studio, tab)
    if not tab.table.rows.rowCount():
        studio.keep(window, f"{tag}-vacio")
        fill(studio, tab, folder)
        studio.keep(window, f"{tag}-llegan")
        tab.message.clear()
    tab.table.selectRow(2)
    studio.keep(window, f"{tag}-lleno")
    piece = tab.table.rows.row(0)
    assert shell.files is not None
    dialog = PieceDialog(piece, shell.files, shell, window)
    dialog.show()
    studio.keep(dialog, f"{tag}-corregir")
    dialog.close()
    view = shell.files.load(row.id)
    closing = CloseIndexDialog(row.id, view, shell.files, shell, window)
    closing.show()
    studio.keep(closing, f"{tag}-cerrar")
    closing.close()
    close(studio, tab, folder)
    studio.keep(window, f"{tag}-cerrado")
    search(studio, window, tag)
    window.close()
    broken = MainWindow(replace(shell, files=Broken(office)), settings)
    broken.resize(1366, 768)
    broken.show()
    case = broken.open_case(CaseRef(row.id, row.numero, row.deudor))
    assert case.electronico is not None
    case.tabs.setCurrentWidget(case.electronico)
    studio.settle(1.5)
    studio.keep(broken, f"{tag}-error")
    broken.close()


def search(studio: Studio, window: MainWindow, tag: str) -> None:
    page = open_search(window)
    assert page is not None
    studio.keep(window, f"{tag}-buscar")
    for name, words in (("hallado", "fianza"), ("nada", "inexistente"), ("raro", "*")):
        page.box.setText(words)
        studio.settle(1)
        studio.keep(window, f"{tag}-buscar-{name}")


def fill(studio: Studio, tab: ElectronicoTab, folder: Path) -> None:
    for name, content in {**FILES, **REFUSED}.items():
        (folder / name).write_bytes(content)
    tab.adding.add(tuple(folder / name for name in {**FILES, **REFUSED}))
    studio.settle(4)


def close(studio: Studio, tab: ElectronicoTab, folder: Path) -> None:
    for number in range(tab.table.rows.rowCount()):
        piece = tab.table.rows.row(number)
        if piece.paginas is None:
            tab.table.pieces.pages_typed.emit(piece, 2)
    studio.settle(2)
    tab.ask_close()
    for dialog in tab.findChildren(CloseIndexDialog):
        dialog.record()
    studio.settle(3)
    late = folder / f"Respuesta tardía {tab.table.rows.rowCount()}.txt"
    late.write_text(f"Llegó después del cierre {late.name}", encoding="utf-8")
    tab.adding.add((late,))
    studio.settle(2)


def main(folder: Path, schemes: list[str], percent: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress_application(app)
    theme = Theme(app)
    studio = Studio(app, folder, theme)
    data = Path(tempfile.mkdtemp())
    inbox = Path(tempfile.mkdtemp())
    workspace = abrir_oficina(open_base(data), data)
    fijar_datos(FijarDatos("SVSP", DATOS), workspace, en_nombre_de("adm"))
    workspace.close()
    state = State(data, None, HOY, "aux", json=False)
    with open_office(state) as office:
        for scheme in schemes:
            theme.apply(Appearance(Scheme(scheme), percent))
            draw(studio, office, scheme, inbox)
        studio.jobs.close()
        office.workspace.close()


if __name__ == "__main__":
    looks = [a for a in sys.argv[2:] if a in set(Scheme)] or ["claro"]
    zoom = next((int(a) for a in sys.argv[2:] if a.isdigit()), 100)
    main(Path(sys.argv[1]), looks, zoom)
