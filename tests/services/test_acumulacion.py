"""Cases of one debtor that go on as one, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from cobro_desktop.domain.errors import (
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
)
from cobro_desktop.services.asignaciones import Asignar, asignar
from cobro_desktop.services.importacion.orden import Importar, importar
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.trabajo.acumulacion import (
    Acumular,
    DeshacerAcumulacion,
    acumulados,
    acumular,
    candidatos,
    deshacer_acumulacion,
    deudores_repetidos,
)
from cobro_desktop.services.trabajo.bandejas import por_estudiar, sin_movimiento
from cobro_desktop.services.trabajo.deudor import deudor_360
from cobro_desktop.services.trabajo.situacion import (
    CambiarSituacion,
    cambiar_situacion,
)
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import ActuacionRow, ExpedienteRow, TerminoRow
from tests.services.oficina import (
    HOY,
    ROWS,
    abrir_oficina,
    en_nombre_de,
    expediente_de,
)

OTRO = """\
890903938-8;VIGÍAS & CÍA <LTDA.>;Calle 1 # 2-3;Bogotá D.C.;a@ejemplo.test;Multa;\
R-101;15/12/2024;20/12/2024;15/03/2025;2024;500.000
"""


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    opened = abrir_oficina(any_base, tmp_path)
    file = tmp_path / "otro.csv"
    file.write_text(ROWS.splitlines()[0] + "\n" + OTRO, encoding="utf-8")
    command = Importar(file, "cartera", "PRO-GJU-130-008")
    importar(command, opened, en_nombre_de("fin"), SilentProgress())
    return opened


def junta(workspace: Workspace, absorbido: str, absorbente: str) -> None:
    first, second = (expediente_de(workspace, t).id for t in (absorbido, absorbente))
    command = Acumular(first, second, "Auto 12 de 2026")
    acumular(command, workspace, en_nombre_de("jef"))


def terminos(workspace: Workspace, titulo: str) -> list[str]:
    with workspace.base.read() as session:
        query = select(TerminoRow.estado).where(
            TerminoRow.expediente_id == expediente_de(workspace, titulo).id
        )
        return list(session.scalars(query))


def empieza_termino(workspace: Workspace, titulo: str) -> None:
    case = expediente_de(workspace, titulo)
    with workspace.base.write.begin() as session:
        session.add(
            TerminoRow(expediente_id=case.id, nombre="Estudio del título",
                       actividad="1", desde=HOY, cantidad=0, unidad="calendario",
                       vence=HOY, estado="abierto")
        )  # fmt: skip
        session.get_one(ExpedienteRow, case.id).vence_proximo = HOY


def test_the_program_suggests_the_cases_of_the_same_debtor(
    workspace: Workspace,
) -> None:
    (found,) = candidatos(workspace, expediente_de(workspace, "R-100").id)
    assert (found.numero, found.misma_etapa) == ("SVSP-2026-000004", True)
    assert candidatos(workspace, expediente_de(workspace, "R-200").id) == []
    (debtor,) = deudores_repetidos(workspace)
    assert (debtor.casos, debtor.saldo) == (2, 1_500_000_00)
    assert debtor.identificacion == "NIT 890903938"


def test_a_joined_case_keeps_its_money_and_leaves_its_terms(
    workspace: Workspace,
) -> None:
    empieza_termino(workspace, "R-101")

    junta(workspace, "R-101", "R-100")

    case = expediente_de(workspace, "R-101")
    assert (case.estado, case.saldo) == ("ACUMULADO", 500_000_00)
    assert case.acumulado_en_id == expediente_de(workspace, "R-100").id
    assert case.fecha_segura is not None
    assert terminos(workspace, "R-101") == ["anulado"]
    (inside,) = acumulados(workspace, expediente_de(workspace, "R-100").id)
    assert (inside.titulo, inside.saldo) == ("R-101", 500_000_00)
    assert deudores_repetidos(workspace) == []
    with pytest.raises(NotAllowedError, match="se acumuló a otro expediente"):
        asignar(Asignar(case.id, "pro"), workspace, en_nombre_de("coo"))


def test_joining_is_undone_with_its_reason(workspace: Workspace) -> None:
    empieza_termino(workspace, "R-101")
    before = expediente_de(workspace, "R-101")
    assert before.vence_proximo == HOY
    junta(workspace, "R-101", "R-100")
    command = DeshacerAcumulacion(before.id, "El auto se revocó")

    deshacer_acumulacion(command, workspace, en_nombre_de("jef"))

    after = expediente_de(workspace, "R-101")
    assert (after.estado, after.acumulado_en_id) == ("ABIERTO", None)
    assert after.vence_proximo == HOY
    assert terminos(workspace, "R-101") == ["abierto"]
    assert acumulados(workspace, expediente_de(workspace, "R-100").id) == []
    with workspace.base.read() as session:
        kinds = session.scalars(
            select(ActuacionRow.tipo)
            .where(ActuacionRow.expediente_id == after.id)
            .order_by(ActuacionRow.id)
        ).all()
    assert list(kinds) == ["recepcion", "incidente_abierto", "anulacion"]
    with pytest.raises(NotFoundError, match="no está acumulado"):
        deshacer_acumulacion(command, workspace, en_nombre_de("jef"))
    junta(workspace, "R-101", "R-100")  # and it may be joined again


def test_what_cannot_be_joined(workspace: Workspace) -> None:
    one, other, mine = (
        expediente_de(workspace, t).id for t in ("R-100", "R-200", "R-101")
    )
    jef = en_nombre_de("jef")
    with pytest.raises(NotAllowedError, match="no tienen el mismo deudor"):
        acumular(Acumular(other, one, "Auto 1"), workspace, jef)
    with pytest.raises(InvalidDataError, match="dos expedientes distintos"):
        acumular(Acumular(one, one, "Auto 1"), workspace, jef)
    with pytest.raises(NotAllowedError, match="no puede acumular"):
        acumular(Acumular(mine, one, "Auto 1"), workspace, en_nombre_de("aux"))
    with workspace.base.write.begin() as session:
        session.get_one(ExpedienteRow, mine).etapa = "coactivo"
    with pytest.raises(InvalidDataError, match="Confirme que se acumulan"):
        acumular(Acumular(mine, one, "Auto 1"), workspace, jef)
    acumular(Acumular(mine, one, "Auto 1", aunque_difieran=True), workspace, jef)
    assert expediente_de(workspace, "R-101").estado == "ACUMULADO"


def test_everything_that_a_person_owes(workspace: Workspace) -> None:
    junta(workspace, "R-101", "R-100")

    found = deudor_360(workspace, "890.903.938-8")

    assert (found.casos, found.saldo) == (2, 1_500_000_00)
    assert [(o.titulo, o.acumulado_en) for o in found.obligaciones] == [
        ("R-100", ""), ("R-101", "SVSP-2026-000001"),
    ]  # fmt: skip
    assert found.primera_fecha == expediente_de(workspace, "R-100").fecha_segura
    assert {u.texto for u in found.ubicaciones} >= {"Calle 1 # 2-3", "a@ejemplo.test"}
    with pytest.raises(NotFoundError, match="Nadie en esta base"):
        deudor_360(workspace, "1")


def test_titles_under_study_tell_how_long_and_who(workspace: Workspace) -> None:
    later = HOY.replace(month=10, day=10)
    asignar(
        Asignar(expediente_de(workspace, "R-200").id, "pro"),
        workspace,
        en_nombre_de("coo"),
    )

    found = por_estudiar(workspace, later)

    assert found.total == 4
    assert {row.dias for row in found.filas} == {10}
    assert [r.numero for r in por_estudiar(workspace, later, login="pro").filas] == [
        "SVSP-2026-000002"
    ]


def test_forgotten_cases_are_counted_by_professional(workspace: Workspace) -> None:
    with workspace.base.write.begin() as session:
        rows = session.scalars(select(ExpedienteRow).order_by(ExpedienteRow.id))
        for days, row in zip((59, 60, 100, 400), rows, strict=True):
            row.movimiento = HOY - HOY.resolution * days
    asignar(
        Asignar(expediente_de(workspace, "R-300").id, "pro"),
        workspace,
        en_nombre_de("coo"),
    )

    found = sin_movimiento(workspace, HOY)

    # A new owner is no movement: the one of 100 days is still forgotten.
    assert found.casos == 3
    by = {one.nombre: (one.casos, one.tramos) for one in found.olvidos}
    assert by == {"PRO": (1, (0, 1, 0, 0)), "Sin repartir": (2, (1, 0, 0, 1))}
    assert sin_movimiento(workspace, HOY, dias=401).casos == 0


def test_the_situation_follows_the_facts_until_a_person_says_it(
    workspace: Workspace,
) -> None:
    case = expediente_de(workspace, "R-200")
    assert case.situacion == "por_repartir"
    asignar(Asignar(case.id, "pro"), workspace, en_nombre_de("coo"))
    assert expediente_de(workspace, "R-200").situacion == "en_estudio"

    said = CambiarSituacion((case.id,), "esperando_tercero", "Respuesta de la Cámara")
    cambiar_situacion(said, workspace, en_nombre_de("pro"))
    asignar(Asignar(case.id, "aux", "Vacaciones"), workspace, en_nombre_de("coo"))

    found = expediente_de(workspace, "R-200")
    assert (found.situacion, found.situacion_nota) == (
        "esperando_tercero", "Respuesta de la Cámara",
    )  # fmt: skip
    back = CambiarSituacion((case.id,), "")
    cambiar_situacion(back, workspace, en_nombre_de("pro"))
    assert expediente_de(workspace, "R-200").situacion == "en_estudio"
    wrong = CambiarSituacion((case.id,), "dormido", "x")
    with pytest.raises(InvalidDataError, match="No existe la situación"):
        cambiar_situacion(wrong, workspace, en_nombre_de("pro"))
