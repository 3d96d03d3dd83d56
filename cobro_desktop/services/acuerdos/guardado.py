"""How an agreement is kept: what was agreed, its instalments, what made them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.services.acuerdos.plan import opciones_del_plan
from cobro_desktop.services.acuerdos.seguimiento import PAGOS_PREVIOS
from cobro_desktop.storage.queries.acuerdos import ingresos
from cobro_desktop.storage.rows import AcuerdoRow, CuotaRow, DocumentoRow

if TYPE_CHECKING:
    from cobro_desktop.domain.acuerdo import Reparo
    from cobro_desktop.services.acuerdos.plan import Condiciones, PlanCaso
    from cobro_desktop.services.acuerdos.registro import CasoConAcuerdos
    from cobro_desktop.services.acuerdos.seguimiento import AcuerdoSeguido
    from cobro_desktop.services.transaction import Transaction

DOCUMENTO = "acuerdo-pago"


def guardar(
    tx: Transaction, found: CasoConAcuerdos, planned: PlanCaso, plan: dict[str, Any]
) -> AcuerdoRow:
    """Write an agreement that is granted, over its request if there was one."""
    conditions, debt = planned.condiciones, planned.deuda
    row = _fila(tx, found.en_curso, found.expediente.id, conditions)
    row.estado = str(EstadoAcuerdo.VIGENTE)
    row.firma, row.primera = conditions.firma, conditions.dia_primera
    row.metodo, row.cuotas = str(conditions.metodo), conditions.cuotas
    row.cuota_inicial = conditions.cuota_inicial
    row.garantia = str(conditions.garantia)
    row.garantia_detalle = conditions.garantia_detalle
    row.garantia_valor = conditions.garantia_valor
    row.capital, row.intereses = debt.capital, debt.intereses
    row.costas, row.plan = debt.costas, plan
    row.documento_id = _documento(tx, found.expediente.id)
    tx.session.flush()
    tx.session.add_all(
        CuotaRow(
            acuerdo_id=row.id,
            numero=cuota.numero,
            nominal=cuota.nominal,
            vence=cuota.vence,
            capital=cuota.capital,
            interes_causado=cuota.interes_causado,
            interes_plazo=cuota.interes_plazo,
            costas=cuota.costas,
            total=cuota.total,
        )
        for cuota in planned.cuotas
    )
    tx.session.flush()
    return row


def _fila(
    tx: Transaction,
    current: AcuerdoSeguido | None,
    expediente_id: int,
    conditions: Condiciones,
) -> AcuerdoRow:
    """Return the row of the request that is granted, or a new one."""
    if current is not None:
        return tx.session.get_one(AcuerdoRow, current.acuerdo.id)
    row = AcuerdoRow(
        expediente_id=expediente_id,
        estado=str(EstadoAcuerdo.VIGENTE),
        solicitado=conditions.firma,
        cuotas=conditions.cuotas,
    )
    tx.session.add(row)
    return row


def constancia(
    tx: Transaction,
    planned: PlanCaso,
    reparos: tuple[Reparo, ...],
    motivo: str,
) -> dict[str, Any]:
    """Return what the plan was computed from, to explain and repeat it."""
    workspace, caso = tx.workspace, planned.caso
    paid = ingresos(tx.session, caso.expediente_id)
    uvt = workspace.referencia.uvt.de(caso.corte.year).valor
    return {
        PAGOS_PREVIOS: [p.id for p in paid if p.fecha <= caso.corte],
        "grupos": [
            [str(g.regimen), g.debe.capital, g.debe.intereses, g.debe.costas]
            for g in planned.grupos
        ],
        "obligaciones": [
            {
                "id": o.obligacion_id,
                "concepto": o.concepto,
                "titulo": o.titulo,
                "capital": o.liquidacion.saldo.capital,
                "intereses": o.liquidacion.saldo.intereses,
                "costas": o.liquidacion.saldo.costas,
                "huella": o.liquidacion.huella,
            }
            for o in caso.obligaciones
        ],
        "opciones": opciones_del_plan(workspace, caso.sigla, planned.grupos),
        "uvt": uvt,
        "cuota_fija": planned.plan.cuota_fija,
        "proyectadas": [c.numero for c in planned.plan.cuotas if c.proyectado],
        "advertencias": list(planned.plan.advertencias),
        "traza": [[s.regla, s.norma, s.detalle] for s in planned.plan.traza],
        "reparos": [[r.texto, r.norma] for r in reparos],
        "motivo": motivo.strip(),
    }


def _documento(tx: Transaction, expediente_id: int) -> int | None:
    """Return the signed agreement on file, if it is there already."""
    taken = select(AcuerdoRow.documento_id).where(AcuerdoRow.documento_id.is_not(None))
    return tx.session.scalar(
        select(DocumentoRow.id)
        .where(
            DocumentoRow.expediente_id == expediente_id,
            DocumentoRow.tipo == DOCUMENTO,
            DocumentoRow.estado.in_(
                e.nombre for e in EstadoDocumento if e >= EstadoDocumento.FIRMADO
            ),
            DocumentoRow.id.not_in(taken),
        )
        .order_by(DocumentoRow.id.desc())
        .limit(1)
    )
