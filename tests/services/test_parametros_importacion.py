"""Files of legal values: judged row by row, written in one go."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from cobro_desktop.domain.dinero import desde_pesos
from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
    UnreadableFileError,
)
from cobro_desktop.services.parametros.importacion import (
    ImportarParametros,
    importar_parametros,
)
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import BitacoraRow, ParametroRow
from tests.services.oficina import abrir_oficina, en_nombre_de

SHIPPED = Path(__file__).parents[2] / "resources" / "referencia"
HEADINGS = "desde;hasta;resolucion;ibc;usura;fuente;verificado"
OCTUBRE = "01/10/2026;31/10/2026;1401;19,20;28,80;SFC;si"
NOVIEMBRE = "01/11/2026;30/11/2026;1502;19,00;28,50;SFC;si"
DICIEMBRE = "01/12/2026;31/12/2026;1603;18,90;28,35;SFC;no"


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def archivo(tmp_path: Path) -> Path:
    return tmp_path / "tasas.csv"


def traer(
    workspace: Workspace, archivo: Path, tabla: str = "tasas_interes", **opciones: Any
) -> dict[str, Any]:
    contexto = en_nombre_de(opciones.pop("login", "coo"), dt.date(2026, 11, 5))
    command = ImportarParametros(archivo, tabla, **opciones)
    return importar_parametros(command, workspace, contexto, SilentProgress()).datos


def counts(datos: dict[str, Any]) -> tuple[int, ...]:
    names = ("leidas", "nuevas", "cambiadas", "iguales", "rechazadas")
    return tuple(datos[name] for name in names)


def rows_in(workspace: Workspace) -> int:
    with workspace.base.read() as session:
        count = select(func.count()).select_from(ParametroRow)
        return session.scalars(count).one()


@pytest.mark.parametrize(
    ("tabla", "filas"),
    [
        ("tasas_interes", 167),
        ("smlmv", 27),
        ("uvt", 21),
        ("uvb", 4),
        ("ipc", 59),
        ("ipc_mensual", 279),
    ],
)
def test_the_files_that_ship_say_nothing_new(
    workspace: Workspace, tabla: str, filas: int
) -> None:
    found = traer(workspace, SHIPPED / f"{tabla}.csv", tabla)

    assert counts(found) == (filas, 0, 0, filas, 0), found["errores"]
    assert found["guardado"] is False
    assert rows_in(workspace) == 0


def test_rows_enter_in_any_order_in_one_transaction(
    workspace: Workspace, archivo: Path
) -> None:
    archivo.write_text(
        f"{HEADINGS}\n{DICIEMBRE}\n\n{OCTUBRE}\n{NOVIEMBRE}", encoding="cp1252"
    )
    with workspace.base.read() as session:
        before = session.scalars(select(func.count()).select_from(BitacoraRow)).one()

    tried = traer(workspace, archivo, simular=True)
    assert counts(tried) == (3, 3, 0, 0, 0)
    assert rows_in(workspace) == 0

    found = traer(workspace, archivo)

    assert counts(found) == (3, 3, 0, 0, 0)
    last = workspace.referencia.tasas.tramos[-1]
    assert (last.resolucion, last.hasta) == ("1603", dt.date(2026, 12, 31))
    with workspace.base.read() as session:
        after = session.scalars(select(func.count()).select_from(BitacoraRow)).one()
    assert after == before + 1
    assert counts(traer(workspace, archivo)) == (3, 0, 0, 3, 0)


def test_a_bad_row_and_what_hangs_on_it_are_rejected_with_reasons(
    workspace: Workspace, archivo: Path
) -> None:
    """October enters; November has no usura, so December would leave a gap."""
    bad = "01/11/2026;30/11/2026;1502;19,00;;SFC;tal vez"
    archivo.write_text(f"{HEADINGS}\n{OCTUBRE}\n{bad}\n{DICIEMBRE}", "utf-8")

    found = traer(workspace, archivo)

    assert counts(found) == (3, 1, 0, 0, 2)
    told = [(e["celda"], e["columna"]) for e in found["errores"]]
    assert told == [
        ("E3", "usura_consumo_ordinario"),
        ("G3", "verificado"),
        ("A4", "desde"),
    ]
    assert "noviembre de 2026" in found["errores"][2]["motivo"]
    assert workspace.referencia.tasas.tramos[-1].resolucion == "1401"


def test_a_value_that_is_there_needs_a_reason(
    workspace: Workspace, archivo: Path
) -> None:
    archivo.write_text(f"{HEADINGS}\n{OCTUBRE}\n", "utf-8")
    traer(workspace, archivo)
    archivo.write_text(f"{HEADINGS}\n{OCTUBRE.replace('28,80', '28,81')}\n", "utf-8")

    refused = traer(workspace, archivo)
    assert counts(refused) == (1, 0, 0, 0, 1)
    assert "escriba el motivo" in refused["errores"][0]["motivo"]
    accepted = traer(workspace, archivo, motivo="Fe de erratas")

    assert counts(accepted) == (1, 0, 1, 0, 0)
    assert len(accepted["avisos"]) == 1
    assert rows_in(workspace) == 2


def test_a_workbook_with_a_title_above_its_headings_is_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["una portada"])  # type: ignore[union-attr]
    sheet = book.create_sheet("UVT")
    sheet.append(["Valores de la UVT"])
    sheet.append([])
    sheet.append(["Año", "Valor en pesos", "Resolución", "Vista por"])
    sheet.append([2027, 54_990, "DIAN 000300", "Ana"])
    path = tmp_path / "uvt.xlsx"
    book.save(path)

    found = traer(workspace, path, "uvt")

    assert counts(found) == (1, 1, 0, 0, 0)
    assert found["columnas_ignoradas"] == ["Vista por"]
    value = workspace.referencia.uvt.de(2027)
    assert value.valor == desde_pesos(54_990)
    assert value.fuente.startswith("Archivo «uvt.xlsx» (cargado en Parámetros legales")


def test_percent_cells_are_refused_and_numbers_read(
    workspace: Workspace, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS.split(";"))
    first, last = dt.datetime(2026, 10, 1), dt.datetime(2026, 10, 31)  # noqa: DTZ001
    sheet.append([first, last, 1401, 0.192, 0.288, "SFC", True])
    sheet.append([first, last, 1401, 19.2, 28.8, "SFC", True])
    path = tmp_path / "tasas.xlsx"
    book.save(path)

    found = traer(workspace, path)

    assert counts(found) == (2, 1, 0, 0, 1)
    assert {e["fila"] for e in found["errores"]} == {2}
    assert workspace.referencia.tasas.tramos[-1].resolucion == "1401"


def test_closures_are_of_the_entity_that_is_said(
    workspace: Workspace, archivo: Path
) -> None:
    archivo.write_text("fecha;acto\n24/12/2026;Resolución 5 de 2026\n", "utf-8")

    assert counts(traer(workspace, archivo, "cierres", sigla="SVSP"))[1] == 1

    assert not workspace.calendario("SVSP").es_habil(dt.date(2026, 12, 24))
    with pytest.raises(InvalidDataError, match="diga de cuál"):
        traer(workspace, archivo, "cierres")


def test_files_that_are_something_else_are_told(
    workspace: Workspace, archivo: Path
) -> None:
    with pytest.raises(NotFoundError, match="No existe el archivo"):
        traer(workspace, archivo)
    archivo.write_text("nombre;valor\nuno;2\n", "utf-8")
    with pytest.raises(InvalidDataError, match="no se ven las columnas"):
        traer(workspace, archivo)
    archivo.write_text("desde;hasta;ibc\n01/10/2026;31/10/2026;19\n", "utf-8")
    with pytest.raises(InvalidDataError, match="resolucion, usura_consumo_ordinario"):
        traer(workspace, archivo)
    archivo.write_bytes(b"%PDF-1.4 una resolucion")
    with pytest.raises(UnreadableFileError, match="PDF"):
        traer(workspace, archivo)
    archivo.write_text(HEADINGS + "\n" + OCTUBRE * 50_000, "utf-8")
    with pytest.raises(UnreadableFileError, match="demasiado grande"):
        traer(workspace, archivo)


def test_who_may_not_change_the_law_may_try_a_file(
    workspace: Workspace, archivo: Path
) -> None:
    archivo.write_text(f"{HEADINGS}\n{OCTUBRE}\n", "utf-8")

    assert counts(traer(workspace, archivo, login="pro", simular=True))[1] == 1
    with pytest.raises(NotAllowedError):
        traer(workspace, archivo, login="pro")


def test_a_cancelled_import_leaves_nothing(workspace: Workspace, archivo: Path) -> None:
    archivo.write_text(f"{HEADINGS}\n{OCTUBRE}\n{NOVIEMBRE}", "utf-8")

    class Stops(SilentProgress):
        def report(self, done: int, total: int, detail: str) -> None:
            if detail.startswith("Guardando") and done == total:
                raise CancelledByUserError

    command = ImportarParametros(archivo, "tasas_interes")
    with pytest.raises(CancelledByUserError):
        importar_parametros(command, workspace, en_nombre_de("coo"), Stops())

    assert rows_in(workspace) == 0
