"""Open terms and safe dates counted again when the calendar or a switch changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, update

from cobro_desktop.domain.errors import NotAllowedError, NotFoundError
from cobro_desktop.services import consultas
from cobro_desktop.services.parametros.elecciones import FijarOpcion, fijar_opcion
from cobro_desktop.services.parametros.ordenes import CargarValor, cargar_valor
from cobro_desktop.services.progress import CancelledByUserError
from cobro_desktop.services.recuentos import Recontar, prever_recuento, recontar
from cobro_desktop.services.suspensiones import AbrirSuspension, abrir_suspension
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    BitacoraRow,
    ExpedienteRow,
    TerminoRow,
)
from tests.services.mandamiento import VENCE, dia, notifica, termino
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

COO = en_nombre_de("coo")


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    opened = abrir_oficina(any_base, tmp_path)
    notifica(opened, "R-100")
    notifica(opened, "R-200")
    return opened


def cierra(workspace: Workspace, desde: str, hasta: str = "") -> None:
    """Close the entity on some days, by an act."""
    campos = {"desde": desde, "hasta": hasta or desde, "acto": "Resolución 7 de 2026"}
    command = CargarValor("cierres", {**campos, "fuente": "Resolución 7"}, "", "SVSP")
    cargar_valor(command, workspace, COO)


def fechas(workspace: Workspace) -> list[str]:
    with workspace.base.read() as session:
        rows = session.scalars(
            select(TerminoRow.vence)
            .where(TerminoRow.cantidad == 15)
            .order_by(TerminoRow.id)
        )
        return [day.isoformat() for day in rows]


def entradas(workspace: Workspace) -> int:
    with workspace.base.read() as session:
        return len(session.scalars(select(BitacoraRow.seq)).all())


def test_a_closure_moves_every_open_term_of_the_entity(workspace: Workspace) -> None:
    cierra(workspace, "2026-03-24", "2026-03-27")

    found = prever_recuento(workspace, "SVSP", HOY)
    assert fechas(workspace) == [VENCE.isoformat()] * 2
    before = entradas(workspace)
    changes = recontar(Recontar("svsp"), workspace, COO)

    moved = [(t.antes, t.despues) for t in found.abiertos if t.cantidad == 15]
    assert moved == [(VENCE, dia("2026-04-15"))] * 2
    assert fechas(workspace) == ["2026-04-15"] * 2
    assert changes.datos == found.datos()
    assert entradas(workspace) == before + 1
    row = expediente_de(workspace, "R-100")
    with workspace.base.read() as session:
        runs = session.scalars(
            select(TerminoRow.vence).where(
                TerminoRow.expediente_id == row.id, TerminoRow.estado == "abierto"
            )
        ).all()
    assert row.vence_proximo == min(runs)
    act = consultas.ficha(workspace, row.id).actuaciones[0]
    assert (act.tipo, "15 de abril de 2026" in act.texto) == ("correccion", True)
    assert verificar(workspace).hallazgos == []


def test_a_second_recount_moves_nothing(workspace: Workspace) -> None:
    cierra(workspace, "2026-03-24", "2026-03-27")
    recontar(Recontar("SVSP"), workspace, COO)

    assert prever_recuento(workspace, "SVSP", HOY).vacio
    changes = recontar(Recontar("SVSP"), workspace, COO)

    assert (changes.lista, changes.datos["cambiados"]) == (False, 0)
    with workspace.base.read() as session:
        acts = session.scalars(
            select(ActuacionRow.id).where(ActuacionRow.tipo == "correccion")
        ).all()
    assert len(acts) == 2


def test_a_case_with_its_own_suspension_is_counted_with_it(
    workspace: Workspace,
) -> None:
    command = AbrirSuspension(
        expediente_id=expediente_de(workspace, "R-200").id,
        causa="Auto",
        desde=dia("2026-03-24"),
        hasta=dia("2026-03-25"),
        terminos=True,
    )
    abrir_suspension(command, workspace, en_nombre_de("pro"))
    cierra(workspace, "2026-03-25", "2026-03-27")

    recontar(Recontar("SVSP"), workspace, COO)

    assert fechas(workspace) == ["2026-04-14", "2026-04-15"]


def test_done_terms_are_told_and_not_touched(workspace: Workspace) -> None:
    with workspace.base.write.begin() as session:
        session.execute(
            update(TerminoRow)
            .where(TerminoRow.cantidad == 15)
            .values(estado="cumplido", cumplido=VENCE)
        )
    cierra(workspace, "2026-03-24")

    found = prever_recuento(workspace, "SVSP", HOY)
    recontar(Recontar("SVSP"), workspace, COO)

    assert [t.despues for t in found.cumplidos] == [dia("2026-04-10")] * 2
    assert fechas(workspace) == [VENCE.isoformat()] * 2
    assert any("ya cumplidos" in text for text in found.frases())


def test_the_safe_date_follows_closures_and_the_watched_years(
    workspace: Workspace,
) -> None:
    """R-300 was final on 2025-11-10: 10 November 2030 is a Sunday, 3 years a Friday."""
    row = expediente_de(workspace, "R-300")
    assert row.fecha_segura == dia("2030-11-08")

    cierra(workspace, "2030-11-08")
    recontar(Recontar("SVSP"), workspace, COO)
    assert expediente_de(workspace, "R-300").fecha_segura == dia("2030-11-07")

    fijar_opcion(
        FijarOpcion("SVSP", "prescripcion.anios_alarma", "3", "Concepto"),
        workspace,
        COO,
    )
    recontar(Recontar("SVSP"), workspace, COO)
    after = expediente_de(workspace, "R-300")
    assert (after.fecha_segura, after.fecha_legal) == (
        dia("2028-11-10"),
        dia("2030-11-10"),
    )


def test_a_switch_of_the_week_moves_terms(workspace: Workspace) -> None:
    """With 21 and 28 March and 4 April, Monday 6 April is the fifteenth day."""
    fijar_opcion(FijarOpcion("SVSP", "workdays", "LUN_SAB", "Acto"), workspace, COO)

    recontar(Recontar("SVSP"), workspace, COO)

    assert termino(workspace).vence == dia("2026-04-06")


def test_ended_cases_keep_their_dates(workspace: Workspace) -> None:
    with workspace.base.write.begin() as session:
        session.execute(update(ExpedienteRow).values(estado="ARCHIVADO"))
    cierra(workspace, "2026-03-24")

    assert prever_recuento(workspace, "SVSP", HOY).vacio


def test_stopping_it_half_way_writes_nothing(workspace: Workspace) -> None:
    class Stops:
        def report(self, *_told: object) -> None:
            raise CancelledByUserError

    cierra(workspace, "2026-03-24")

    with pytest.raises(CancelledByUserError):
        recontar(Recontar("SVSP"), workspace, COO, Stops())

    assert fechas(workspace) == [VENCE.isoformat()] * 2


def test_only_who_sets_the_calendar_recounts(workspace: Workspace) -> None:
    with pytest.raises(NotAllowedError, match="recontar"):
        recontar(Recontar("SVSP"), workspace, en_nombre_de("pro"))
    with pytest.raises(NotFoundError):
        prever_recuento(workspace, "NADIE", HOY)
    assert prever_recuento(workspace, "RNEC", HOY).vacio
