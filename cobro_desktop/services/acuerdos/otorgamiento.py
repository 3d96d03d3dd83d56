"""Granting an agreement: the plan, what it interrupts and what it suspends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo, Garantia
from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.acuerdos.efectos import (
    fijar_termino,
    interrumpir,
    suspender,
)
from cobro_desktop.services.acuerdos.guardado import constancia, guardar
from cobro_desktop.services.acuerdos.plan import (
    Condiciones,
    PlanCaso,
    plan_del_caso,
)
from cobro_desktop.services.acuerdos.registro import (
    CasoConAcuerdos,
    abrir,
    check_fecha,
    exigir_motivo,
)
from cobro_desktop.services.acuerdos.revision import exigir_sin_reparos, reparos_de
from cobro_desktop.services.acuerdos.seguimiento import en_curso
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.acuerdo import Reparo
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

OTORGAN = (Rol.PRO, Rol.COO, Rol.JEF)
DOCUMENTO = "acuerdo-pago"


@dataclass(frozen=True, slots=True)
class OtorgarAcuerdo:
    """Record that an agreement was signed."""

    expediente_id: int
    condiciones: Condiciones
    en_bdme_por_incumplimiento: bool = False
    incumplio_hace_un_anio: bool = False
    """Besides what this base knows."""
    motivo: str = ""
    """Why it is granted although something stops it; stays on record."""


@dataclass(frozen=True, slots=True)
class AcuerdoPrevisto:
    """What granting would do."""

    plan: PlanCaso
    reparos: tuple[Reparo, ...]
    efectos: tuple[str, ...]
    """In sentences."""

    @property
    def impedido(self) -> bool:
        """Whether not even a reason would let it be granted."""
        return any(reparo.absoluto for reparo in self.reparos)

    @property
    def exige_motivo(self) -> bool:
        """Whether something stops it that a reason on record may pass."""
        return any(r.impide and not r.absoluto for r in self.reparos)


def prever_otorgamiento(
    command: OtorgarAcuerdo, workspace: Workspace, contexto: Contexto
) -> AcuerdoPrevisto:
    """Make the plan and say what granting would do; writes nothing.

    Objections are told, not raised.

    Raises:
        UserError: what `otorgar_acuerdo` would refuse besides them.
    """
    with workspace.base.read() as session:
        found = abrir(session, command.expediente_id, contexto.hoy)
        planned, reparos = _planear(session, workspace, found, command, contexto.hoy)
    return AcuerdoPrevisto(planned, reparos, tuple(_efectos(planned, found)))


def otorgar_acuerdo(
    command: OtorgarAcuerdo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep the plan, interrupt the prescription of each title, suspend the process.

    Raises:
        InvalidDataError: dates or amounts that no plan can have.
        NotAllowedError: an objection stops it, the case ended, has an agreement in
            force, or the role.
        NotFoundError: no such case, or it owes nothing.
        MissingParameterError: a rate, the UVT or the holidays of a year are missing.
    """
    from cobro_desktop.services.bdme.retiros import pedir_retiro

    with transaction(workspace, contexto, "otorgar_acuerdo") as tx:
        tx.require_role(OTORGAN, "otorgar acuerdos de pago")
        found = abrir(tx.session, command.expediente_id, contexto.hoy, tx=tx)
        planned, reparos = _planear(tx.session, workspace, found, command, contexto.hoy)
        exigir_sin_reparos(reparos, command.motivo)
        expediente = found.expediente
        texto = _texto(planned, command.motivo if _pasa(reparos) else "")
        row = guardar(
            tx, found, planned, constancia(tx, planned, reparos, command.motivo)
        )
        acto = Acto(
            tipo=TipoActuacion.ACUERDO,
            texto=texto,
            fecha=planned.condiciones.firma,
            datos={"acuerdo": row.id, "estado": row.estado},
        )
        act = registrar(tx, expediente, acto)
        row.actuacion_id = act.id
        interrumpir(tx, expediente, planned.condiciones.firma, act)
        reglas = found.reglas
        suspender(tx, expediente, acto.fecha, reglas.norma_suspension)
        seguido = en_curso(tx.session, expediente.id, contexto.hoy, reglas)
        fijar_termino(tx, expediente, seguido)
        tx.touch("acuerdo", row.id)
        tx.tell(f"{expediente.numero}: {texto}")
        tx.session.flush()
        retiro = pedir_retiro(tx.session, expediente, contexto.hoy)
    datos: dict[str, object] = {
        "acuerdo": row.id,
        "estado": str(EstadoAcuerdo.VIGENTE),
        "actuacion": act.id,
        "retiro_bdme": retiro,
    }
    told = " ".join(filter(None, (texto, retiro)))
    return Changes(frozenset({expediente.id}), resumen=told, datos=datos)


