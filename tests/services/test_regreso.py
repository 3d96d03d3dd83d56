"""Workbooks of ours that come back with their rows, keys and columns disturbed."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from cobro_desktop.services.context import Contexto
from cobro_desktop.services.exportacion import Exportar, exportar
from cobro_desktop.services.importacion.decisiones import Decisiones
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import (
    DocumentoRow,
    ExpedienteRow,
    ObligacionRow,
    ReferenciaRow,
    SaldoContableRow,
)
from tests.services.conftest import MUESTRAS, SVSP, Traer

TITULOS = """\
NIT;Nombre;Resolución;Fecha resolución;Fecha ejecutoria;Concepto;Vigencia;Capital;Abonos
901111222;ALFA SAS;A-1;10/01/2026;20/01/2026;Contribución;2023;1.000.000,55;0
901111222;ALFA SAS;A-1;10/01/2026;20/01/2026;Contribución;2024;2.000.000;500.000
901111222;ALFA SAS;A-2;11/01/2026;21/01/2026;Multa;2024;3.000.000;0
"""
ENCABEZADO = 6
OCULTAS = ("BASE DE EXPORTACIÓN", "CLAVE", "COLUMNAS PROTEGIDAS")
Editar = Callable[[Any, dict[str, int]], None]


class Oficina:
    """A base with three debts of one debtor, and the workbook that left of them."""

    def __init__(
        self, workspace: Workspace, contexto: Contexto, traer: Traer, carpeta: Path
    ) -> None:
        self.workspace = workspace
        self._contexto = contexto
        self._traer = traer
        self.carpeta = carpeta
        self.libro = carpeta / "cartera.xlsx"

    def sacar(self, procedimiento: str = SVSP, formato: str = "cartera") -> None:
        command = Exportar(formato, self.libro, procedimiento=procedimiento)
        exportar(command, self.workspace, self._contexto)

    def volver(self, editar: Editar | None = None, **opciones: Any) -> dict[str, Any]:
        """Bring back a copy of the workbook, edited; only tried unless said."""
        book = openpyxl.load_workbook(self.libro)
        sheet: Any = book.active
        columns = {str(cell.value): cell.column for cell in sheet[ENCABEZADO]}
        if editar:
            editar(sheet, columns)
        path = self.carpeta / "vuelta.xlsx"
        book.save(path)
        return self._traer(self.workspace, path, **({"simular": True} | opciones))

    def traer(self, path: Path, **opciones: Any) -> dict[str, Any]:
        return self._traer(self.workspace, path, **opciones)

    def deshacer(self, lote: int) -> None:
        deshacer_lote(DeshacerLote(lote), self.workspace, self._contexto)

    def capitales(self) -> list[int]:
        with self.workspace.base.read() as session:
            query = select(ObligacionRow.capital).order_by(ObligacionRow.id)
            return list(session.scalars(query))


@pytest.fixture
def oficina(
    workspace: Workspace, contexto: Contexto, traer: Traer, tmp_path: Path
) -> Oficina:
    office = Oficina(workspace, contexto, traer, tmp_path)
    path = office.carpeta / "titulos.csv"
    path.write_text(TITULOS, encoding="utf-8")
    assert office.traer(path, formato="titulos")["nuevas"] == 3
    office.sacar()
    return office


def dichas(datos: dict[str, Any]) -> list[tuple[str, str]]:
    return [(item["campo"], item["clase"]) for item in datos["diferencias"]]


def quitar(*titulos: str) -> Editar:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        for place in sorted((columns[title] for title in titulos), reverse=True):
            sheet.delete_cols(place)

    return edit


def correr(sheet: Any, columns: dict[str, int]) -> None:
    """Sort what is seen, and leave the hidden columns where they were."""
    seen = range(1, min(columns[title] for title in OCULTAS))
    rows = range(ENCABEZADO + 1, ENCABEZADO + 4)
    values = [[sheet.cell(row, column).value for column in seen] for row in rows]
    for row, cells in zip(rows, [*values[1:], values[0]], strict=True):
        for column, value in zip(seen, cells, strict=True):
            sheet.cell(row, column).value = value


def test_rows_sorted_without_their_keys_overwrite_no_other_debt(
    oficina: Oficina,
) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        correr(sheet, columns)
        sheet.cell(ENCABEZADO + 2, columns["VR. CAPITAL"]).value = 3_300_000
        sheet.cell(ENCABEZADO + 2, columns["ETAPA"]).value = "Cobro coactivo"

    untouched = oficina.volver(correr)
    assert (untouched["iguales"], untouched["diferencias"]) == (3, [])
    assert "sin sus columnas ocultas" in untouched["avisos"][-1]

    # The right debt is found; what it left with is not known, so a person chooses.
    datos = oficina.volver(edit, simular=False)
    assert dichas(datos) == [("capital", "conflicto")]
    assert "no se sabe cuál cambió" in datos["avisos"][0]
    assert datos["lote"] is None
    accepted = Decisiones({"capital": True}, {})
    oficina.volver(edit, simular=False, decisiones=accepted)
    assert oficina.capitales() == [100_000_055, 200_000_000, 330_000_000]


@pytest.mark.parametrize("columnas", [("CLAVE",), ("CLAVE", "COLUMNAS PROTEGIDAS")])
def test_without_its_key_a_row_is_still_compared_three_ways(
    oficina: Oficina, columnas: tuple[str, ...]
) -> None:
    with oficina.workspace.base.write.begin() as session:
        debt = session.get_one(ObligacionRow, 1)
        debt.capital = debt.saldo_capital = 110_000_000
        # Sent back since: that its own workbook returns does not reopen the case.
        session.get_one(ExpedienteRow, 2).estado = "DEVUELTO"

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(ENCABEZADO + 2, columns["CORREO ELECTRÓNICO"]).value = "a@b.test"
        quitar(*columnas)(sheet, columns)

    datos = oficina.volver(edit)

    assert dichas(datos) == [("capital", "cambio_aca"), ("correo", "cambio_alla")]
    assert datos["reingresos"] == []
    assert "no traen su clave oculta" in datos["avisos"][-1]


def test_a_row_twice_is_no_second_debt_and_one_copied_is_a_new_case(
    oficina: Oficina,
) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        last = ENCABEZADO + 3
        for column in range(1, sheet.max_column + 1):
            for more in (1, 2):
                value = sheet.cell(last, column).value
                sheet.cell(last + more, column).value = value
        sheet.cell(last + 1, columns["VR. CAPITAL"]).value = 7_000_000
        sheet.cell(last + 2, columns["RESOLUCIÓN No."]).value = "A-3"

    datos = oficina.volver(edit, simular=False)

    assert (datos["nuevas"], datos["cambiadas"], datos["iguales"]) == (1, 0, 4)
    assert dichas(datos) == [("capital", "conflicto")]
    told = " ".join(datos["avisos"])
    assert f"La fila {ENCABEZADO + 4} de la hoja repite la clave de otra y" in told
    assert f"La fila {ENCABEZADO + 5} de la hoja repite la clave de otra:" in told
    with oficina.workspace.base.read() as session:
        assert session.scalar(select(func.count(ReferenciaRow.id))) == 0

    accepted = Decisiones({"capital": True}, {})
    chosen = oficina.volver(edit, simular=False, decisiones=accepted)
    assert oficina.capitales()[2] == 700_000_000
    oficina.deshacer(chosen["lote"])
    assert oficina.capitales()[2] == 300_000_000


def test_a_column_of_ours_does_not_serve_for_one_that_was_deleted(
    oficina: Oficina,
) -> None:
    # The balance would be the capital, and the day it is due its ejecutoria.
    datos = oficina.volver(quitar("VR. CAPITAL", "FECHA EJECUTORIA"))

    assert (datos["iguales"], datos["diferencias"]) == (3, [])


def test_an_emptied_amount_erases_nothing_and_says_so(oficina: Oficina) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(ENCABEZADO + 2, columns["ABONOS"]).value = None
        sheet.cell(ENCABEZADO + 2, columns["SALDO CAPITAL"]).value = None

    datos = oficina.volver(edit)

    assert datos["cambiadas"] == 0
    (found,) = datos["diferencias"]
    assert found["campo"] == "abonos"
    assert found["decision"] == "se conserva: una celda vacía no borra nada"


def test_a_text_file_that_shows_no_centavos_changes_none(oficina: Oficina) -> None:
    sheet: Any = openpyxl.load_workbook(oficina.libro, data_only=True).active
    path = oficina.carpeta / "vuelta.csv"

    def save(capital: str) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            for row in sheet.iter_rows(min_row=ENCABEZADO, values_only=True):
                cells = [f"$ {v:,.0f}" if isinstance(v, float) else v for v in row]
                writer.writerow([capital if c == "$ 1,000,001" else c for c in cells])

    save("$ 1,000,001")
    assert oficina.traer(path, simular=True)["diferencias"] == []
    save("$ 1,000,002")
    found = oficina.traer(path, simular=True)["diferencias"]
    assert {item["campo"] for item in found} == {"capital", "saldo"}


def test_what_was_applied_coincides_and_its_balance_is_no_change_here(
    oficina: Oficina,
) -> None:
    def edit(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(ENCABEZADO + 3, columns["VR. CAPITAL"]).value = 3_500_000

    first = oficina.volver(edit, simular=False)
    again = oficina.volver(edit, simular=False)

    assert first["cambiadas"] == 1
    assert first["avisos_celdas"] == []
    assert again["diferencias"] == []
    assert again["regreso"]["coincide"] == 3
    assert again["lote"] is None


def test_a_row_of_another_institution_is_told_and_left(oficina: Oficina) -> None:
    multas = MUESTRAS / "multas_idpyba_2026.csv"
    oficina.traer(multas, formato="titulos", procedimiento="PA02-PR19")
    oficina.sacar("")

    def edit(sheet: Any, columns: dict[str, int]) -> None:
        assert sheet.cell(ENCABEZADO + 1, columns["ENTIDAD"]).value == "IDPYBA"
        sheet.cell(ENCABEZADO + 1, columns["VR. CAPITAL"]).value = 1

    datos = oficina.volver(edit)
    (found,) = datos["diferencias"]
    assert not found["se_escribe"]
    assert found["decision"].startswith("no se toma: es de IDPYBA")
    assert datos["cambiadas"] == 0
    own = oficina.volver(edit, procedimiento="PA02-PR19")
    assert own["cambiadas"] == 1


def test_a_balance_goes_to_the_debt_of_its_row_not_to_a_key_left_behind(
    oficina: Oficina,
) -> None:
    def swap(sheet: Any, columns: dict[str, int]) -> None:
        for column in range(1, min(columns[title] for title in OCULTAS)):
            one, other = (sheet.cell(ENCABEZADO + row, column) for row in (2, 3))
            one.value, other.value = other.value, one.value

    oficina.volver(swap, formato="saldos", simular=False)

    with oficina.workspace.base.read() as session:
        found = session.execute(
            select(SaldoContableRow.obligacion_id, SaldoContableRow.titulo).order_by(
                SaldoContableRow.obligacion_id
            )
        ).all()
    told = {(row.obligacion_id, row.titulo) for row in found}
    # Which of the two debts of A-1 the other row is, nothing says: it waits.
    assert told == {(1, "A-1"), (3, "A-2"), (None, "A-1")}


def test_a_filing_number_never_goes_to_the_document_of_another_row(
    oficina: Oficina,
) -> None:
    with oficina.workspace.base.write.begin() as session:
        for number, name in enumerate(("Oficio persuasivo", "Auto que avoca"), 1):
            case = session.get_one(ExpedienteRow, 1)
            session.add(
                DocumentoRow(
                    entidad_id=case.entidad_id,
                    expediente_id=1,
                    tipo="anexo",
                    nombre=name,
                    actividad="1",
                    estado="firmado",
                    formato="pdf",
                    fecha=dt.date(2026, 11, number),
                    serie=f"S{number}",
                    anio=2026,
                    numero=1,
                    elaboro="pro",
                )
            )
    oficina.sacar(formato="siga")

    def fill(sheet: Any, columns: dict[str, int]) -> None:
        for row in (1, 2):
            place = sheet.cell(ENCABEZADO + row, columns["Radicado SIGA"])
            place.value = f"2026-{row}"

    def shift(sheet: Any, columns: dict[str, int]) -> None:
        fill(sheet, columns)
        for title in ("Clave documento", "COLUMNAS PROTEGIDAS"):
            one, other = (
                sheet.cell(ENCABEZADO + row, columns[title]) for row in (1, 2)
            )
            one.value, other.value = other.value, one.value

    assert oficina.volver(fill, formato="siga")["nuevas"] == 2
    datos = oficina.volver(shift, formato="siga")
    assert (datos["nuevas"], datos["rechazadas"]) == (0, 2)
    assert "sin sus columnas ocultas" in datos["errores"][0]["motivo"]
