"""What whoever acts must know besides: told once, and only of what was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.exchange.paquete_caso import PRESTAMO
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.context import Contexto
from cobro_desktop.services.electronico.paquete import CrearPaquete, crear_paquete
from cobro_desktop.services.transaction import Transaction, rehearsal, transaction
from cobro_desktop.services.traslado.prestamos import Prestar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ExpedienteRow
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de


def test_acting_on_a_lent_case_is_warned_of_once_it_is_written(
    any_base: Base, tmp_path: Path
) -> None:
    workspace = abrir_oficina(any_base, tmp_path)
    case = expediente_de(workspace, "R-100").id
    lend = CrearPaquete((case,), tmp_path / "p.zip", PRESTAMO, prestar=Prestar("Norte"))
    crear_paquete(lend, workspace, en_nombre_de("pro"))
    heard: list[Sequence[str]] = []
    who = replace(en_nombre_de("pro"), avisar=heard.append)

    with rehearsal(workspace, who) as tx:
        _act_twice(tx, case)
    with pytest.raises(NotAllowedError):
        refuse(workspace, who, case)
    assert heard == []

    with transaction(workspace, who, "prueba") as tx:
        _act_twice(tx, case)
        assert heard == []
    ((told,),) = heard
    assert told.startswith("SVSP-2026-000001: Prestado a Norte desde el 30 sep 2026")


def refuse(workspace: Workspace, who: Contexto, case: int) -> None:
    with transaction(workspace, who, "prueba") as tx:
        _act_twice(tx, case)
        message = "No se puede."
        raise NotAllowedError(message)


def _act_twice(tx: Transaction, case: int) -> None:
    row = tx.session.get_one(ExpedienteRow, case)
    for tipo, text in (
        (TipoActuacion.NOTA, "Nueva dirección."),
        (TipoActuacion.GESTION, "Se llamó al deudor."),
    ):
        acto = Acto(tipo=tipo, texto=text, fecha=HOY)
        registrar(tx, row, acto)
