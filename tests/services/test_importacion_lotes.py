from __future__ import annotations

from pathlib import Path

import pytest

from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.importacion.deshacer import DeshacerLote, deshacer_lote
from cobro_desktop.services.importacion.lotes import alcance_lote, listar_lotes
from cobro_desktop.services.workspace import Workspace
from tests.services.conftest import HOY, Traer


def test_a_new_base_has_no_batches(workspace: Workspace) -> None:
    assert listar_lotes(workspace) == []
    with pytest.raises(NotFoundError, match="No existe el lote 7"):
        alcance_lote(workspace, 7)


def test_a_batch_says_who_brought_what_and_when(
    svsp: Workspace, contexto: Contexto
) -> None:
    (lote,) = listar_lotes(svsp)

    assert (lote.sigla, lote.formato) == ("SVSP", "cartera")
    assert lote.archivo == "cartera_svsp_2026-10.xlsx"
    assert lote.fecha == HOY
    assert lote.quien
    assert lote.cuentas == {"nuevas": 1178, "cambiadas": 0, "iguales": 0}
    assert lote.deshecho_en is None
    assert not lote.deshecho_por

    deshacer_lote(DeshacerLote(lote.id), svsp, contexto)

    (undone,) = listar_lotes(svsp)
    assert undone.deshecho_en is not None
    assert undone.deshecho_por == lote.quien


def test_the_reach_of_a_batch_is_its_cases_and_their_balance(svsp: Workspace) -> None:
    reach = alcance_lote(svsp, 1)

    assert reach.expedientes == 1178
    assert reach.primero.endswith("000001")
    assert reach.ultimo.endswith("001178")
    assert reach.pagos == reach.valor_pagos == 0
    assert reach.saldo > 0


def test_the_latest_batch_comes_first(
    svsp: Workspace, traer: Traer, muestras: Path
) -> None:
    traer(svsp, muestras / "pagos_svsp_2026-10.xlsx", formato="pagos")

    latest, first = listar_lotes(svsp)

    assert latest.formato == "pagos"
    assert first.formato == "cartera"
    reach = alcance_lote(svsp, latest.id)
    assert reach.expedientes == 0
    assert not reach.primero
    assert reach.pagos == latest.cuentas["nuevas"]
    assert reach.valor_pagos > 0


def test_a_file_that_changes_nothing_leaves_no_batch(
    svsp: Workspace, traer: Traer, muestras: Path
) -> None:
    traer(svsp, muestras / "cartera_svsp_2026-10.xlsx")

    assert len(listar_lotes(svsp)) == 1


def test_a_trial_says_how_many_cases_it_would_make_and_how_it_read_the_file(
    workspace: Workspace, traer: Traer, tmp_path: Path
) -> None:
    file = tmp_path / "cartera.csv"
    head = "NIT;RAZÓN SOCIAL;CONCEPTO;RESOLUCIÓN No.;FECHA RESOLUCIÓN;"
    head += "FECHA EJECUTORIA;VIGENCIA;VR. CAPITAL"
    row = "890903938-8;VIGÍAS LTDA.;Multa;R-1;15/12/2024;15/01/2025;{};1.000.000"
    file.write_text("\n".join((head, row.format(2023), row.format(2024))), "utf-8")

    tried = traer(workspace, file, simular=True)

    assert (tried["nuevas"], tried["expedientes_nuevos"]) == (2, 1)
    assert tried["hojas"] == []
    assert {c["campo"]: c["letra"] for c in tried["columnas"]}["capital"] == "H"

    done = traer(workspace, file)

    assert (done["nuevas"], done["expedientes_nuevos"]) == (2, 1)
