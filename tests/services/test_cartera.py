"""Runs of the portfolio and the calendar of the office, on both databases."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from cobro_desktop.domain.calendario_oficina import EstadoTarea
from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.cartera import lectura
from cobro_desktop.services.cartera.apertura import AbrirCorrida, abrir_corrida
from cobro_desktop.services.cartera.calendario import (
    MarcarHecha,
    exportar_calendario,
    marcar_hecha,
    ver_calendario,
)
from cobro_desktop.services.cartera.libros import ExportarRelacion, exportar_relacion
from cobro_desktop.services.cartera.partidas import (
    AgregarPartidas,
    Entrante,
    LlenarFicha,
    RetirarPartida,
    agregar_partidas,
    llenar_ficha,
    obligaciones_de,
    retirar_partida,
)
from cobro_desktop.services.cartera.propuestas import como_partidas, proponer
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de

CODIGO = "PRO-GJU-130-008"
CORTE = dt.date(2026, 6, 30)


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


def abre(workspace: Workspace, entrada: str = "19") -> int:
    command = AbrirCorrida(CODIGO, CORTE, entrada)
    changes = abrir_corrida(command, workspace, en_nombre_de("pro"))
    return int(str(changes.datos["corrida"]))


def agrega(workspace: Workspace, corrida: int, titulo: str) -> int:
    case = expediente_de(workspace, titulo)
    owed = obligaciones_de(workspace, case.id)
    command = AgregarPartidas(corrida, tuple(Entrante(o) for o in owed))
    agregar_partidas(command, workspace, en_nombre_de("pro"))
    return lectura.ver(workspace, corrida).partidas[-1].id


def test_a_run_takes_a_number_of_its_entity_and_year(workspace: Workspace) -> None:
    first, second = abre(workspace), abre(workspace, "21")
    found = lectura.listar(workspace)
    assert [r.numero for r in found] == ["SVSP-CAR-2026-0002", "SVSP-CAR-2026-0001"]
    assert lectura.id_de_corrida(workspace, "svsp-car-2026-0001") == first
    assert [r.actividad for r in found] == ["21", "19"]
    assert second != first


@pytest.mark.parametrize(("entrada", "dice"), [("20", "por «20»"), ("", "sin decir")])
def test_a_run_begins_only_at_an_entry(
    workspace: Workspace, entrada: str, dice: str
) -> None:
    command = AbrirCorrida(CODIGO, CORTE, entrada)
    with pytest.raises(NotFoundError, match=dice):
        abrir_corrida(command, workspace, en_nombre_de("pro"))
    assert lectura.listar(workspace) == []


def test_a_run_is_not_opened_on_a_day_to_come(workspace: Workspace) -> None:
    command = AbrirCorrida(CODIGO, HOY + dt.timedelta(days=1), "19")
    with pytest.raises(InvalidDataError, match="posterior a hoy"):
        abrir_corrida(command, workspace, en_nombre_de("pro"))


def test_what_was_done_in_a_run_cannot_be_rewritten(workspace: Workspace) -> None:
    abre(workspace)
    for sql in ("UPDATE corrida_acto SET texto = 'x'", "DELETE FROM corrida_acto"):
        with (
            pytest.raises(sa.exc.DatabaseError, match="append-only"),
            workspace.base.write.begin() as session,
        ):
            session.execute(sa.text(sql))


def test_an_item_that_left_may_come_back(workspace: Workspace) -> None:
    corrida = abre(workspace)
    item = agrega(workspace, corrida, "R-100")
    with pytest.raises(InvalidDataError, match="por qué se retira"):
        retirar_partida(RetirarPartida(item, " "), workspace, en_nombre_de("pro"))
    retirar_partida(RetirarPartida(item, "Pagó"), workspace, en_nombre_de("pro"))
    assert lectura.ver(workspace, corrida).partidas == ()
    agrega(workspace, corrida, "R-100")
    (back,) = lectura.ver(workspace, corrida).partidas
    assert back.capital == 100_000_000


def test_two_people_do_not_overwrite_a_ficha(workspace: Workspace) -> None:
    corrida = abre(workspace)
    item = agrega(workspace, corrida, "R-100")
    seen = lectura.ver(workspace, corrida).partidas[0].version
    mine = LlenarFicha(item, {"tratamiento": "sin_cambio"}, seen)
    llenar_ficha(mine, workspace, en_nombre_de("pro"))
    late = LlenarFicha(item, {"tratamiento": "baja"}, seen)
    with pytest.raises(ConflictError, match="Otra persona cambió esta ficha"):
        llenar_ficha(late, workspace, en_nombre_de("coo"))
    said = lectura.ver(workspace, corrida).partidas[0].respuestas
    assert said == {"tratamiento": "sin_cambio"}


def test_an_answer_that_cannot_be_is_refused(workspace: Workspace) -> None:
    corrida = abre(workspace)
    item = agrega(workspace, corrida, "R-100")
    wrong = LlenarFicha(item, {"valor_deterioro": "mucho"})
    with pytest.raises(InvalidDataError, match="Valor del deterioro"):
        llenar_ficha(wrong, workspace, en_nombre_de("pro"))
    with pytest.raises(NotAllowedError, match="no puede llenar fichas"):
        llenar_ficha(LlenarFicha(item, {}), workspace, en_nombre_de("aux"))


def test_what_prescribed_is_proposed_with_its_reason(workspace: Workspace) -> None:
    with workspace.base.write.begin() as session:
        session.execute(sa.text("UPDATE titulo SET fecha_legal = '2026-01-15'"))
        session.execute(sa.text("UPDATE expediente SET fecha_legal = '2026-01-15'"))
    corrida = abre(workspace)
    agrega(workspace, corrida, "R-100")
    found = proponer(workspace, corrida)
    assert {c.titulo for c in found.candidatas} == {"R-200", "R-300"}
    one = found.candidatas[0]
    assert one.causal == "prescripcion"
    assert (
        one.motivo == "La acción de cobro prescribió el 15 de enero de 2026 (ET 817)."
    )
    (item,) = como_partidas(workspace, corrida, [one])
    assert item.respuestas == {"causal": "prescripcion", "tratamiento": "baja"}


def test_what_fits_the_law_of_remission_says_what_it_still_lacks(
    workspace: Workspace,
) -> None:
    # Exigible el 1 de julio de 2021: 54 meses el 1 de enero de 2026 (ET 820 inc. 2).
    with workspace.base.write.begin() as session:
        for table in ("obligacion", "expediente"):
            session.execute(sa.text(f"UPDATE {table} SET exigible = '2021-07-01'"))
        session.execute(sa.text("UPDATE titulo SET fecha_legal = '2027-01-15'"))
    corrida = abre(workspace)
    found = {c.titulo: c for c in proponer(workspace, corrida).candidatas}
    one = found["R-100"]
    assert one.causal == "remision"
    assert one.motivo.startswith("Cabe en el inciso 2 del artículo 820 del ET")
    assert "Búsqueda de bienes negativa" in one.falta
    assert lectura.ver(workspace, corrida).partidas == (), "proposing writes nothing"


def test_the_accounts_of_a_run_go_to_a_workbook(
    workspace: Workspace, tmp_path: Path
) -> None:
    corrida = abre(workspace)
    item = agrega(workspace, corrida, "R-100")
    answers = {
        "tratamiento": "deterioro",
        "valor_deterioro": "250000",
        "metodo_deterioro": "=Flujos",
        "acciones": "Mora",
    }
    llenar_ficha(LlenarFicha(item, answers), workspace, en_nombre_de("pro"))
    path = tmp_path / "relacion.xlsx"
    exportar_relacion(ExportarRelacion(corrida, path), workspace, en_nombre_de("pro"))
    sheet = openpyxl.load_workbook(path)["Cuentas por cobrar"]
    rows = list(sheet.iter_rows(values_only=True))
    row = next(r for r in rows if r[0] and str(r[0]).startswith("SVSP-2"))
    assert row[1] == "VIGÍAS & CÍA <LTDA.>"
    assert (row[8], row[10], row[14], row[15]) == (
        1_000_000,
        "Deterioro",
        250_000,
        "=Flujos",
    )


def test_the_year_of_the_office_has_its_windows(workspace: Workspace) -> None:
    found = ver_calendario(workspace, 2026, HOY)
    told = {
        t.clave: (t.desde.isoformat(), t.vence.isoformat(), t.estado) for t in found
    }
    assert told == {
        "revelaciones": ("2026-01-01", "2026-01-31", EstadoTarea.VENCIDA),
        "bdme:junio": ("2026-06-01", "2026-06-10", EstadoTarea.VENCIDA),
        "bdme:diciembre": ("2026-12-01", "2026-12-10", EstadoTarea.POR_VENIR),
        "depuracion": ("2026-01-01", "2026-12-31", EstadoTarea.EN_TERMINO),
    }


def test_a_task_is_done_once_with_its_run(workspace: Workspace) -> None:
    abre(workspace)
    command = MarcarHecha(
        sigla="SVSP",
        clave="depuracion",
        anio=2026,
        fecha=HOY,
        nota="Acta 3",
        corrida="SVSP-CAR-2026-0001",
    )
    marcar_hecha(command, workspace, en_nombre_de("pro"))
    task = next(
        t for t in ver_calendario(workspace, 2026, HOY) if t.clave == "depuracion"
    )
    assert (task.estado, task.hizo, task.corrida) == (
        EstadoTarea.HECHA,
        "PRO",
        "SVSP-CAR-2026-0001",
    )
    with pytest.raises(ConflictError, match="ya se hizo el 30 de septiembre de 2026"):
        marcar_hecha(command, workspace, en_nombre_de("coo"))


def test_a_task_is_not_done_before_its_window(workspace: Workspace) -> None:
    command = MarcarHecha(sigla="SVSP", clave="bdme:diciembre", anio=2026, fecha=HOY)
    with pytest.raises(InvalidDataError, match="desde el 1 de diciembre"):
        marcar_hecha(command, workspace, en_nombre_de("pro"))
    strange = MarcarHecha(sigla="SVSP", clave="fiesta", anio=2026, fecha=HOY)
    with pytest.raises(NotFoundError, match="bdme:junio, bdme:diciembre"):
        marcar_hecha(strange, workspace, en_nombre_de("pro"))


def test_what_is_left_of_the_year_goes_to_another_agenda(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "oficina.ics"
    exportar_calendario(path, workspace, 2026, HOY)
    text = path.read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20261210" in text
    with pytest.raises(InvalidDataError, match=r"terminar en \.ics"):
        exportar_calendario(tmp_path / "x.txt", workspace, 2026, HOY)
