from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator
from sqlalchemy import select, update

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError, StorageError
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.exportacion import Exportar, exportar
from cobro_desktop.services.importacion.decisiones import Decisiones
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.rows import (
    DireccionRow,
    ExpedienteRow,
    ObligacionRow,
    PersonaRow,
    TituloRow,
)
from tests.services.conftest import MUESTRAS, Traer

SVSP = "PRO-GJU-130-008"
AGOSTO = "ejecutoria:2022-08-01..2022-08-31"
"""A query of a few cases, the first of the sample among them."""
ENCABEZADO = 6
"""Four lines, a blank row, and the titles."""
ADMITIDOS: frozenset[str] = frozenset()
"""What the Open XML audit may say of our workbooks, each with its reason: nothing."""


def sacar(
    workspace: Workspace, contexto: Contexto, salida: Path, **opciones: Any
) -> Path:
    changes = exportar(Exportar("cartera", salida, **opciones), workspace, contexto)
    assert changes.datos["archivo"] == str(salida)
    return salida


def cuentas(datos: dict[str, Any]) -> tuple[int, int, int, int]:
    return (
        datos["nuevas"],
        datos["cambiadas"],
        datos["iguales"],
        datos["rechazadas"],
    )


def hoja(libro: Path) -> Any:
    return openpyxl.load_workbook(libro, data_only=True).active


def titulos(sheet: Any) -> dict[str, int]:
    """Column of each heading, from 1."""
    return {str(cell.value): cell.column for cell in sheet[ENCABEZADO]}


@pytest.fixture
def libro(svsp: Workspace, contexto: Contexto, tmp_path: Path) -> Path:
    return sacar(svsp, contexto, tmp_path / "cartera.xlsx", consulta=AGOSTO)


@pytest.fixture
def libro_entero(svsp: Workspace, contexto: Contexto, tmp_path: Path) -> Path:
    return sacar(svsp, contexto, tmp_path / "entera.xlsx")


def sin_cambios(datos: dict[str, Any]) -> bool:
    return cuentas(datos) == (0, 0, datos["leidas"], 0)


class Ida:
    """A workbook that left, to be edited and brought back."""

    def __init__(self, workspace: Workspace, libro: Path, traer: Traer) -> None:
        self.workspace = workspace
        self.libro = libro
        self._traer = traer

    def editar(self, fila: int, titulo: str, valor: object) -> None:
        """Write a cell of a row of data, counted from 1, as a person would."""
        book = openpyxl.load_workbook(self.libro)
        sheet: Any = book.active
        sheet.cell(ENCABEZADO + fila, titulos(sheet)[titulo]).value = valor
        book.save(self.libro)

    def quitar(self, *columnas: str) -> None:
        book = openpyxl.load_workbook(self.libro)
        sheet: Any = book.active
        for titulo in columnas:
            sheet.delete_cols(titulos(sheet)[titulo])
        book.save(self.libro)

    def volver(self, **opciones: Any) -> dict[str, Any]:
        return self._traer(self.workspace, self.libro, **opciones)

    def cambiar_aca(self, capital: int) -> None:
        """Change the first obligation here, in pesos, while the workbook is away."""
        with self.workspace.base.write.begin() as session:
            obligacion = session.get_one(ObligacionRow, 1)
            obligacion.capital = obligacion.saldo_capital = capital * 100

    @property
    def capital(self) -> int:
        with self.workspace.base.read() as session:
            return session.get_one(ObligacionRow, 1).capital // 100


@pytest.fixture
def ida(svsp: Workspace, libro: Path, traer: Traer) -> Ida:
    return Ida(svsp, libro, traer)


def diferencias(datos: dict[str, Any]) -> list[tuple[int, str, str, str, bool]]:
    return [
        (d["fila"] - ENCABEZADO, d["campo"], d["antes"], d["despues"], d["protegido"])
        for d in datos["diferencias"]
    ]


