"""The commands on a case, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
    NotFoundError,
    UnmetRequirementsError,
)
from cobro_desktop.domain.notificacion import Medio
from cobro_desktop.services import borradores
from cobro_desktop.services.actividades import CerrarActividad, cerrar_actividad
from cobro_desktop.services.anexos import AnexarArchivo, anexar
from cobro_desktop.services.asignaciones import Asignar, asignar
from cobro_desktop.services.borradores import Borrador
from cobro_desktop.services.consultas import Pedido, ficha, listar
from cobro_desktop.services.liquidaciones import liquidar_expediente
from cobro_desktop.services.notificaciones import Notificar, notificar
from cobro_desktop.services.pagos import RegistrarPago, registrar_pago
from cobro_desktop.services.verificacion import verificar
from cobro_desktop.services.workspace import Workspace
from cobro_desktop.storage.engine import Base
from cobro_desktop.storage.rows import (
    ActuacionRow,
    BitacoraRow,
    ReferenciaRow,
    TerminoRow,
)
from tests.services.oficina import HOY, abrir_oficina, en_nombre_de, expediente_de


@pytest.fixture
def workspace(any_base: Base, tmp_path: Path) -> Workspace:
    return abrir_oficina(any_base, tmp_path)


@pytest.fixture
def soporte(tmp_path: Path) -> Path:
    path = tmp_path / "soporte.pdf"
    path.write_bytes(b"%PDF-1.4 soporte")
    return path


@pytest.fixture
def recibir(workspace: Workspace, soporte: Path) -> Callable[..., dict[str, object]]:
    """Close activity 1 of case R-100 as `pro`, with its evidence on file."""
    case = expediente_de(workspace, "R-100")

    def close(**changes: object) -> dict[str, object]:
        for evidence in (
            "memorando-remisorio",
            "titulo-ejecutivo",
            "ejecutoria-titulo",
        ):
            order = AnexarArchivo(case.id, soporte, evidence)
            anexar(order, workspace, en_nombre_de("pro"))
        values: dict[str, object] = {
            "expediente_id": case.id,
            "resultado": "recibido",
            "fecha": HOY,
            "respuestas": {"fecha_recepcion": "25/09/2026"},
        } | changes
        command = CerrarActividad(**values)  # type: ignore[arg-type]
        return cerrar_actividad(command, workspace, en_nombre_de("pro")).datos

    return close


def acts(workspace: Workspace, case_id: int) -> int:
    with workspace.base.read() as session:
        return int(
            session.scalar(
                select(func.count()).where(ActuacionRow.expediente_id == case_id)
            )
            or 0
        )


def test_importing_makes_a_case_with_debtor_title_and_obligation(
    workspace: Workspace,
) -> None:
    case = expediente_de(workspace, "R-200")
    found = ficha(workspace, case.id)

    assert case.numero == "SVSP-2026-000002"
    assert (case.actividad, case.etapa, case.estado) == ("1", "recepcion", "ABIERTO")
    assert case.saldo == 142_350_000
    assert case.fecha_legal == dt.date(2030, 2, 28)
    assert [d.numero for d in found.deudores] == ["860002964"]
    assert [o.regimen for o in found.obligaciones] == ["ley68"]
    assert [t.numero for t in found.titulos] == ["R-200"]


def test_closing_an_activity_moves_the_case_and_keeps_the_answers(
    workspace: Workspace, recibir: Callable[..., dict[str, object]]
) -> None:
    datos = recibir()

    case = expediente_de(workspace, "R-100")
    assert (datos["de"], datos["a"]) == ("1", "2")
    assert case.actividad == "2"
    assert case.recibido == dt.date(2026, 9, 25)


def test_each_command_leaves_one_audit_entry(
    workspace: Workspace, recibir: Callable[..., dict[str, object]]
) -> None:
    def entries() -> int:
        with workspace.base.read() as session:
            return int(session.scalar(select(func.count(BitacoraRow.seq))) or 0)

    before = entries()
    recibir()

    assert entries() == before + 4  # three files and the closing


def test_what_is_missing_is_listed_and_nothing_is_written(
    workspace: Workspace,
) -> None:
    case = expediente_de(workspace, "R-100")
    before = acts(workspace, case.id)
    command = CerrarActividad(case.id, "recibido", HOY)

    with pytest.raises(UnmetRequirementsError) as refusal:
        cerrar_actividad(command, workspace, en_nombre_de("pro"))

    missing = [set(item["ids"]) for item in refusal.value.detalle["faltan"]]  # type: ignore[attr-defined]
    assert {"fecha_recepcion"} in missing
    assert {"titulo-ejecutivo"} in missing
    assert acts(workspace, case.id) == before
    assert expediente_de(workspace, "R-100").actividad == "1"


def test_a_reason_passes_what_is_missing_and_stays_on_record(
    workspace: Workspace,
) -> None:
    case = expediente_de(workspace, "R-100")
    command = CerrarActividad(
        case.id, "recibido", HOY, forzar="El título llegó por correo."
    )

    cerrar_actividad(command, workspace, en_nombre_de("pro"))

    act = ficha(workspace, case.id).actuaciones[0]
    assert act.datos["forzado"] == "El título llegó por correo."
    assert "El título llegó por correo." in act.texto
    assert act.datos["faltaba"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"resultado": "paga"}, NotFoundError, id="unknown outcome"),
        pytest.param(
            {"fecha": dt.date(2026, 10, 1)}, InvalidDataError, id="after today"
        ),
        pytest.param(
            {"fecha": dt.date(2026, 9, 29)}, InvalidDataError, id="before reception"
        ),
        pytest.param(
            {"respuestas": {"fecha_recepcion": "31/02/2026"}},
            InvalidDataError,
            id="impossible date",
        ),
        pytest.param({"version": 99}, ConflictError, id="somebody else moved it"),
    ],
)
def test_a_bad_closing_is_refused_whole(
    workspace: Workspace,
    recibir: Callable[..., dict[str, object]],
    changes: dict[str, object],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        recibir(**changes)

    assert expediente_de(workspace, "R-100").actividad == "1"


def test_two_people_closing_the_same_activity_are_told(
    workspace: Workspace, recibir: Callable[..., dict[str, object]]
) -> None:
    seen = expediente_de(workspace, "R-100").version
    recibir()
    late = CerrarActividad(
        expediente_de(workspace, "R-100").id, "recibido", HOY, version=seen
    )

    with pytest.raises(ConflictError) as conflict:
        cerrar_actividad(late, workspace, en_nombre_de("coo"))

    assert conflict.value.detalle["usuario"] == "pro"


def test_a_role_that_may_not_act_is_refused(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100")
    command = CerrarActividad(case.id, "recibido", HOY, forzar="sí")

    with pytest.raises(NotAllowedError, match="AUX no puede"):
        cerrar_actividad(command, workspace, en_nombre_de("aux"))


def test_a_number_typed_as_evidence_finds_the_case_later(
    workspace: Workspace, soporte: Path
) -> None:
    case = expediente_de(workspace, "R-100")
    for evidence in ("titulo-ejecutivo", "ejecutoria-titulo"):
        anexar(
            AnexarArchivo(case.id, soporte, evidence), workspace, en_nombre_de("pro")
        )
    answers = {"fecha_recepcion": "2026-09-25", "radicado-memorando": "MEM-77"}
    command = CerrarActividad(case.id, "recibido", HOY, answers)

    cerrar_actividad(command, workspace, en_nombre_de("pro"))

    with workspace.base.read() as session:
        values = session.scalars(
            select(ReferenciaRow.valor).where(ReferenciaRow.expediente_id == case.id)
        ).all()
    assert "MEM-77" in values


def test_a_payment_is_imputed_in_proportion(workspace: Workspace) -> None:
    """T-2.3: 1.000.000 at 12 %, exigible 2025-01-15, paid 500.000 on 2025-07-15."""
    case = expediente_de(workspace, "R-100")
    command = RegistrarPago(case.id, dt.date(2025, 7, 15), 50_000_000, "B-1")

    registrar_pago(command, workspace, en_nombre_de("fin"))

    assert expediente_de(workspace, "R-100").saldo == 52_808_200
    [(_, owed)] = liquidar_expediente(workspace, case.id, dt.date(2025, 7, 15))
    assert owed.saldo.intereses == 3_142_500


def test_paying_more_than_the_debt_leaves_a_balance_in_favour(
    workspace: Workspace,
) -> None:
    case = expediente_de(workspace, "R-200")
    command = RegistrarPago(case.id, dt.date(2025, 8, 31), 200_000_000, "B-2")

    registrar_pago(command, workspace, en_nombre_de("fin"))

    part = ficha(workspace, case.id).pagos[0].imputaciones[0]
    assert (part.capital, part.interes) == (142_350_000, 8_611_200)  # T-1a.2
    assert part.saldo_a_favor == 200_000_000 - 142_350_000 - 8_611_200
    assert expediente_de(workspace, "R-200").saldo == 0


@pytest.mark.parametrize(
    ("fecha", "valor"),
    [
        pytest.param(dt.date(2026, 10, 1), 100, id="after today"),
        pytest.param(dt.date(2026, 9, 1), 0, id="nothing"),
        pytest.param(dt.date(2026, 9, 1), -100, id="less than nothing"),
    ],
)
def test_an_impossible_payment_is_refused(
    workspace: Workspace, fecha: dt.date, valor: int
) -> None:
    case = expediente_de(workspace, "R-100")

    with pytest.raises(InvalidDataError):
        registrar_pago(
            RegistrarPago(case.id, fecha, valor, "B"), workspace, en_nombre_de("fin")
        )

    assert ficha(workspace, case.id).pagos == []


def test_the_same_payment_twice_is_refused(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100")
    command = RegistrarPago(case.id, HOY, 1_000_000, "B-1", "Banco Agrario")
    registrar_pago(command, workspace, en_nombre_de("fin"))

    with pytest.raises(InvalidDataError, match="Ya está registrado"):
        registrar_pago(command, workspace, en_nombre_de("fin"))


def test_a_payment_waits_where_its_rate_is_not_loaded(workspace: Workspace) -> None:
    """ET 635 in October 2026, whose rate nobody has certified yet."""
    case = expediente_de(workspace, "R-300")
    late = dt.date(2026, 10, 15)
    command = RegistrarPago(case.id, late, 10_000_000, "B-9")

    changes = registrar_pago(command, workspace, en_nombre_de("fin", late))

    assert "octubre de 2026" in str(changes.datos["espera"])
    assert expediente_de(workspace, "R-300").saldo == 200_000_000
    assert ficha(workspace, case.id).pagos[0].estado == "identificado"


def test_notifying_the_mandamiento_interrupts_and_starts_fifteen_days(
    workspace: Workspace,
) -> None:
    """T-3.3 shape: five new years; fifteen business days from 2026-03-16 (T-4.2)."""
    case = expediente_de(workspace, "R-100")
    effective = dt.date(2026, 3, 16)
    command = Notificar(case.id, "mandamiento-pago", Medio.PERSONAL, effective)

    notificar(command, workspace, en_nombre_de("pro"))

    after = expediente_de(workspace, "R-100")
    assert after.fecha_legal == dt.date(2031, 3, 16)
    with workspace.base.read() as session:
        due = session.scalars(
            select(TerminoRow.vence).where(TerminoRow.expediente_id == case.id)
        ).all()
    assert due == [dt.date(2026, 4, 9)]
    assert after.vence_proximo == dt.date(2026, 4, 9)


def test_a_failed_notification_starts_nothing(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100")
    command = Notificar(
        case.id, "mandamiento-pago", Medio.CORREO, None, causa="Desconocido"
    )

    notificar(command, workspace, en_nombre_de("pro"))

    assert expediente_de(workspace, "R-100").fecha_legal == dt.date(2030, 1, 15)
    assert ficha(workspace, case.id).terminos == []


def test_a_draft_is_kept_per_person_and_forgotten_when_closed(
    workspace: Workspace, recibir: Callable[..., dict[str, object]]
) -> None:
    case = expediente_de(workspace, "R-100")
    draft = Borrador(case.id, "1", {"fecha_recepcion": "2026-09-25"}, "preguntas")
    borradores.guardar(draft, workspace, en_nombre_de("pro"))

    assert borradores.abrir(case.id, "1", workspace, en_nombre_de("pro")) == draft
    assert borradores.abrir(case.id, "1", workspace, en_nombre_de("coo")) is None
    recibir()
    assert borradores.listar(workspace, en_nombre_de("pro")) == []


def test_assigning_shows_in_the_list(workspace: Workspace) -> None:
    case = expediente_de(workspace, "R-100")

    asignar(Asignar(case.id, "pro"), workspace, en_nombre_de("coo"))

    found = listar(workspace, HOY, Pedido("responsable:pro"))
    assert [row.numero for row in found.filas] == [case.numero]


def test_an_evidence_that_the_procedure_does_not_ask_is_refused(
    workspace: Workspace, soporte: Path
) -> None:
    case = expediente_de(workspace, "R-100")

    with pytest.raises(NotFoundError, match="titulo-ejecutivo"):
        anexar(AnexarArchivo(case.id, soporte, "nada"), workspace, en_nombre_de("pro"))


def test_what_another_program_changed_is_found(
    workspace: Workspace, recibir: Callable[..., dict[str, object]]
) -> None:
    recibir()
    assert verificar(workspace).hallazgos == []
    with workspace.base.write.begin() as session:
        session.execute(
            insert(ActuacionRow).values(  # an act with no audit entry
                expediente_id=expediente_de(workspace, "R-100").id,
                tipo="nota",
                actividad="2",
                resultado="",
                fecha=HOY,
                registrada_en=dt.datetime.now(dt.UTC),
                usuario="pro",
                texto="x",
                datos={},
            )
        )
        case = session.merge(expediente_de(workspace, "R-100"))
        case.saldo -= 100

    assert [h.clase for h in verificar(workspace).hallazgos] == ["saldo"]
