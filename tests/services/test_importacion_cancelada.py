"""A cancel at any moment of an import leaves no trace; the next one is as the first."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import CancelledByUserError
from cobro_desktop.services.workspace import Workspace
from tests.services.conftest import SVSP

FILAS = 2_500
"""More than one block of the reader and more than one of the writer."""


class Cancels:
    """Stops the work at the first report of a phase that has counted so many."""

    def __init__(self, fase: str, desde: int) -> None:
        self.fase = fase
        self.desde = desde

    def report(self, done: int, total: int, detail: str) -> None:
        assert total >= done or not total
        if detail == self.fase and done >= self.desde:
            raise CancelledByUserError


def cartera(path: Path) -> Path:
    rows = (
        f"{800_000_000 + n};EMPRESA {n} SAS;R-{n};15/01/2025;{n * 1_000}"
        for n in range(1, FILAS + 1)
    )
    head = "NIT;Nombre;Resolución;Fecha ejecutoria;Capital"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return path


def pagos(path: Path) -> Path:
    rows = (f"01/10/2026;REF-{n};{n * 1_000}" for n in range(1, FILAS + 1))
    path.write_text("\n".join(("Fecha;Referencia;Valor", *rows)), encoding="utf-8")
    return path


def contenido(workspace: Workspace) -> tuple[dict[str, int], int]:
    """Count every row of every table, and every file that is kept."""
    tables = MetaData()
    tables.reflect(workspace.base.engine)
    with workspace.base.read() as session:
        rows = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in tables.tables.items()
        }
    kept = workspace.datos.rglob("*")
    return rows, sum(path.is_file() and "cobro.db" not in path.name for path in kept)


def test_no_moment_leaves_a_trace(
    workspace: Workspace,
    contexto: Contexto,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "temporal"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    portfolio = cartera(tmp_path / "cartera.csv")
    before = contenido(workspace)

    for fase, desde, simular in (
        ("Revisando el archivo", 0, False),
        ("Comprobando las filas", 1, False),
        ("Comparando con la base", 2_000, True),
        ("Guardando expedientes", 2_000, False),
        ("Guardando expedientes", FILAS, False),
    ):
        command = Importar(portfolio, "cartera", SVSP, simular=simular)
        with pytest.raises(CancelledByUserError):
            importar(command, workspace, contexto, Cancels(fase, desde))
        assert contenido(workspace) == before, (fase, desde)
        assert not list(folder.iterdir())

    payments = Importar(pagos(tmp_path / "pagos.csv"), "pagos", SVSP)
    with pytest.raises(CancelledByUserError):
        importar(payments, workspace, contexto, Cancels("Conciliando pagos", 2_300))
    assert contenido(workspace) == before

    whole = Importar(portfolio, "cartera", SVSP)
    found = importar(whole, workspace, contexto, Cancels("", FILAS + 1)).datos
    assert (found["nuevas"], found["lote"]) == (FILAS, 1)


def test_no_moment_of_an_undo_leaves_a_trace(
    workspace: Workspace, contexto: Contexto, tmp_path: Path
) -> None:
    def bring(name: str, formato: str, head: str, *rows: str) -> None:
        path = tmp_path / name
        path.write_text("\n".join((head, *rows)), encoding="utf-8")
        importar(Importar(path, formato, SVSP), workspace, contexto, Cancels("", 9))

    head = "NIT;Nombre;Resolución;Fecha ejecutoria;Capital"
    old = "890903938-8;VIGÍAS SAS;R-1;15/01/2025;1.000.000"
    bring("una.csv", "cartera", head, old)
    changed = old.replace("1.000.000", "2.000.000").replace("01/2025", "02/2025")
    new = "860002964-4;OTRA SAS;R-2;15/01/2025;500.000"
    bring("dos.csv", "cartera", head, changed, new)
    paid = "01/10/2026;P-1;890903938;R-1;70.000"
    bring("pagos.csv", "pagos", "Fecha;Referencia;NIT;Resolución;Valor", paid)
    before = contenido(workspace)

    for lote, fases in (
        (3, ("Anulando los pagos", "Guardando")),
        (
            2,
            (
                "Comprobando que nada dependa del lote",
                "Devolviendo los datos de antes",
                "Recalculando las prescripciones",
                "Anulando los expedientes que creó",
                "Guardando",
            ),
        ),
    ):
        for fase in fases:
            with pytest.raises(CancelledByUserError):
                deshacer_lote(DeshacerLote(lote), workspace, contexto, Cancels(fase, 0))
            assert contenido(workspace) == before, (lote, fase)
        deshacer_lote(DeshacerLote(lote), workspace, contexto, Cancels("", 9))
        before = contenido(workspace)