def test_the_form_of_svsp_has_its_own_headings(libro: Path) -> None:
    sheet = hoja(libro)

    first = [cell.value for cell in sheet[ENCABEZADO]]
    lines = [sheet.cell(row, 1).value for row in (1, 2, 3)]

    assert lines == [
        "Superintendencia de Vigilancia y Seguridad Privada",
        "Cuadro deudores",
        "FOR-GJU-130-003 · Corte: 5 de noviembre de 2026",
    ]
    assert first[:4] == [
        "No.",
        "NIT",
        "RAZÓN SOCIAL / NOMBRE DEL VIGILADO",
        "REPRESENTANTE LEGAL",
    ]
    assert {"RESOLUCIÓN No.", "VR. CAPITAL", "SALDO CAPITAL", "EXPEDIENTE"} < {*first}
    assert "AUTORIDAD" not in first
    assert first[-2:] == ["CLAVE", "COLUMNAS PROTEGIDAS"]
    assert sheet.cell(sheet.max_row, 1).value == "TOTAL"


def test_a_row_says_what_the_file_of_financiera_said(libro: Path) -> None:
    sheet = hoja(libro)
    row = {
        heading: sheet.cell(ENCABEZADO + 1, column).value
        for heading, column in titulos(sheet).items()
    }

    # Row 5 of the sample, read by eye.
    assert row["NIT"] == "859516578-7"
    assert row["RAZÓN SOCIAL / NOMBRE DEL VIGILADO"] == "GUARDIANES PIJAO S.A.S."
    assert row["REPRESENTANTE LEGAL"] == "Jorge Diana Villamil Ordóñez"
    assert row["CORREO ELECTRÓNICO"] == "info.vigilancia39@ejemplo.test"
    assert row["TELÉFONO"] == "6012974871"
    assert row["CONCEPTO"] == "Sanción"
    assert row["RESOLUCIÓN No."] == "20228034180"
    assert row["FECHA RESOLUCIÓN"] == dt.datetime(2022, 5, 31)  # noqa: DTZ001
    assert row["FECHA EJECUTORIA"] == dt.datetime(2022, 8, 17)  # noqa: DTZ001
    assert row["VR. CAPITAL"] == 14_545_123
    assert row["ABONOS"] == 0
    assert row["SALDO CAPITAL"] == 14_545_123
    assert row["ETAPA"] == "Recepción"
    assert row["EXPEDIENTE"] == "SVSP-2026-000001"


def test_it_comes_back_without_a_difference(
    svsp: Workspace, libro_entero: Path, traer: Traer
) -> None:
    datos = traer(svsp, libro_entero)

    assert cuentas(datos) == (0, 0, 1178, 0)
    assert datos["diferencias"] == []
    assert datos["lote"] is None
    assert datos["cuadra"]


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_saved_by_libreoffice_it_comes_back_without_a_difference(
    svsp: Workspace, libro_entero: Path, traer: Traer, tmp_path: Path
) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless",
         "--convert-to", "xlsx", "--outdir", tmp_path / "lo", libro_entero],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    datos = traer(svsp, tmp_path / "lo" / libro_entero.name)

    assert sin_cambios(datos)
    assert datos["diferencias"] == []


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_edited_in_libreoffice_only_the_edited_cell_is_a_difference(
    svsp: Workspace, libro: Path, traer: Traer, tmp_path: Path
) -> None:
    def save_as(source: Path, kind: str) -> Path:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless",
             "--convert-to", kind, "--outdir", tmp_path / kind, source],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return (tmp_path / kind / source.name).with_suffix(f".{kind}")

    flat = save_as(libro, "fods")
    text = flat.read_text(encoding="utf-8")
    old, new = ">info.vigilancia39@ejemplo.test<", ">nuevo@ejemplo.test<"
    assert text.count(old) == 1
    flat.write_text(text.replace(old, new), encoding="utf-8")
    edited = save_as(flat, "xlsx")

    datos = traer(svsp, edited)

    (change,) = datos["diferencias"]
    assert (change["campo"], change["clase"]) == ("correo", "cambio_alla")
    assert change["antes"] == "info.vigilancia39@ejemplo.test"
    assert change["despues"] == "nuevo@ejemplo.test"
    assert datos["cambiadas"] == 1
    assert datos["regreso"]["cambio_alla"] == 1
    assert datos["regreso"]["coincide"] == datos["leidas"] - 1


