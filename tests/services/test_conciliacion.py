from __future__ import annotations

import datetime as dt
from pathlib import Path

import docx
import openpyxl
import pytest

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.conciliacion.acta import SUMA, levantar_acta
from cobro_desktop.services.conciliacion.comparacion import (
    Conciliacion,
    conciliar,
    cortes,
)
from cobro_desktop.services.conciliacion.registro import (
    AnotarDiferencia,
    anotar_diferencia,
    exportar_conciliacion,
)
from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos
from cobro_desktop.services.documentos.emision import exportar_documento
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import DocumentoRow
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

DATOS = {
    "direccion_entidad": "Calle 24A # 59-42",
    "correo_entidad": "cobro@entidad.test",
}
LIBROS = """\
NIT;Nombre;Título;Saldo capital;Intereses;Saldo
890903938-8;VIGÍAS & CÍA;R-100;1.000.000;0;1.000.000
860002964-4;ÑÁÑEZ SEGURIDAD;R-200;1.423.500;0;1.423.500
800197268-4;OTRA EMPRESA;R-999;300.000;0;300.000
"""
R100, R200 = 20_482_200, 27_097_200
"""Interest to the cut, as in `test_informes.py`."""


@pytest.fixture
def oficina(any_base: Base, tmp_path: Path) -> Workspace:
    workspace = abrir_oficina(any_base, tmp_path)
    file = tmp_path / "saldos.csv"
    file.write_text(LIBROS, encoding="utf-8")
    importar(
        Importar(file, "saldos", "PRO-GJU-130-008"),
        workspace,
        en_nombre_de("fin"),
        SilentProgress(),
    )
    return workspace


def causas(found: Conciliacion) -> dict[str, str]:
    return {p.titulo: str(p.explicacion.causa) for p in found.partidas}


def clave(found: Conciliacion, titulo: str) -> str:
    return next(p.clave for p in found.partidas if p.titulo == titulo)


def test_each_difference_has_its_cause(oficina: Workspace) -> None:
    assert cortes(oficina, "SVSP") == [HOY]

    found = conciliar(oficina, "", HOY)

    assert causas(found) == {
        "R-100": "sin_intereses_en_libros",
        "R-200": "sin_intereses_en_libros",
        "R-300": "no_esta_en_libros",
        "R-999": "no_esta_en_cobro",
    }
    by_title = {p.titulo: p.diferencia for p in found.partidas}
    assert by_title["R-100"] == R100
    assert by_title["R-200"] == R200
    assert by_title["R-999"] == -300_000_00


def test_the_sums_square(oficina: Workspace) -> None:
    found = conciliar(oficina, "SVSP", HOY)

    assert found.libros.total == 2_723_500_00
    assert sum(total.diferencia for total in found.por_causa()) == found.diferencia
    assert found.cobro.total - found.libros.total == found.diferencia


def test_a_payment_that_the_books_lack_is_named(oficina: Workspace) -> None:
    case = expediente_de(oficina, "R-200")
    registrar_pago(
        RegistrarPago(case.id, dt.date(2026, 9, 10), 50_000_00, "PSE-1"),
        oficina,
        en_nombre_de("fin"),
    )

    found = conciliar(oficina, "SVSP", HOY)

    said = next(p.explicacion for p in found.partidas if p.titulo == "R-200")
    assert said.causa == "pago_falta_en_libros"
    assert "10 sep 2026 por $ 50.000" in said.texto


def test_what_a_person_says_counts_and_stays(oficina: Workspace) -> None:
    found = conciliar(oficina, "SVSP", HOY)
    said = AnotarDiferencia(
        "SVSP", HOY, clave(found, "R-999"), "otra", "Es de la cartera de 2019."
    )
    anotar_diferencia(said, oficina, en_nombre_de("fin"))

    after = conciliar(oficina, "SVSP", HOY)

    assert causas(after)["R-999"] == "otra"
    noted = next(p for p in after.partidas if p.titulo == "R-999")
    assert "Es de la cartera de 2019. (fin," in noted.explicacion.texto
    assert noted.propuesta.causa == "no_esta_en_cobro"


def test_bad_notes_are_refused(oficina: Workspace) -> None:
    key = clave(conciliar(oficina, "SVSP", HOY), "R-999")
    for wrong, error in (
        (AnotarDiferencia("SVSP", HOY, key, "inventada", "x"), InvalidDataError),
        (AnotarDiferencia("SVSP", HOY, key, "otra", "  "), InvalidDataError),
        (AnotarDiferencia("SVSP", HOY, "libros:0", "otra", "x"), NotFoundError),
    ):
        with pytest.raises(error):
            anotar_diferencia(wrong, oficina, en_nombre_de("fin"))
    with pytest.raises(NotAllowedError):
        anotar_diferencia(
            AnotarDiferencia("SVSP", HOY, key, "otra", "x"),
            oficina,
            en_nombre_de("aux"),
        )


def test_a_cut_without_balances_says_how_to_bring_them(oficina: Workspace) -> None:
    with pytest.raises(InvalidDataError, match="Impórtelos"):
        conciliar(oficina, "SVSP", dt.date(2026, 8, 31))


def test_the_workbook_squares_with_the_screen(
    oficina: Workspace, tmp_path: Path
) -> None:
    found = conciliar(oficina, "SVSP", HOY)
    path = tmp_path / "conciliacion.xlsx"

    exportar_conciliacion(found, path, oficina, en_nombre_de("fin"))

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Resumen", "Diferencias", "Todas"]
    rows = list(book["Todas"].iter_rows(min_row=6, values_only=True))
    gaps = [row[11] for row in rows if isinstance(row[11], int | float)]
    assert sum(gaps) == found.diferencia / 100


