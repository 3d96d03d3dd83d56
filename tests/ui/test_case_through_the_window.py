"""One whole case through the window itself, from its file to its archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cobro_desktop.cli.state import State
from cobro_desktop.services.consultas import ficha
from cobro_desktop.storage.rows import ExpedienteRow
from cobro_ui.actuaciones.notificacion import NotificationDialog
from cobro_ui.actuaciones.pago import PaymentDialog
from cobro_ui.backend import make_shell
from cobro_ui.backend.entity_data import InstitutionData
from cobro_ui.backend.office import Office, open_office
from cobro_ui.dialogs.importing import ImportDialog
from cobro_ui.jobs.runner import Jobs
from cobro_ui.main_window import MainWindow
from cobro_ui.theme.theme import Theme

from .clerk import PATIENCE, Clerk

HOY = date(2025, 12, 9)
"""The 57th day after the title became final (13 October)."""
TITULO = "20253448236"
SAMPLE = Path(__file__).parents[1] / "data" / "muestras" / "cartera_svsp_2026-10.xlsx"
DATOS = {
    "direccion_entidad": "Calle 100 n.º 1-23",
    "correo_entidad": "cobro@entidad.test",
    "medio_pago": "Banco de Prueba, cuenta de ahorros 000-111, a nombre de la entidad",
    "delegacion": "la Resolución 010 de 2025",
    "reglamento_cartera": "la Resolución 020 de 2019",
}

REQUISITOS = (
    "Obligación clara;Obligación expresa;Obligación actualmente;Suma líquida;Deudor;"
    "Notificación;Constancia;Acción de cobro;Acto sin"
)
DE_SANCION = "Resolución completa;Resoluciones que;Notificación de;Memorando"
CIERRE = "Documentos foliados;Cuadro;Procedimiento de notif;Procedimiento de paz"


@pytest.fixture
def office(tmp_path: Path, empty_base_file: Path) -> Iterator[Office]:
    (tmp_path / "datos").mkdir()
    shutil.copy(empty_base_file, tmp_path / "datos" / "cobro.db")
    state = State(tmp_path / "datos", None, HOY, None, json=False)
    with open_office(state) as office:
        InstitutionData(office).write("SVSP", DATOS)
        yield office
    state.workspace.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that the window opened to be read."""
    files: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: files.append(url.toLocalFile())
    )
    return files


@pytest.fixture
def clerk(
    qtbot: QtBot, office: Office, jobs: Jobs, theme: Theme, tmp_path: Path
) -> Clerk:
    settings = QSettings(str(tmp_path / "v.ini"), QSettings.Format.IniFormat)
    window = MainWindow(make_shell(office, jobs, theme), settings)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.list.model.counted, timeout=PATIENCE):
        window.begin()
    return Clerk(qtbot, window, tmp_path)


def test_a_case_is_led_from_its_file_to_its_archive(
    clerk: Clerk, office: Office, opened: list[str]
) -> None:
    brings_the_file(clerk)
    finds_and_opens_the_case(clerk)
    receives_and_verifies(clerk)
    pays(clerk)
    collects(clerk)
    confirms_the_payment(clerk)
    archives(clerk)

    assert [Path(file).suffix for file in opened] == [".pdf", ".docx"]
    the_base_holds_it_all(office)
    the_window_shows_it_all(clerk)


def brings_the_file(clerk: Clerk) -> None:
    dialog = clerk.asks("importar", ImportDialog)
    dialog.choose_content("cartera", "PRO-GJU-130-008")
    dialog.choose(str(SAMPLE))
    clerk.presses(dialog, "Siguiente: columnas")
    clerk.presses(dialog, "Revisar el archivo")
    clerk.presses(dialog, "Siguiente: importar")
    with clerk.qtbot.waitSignal(dialog.imported, timeout=PATIENCE):
        clerk.presses(dialog, "Importar")
    clerk.presses(dialog, "Cerrar")
    clerk.waits(lambda: clerk.window.list.model.rowCount() > 1)


def finds_and_opens_the_case(clerk: Clerk) -> None:
    clerk.window.go_to_filter()
    clerk.qtbot.keyClicks(clerk.window.list.filter, f"titulo:{TITULO}")
    clerk.waits(lambda: clerk.window.list.model.rowCount() == 1)
    clerk.waits(lambda: clerk.window.list.current() is not None)
    clerk.window.commands["abrir"].trigger()
    clerk.reads(clerk.case.header, "BLINDAJE DEL PACÍFICO SAS")


