"""What a payment of a case does to its agreement: rates known by now, next term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.errors import MissingParameterError
from cobro_desktop.domain.imputacion import Conceptos
from cobro_desktop.domain.intereses.regimen import Regimen
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.acuerdos.efectos import fijar_termino
from cobro_desktop.services.acuerdos.plan import Grupo, plan_de_grupos
from cobro_desktop.services.acuerdos.registro import reglas_de
from cobro_desktop.services.acuerdos.seguimiento import condiciones_de, en_curso
from cobro_desktop.services.expedientes import sigla_de
from cobro_desktop.storage.rows import AcuerdoRow, CuotaRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.storage.rows import ExpedienteRow


def con_acuerdo(session: Session, expedientes: Iterable[int]) -> set[int]:
    """Return those, of some cases, that have an agreement in force."""
    found: set[int] = set()
    for chunk in trozos(sorted(expedientes)):
        query = select(AcuerdoRow.expediente_id).where(
            AcuerdoRow.expediente_id.in_(chunk),
            AcuerdoRow.estado == str(EstadoAcuerdo.VIGENTE),
        )
        found |= set(session.scalars(query))
    return found


def tras_pago(tx: Transaction, expediente: ExpedienteRow, fecha: dt.date) -> None:
    """Follow the agreement of a case, if it has one in force, after a payment.

    Instalments that were reckoned with a rate nobody had certified are reckoned again
    with those known now (DECISIONS 38), and the next unpaid one is the open term.
    """
    if not con_acuerdo(tx.session, [expediente.id]):
        return
    sigla = sigla_de(tx.session, expediente)
    reglas, hoy = reglas_de(tx.session, sigla), tx.contexto.hoy
    found = en_curso(tx.session, expediente.id, hoy, reglas)
    if found is not None and _recalcular(tx, expediente, found, fecha):
        found = en_curso(tx.session, expediente.id, hoy, reglas)
    fijar_termino(tx, expediente, found)


def _recalcular(
    tx: Transaction, expediente: ExpedienteRow, found: AcuerdoSeguido, fecha: dt.date
) -> bool:
    """Reckon the unpaid instalments again; tells whether any changed."""
    kept = found.acuerdo.plan
    if not kept.get("proyectadas"):
        return False
    groups = [
        Grupo(Regimen(regimen), Conceptos(capital, intereses, costas))
        for regimen, capital, intereses, costas in kept["grupos"]
    ]
    sigla = sigla_de(tx.session, expediente)
    conditions = condiciones_de(found.acuerdo)
    try:
        plan = plan_de_grupos(tx.workspace, sigla, conditions, groups)
    except MissingParameterError:
        return False
    unpaid = {c.numero for c in found.cuotas if c.pagada is None}
    rows = tx.session.scalars(
        select(CuotaRow).where(CuotaRow.acuerdo_id == found.acuerdo.id)
    )
    interest = {c.numero: c.interes_plazo for c in plan.cuotas}
    changed = [
        row
        for row in rows
        if row.numero in unpaid
        and interest.get(row.numero, row.interes_plazo) != row.interes_plazo
    ]
    if not changed:
        return False
    for row in changed:
        row.total += interest[row.numero] - row.interes_plazo
        row.interes_plazo = interest[row.numero]
    agreement = tx.session.get_one(AcuerdoRow, found.acuerdo.id)
    projected = [c.numero for c in plan.cuotas if c.proyectado]
    agreement.plan = kept | {"proyectadas": projected}
    tx.session.flush()
    _decirlo(tx, expediente, changed, fecha)
    return True


def _decirlo(
    tx: Transaction, expediente: ExpedienteRow, changed: list[CuotaRow], fecha: dt.date
) -> None:
    first = min(changed, key=lambda row: row.numero)
    texto = (
        f"Con las tasas certificadas se recalculó el interés de "
        f"{cantidad(len(changed), 'cuota')} del acuerdo de pago: la {first.numero}, "
        f"que vence el {fecha_larga(first.vence)}, queda en {pesos(first.total)}."
    )
    acto = Acto(
        tipo=TipoActuacion.ACUERDO,
        texto=texto,
        fecha=fecha,
        datos={"cuotas": {str(row.numero): row.total for row in changed}},
    )
    registrar(tx, expediente, acto)
