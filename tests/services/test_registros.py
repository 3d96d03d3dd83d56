"""What goes to COPE, the Aplicativo, LICO and the RNMC, and what they answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.consultas import en_otro_sistema, ficha
from cobro_desktop.services.exportacion import Exportar, exportar
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.ejemplos import escribir_ejemplo
from cobro_desktop.services.importacion.orden import FORMATOS, Importar, importar
from cobro_desktop.services.lista_rnmc import Multa, que_hacer
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    DocumentoRow,
    EstadoExternoRow,
    ExpedienteRow,
    ReferenciaRow,
)
from tests.services.oficina import abrir_oficina, en_nombre_de, expediente_de

SDSCJ, RNEC, SVSP = "PD-GJ-07", "RJPD06", "PRO-GJU-130-008"


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


class Casa:
    """An office that exchanges files with the other systems."""

    def __init__(self, workspace: Workspace, carpeta: Path) -> None:
        self.workspace = workspace
        self.carpeta = carpeta

    def traer(
        self, archivo: Path, formato: str, procedimiento: str = SDSCJ
    ) -> dict[str, Any]:
        command = Importar(archivo, formato, procedimiento)
        who = en_nombre_de("pro")
        return importar(command, self.workspace, who, SilentProgress()).datos

    def ejemplo(self, formato: str) -> Path:
        path = self.carpeta / f"ejemplo-{formato}.csv"
        escribir_ejemplo(formato, path)
        return path

    def lista(self, formato: str) -> Path:
        path = self.carpeta / f"{formato}.xlsx"
        exportar(Exportar(formato, path), self.workspace, en_nombre_de("adm"))
        return path


@pytest.fixture
def casa(oficina: Workspace, tmp_path: Path) -> Casa:
    return Casa(oficina, tmp_path)


def cerrar(
    workspace: Workspace, titulo: str, actividad: str, fecha: dt.date, resultado: str
) -> None:
    with workspace.base.write.begin() as session:
        case = session.scalars(
            select(ExpedienteRow).where(ExpedienteRow.titulo == titulo)
        ).one()
        session.add(
            ActuacionRow(
                expediente_id=case.id,
                tipo="cierre_actividad",
                actividad=actividad,
                resultado=resultado,
                fecha=fecha,
                registrada_en=dt.datetime(2026, 9, 30, tzinfo=dt.UTC),
                usuario="pro",
                texto="Se cerró la actividad.",
            )
        )


def filas(path: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    titles = [str(cell.value) for cell in sheet[6]]
    rows = sheet.iter_rows(min_row=7, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if row[0]]


def llenar(path: Path, fila: int, **valores: str | dt.date) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[6]]
    for name, value in valores.items():
        sheet.cell(fila, titles.index(name.replace("_", " ")) + 1, value)
    book.save(path)


def test_the_examples_come_in_as_they_are_and_twice_they_are_nothing(
    oficina: Workspace, casa: Casa
) -> None:
    def bring(formato: str, codigo: str, nuevas: int, rechazadas: int = 0) -> None:
        first = casa.traer(casa.ejemplo(formato), formato, codigo)
        counts = (first["nuevas"] + first["cambiadas"], first["rechazadas"])
        assert counts == (nuevas, rechazadas), (formato, first["errores"])
        again = casa.traer(casa.ejemplo(formato), formato, codigo)
        assert (again["nuevas"], again["cambiadas"], again["lote"]) == (0, 0, None)

    bring("titulos", SDSCJ, 5)
    bring("rnmc", SDSCJ, 3)
    bring("cope", SDSCJ, 3)
    bring("siga", SDSCJ, 0, rechazadas=2)
    with oficina.base.write.begin() as session:
        for case in session.scalars(
            select(ExpedienteRow).where(ExpedienteRow.titulo.like("F-10%"))
        ):
            case.actividad, case.etapa, case.estado = "9", "persuasivo", "REMITIDO_SDH"
    bring("respuesta-sdh", SDSCJ, 5)
    bring("titulos", RNEC, 5)
    bring("aplicativo", RNEC, 3)
    bring("cartera", SVSP, 2)
    bring("saldos", SVSP, 2)
    bring("pagos", SVSP, 2)


def test_what_comes_in_keeps_its_filing_number(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "respuesta.pdf"
    path.write_bytes(b"%PDF-1.7 una respuesta")
    case = expediente_de(oficina, "R-100").id
    command = AnexarArchivo(case, path, radicado=" 2026-541-7 ")

    done = anexar(command, oficina, en_nombre_de("pro"))

    assert "radicado 2026-541-7" in done.resumen
    with oficina.base.read() as session:
        paper = session.get_one(DocumentoRow, done.datos["documento"])
    assert paper.radicado == "2026-541-7"


def test_an_example_is_a_text_that_excel_opens(tmp_path: Path) -> None:
    for formato in FORMATOS:
        escribir_ejemplo(formato, tmp_path / f"{formato}.csv")
        assert (tmp_path / f"{formato}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(InvalidDataError, match=r"\.csv"):
        escribir_ejemplo("cope", tmp_path / "cope.pdf")
    with pytest.raises(NotFoundError, match="aplicativo"):
        escribir_ejemplo("nada", tmp_path / "nada.csv")


@pytest.mark.parametrize(
    ("sistema", "codigo", "numero", "fecha"),
    [
        ("cope", SDSCJ, "Número en COPE", "Fecha registro COPE"),
        ("aplicativo", RNEC, "Número en el Aplicativo", "Fecha registro Aplicativo"),
    ],
)
def test_what_a_system_answers_leaves_its_list_and_the_rest_waits(
    sistema: str,
    codigo: str,
    numero: str,
    fecha: str,
    oficina: Workspace,
    casa: Casa,
) -> None:
    casa.traer(casa.ejemplo("titulos"), "titulos", codigo)
    cerrar(oficina, "F-101", "1", dt.date(2026, 9, 1), "registrado")
    cerrar(oficina, "F-101", "2", dt.date(2026, 9, 2), "asignado")

    path = casa.lista(sistema)
    first, second = filas(path)
    assert (first["Actividad"][:2], second["Actividad"][:2]) == ("1.", "2.")
    untouched = casa.traer(path, sistema, codigo)
    assert (untouched["leidas"], untouched["iguales"], untouched["lote"]) == (
        2,
        2,
        None,
    )
    values: dict[str, str | dt.date] = {numero: "X-77", fecha: dt.date(2026, 9, 5)}
    llenar(path, 7, **values)
    filled = casa.traer(path, sistema, codigo)
    assert (filled["nuevas"], filled["iguales"], filled["rechazadas"]) == (1, 1, 0)
    assert casa.traer(path, sistema, codigo)["lote"] is None
    (left,) = filas(casa.lista(sistema))
    assert left["Actividad"] == second["Actividad"]
    assert left.get("Código del caso") == second.get("Código del caso") != "X-77"
    with oficina.base.read() as session:
        case = expediente_de(oficina, "F-101").id
        given = session.scalars(
            select(ReferenciaRow.valor).where(
                ReferenciaRow.expediente_id == case, ReferenciaRow.valor == "X-77"
            )
        ).all()
    assert given == ["X-77"]

    cerrar(oficina, "F-101", "1", dt.date(2026, 9, 10), "registrado")
    assert len(filas(casa.lista(sistema))) == 2, (
        "it came back to 1, and closed it again"
    )
    deshacer_lote(DeshacerLote(filled["lote"]), oficina, en_nombre_de("coo"))
    assert len(filas(casa.lista(sistema))) == 3


def test_the_list_of_the_rnmc_says_what_to_do_and_comes_back_as_a_consultation(
    oficina: Workspace,
    casa: Casa,
) -> None:
    casa.traer(casa.ejemplo("titulos"), "titulos")
    casa.traer(casa.ejemplo("rnmc"), "rnmc")

    path = casa.lista("rnmc")
    paid, pending, _, unknown, *_ = filas(path)
    assert paid["Decía LICO"] == "Pagado"
    assert paid["Se consultó el"].date() == dt.date(2026, 9, 1)
    assert paid["Qué hacer"] == "Mover el expediente: allá ya terminó"
    assert not pending["Qué hacer"]
    assert unknown["Qué hacer"].startswith("Consultar")

    llenar(path, 10, Estado_LICO="Pendiente", Fecha_de_consulta=dt.date(2026, 9, 20))
    answer = casa.traer(path, "rnmc")
    assert (answer["nuevas"], answer["iguales"], answer["rechazadas"]) == (1, 4, 0)
    with oficina.base.read() as session:
        case = expediente_de(oficina, "F-104").id
        state = session.scalars(
            select(EstadoExternoRow).where(EstadoExternoRow.expediente_id == case)
        ).one()
    assert (state.sistema, state.estado) == ("lico", "pendiente")
    assert state.consultado == dt.date(2026, 9, 20)
    told = dict(map(en_otro_sistema, ficha(oficina, case).estados))
    assert told == {"En LICO": "Pendiente; consultado el 20 sep 2026"}
    with oficina.base.write.begin() as session:
        session.get_one(ExpedienteRow, case).estado = "ARCHIVADO"
        session.get_one(ExpedienteRow, case).actividad = "10"
        session.get_one(ExpedienteRow, case).causa = "prescripcion"
    assert filas(casa.lista("rnmc"))[3]["Qué hacer"] == (
        "Cerrar la multa. Causa del archivo: Prescripción de la acción de cobro"
    )


@pytest.mark.parametrize(
    ("estado", "causa", "saldo", "pagado", "alla", "dicho"),
    [
        ("ABIERTO", "", 100, 0, {"lico": "pendiente"}, ""),
        ("ABIERTO", "", 50, 50, {"lico": "pendiente"}, "Registrar el pago de $ 0,50"),
        ("ABIERTO", "", 0, 100, {}, "Registrar el pago de $ 1 y cerrar la multa"),
        ("ABIERTO", "", 100, 0, {"rnmc": "conmutado"}, "Mover el expediente"),
        ("ARCHIVADO", "pago", 0, 100, {"lico": "pagado"}, "Registrar el pago de $ 1"),
        ("ARCHIVADO", "pago", 0, 100, {"lico": "pagado", "rnmc": "pagado"}, ""),
        ("ARCHIVADO", "actividad_pedagogica", 100, 0, {}, "Registrar la actividad"),
        ("ARCHIVADO", "prescripcion", 100, 0, {}, "Causa del archivo: Prescripción"),
        ("DEVUELTO", "", 100, 0, {}, ""),
        ("REMITIDO_SDH", "", 100, 0, {"lico": "pagado"}, ""),
    ],
)
def test_what_is_to_be_registered_of_a_fine(
    estado: str, causa: str, saldo: int, pagado: int, alla: dict[str, str], dicho: str
) -> None:
    case = ExpedienteRow(estado=estado, causa=causa, saldo=saldo)
    states = {name: EstadoExternoRow(estado=said) for name, said in alla.items()}

    told = que_hacer(Multa(case, "11001-1", pagado, states, "Prescripción"))

    assert dicho in told
    assert bool(told) is bool(dicho)