@pytest.mark.parametrize(
    "envio",
    [
        ("titulos_sdscj_2026-09.xlsx", "PD-GJ-07", 788),
        ("jurados_rnec_2026.xlsx", "RJPD06", 591),
        ("multas_idpyba_2026.csv", "PA02-PR19", 147),
    ],
)
def test_other_institutions_come_back_too(
    workspace: Workspace,
    contexto: Contexto,
    traer: Traer,
    tmp_path: Path,
    envio: tuple[str, str, int],
) -> None:
    archivo, codigo, filas = envio
    traer(workspace, MUESTRAS / archivo, "titulos", codigo)
    libro = sacar(workspace, contexto, tmp_path / "c.xlsx", procedimiento=codigo)

    datos = traer(workspace, libro, "cartera", codigo)

    assert cuentas(datos) == (0, 0, filas, 0)
    assert datos["diferencias"] == []


def test_a_workbook_of_two_institutions_names_them_and_comes_back(
    svsp: Workspace, contexto: Contexto, traer: Traer, tmp_path: Path
) -> None:
    traer(svsp, MUESTRAS / "multas_idpyba_2026.csv", "titulos", "PA02-PR19")
    libro = sacar(svsp, contexto, tmp_path / "todo.xlsx")
    sheet = hoja(libro)
    column = titulos(sheet)["ENTIDAD"]
    named = {sheet.cell(row, column).value for row in range(7, sheet.max_row)}

    assert named == {"SVSP", "IDPYBA"}
    assert cuentas(traer(svsp, libro)) == (0, 0, 1178 + 147, 0)


@pytest.mark.parametrize(
    ("titulo", "valor", "cambio"),
    [
        ("VR. CAPITAL", 15_000_000, ("capital", "$ 14.545.123", "$ 15.000.000", False)),
        ("ABONOS", 545_123, ("abonos", "$ 0", "$ 545.123", False)),
        ("CIUDAD", "Cali", ("municipio", "Bucaramanga", "Cali", False)),
        ("TELÉFONO", "6015550000", ("telefono", "6012974871", "6015550000", False)),
        ("OBSERVACIONES", "Ya llamó", ("observaciones", "", "Ya llamó", False)),
        (
            "CORREO ELECTRÓNICO",
            "nuevo@ejemplo.test",
            ("correo", "info.vigilancia39@ejemplo.test", "nuevo@ejemplo.test", False),
        ),
    ],
)
def test_an_edited_cell_is_the_only_difference_and_is_applied_once(
    ida: Ida, titulo: str, valor: object, cambio: tuple[str, str, str, bool]
) -> None:
    ida.editar(1, titulo, valor)

    first = ida.volver()
    again = ida.volver()

    assert diferencias(first) == [(1, *cambio)]
    assert cuentas(first) == (0, 1, first["leidas"] - 1, 0)
    assert sin_cambios(again)


@pytest.mark.parametrize(
    ("titulo", "valor", "campo"),
    [
        ("RAZÓN SOCIAL / NOMBRE DEL VIGILADO", "OTRA S.A.S.", "nombre"),
        ("RESOLUCIÓN No.", "20220000000", "titulo_numero"),
        ("NIT", "890903938-8", "documento"),
        ("CONCEPTO", "Multa", "concepto"),
        ("VIGENCIA", 2020, "vigencia"),
        ("SALDO CAPITAL", 1, "saldo"),
        ("CORREO ELECTRÓNICO", None, "correo"),
        ("FECHA NOTIFICACIÓN", None, "notificado"),
        ("REPRESENTANTE LEGAL", None, "representante"),
    ],
)
def test_what_a_file_may_not_overwrite_is_only_shown(
    ida: Ida, titulo: str, valor: object, campo: str
) -> None:
    ida.editar(1, titulo, valor)

    datos = ida.volver()

    [(fila, named, _, _, protegido)] = diferencias(datos)
    assert (fila, named, protegido) == (1, campo, True)
    assert sin_cambios(datos)


