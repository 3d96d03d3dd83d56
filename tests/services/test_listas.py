from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.exchange.informe import Clase, Columna
from cobro_desktop.services.lista_casos import PedidoLista, lista_de_casos
from cobro_desktop.services.listas import (
    MAX_IMPRESAS,
    Lista,
    de_textos,
    escribir_lista,
    para_pegar,
)
from cobro_desktop.services.progress import CancelledByUserError, SilentProgress
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.documents.lectura import paginas
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de

TITULOS = [("Deudor", 20), ("Saldo", 12), ("Vence", 12), ("Nota", 10)]
FILAS = [
    ["Íñigo Muñoz", "$ 1.423.500", "18 mar 2026", "=1+1"],
    ["Ana", "-$ 50,25", "", "$ 5"],
]


@pytest.fixture
def oficina(base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(base, tmp_path)


def test_amounts_and_days_become_amounts_and_days(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "lista.xlsx"
    lista = de_textos("Deudores", "Los de hoy", TITULOS, FILAS)

    changes = escribir_lista(lista, path, oficina, en_nombre_de("coo"))

    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=6, max_row=7, values_only=True))
    assert rows[0] == (
        "Íñigo Muñoz",
        1_423_500,
        dt.datetime(2026, 3, 18),  # noqa: DTZ001 a day
        "=1+1",
    )
    assert rows[1] == ("Ana", -50.25, None, "$ 5")
    assert sheet["A2"].value == "Los de hoy"
    assert changes.datos["filas"] == 2


def test_a_column_with_other_texts_stays_text() -> None:
    lista = de_textos("x", "", [("Saldo", 9)], [["$ 5"], ["por definir"]])

    assert lista.columnas[0].clase is Clase.TEXTO
    assert [row[0] for row in lista.filas] == ["$ 5", "por definir"]


def test_it_prints_what_it_shows(oficina: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "lista.pdf"

    escribir_lista(
        de_textos("Deudores", "Los de hoy", TITULOS, FILAS),
        path,
        oficina,
        en_nombre_de("coo"),
    )

    said = " ".join(paginas(path.read_bytes()))
    for text in ("Íñigo Muñoz", "18 mar 2026", "2 filas", "Total $ 1.423.449,75"):
        assert text in said


def test_columns_give_width_to_one_whose_words_would_be_cut(
    oficina: Workspace, tmp_path: Path
) -> None:
    titles = [("Deudor", 60), ("Identificación", 4), ("Expediente", 4), ("Saldo", 4)]
    row = ["JUAN DE LA SANTÍSIMA TRINIDAD", "1023576232", "RNEC-2025-000001", "$ 9"]
    path = tmp_path / "lista.pdf"

    lista = de_textos("Deudores", "", titles, [row])
    escribir_lista(lista, path, oficina, en_nombre_de("coo"))

    (page,) = paginas(path.read_bytes())
    assert all(
        word in page for word in ("Identificación", "1023576232", "RNEC-2025-000001")
    )


def test_too_many_rows_to_print_write_nothing(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "larga.pdf"
    rows = (("x",) for _ in range(MAX_IMPRESAS + 1))

    with pytest.raises(InvalidDataError, match=r"20\.000"):
        escribir_lista(
            Lista("Larga", "", (Columna("A"),), rows),
            path,
            oficina,
            en_nombre_de("coo"),
        )

    assert not path.exists()


def test_another_ending_is_refused(oficina: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match=r"\.xlsx o en \.pdf"):
        escribir_lista(
            de_textos("x", "", TITULOS, FILAS),
            tmp_path / "lista.doc",
            oficina,
            en_nombre_de("coo"),
        )


def test_what_is_pasted_is_text_and_a_row_is_a_line() -> None:
    heads = [("Deudor", 9), ("Saldo", 9), ("Nota", 9)]
    rows = [
        ["=cmd|'/c calc'!A0", "$ 1.423.500", "dos\nlíneas\ty un tabulador"],
        ["+57 300", "-$ 50,25", "-"],
        ["@x", "", "-1+1"],
    ]

    text = para_pegar(de_textos("x", "", heads, rows), SilentProgress())

    assert text.split("\n") == [
        "Deudor\tSaldo\tNota",
        "'=cmd|'/c calc'!A0\t$ 1.423.500\tdos líneas y un tabulador",
        "'+57 300\t-$ 50,25\t-",
        "'@x\t\t'-1+1",
    ]


def test_a_list_that_is_stopped_leaves_the_file_as_it_was(
    oficina: Workspace, tmp_path: Path
) -> None:
    class Impaciente:
        def report(self, done: int, total: int, detail: str) -> None:
            del total
            if done and detail == self.fase:
                raise CancelledByUserError

        fase = ""

    heads, rows = [("Deudor", 9)], [[f"Deudor {n}"] for n in range(2_000)]
    stopper = Impaciente()
    for name, fase in (
        ("lista.xlsx", "Escribiendo la lista"),
        ("lista.pdf", "Escribiendo la lista"),
        ("lista.pdf", "Haciendo las páginas"),
    ):
        path, stopper.fase = tmp_path / name, fase
        path.write_bytes(b"antes")
        with pytest.raises(CancelledByUserError):
            escribir_lista(
                de_textos("x", "", heads, rows),
                path,
                oficina,
                en_nombre_de("coo"),
                progress=stopper,
            )
        assert path.read_bytes() == b"antes"
    assert {p.name for p in tmp_path.glob("lista*")} == {"lista.xlsx", "lista.pdf"}


def test_the_case_list_goes_out_as_one_asks_for_it(
    oficina: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "casos.xlsx"
    asked = PedidoLista(
        "saldo>=1423500", "-saldo", ("saldo", "numero"), "PRO-GJU-130-008"
    )

    lista = lista_de_casos(oficina, HOY, asked)
    escribir_lista(lista, path, oficina, en_nombre_de("coo"))

    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=5, max_row=7, values_only=True))
    assert [row[0] for row in rows] == ["Saldo", 2_000_000, 1_423_500]
    for wrong in (PedidoLista(columnas=("nada",)), PedidoLista(orden="nada")):
        with pytest.raises(InvalidDataError, match="nada"):
            lista_de_casos(oficina, HOY, wrong)
    with pytest.raises(NotFoundError):
        lista_de_casos(oficina, HOY, PedidoLista(procedimiento="XX"))
