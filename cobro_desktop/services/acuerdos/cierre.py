"""An agreement that was kept, and one that should not have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.seguimiento_acuerdo import FaseAcuerdo
from cobro_desktop.formats import cantidad, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.acuerdos.efectos import (
    dejar_sin_interrumpir,
)
from cobro_desktop.services.acuerdos.otorgamiento import OTORGAN
from cobro_desktop.services.acuerdos.registro import (
    CasoConAcuerdos,
    exigir_motivo,
)
from cobro_desktop.services.acuerdos.terminacion import cerrar, en_vigor
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import AcuerdoRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CumplirAcuerdo:
    """Record that everything that was agreed was paid."""

    expediente_id: int
    fecha: dt.date


@dataclass(frozen=True, slots=True)
class AnularAcuerdo:
    """Take back an agreement that was recorded by mistake or found void."""

    expediente_id: int
    fecha: dt.date
    motivo: str


def prever_cumplimiento(
    command: CumplirAcuerdo, workspace: Workspace, contexto: Contexto
) -> list[str]:
    """Say in sentences what closing it as kept would do; writes nothing.

    Raises:
        UserError: what `cumplir_acuerdo` would refuse, with the same words.
    """
    with workspace.base.read() as session:
        _, kept = _cumplido(session, command, contexto)
    told = ["El acuerdo queda cumplido y termina la suspensión."]
    if kept.saldada:
        return [*told, "La deuda está pagada: siga con el archivo del expediente."]
    return [
        *told,
        (
            "La liquidación tiene todavía un saldo, por pagos tardíos o por tasas que "
            "cambiaron: se sigue cobrando."
        ),
    ]


def cumplir_acuerdo(
    command: CumplirAcuerdo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Close the agreement as kept.

    Raises:
        InvalidDataError: a date that cannot be.
        NotAllowedError: instalments are not paid, none is in force, or the role.
        NotFoundError: no such case.
    """
    with transaction(workspace, contexto, "cumplir_acuerdo") as tx:
        tx.require_role(OTORGAN, "cerrar acuerdos de pago")
        caso, kept = _cumplido(tx.session, command, contexto, tx=tx)
        row = tx.session.get_one(AcuerdoRow, kept.acuerdo.id)
        texto = f"El deudor cumplió el acuerdo de pago: pagó {pesos(kept.pagado)}."
        acto = Acto(tipo=TipoActuacion.ACUERDO, texto=texto, fecha=command.fecha)
        return cerrar(tx, caso, row, EstadoAcuerdo.CUMPLIDO, acto)


def prever_anulacion(
    command: AnularAcuerdo, workspace: Workspace, contexto: Contexto
) -> list[str]:
    """Say in sentences what annulling would do; writes nothing.

    Raises:
        UserError: what `anular_acuerdo` would refuse, with the same words.
    """
    exigir_motivo(command.motivo, "se anula el acuerdo")
    with workspace.base.read() as session:
        en_vigor(session, command, contexto)
    return [
        "El acuerdo queda anulado, con su motivo en el expediente.",
        "La prescripción se cuenta como si no se hubiera otorgado.",
        "Se reanuda el proceso; los pagos que hubo siguen imputados.",
    ]


def anular_acuerdo(
    command: AnularAcuerdo, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Annul an agreement: it interrupted nothing.

    Raises:
        InvalidDataError: without a reason, or a date that cannot be.
        NotAllowedError: none is in force, or the role.
        NotFoundError: no such case.
    """
    exigir_motivo(command.motivo, "se anula el acuerdo")
    with transaction(workspace, contexto, "anular_acuerdo") as tx:
        tx.require_role(OTORGAN, "anular acuerdos de pago")
        caso, found = en_vigor(tx.session, command, contexto, tx=tx)
        row = tx.session.get_one(AcuerdoRow, found.acuerdo.id)
        dejar_sin_interrumpir(tx, row, command.motivo.strip())
        row.motivo = command.motivo.strip()
        texto = f"Se anuló el acuerdo de pago: {row.motivo}"
        acto = Acto(tipo=TipoActuacion.ANULACION, texto=texto, fecha=command.fecha)
        return cerrar(tx, caso, row, EstadoAcuerdo.ANULADO, acto)


def _cumplido(
    session: Session,
    command: CumplirAcuerdo,
    contexto: Contexto,
    *,
    tx: Transaction | None = None,
) -> tuple[CasoConAcuerdos, AcuerdoSeguido]:
    caso, found = en_vigor(session, command, contexto, tx=tx)
    if found.situacion.fase is FaseAcuerdo.CUMPLIDO:
        return caso, found
    owed = sum(c.total - c.abonado for c in found.cuotas)
    unpaid = sum(c.pagada is None for c in found.cuotas)
    left = f"{'falta' if unpaid == 1 else 'faltan'} {cantidad(unpaid, 'cuota')}"
    message = (
        f"El acuerdo del expediente {caso.expediente.numero} no está cumplido: "
        f"{left} por {pesos(owed)}. No se registró nada."
    )
    raise NotAllowedError(message)