def test_what_is_written_over_locked_columns_is_told_and_not_taken(ida: Ida) -> None:
    with ida.workspace.base.write.begin() as session:
        # Changed here since: what the workbook still says is nobody's change there.
        session.get_one(ExpedienteRow, 1).vence_proximo = dt.date(2027, 1, 15)
    ida.editar(1, "ETAPA", "Cobro coactivo")
    ida.editar(1, "RESPONSABLE", "Ana de Financiera")
    ida.editar(1, "EXIGIBLE", "1/2/2024")
    ida.editar(3, "No.", 77)
    rejects = ida.libro.with_name("rechazos.xlsx")

    datos = ida.volver(simular=True, rechazos=rejects)

    sheet = hoja(ida.libro)
    letters = {
        title: sheet.cell(1, n).column_letter for title, n in titulos(sheet).items()
    }
    found = {item["campo"]: item for item in datos["diferencias"]}
    assert found.keys() == {"ETAPA", "RESPONSABLE", "EXIGIBLE"}
    stage = found["ETAPA"]
    assert stage["celda"] == f"{letters['ETAPA']}{ENCABEZADO + 1}"
    assert (stage["antes"], stage["despues"]) == ("Recepción", "Cobro coactivo")
    assert stage["protegido"]
    assert not stage["se_escribe"]
    assert "cerrar la actividad" in stage["decision"]
    assert found["EXIGIBLE"]["despues"] == "2024-02-01"
    assert "«Asignar»" in found["RESPONSABLE"]["decision"]
    assert cuentas(datos)[:2] == (0, 0)
    listed = openpyxl.load_workbook(rejects)["Diferencias"]
    assert {cell.value for cell in listed["C"][1:]} == found.keys()
    assert stage["celda"] in {cell.value for cell in listed["A"]}

    applied = ida.volver()
    assert applied["lote"] is None
    assert applied["diferencias"] == datos["diferencias"]
    # Without our seal a column ESTADO or ETAPA is of whoever sends the file.
    ida.quitar("COLUMNAS PROTEGIDAS")
    assert ida.volver(simular=True)["diferencias"] == []


def test_a_date_edited_at_the_first_activity_is_written(ida: Ida) -> None:
    ida.editar(1, "FECHA EJECUTORIA", dt.date(2022, 8, 18))

    datos = ida.volver()

    assert diferencias(datos) == [(1, "ejecutoria", "2022-08-17", "2022-08-18", False)]
    with ida.workspace.base.read() as session:
        titulo = session.get_one(TituloRow, 1)
        assert titulo.ejecutoria == dt.date(2022, 8, 18)


def test_a_new_contact_is_added_and_the_old_one_stays(ida: Ida) -> None:
    ida.editar(1, "DIRECCIÓN", "Calle 1 # 2-3")

    ida.volver()

    with ida.workspace.base.read() as session:
        known = session.scalars(
            select(DireccionRow.texto)
            .where(DireccionRow.persona_id == 1, DireccionRow.tipo == "direccion")
            .order_by(DireccionRow.id)
        ).all()
    assert known == ["Av. 85 A # 150 - 85 Int 4 Bloque B", "Calle 1 # 2-3"]


def test_a_row_written_below_with_a_copied_key_is_a_new_case(
    svsp: Workspace, libro: Path, traer: Traer
) -> None:
    book = openpyxl.load_workbook(libro)
    sheet: Any = book.active
    last = sheet.max_row
    columns = titulos(sheet)
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(ENCABEZADO + 1, column).value
    sheet.cell(last, columns["NIT"]).value = "890903938-8"
    sheet.cell(last, columns["RESOLUCIÓN No."]).value = "R-1"
    book.save(libro)

    datos = traer(svsp, libro)

    assert cuentas(datos) == (1, 0, datos["leidas"] - 1, 0)
    assert datos["diferencias"] == []


def test_a_row_pasted_twice_is_told(svsp: Workspace, libro: Path, traer: Traer) -> None:
    book = openpyxl.load_workbook(libro)
    sheet: Any = book.active
    last = sheet.max_row
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last, column).value = sheet.cell(ENCABEZADO + 1, column).value
    sheet.cell(last, titulos(sheet)["VR. CAPITAL"]).value = 1
    book.save(libro)

    datos = traer(svsp, libro, simular=True)

    assert f"La fila {last} de la hoja repite la clave" in datos["avisos"][-1]


def test_without_the_hidden_keys_the_titles_are_recognised(ida: Ida) -> None:
    ida.quitar("CLAVE")

    assert sin_cambios(ida.volver())


def test_keys_of_another_base_are_not_believed(
    workspace: Workspace, libro: Path, traer: Traer
) -> None:
    traer(workspace, MUESTRAS / "jurados_rnec_2026.xlsx", "titulos", "RJPD06")

    datos = traer(workspace, libro)

    assert cuentas(datos) == (datos["leidas"], 0, 0, 0)
    assert "salió de otra base" in datos["avisos"][-1]