def test_the_acta_is_drafted_with_the_figures_of_both(
    oficina: Workspace, tmp_path: Path
) -> None:
    fijar_datos(FijarDatos("SVSP", DATOS), oficina, en_nombre_de("adm"))

    changes = levantar_acta(oficina, en_nombre_de("fin"), "SVSP", HOY)

    with oficina.base.read() as session:
        row = session.get_one(DocumentoRow, changes.datos["documento"])
        printed = row.contexto["impreso"]
    assert printed["corte"] == "30 de septiembre de 2026"
    assert row.expediente_id is None
    assert printed["cifras"][2]["contabilidad"] == "$ 2.723.500"
    assert {d["causa"] for d in printed["diferencias"]} == {
        "Los libros no causan intereses",
        "No está en los libros",
        "No está en cobro",
        SUMA,
    }
    assert printed["diferencias"][-1]["contabilidad"] == "$ 2.723.500"
    assert [one["nombre"] for one in printed["asistentes"]] == ["FIN", "COO"]
    exportar_documento(row.id, tmp_path / "acta.docx", oficina)
    text = [p.text for p in docx.Document(str(tmp_path / "acta.docx")).paragraphs]
    assert text[text.index("FIN") : text.index("COO") + 2] == [
        "FIN", "Área financiera", "COO", "Cobro"
    ]  # fmt: skip


def test_each_cause_is_told_apart_and_the_sums_square(
    any_base: Base, tmp_path: Path
) -> None:
    workspace = abrir_oficina(any_base, tmp_path)
    _traer(workspace, tmp_path, "cartera", _doce())
    _traer(
        workspace,
        tmp_path,
        "pagos",
        [
            "Fecha;Referencia;NIT;Resolución;Valor",
            # 258 days at 12 %: 84.821,92 of interest, that is 1.084.822.
            "30/09/2026;P-4;900000004;C-4;1.084.822",
            "15/07/2026;P-5a;900000005;C-5;500.000",
            "15/08/2026;P-5b;900000005;C-5;100.000",
            "01/09/2026;P-6;900000006;;250.000",
            "01/09/2026;P-7;900000007;C-7;300.000",
            "01/09/2026;P-11;900000011;C-11;300.000",
        ],
    )
    _traer(workspace, tmp_path, "saldos", ["NIT;Título;Saldo", "900000001;C-1;1"])
    [five] = (
        p for p in conciliar(workspace, "SVSP", HOY).partidas if p.titulo == "C-5"
    )
    assert five.lados.cobro is not None
    # The books lack the first payment, not the last one.
    lacking = five.lados.cobro.capital + five.lados.abonos[0].capital
    whole = f"{lacking // 100},{lacking % 100:02}"
    told = _traer(
        workspace,
        tmp_path,
        "saldos",
        [
            "NIT;Título;Saldo capital;Intereses;Saldo",
            "900000001;C-1;1.000.000;84.822;1.084.822",
            "900000002;C-2;1.000.000;84.821,50;1.084.821,50",
            "900000004;C-4;1.000.000;0;1.000.000",
            f"900000005;C-5;{whole};0;{whole}",
            "900000006;C-6;750.000;0;750.000",
            "900000007;C-7;700.000;0;700.000",
            "900000008;C-8;1.000.000;0;1.000.000",
            "900000009;C-9;1.000.000;50.000;1.050.000",
            "900000010;C-10;1.200.000;0;1.200.000",
            "900000011;C-11;1.000.000,40;84.822;1.084.822,40",
            "900000012;C-12;1.000.000,40;60.000;1.060.000,40",
            "900000099;X-1;300.000;0;300.000",
        ],
    )

    assert told.datos["avisos_celdas"] == [], "capital and interest are the balance"
    assert told.datos["cambiadas"] == 1, "C-1 was another one before"
    found = conciliar(workspace, "SVSP", HOY)

    assert {t: c for t, c in causas(found).items() if t[0] != "R"} == {
        "C-1": "coincide",
        "C-2": "redondeo",
        "C-3": "no_esta_en_libros",
        "C-4": "terminada_en_cobro",
        "C-5": "pago_falta_en_libros",
        "C-6": "pago_falta_en_cobro",
        "C-7": "imputacion",
        "C-8": "sin_intereses_en_libros",
        "C-9": "intereses",
        "C-10": "otra",
        "C-11": "pago_falta_en_libros",
        "C-12": "intereses",
        "X-1": "no_esta_en_cobro",
    }
    said = {p.titulo: p.explicacion.texto for p in found.partidas}
    assert "15 jul 2026 por $ 500.000" in said["C-5"]
    assert "15 ago 2026" not in said["C-5"]
    assert "1 sep 2026, que espera en «Pagos por identificar»" in said["C-6"]
    sums = found.por_causa()
    assert sum(s.cobro for s in sums) == found.cobro.total
    assert sum(s.libros for s in sums) == found.libros.total
    # By hand, to the centavo: the eleven rows of the file and the one of C-5.
    assert found.libros.total == 10_314_466_30 + lacking
    assert sum(s.diferencia for s in sums) == found.diferencia


def _doce() -> list[str]:
    rows = [
        f"{900_000_000 + n};EMPRESA {n} SAS;Multa;C-{n};10/01/2026;15/01/2026;1.000.000"
        for n in range(1, 13)
    ]
    head = "NIT;Razón social;Concepto;Resolución;Fecha resolución;Fecha ejecutoria"
    return [f"{head};Capital", *rows]


def _traer(
    workspace: Workspace, folder: Path, formato: str, lines: list[str]
) -> Changes:
    file = folder / f"{formato}.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    command = Importar(file, formato, "PRO-GJU-130-008")
    return importar(command, workspace, en_nombre_de("fin"), SilentProgress())