def _planear(
    session: Session,
    workspace: Workspace,
    found: CasoConAcuerdos,
    command: OtorgarAcuerdo,
    hoy: dt.date,
) -> tuple[PlanCaso, tuple[Reparo, ...]]:
    conditions = command.condiciones
    current = found.en_curso
    if current is not None and current.estado is EstadoAcuerdo.VIGENTE:
        message = (
            f"El expediente {found.expediente.numero} ya tiene un acuerdo de pago en "
            "vigor. No se registró nada."
        )
        raise NotAllowedError(message, {"acuerdo": current.acuerdo.id})
    asked = current.acuerdo.solicitado if current else None
    check_fecha(found, conditions.firma, hoy, desde=asked)
    _check_ejecutoria(found, conditions.firma)
    if conditions.garantia is not Garantia.NINGUNA:
        exigir_detalle(conditions)
    planned = plan_del_caso(session, workspace, found.expediente.id, conditions)
    declared = (command.en_bdme_por_incumplimiento, command.incumplio_hace_un_anio)
    return planned, reparos_de(session, workspace, planned, found.reglas, declared)


def _check_ejecutoria(found: CasoConAcuerdos, firma: dt.date) -> None:
    """Refuse a signing before there was anything to collect."""
    day = found.expediente.ejecutoria
    if day is not None and firma < day:
        message = (
            f"El acuerdo no se pudo firmar el {fecha_larga(firma)}: el título quedó "
            f"ejecutoriado el {fecha_larga(day)}. No se registró nada."
        )
        raise InvalidDataError(message)


def exigir_detalle(conditions: Condiciones) -> None:
    """Refuse a guarantee that nobody describes.

    Raises:
        InvalidDataError: the description is empty.
    """
    exigir_motivo(conditions.garantia_detalle, "garantía se constituye y su avalúo")


def _pasa(reparos: tuple[Reparo, ...]) -> bool:
    return any(reparo.impide for reparo in reparos)


def _texto(planned: PlanCaso, motivo: str) -> str:
    conditions, debt = planned.condiciones, planned.deuda
    costs = f", costas {pesos(debt.costas)}" if debt.costas else ""
    initial = (
        f"una cuota inicial de {pesos(conditions.cuota_inicial)} y "
        if conditions.cuota_inicial
        else ""
    )
    why = f" Se concedió por este motivo: {motivo.strip()}" if motivo.strip() else ""
    return (
        f"Se otorgó acuerdo de pago el {fecha_larga(conditions.firma)} por "
        f"{pesos(debt.total)} (capital {pesos(debt.capital)}, intereses "
        f"{pesos(debt.intereses)}{costs}), en {initial}"
        f"{cantidad(conditions.cuotas, 'cuota')} desde el "
        f"{fecha_larga(planned.plan.cuotas[0].vence)}.{why}"
    )


def _efectos(planned: PlanCaso, found: CasoConAcuerdos) -> list[str]:
    conditions = planned.condiciones
    first = planned.plan.cuotas[0]
    norma = found.reglas.norma_suspension
    return [
        (
            "Se interrumpe la prescripción de cada título (ET, art. 818): mientras se "
            f"cumpla no corre; por prudencia se vigila desde el "
            f"{fecha_larga(conditions.firma)}."
        ),
        f"Se suspende el proceso ({norma}); los intereses siguen corriendo.",
        (
            f"La primera cuota, de {pesos(first.total)}, vence el "
            f"{fecha_larga(first.vence)}."
        ),
        *planned.plan.advertencias,
    ]
