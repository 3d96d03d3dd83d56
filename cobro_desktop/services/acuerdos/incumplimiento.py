"""An agreement that is not kept: declared so, and what follows (ET 814-3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo, Garantia
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion
from cobro_desktop.services.acuerdos.efectos import contar_desde
from cobro_desktop.services.acuerdos.otorgamiento import OTORGAN
from cobro_desktop.services.acuerdos.terminacion import cerrar, en_vigor
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.rows import AcuerdoRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.services.acuerdos.registro import CasoConAcuerdos
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DeclararIncumplimiento:
    """Record the act that declares the breach, or leaves it without effect."""

    expediente_id: int
    fecha: dt.date


def prever_incumplimiento(
    command: DeclararIncumplimiento, workspace: Workspace, contexto: Contexto
) -> list[str]:
    """Say in sentences what declaring the breach would do; writes nothing.

    Raises:
        UserError: what `declarar_incumplimiento` would refuse, with the same words.
    """
    with workspace.base.read() as session:
        caso, broken = _incumplido(session, command, contexto)
        desde = _incumplido_desde(broken)
        told = [
            (
                f"{_mayuscula(_sin_pagar(broken))}. El acuerdo queda incumplido "
                f"({caso.reglas.norma_incumplimiento})."
            ),
            (
                "La prescripción se cuenta de nuevo desde el "
                f"{fecha_larga(desde)}, la primera cuota que no se pagó."
            ),
            "Se reanuda el proceso por el saldo; lo pagado queda imputado.",
        ]
        if broken.acuerdo.garantia != Garantia.NINGUNA:
            told.append(
                "Primero se hace efectiva la garantía: "
                f"{broken.acuerdo.garantia_detalle} (ET, arts. 814-2 y 841)."
            )
        told.append(
            "Contra la resolución procede reposición en los cinco días siguientes a "
            "su notificación (ET, art. 814-3)."
        )
    return told


def declarar_incumplimiento(
    command: DeclararIncumplimiento, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Close the agreement as broken, count the prescription again and go on.

    Raises:
        InvalidDataError: a date that cannot be.
        NotAllowedError: the entity's rule does not permit it yet, none is in force,
            or the role.
        NotFoundError: no such case.
    """
    with transaction(workspace, contexto, "declarar_incumplimiento") as tx:
        tx.require_role(OTORGAN, "declarar incumplidos los acuerdos de pago")
        caso, broken = _incumplido(tx.session, command, contexto, tx=tx)
        desde = _incumplido_desde(broken)
        texto = (
            f"Se declaró incumplido el acuerdo de pago: {_sin_pagar(broken)} "
            f"({caso.reglas.norma_incumplimiento}). La prescripción se cuenta desde "
            f"el {fecha_larga(desde)}."
        )
        row = tx.session.get_one(AcuerdoRow, broken.acuerdo.id)
        row.incumplido_desde = desde
        contar_desde(tx, row, desde)
        acto = Acto(tipo=TipoActuacion.INCUMPLIMIENTO, texto=texto, fecha=command.fecha)
        return cerrar(tx, caso, row, EstadoAcuerdo.INCUMPLIDO, acto)


def _incumplido(
    session: Session,
    command: DeclararIncumplimiento,
    contexto: Contexto,
    *,
    tx: Transaction | None = None,
) -> tuple[CasoConAcuerdos, AcuerdoSeguido]:
    caso, found = en_vigor(session, command, contexto, tx=tx)
    if found.situacion.permite_declarar:
        return caso, found
    needed = caso.reglas.cuotas_consecutivas
    rule = (
        "basta una cuota que no se pague a tiempo"
        if needed == 1
        else f"se necesitan {needed} cuotas seguidas sin pagar"
    )
    missed = cantidad(found.situacion.consecutivas, "cuota seguida", "cuotas seguidas")
    message = (
        f"El acuerdo del expediente {caso.expediente.numero} no se puede declarar "
        f"incumplido al {fecha_larga(command.fecha)}: {rule} "
        f"({caso.reglas.norma_incumplimiento}) y hay {missed} sin atender. "
        "No se registró nada."
    )
    raise NotAllowedError(message)


def _incumplido_desde(found: AcuerdoSeguido) -> dt.date:
    desde = found.situacion.incumplido_desde
    assert desde is not None, "what permits to declare names its first instalment"
    return desde


def _sin_pagar(found: AcuerdoSeguido) -> str:
    """Name the instalments that are due and not paid, with what they lack."""
    day = found.situacion.incumplido_desde
    missed = [
        c
        for c in found.cuotas
        if c.pagada is None and day is not None and c.vence >= day
    ][: found.situacion.en_mora]
    if not missed:
        run = found.situacion.consecutivas
        return f"el deudor dejó de atender {cantidad(run, 'cuota')} seguidas"
    numbers = ", ".join(str(c.numero) for c in missed)
    lacking = sum(c.total - c.abonado for c in missed)
    word = "la cuota" if len(missed) == 1 else "las cuotas"
    return f"el deudor no pagó {word} {numbers}, por {pesos(lacking)}"


def _mayuscula(texto: str) -> str:
    return texto[0].upper() + texto[1:]