def test_a_damaged_key_is_told_and_the_title_finds_its_case(ida: Ida) -> None:
    ida.editar(2, "CLAVE", "1-1-deadbeef")
    ida.editar(3, "CLAVE", 45_234)
    ida.editar(3, "CIUDAD", "Tunja")

    datos = ida.volver(simular=True)

    assert [d[1:4] for d in diferencias(datos)] == [("municipio", ANY, "Tunja")]
    rows = f"{ENCABEZADO + 2}, {ENCABEZADO + 3}"
    assert datos["avisos"][-1].startswith(f"Las filas {rows} de la hoja traen")


def test_an_emptied_cell_of_a_contact_erases_nothing_and_says_so(ida: Ida) -> None:
    ida.editar(1, "CORREO ELECTRÓNICO", None)

    (found,) = ida.volver(simular=True)["diferencias"]

    assert found["decision"] == "se conserva: una celda vacía no borra nada"


def test_a_deleted_column_erases_nothing(ida: Ida) -> None:
    ida.quitar("OBSERVACIONES", "CORREO ELECTRÓNICO")

    datos = ida.volver()

    assert sin_cambios(datos)
    assert datos["diferencias"] == []


def test_what_changed_here_since_the_export_is_never_overwritten(ida: Ida) -> None:
    ida.cambiar_aca(16_000_000)
    ida.editar(1, "VR. CAPITAL", 15_000_000)

    datos = ida.volver()

    capital = datos["diferencias"][0]
    assert (capital["antes"], capital["despues"]) == ("$ 16.000.000", "$ 15.000.000")
    assert (capital["clase"], capital["base"]) == ("conflicto", "$ 14.545.123")
    assert capital["decision"] == "conflicto: falta elegir"
    assert sin_cambios(datos)
    assert datos["regreso"]["conflicto"] == 1
    assert "1 está en conflicto" in datos["avisos"][-1]
    assert ida.capital == 16_000_000


def test_a_conflict_is_written_only_where_a_person_chooses_it(ida: Ida) -> None:
    ida.cambiar_aca(16_000_000)
    ida.editar(1, "VR. CAPITAL", 15_000_000)

    every = ida.volver(decisiones=Decisiones({"*": True}))
    assert sin_cambios(every), "all of them is not a choice of this one"
    chosen = Decisiones(filas={("capital", ENCABEZADO + 1): True})
    datos = ida.volver(decisiones=chosen)

    assert datos["cambiadas"] == 1
    assert ida.capital == 15_000_000


def test_what_changed_only_here_is_told_and_stays(ida: Ida) -> None:
    ida.cambiar_aca(16_000_000)

    datos = ida.volver()

    assert sin_cambios(datos)
    assert {d["clase"] for d in datos["diferencias"]} == {"cambio_aca"}
    assert datos["regreso"]["cambio_aca"] == 1
    assert "salió antes de cambios hechos acá: 1 fila" in datos["avisos"][-1]
    assert ida.capital == 16_000_000


def test_the_same_change_on_both_sides_coincides(ida: Ida) -> None:
    ida.cambiar_aca(16_000_000)
    ida.editar(1, "VR. CAPITAL", 16_000_000)
    ida.editar(1, "SALDO CAPITAL", 16_000_000)

    datos = ida.volver()

    assert sin_cambios(datos)
    assert datos["diferencias"] == []
    assert datos["regreso"]["coincide"] == datos["leidas"]


def test_a_difference_refused_is_not_written_and_the_others_are(ida: Ida) -> None:
    ida.editar(1, "VR. CAPITAL", 15_000_000)
    ida.editar(2, "CORREO ELECTRÓNICO", "nuevo@ejemplo.test")

    datos = ida.volver(decisiones=Decisiones({"capital": False}))

    fates = {d["campo"]: d["decision"] for d in datos["diferencias"]}
    assert fates["capital"] == "rechazada"
    assert fates["correo"] == "cambia"
    assert datos["cambiadas"] == 1
    assert ida.capital == 14_545_123


def test_an_address_added_here_since_the_export_stays_the_current_one(
    svsp: Workspace, libro: Path, traer: Traer, contexto: Contexto
) -> None:
    with svsp.base.write.begin() as session:
        session.add(
            DireccionRow(persona_id=1, texto="Calle 9 # 9-9", desde=contexto.hoy)
        )

    datos = traer(svsp, libro)

    assert sin_cambios(datos)
    told = [(d["campo"], d["clase"]) for d in datos["diferencias"]]
    assert told == [("direccion", "cambio_aca")]