def receives_and_verifies(clerk: Clerk) -> None:
    clerk.begins("1")
    clerk.answers("Preguntas", fecha_recepcion="4/11")
    clerk.attaches("memorando-remisorio", "titulo-ejecutivo", "ejecutoria-titulo")
    clerk.ends("Título recibido", "Registrar y pasar a 2")

    clerk.begins("2")
    clerk.answers("Preguntas", fecha_base="hoy")
    clerk.ends("Es otra sanción", "Registrar y pasar a 3")

    clerk.begins("3")
    clerk.answers("Preguntas", recursos_agotados="Sí", notificado="Sí", firme="Sí")
    clerk.ends("Expediente recibido", "Registrar y pasar a 4")

    clerk.begins("4")
    # La actividad 2 ya decidió que es una sanción: solo falta mirar su título.
    clerk.answers("Preguntas", requisitos=REQUISITOS, titulo_sancion=DE_SANCION)
    clerk.answers("Preguntas", hubo_recursos="No")
    clerk.attaches("lista-verificacion")
    clerk.ends("Procede el cobro", "Registrar y pasar a 6")
    clerk.reads(clerk.case.header, "6 · ")


def pays(clerk: Clerk) -> None:
    """All that is owed: 1.500.000 and 1.500.000 x 12 % x 57 / 365 = 28.110."""
    dialog = clerk.asks("registrar_pago", PaymentDialog)
    clerk.reads(dialog, "BLINDAJE DEL PACÍFICO SAS")
    clerk.fills(dialog, "Fecha", "9/12")
    clerk.fills(dialog, "Valor", "1528110")
    clerk.fills(dialog, "Referencia", "PAGO-1")
    clerk.fills(dialog, "Banco", "Banco Agrario")
    clerk.reads(dialog, "capital $ 1.500.000, intereses $ 28.110")
    clerk.reads(dialog, "Nada: la deuda queda pagada")
    with clerk.qtbot.waitSignal(dialog.recorded, timeout=PATIENCE):
        clerk.presses(dialog, "Registrar pago de $ 1.528.110")
    clerk.reads(clerk.case, "Saldo de capital: $ 0.")


def collects(clerk: Clerk) -> None:
    clerk.begins("6")
    clerk.writes_and_signs("Oficio de cobro persuasivo")
    clerk.answers("Preguntas", hubo_llamada="No")
    clerk.ends("El deudor pagó", "Registrar y pasar a 17")


def confirms_the_payment(clerk: Clerk) -> None:
    clerk.begins("17")
    clerk.attaches("reporte-pagos")
    clerk.ends("Pago total verificado", "Registrar y pasar a 18")


def archives(clerk: Clerk) -> None:
    clerk.begins("18")
    clerk.writes_and_signs("Auto de terminación y archivo")
    # It is notified beside the step, which stays open and takes it into account.
    dialog = clerk.asks("registrar_notificacion", NotificationDialog)
    clerk.reads(dialog, "BLINDAJE DEL PACÍFICO SAS")
    clerk.waits(lambda: dialog.document.currentData() == "auto-archivo")
    clerk.fills(dialog, "Medio", "Por correo certificado")
    clerk.fills(dialog, "Fecha", "hoy")
    clerk.fills(dialog, "Guía", "RA-0001-CO")
    with clerk.qtbot.waitSignal(dialog.recorded, timeout=PATIENCE):
        clerk.presses(dialog, "Registrar notificación")
    clerk.attaches("ingreso-tesoro", "memorando-origen")
    clerk.answers("Preguntas", causa="Pago", hay_medidas="No", cierre_carpeta=CIERRE)
    clerk.ends("Expediente archivado", "Registrar y terminar el expediente")
    clerk.reads(clerk.case.header, "Archivado")


def the_base_holds_it_all(office: Office) -> None:
    with office.workspace.base.read() as session:
        query = select(ExpedienteRow.id).where(ExpedienteRow.titulo == TITULO)
        case_id = session.scalars(query).one()
    found = ficha(office.workspace, case_id)

    assert (found.expediente.estado, found.expediente.causa) == ("ARCHIVADO", "pago")
    assert (found.expediente.saldo, found.expediente.vence) == (0, None)
    assert [o.estado for o in found.obligaciones] == ["PAGADA"]
    closed = [a.actividad for a in found.actuaciones if a.tipo == "cierre_actividad"]
    assert closed == ["18", "17", "6", "4", "3", "2", "1"]
    assert [n.guia for n in found.notificaciones] == ["RA-0001-CO"]


def the_window_shows_it_all(clerk: Clerk) -> None:
    case_id = clerk.case.expediente_id
    view = clerk.window.shell.cases.load(case_id)
    told = clerk.case.actuaciones.timeline.events
    clerk.waits(lambda: told.rowCount() == len(view.actuaciones))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    shown = [told.index(row, 0).data(spoken) for row in range(told.rowCount())]
    for act, text in zip(view.actuaciones, shown, strict=True):
        assert act.texto in text

    clerk.window.tabs.setCurrentIndex(0)
    clerk.waits(lambda: _state_in_list(clerk) == "ARCHIVADO")
    model = clerk.window.list.model
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "Archivado" in row


def _state_in_list(clerk: Clerk) -> str:
    line = clerk.window.list.current()
    return line.estado if line else ""
