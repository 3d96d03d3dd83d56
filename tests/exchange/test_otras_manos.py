"""Files of banks, books and state listings, as their systems write them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import openpyxl
import pytest

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.exchange.rechazos import escribir_rechazos

if TYPE_CHECKING:
    from tests.exchange.conftest import Lectura

Leer: TypeAlias = "Callable[..., Lectura]"
Hacer: TypeAlias = Callable[..., Path]

PAGADOS = ("Fecha", "Identificación", "Valor", "Referencia", "Estado", "Moneda")


def valores(found: Lectura, campo: str) -> list[Any]:
    return [row[campo] for row in found.aceptadas]


def campos(found: Lectura) -> dict[str, str | None]:
    return {c.titulo: c.campo for c in found.resumen.columnas}


def test_what_a_transaction_says_of_itself_decides_whether_it_is_a_payment(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    said = (
        ("APROBADA", "COP"), ("Rechazada", "COP"), ("PENDIENTE", "COP"),
        ("Pendiente por identificar", "COP"), ("PAGO REVERSADO", "COP"),
        ("Cruzada", "COP"), ("Exitosa", "USD"),
    )  # fmt: skip
    rows = [
        ("05/10/2026", f"7922233{i}", 450_000, f"T{i}", *words)
        for i, words in enumerate(said)
    ]

    found = leer_aqui(hacer_libro([PAGADOS, *rows]), "pagos")

    assert valores(found, "referencia") == ["T0", "T3", "T5"]
    assert {e.celda: e.codigo for e in found.errores} == dict.fromkeys(
        ("E3", "E4", "E6", "F8"), "not_taken"
    )
    assert found.errores[0].motivo.startswith("Dice «Rechazada»: la transacción no")
    assert [a.celda for a in found.avisos] == ["E7"]


@pytest.mark.parametrize(
    ("headings", "cells", "column"),
    [
        (("VR EFECTIVO", "VR CHEQUE", "VR TOTAL"), (0, 90_000, 90_000), "VR TOTAL"),
        (("VALOR MULTA", "ABONO OCTUBRE", "SALDO"), (9e6, 4e6, 5e6), "ABONO OCTUBRE"),
        (("CAPITAL", "INTERESES", "PAGO"), (9e6, 1e6, 1e7), "PAGO"),
        (("SALDO", "VALOR MULTA PAGADA", "IVA"), (0, 9e6, 19e5), "VALOR MULTA PAGADA"),
    ],
)
def test_what_was_paid_is_told_from_what_was_owed(
    headings: Sequence[str],
    cells: Sequence[float],
    column: str,
    leer_aqui: Leer,
    hacer_libro: Hacer,
) -> None:
    table = [("Fecha pago", "NIT", *headings), ("05/10/2026", "900555666", *cells)]

    found = leer_aqui(hacer_libro(table), "pagos")

    assert campos(found)[column] == "valor"
    assert valores(found, "valor") == [int(cells[headings.index(column)] * 100)]


def test_a_report_of_deposits_names_the_debtor_and_not_the_entity(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [
        ("Documento Demandante", "Nombre Demandante", "Documento Demandado",
         "Nombre Demandado", "Fecha Constitución", "Valor"),
        ("8999990017", "ENTIDAD", "79888111", "PEDRO LEÓN", "12/10/2026", "$ 812.300"),
    ]  # fmt: skip

    found = leer_aqui(hacer_libro(table), "pagos")

    assert valores(found, "numero_documento") == ["79888111"]
    assert valores(found, "nombre") == ["PEDRO LEÓN"]


def test_headings_without_spaces_and_names_in_numbered_columns(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    camel = ("FechaHoraTransaccion", "NumeroDocumentoPagador", "ValorTransaccion",
             "Nombre 1", "Nombre 2", "Apellido 1", "2do. apellido")  # fmt: skip
    glued = ("FECHAPAGO", "NUMDOC", "VLRPAGADO",
             "PRIMERNOMBRE", "SEGUNDONOMBRE", "PRIMERAPELLIDO", "NOMBRE3")  # fmt: skip
    row = ("2026-10-31T14:35:22-05:00", "1018400211", "250000", "ANA", "LUZ", "RUIZ",
           "PAZ")  # fmt: skip

    found = [leer_aqui(hacer_libro([head, row]), "pagos") for head in (camel, glued)]

    assert [valores(f, "valor") for f in found] == [[25_000_000], [25_000_000]]
    assert [valores(f, "fecha") for f in found] == [["2026-10-31"]] * 2
    assert valores(found[0], "nombre") == ["ANA LUZ RUIZ PAZ"]
    assert valores(found[1], "nombre") == ["ANA LUZ RUIZ"]


def test_of_several_balances_the_latest_is_taken_and_the_others_told(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [
        ("NIT", "TERCERO", "SALDO A 31/08/2026", "SALDO A 30/09/2026"),
        ("900555666", "ALFA", 4_000_000, 3_500_000),
        ("830111222", "VIGÍAS", 8_500_000, "$ -"),
    ]

    found = leer_aqui(hacer_libro(table), "saldos")

    assert valores(found, "saldo") == [350_000_000, 0]
    told, day = found.resumen.avisos_hoja
    assert told.startswith("La columna C («SALDO A 31/08/2026») también parece Saldo")
    assert day.startswith("Como Fecha de corte se tomó el 30 de septiembre de 2026")


def test_books_with_movements_ages_and_impairment(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    trial = [
        ("Cuenta", "Tercero", "Nombre tercero", "Saldo anterior", "Débitos",
         "Créditos", "Saldo final"),
        ("131102", "900555666", "ALFA", 5_000_000, 0, 1_000_000, 4_000_000),
        (None, None, "TOTAL CUENTA", 5_000_000, 0, 1_000_000, 4_000_000),
    ]  # fmt: skip
    ages = [
        ("NIT", "NOMBRE", "0-30", "91-180", "181-360", "MÁS DE 360", "TOTAL"),
        ("900555666", "ALFA", 0, 1_000_000, 0, 3_000_000, 4_000_000),
        ("TOTAL", None, 0, 1_000_000, 0, 3_000_000, 4_000_000),
    ]
    impaired = [
        ("Tercero", "Razón social", "Total cartera", "Deterioro", "Valor neto"),
        ("900555666", "ALFA", 4_000_000, 1_000_000, 3_000_000),
        ("860333444", "BETA", 3_000_000, 3_000_000, 0),
    ]

    texts = [[v if v is None else str(v) for v in row] for row in trial]
    tables = (trial, texts, ages, impaired)

    read = [leer_aqui(hacer_libro(table), "saldos") for table in tables]

    assert [valores(f, "saldo")[0] for f in read] == [400_000_000] * 4
    assert [f.errores for f in read] == [[], [], [], []]
    assert [f.resumen.total_hoja for f in read] == [*[400_000_000] * 3, None]


@pytest.mark.parametrize(
    ("above", "heading"),
    [("(Cifras en miles de pesos)", "Saldo"), ("Cartera", "Saldo (millones de $)")],
)
def test_rounded_units_are_refused(
    above: str, heading: str, leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [(above,), ("NIT", "Nombre", heading), ("900555666", "ALFA", 1_250)]

    with pytest.raises(InvalidDataError, match="no están en pesos completos"):
        leer_aqui(hacer_libro(table), "saldos")


ESTADOS = (
    ("Pago pendiente", "pendiente"),
    ("NO PAGADO", "pendiente"),
    ("No registra pago", "pendiente"),
    ("Registrado - pendiente de pago", "pendiente"),
    ("No registra", "sin_registro"),
    ("PAGADA CON DESCUENTO", "pagado"),
    ("Se encuentra a paz y salvo", "pagado"),
    ("Conmutada", "conmutado"),
    ("CONM.", "conmutado"),
    ("Pag.", "pagado"),
    ("Pagado parcialmente", None),
    ("Conmutación en trámite", None),
    ("Pago reversado", None),
    ("Signado", None),
)


def test_half_a_state_is_asked_and_never_guessed(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [(f"11-001-{i:07d}", said, "05/11/2026") for i, (said, _) in
            enumerate(ESTADOS, start=1)]  # fmt: skip
    head = ("Comparendo", "Estado RNMC", "Fecha consulta")

    found = leer_aqui(hacer_libro([head, *rows]), "rnmc")

    read = {row["fila"] - 2: row["estado_rnmc"] for row in found.aceptadas}
    assert [read.get(i) for i in range(len(ESTADOS))] == [state for _, state in ESTADOS]
    assert len(found.errores) == 4


def test_answers_of_the_sdh_say_what_falls_short(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    said = (
        "Devolución por falla del título", "Se recomienda depuración",
        "Devuelto para completar", "NO RECIBIDO", "Pago parcial",
    )  # fmt: skip
    rows = [(f"2026-{i:04d}", words, "05/11/2026") for i, words in enumerate(said)]

    found = leer_aqui(
        hacer_libro([("Exp. No.", "Respuesta", "Fecha"), *rows]), "respuesta-sdh"
    )

    assert valores(found, "respuesta") == [
        "falla_titulo",
        "depuracion",
        "completar",
        "pagado",
    ]
    assert found.codigos == {"B5": "not_an_option"}


def test_a_number_that_a_sheet_cut_names_nothing(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    rows = [("1,1001E+13", "REGISTRADO"), ("11001123456789", "REGISTRADO"),
            (11001000000012345678.0, "REGISTRADO")]  # fmt: skip

    found = leer_aqui(hacer_libro([("Comparendo", "Estado RNMC"), *rows]), "rnmc")

    assert found.codigos == {"A2": "damaged_number", "A4": "damaged_number"}
    assert valores(found, "comparendo") == ["11001123456789"]


def test_a_debit_is_no_payment(leer_aqui: Leer, hacer_libro: Hacer) -> None:
    table = [
        ("FECHA MOV", "NATURALEZA", "VR MOVIMIENTO", "DETALLE"),
        ("20261005", "Crédito", "500000", "CONSIGNACIÓN"),
        ("20261006", "Débito", "12500", "GMF"),
        ("20261007", "CR", "700000", "CONSIGNACIÓN"),
        ("20261008", "Débito PSE", "900000", "PAGO"),
    ]

    found = leer_aqui(hacer_libro(table), "pagos")

    assert valores(found, "valor") == [50_000_000, 70_000_000, 90_000_000]
    assert found.codigos == {"B3": "not_taken"}


def test_a_state_of_something_else_is_no_state_of_the_payment(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [
        ("Fecha", "NIT", "Valor", "Estado", "Tipo"),
        ("05/10/2026", "900555666", 500_000, "Persuasivo", "Multa"),
        ("06/10/2026", "830111222", 700_000, "Coactivo", "Contribución"),
    ]

    found = leer_aqui(hacer_libro(table), "pagos")

    assert valores(found, "valor") == [50_000_000, 70_000_000]
    assert campos(found)["Estado"] is campos(found)["Tipo"] is None
    assert found.avisos == []


def test_a_total_with_interest_is_no_capital(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    head = ("NIT", "Nombre", "Resolución", "Fecha", "Ejecutoria")
    row = ("900555666", "ALFA", "1", "01/02/2024", "01/03/2024")
    parts = ("Saldo capital", "Saldo intereses", "Total adeudado")

    whole = leer_aqui(hacer_libro([(*head, *parts), (*row, 4e6, 1e5, 4.1e6)]))
    alone = leer_aqui(hacer_libro([(*head, "Total adeudado"), (*row, 4e6)]))

    assert valores(whole, "capital") == valores(alone, "capital") == [400_000_000]
    assert whole.avisos == []


def test_what_a_column_says_weighs_between_two_of_states(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [
        ("Comparendo", "Estado del comparendo", "Estado de la multa"),
        ("11-001-1000001", "EN FIRME", "PAGADA"),
        ("11-001-1000002", "EN FIRME", "PENDIENTE"),
    ]

    found = leer_aqui(hacer_libro(table), "rnmc")

    assert valores(found, "estado_lico") == ["pagado", "pendiente"]


def test_a_text_file_that_guards_its_numbers_with_formulas(
    leer_aqui: Leer, tmp_path: Path
) -> None:
    path = tmp_path / "lico.csv"
    path.write_text(
        'Comparendo;Estado RNMC\n="11-001-1000001";REGISTRADO\n="00123";PAGADO\n'
        "#N/A;PAGADO\n",
        encoding="utf-8",
    )

    found = leer_aqui(path, "rnmc")

    assert valores(found, "comparendo") == ["11-001-1000001", "00123"]
    assert found.codigos == {"A4": "cell_error"}


def test_ditto_marks_are_asked(leer_aqui: Leer, hacer_libro: Hacer) -> None:
    table = [
        ("INSPECCIÓN", "CÉDULA", "NOMBRE", "RESOLUCIÓN", "FECHA", "EJECUTORIA",
         "VALOR"),
        ("Inspección 1A", "79222333", "LUIS", "1", "01/02/2024", "01/03/2024", 1e6),
        ("ÍDEM", "52111222", "EVA", "2", "01/02/2024", "01/03/2024", 1e6),
        ('"', "41777888", "ANA", "3", "01/02/2024", "01/03/2024", 1e6),
    ]  # fmt: skip

    found = leer_aqui(hacer_libro(table))

    assert found.codigos == {"A3": "ditto", "A4": "ditto"}


@pytest.mark.parametrize(
    ("above", "heading", "day"),
    [
        ("Saldos por tercero a 30 de septiembre de 2026", "Saldo", "2026-09-30"),
        ("Libro auxiliar desde 01/10/2026 hasta 31/10/2026", "Saldo", "2026-10-31"),
        ("Corte: 31 de agosto de 2026", "Saldo a 30/09/2026", "2026-09-30"),
        ("Fecha de impresión: 05/11/2026", "Saldo", None),
        ("Saldos a 31/12/2030", "Saldo", None),
    ],
)
def test_the_day_that_a_sheet_says_once_is_that_of_its_rows(
    above: str, heading: str, day: str | None, leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [(above,), ("NIT", "Nombre", heading), ("900555666", "ALFA", 4_000_000)]

    found = leer_aqui(hacer_libro(table), "saldos")

    assert valores(found, "fecha") == [day]
    assert len(found.resumen.avisos_hoja) == (1 if day else 0)


def test_the_day_of_a_consultation_may_stand_in_its_own_cell(
    leer_aqui: Leer, hacer_libro: Hacer, tmp_path: Path
) -> None:
    table = [
        ("Comparendos impuestos del 01/01/2024 al 31/12/2024",),
        ("Fecha de consulta:", date(2026, 11, 5)),
        ("Comparendo", "Estado"),
        ("11-001-1000001", "PAGADO"),
        ("11-001-1000002", "EN TRÁMITE"),
    ]

    found = leer_aqui(hacer_libro(table), "rnmc")

    assert valores(found, "fecha_consulta") == ["2026-11-05"]
    assert escribir_rechazos(found.resumen, tmp_path / "rechazos.xlsx") == 1
    book = openpyxl.load_workbook(tmp_path / "rechazos.xlsx")
    book.worksheets[0]["B2"] = "PENDIENTE"
    book.save(tmp_path / "corregido.xlsx")
    again = leer_aqui(tmp_path / "corregido.xlsx", "rnmc")
    assert valores(again, "fecha_consulta") == ["2026-11-05"]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs soffice")
def test_a_cell_merged_over_rows_is_of_each_but_money_is_of_none(
    leer_aqui: Leer, hacer_libro: Hacer, tmp_path: Path
) -> None:
    head = ("INSPECCIÓN", "CÉDULA", "NOMBRE", "RESOLUCIÓN", "FECHA", "EJECUTORIA",
            "VALOR")  # fmt: skip
    days = (date(2024, 2, 1), date(2024, 3, 1))
    table = [
        head,
        ("Inspección 1A", "79222333", "LUIS", "1", *days, 1e6),
        (None, None, None, "2", *days, 2e6),
        (None, "41777888", "ANA", "3", *days, 3e6),
        ("Inspección 2B", "80999111", "EVA", "4", *days, 4e6),
        (None, "52111222", "SARA", "5", *days, None),
    ]
    book = openpyxl.load_workbook(hacer_libro(table))
    for cells in ("A2:A4", "B2:B3", "C2:C3", "A5:A6", "G5:G6"):
        book.worksheets[0].merge_cells(cells)
    book.save(tmp_path / "combinado.xlsx")

    command = ("soffice", "--headless", "--norestore", "--convert-to", "ods")
    profile = f"-env:UserInstallation=file://{tmp_path}/perfil"
    where = ("--outdir", str(tmp_path), str(tmp_path / "combinado.xlsx"))
    subprocess.run(
        [*command, profile, *where], check=True, capture_output=True, timeout=180
    )

    for saved in ("xlsx", "ods"):
        found = leer_aqui(tmp_path / f"combinado.{saved}")

        assert valores(found, "autoridad") == [*["Inspección 1A"] * 3, "Inspección 2B"]
        assert valores(found, "numero_documento") == [
            "79222333", "79222333", "41777888", "80999111",
        ]  # fmt: skip
        assert found.codigos == {"G6": "empty"}


def test_people_and_companies_may_have_a_column_of_documents_each(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [
        ("FECHA PAGO", "CÉDULA", "NIT", "NOMBRE", "VALOR"),
        ("05/10/2026", "79222333", None, "LUIS", 100_000),
        ("06/10/2026", None, "900555666-1", "ALFA LTDA", 200_000),
        ("07/10/2026", 1018400211.0, "-", "EVA", 300_000),
    ]

    found = leer_aqui(hacer_libro(table), "pagos")

    assert [(r["tipo_documento"], r["numero_documento"]) for r in found.aceptadas] == [
        ("CC", "79222333"),
        ("NIT", "900555666"),
        ("CC", "1018400211"),
    ]
    assert found.resumen.avisos_hoja == (
        "Donde «CÉDULA» está vacía se tomó el documento de «NIT».",
    )


def test_books_write_document_and_name_in_one_cell(
    leer_aqui: Leer, hacer_libro: Hacer
) -> None:
    table = [
        ("Cuenta", "Tercero", "Saldo"),
        ("131102", "900555666-1 ALFA LTDA", 4_000_000),
        ("131102", "79.222.333 - PEÑA LUIS", 100_000),
        ("131102", "NIT 830111222: BETA 24 HORAS S.A.S.", 200_000),
        ("131102", 52111222.0, 300_000),
        ("131102", "79222334 y 79222335", 400_000),
    ]

    found = leer_aqui(hacer_libro(table), "saldos")

    assert [(r["numero_documento"], r["nombre"]) for r in found.aceptadas] == [
        ("900555666", "ALFA LTDA"),
        ("79222333", "PEÑA LUIS"),
        ("830111222", "BETA 24 HORAS S.A.S."),
        ("52111222", None),
    ]
    assert found.codigos == {"B6": "not_an_id"}