def test_money_of_a_case_that_moved_is_protected(ida: Ida) -> None:
    with ida.workspace.base.write.begin() as session:
        session.execute(
            update(ExpedienteRow).where(ExpedienteRow.id == 1).values(actividad="3")
        )
    ida.editar(1, "VR. CAPITAL", 1)

    datos = ida.volver()

    assert [d[4] for d in diferencias(datos)] == [True]
    assert sin_cambios(datos)


def test_payments_show_as_abonos_and_come_back_without_a_difference(
    svsp: Workspace, contexto: Contexto, traer: Traer, tmp_path: Path
) -> None:
    traer(svsp, MUESTRAS / "pagos_svsp_2026-10.xlsx", "pagos")
    libro = sacar(svsp, contexto, tmp_path / "c.xlsx")
    sheet = hoja(libro)
    columns = titulos(sheet)
    paid = [
        sheet.cell(row, columns["VR. CAPITAL"]).value
        - sheet.cell(row, columns["SALDO CAPITAL"]).value
        == sheet.cell(row, columns["ABONOS"]).value
        for row in range(ENCABEZADO + 1, ENCABEZADO + 1 + 1178)
    ]

    datos = traer(svsp, libro)

    assert all(paid)
    assert sin_cambios(datos)
    assert datos["diferencias"] == []


def test_only_the_cases_of_a_query_are_written(
    svsp: Workspace, contexto: Contexto, tmp_path: Path
) -> None:
    command = Exportar("cartera", tmp_path / "c.xlsx", "saldo>85m")
    with svsp.base.read() as session:
        query = select(ExpedienteRow.id).where(ExpedienteRow.saldo > 85_000_000_00)
        expected = len(session.scalars(query).all())

    assert exportar(command, svsp, contexto).datos["filas"] == expected > 0


def test_a_person_of_kind_cedula_says_so(
    svsp: Workspace, contexto: Contexto, traer: Traer, tmp_path: Path
) -> None:
    with svsp.base.write.begin() as session:
        persona = session.get_one(PersonaRow, 1)
        persona.tipo_documento, persona.numero, persona.dv = "CC", "52333111", ""
    libro = sacar(svsp, contexto, tmp_path / "c.xlsx", consulta=AGOSTO)
    sheet = hoja(libro)

    assert sheet["B7"].value == "CC 52333111"
    assert diferencias(traer(svsp, libro)) == []


def test_the_open_xml_audit_finds_nothing(libro_entero: Path) -> None:
    found = OpenXmlValidator().validate(libro_entero).errors

    assert {error.description for error in found} <= ADMITIDOS


def test_an_unknown_format_is_refused_with_the_list(
    svsp: Workspace, contexto: Contexto, tmp_path: Path
) -> None:
    with pytest.raises(InvalidDataError, match="Los que hay son: cartera"):
        exportar(Exportar("pdf", tmp_path / "c.xlsx"), svsp, contexto)
    assert list(tmp_path.glob("c.*")) == []


def test_an_unknown_procedure_is_refused(
    svsp: Workspace, contexto: Contexto, tmp_path: Path
) -> None:
    command = Exportar("cartera", tmp_path / "c.xlsx", procedimiento="XX-1")
    with pytest.raises(NotFoundError):
        exportar(command, svsp, contexto)


def test_a_failure_leaves_the_file_that_was_there(
    svsp: Workspace, contexto: Contexto, tmp_path: Path
) -> None:
    salida = tmp_path / "c.xlsx"
    salida.write_bytes(b"lo de antes")
    with svsp.base.write.begin() as session:
        titulo = session.get_one(TituloRow, 40)
        titulo.datos = {"observaciones": "x" * 40_000}

    with pytest.raises(InvalidDataError, match="caben 32767"):
        exportar(Exportar("cartera", salida), svsp, contexto)

    assert salida.read_bytes() == b"lo de antes"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["c.xlsx"]


def test_a_folder_that_is_not_there_is_told(
    svsp: Workspace, contexto: Contexto, tmp_path: Path
) -> None:
    command = Exportar("cartera", tmp_path / "no" / "c.xlsx")
    with pytest.raises(StorageError, match="no existe la carpeta"):
        exportar(command, svsp, contexto)
