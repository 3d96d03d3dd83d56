"""What is against granting an agreement in a case, and whether a reason passes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.domain.acuerdo import Reparo, SolicitudAcuerdo, revisar_solicitud
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.services.liquidaciones import VIGENTE
from cobro_desktop.services.prescripciones import de_titulo
from cobro_desktop.storage.queries import acuerdos as consultas
from cobro_desktop.storage.rows import ObligacionRow, TituloRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.acuerdo import ReglasAcuerdo
    from cobro_desktop.services.acuerdos.plan import PlanCaso
    from cobro_desktop.services.workspace import Workspace

Declarado = tuple[bool, bool]
"""What the person says of the debtor: in the BDME for a breach, broke one lately."""


def reparos_de(
    session: Session,
    workspace: Workspace,
    planeado: PlanCaso,
    reglas: ReglasAcuerdo,
    declarado: Declarado = (False, False),
) -> tuple[Reparo, ...]:
    """List what is against granting what was planned.

    Raises:
        MissingParameterError: the UVT of the year is not loaded.
    """
    conditions = planeado.condiciones
    firma, caso = conditions.firma, planeado.caso
    en_bdme, incumplio = declarado
    a_year_ago = mas_meses(firma, -12)
    broken = consultas.incumplidos(session, caso.expediente_id, a_year_ago, firma)
    solicitud = SolicitudAcuerdo(
        total=planeado.deuda.total,
        meses=conditions.meses,
        garantia=conditions.garantia,
        valor_garantia=conditions.garantia_valor,
        incumplio_hace_un_anio=incumplio or bool(broken),
        en_bdme_por_incumplimiento=en_bdme,
        prescrita=_prescrita(session, workspace, caso.expediente_id, firma),
    )
    uvt = workspace.referencia.uvt.de(firma.year).valor
    return revisar_solicitud(solicitud, uvt=uvt, reglas=reglas)


def exigir_sin_reparos(reparos: Sequence[Reparo], motivo: str) -> None:
    """Refuse what stops the agreement, unless a reason may pass it and is given.

    Raises:
        NotAllowedError: tells each objection with its norm.
    """
    stops = [r for r in reparos if r.impide and (r.absoluto or not motivo.strip())]
    if not stops:
        return
    listed = "\n".join(f"  • {con_norma(reparo)}" for reparo in stops)
    absolute = any(reparo.absoluto for reparo in stops)
    way_out = (
        "No se puede conceder."
        if absolute
        else "Cambie el plazo o la garantía, o escriba el motivo por el que se concede "
        "así: queda en el expediente."
    )
    message = f"El acuerdo no cumple esto:\n{listed}\n{way_out} No se registró nada."
    found = [{"texto": r.texto, "norma": r.norma} for r in stops]
    raise NotAllowedError(message, {"reparos": found})


def con_norma(reparo: Reparo) -> str:
    """Write an objection with its norm, as the program cites it."""
    return f"{reparo.texto.rstrip('.')} ({reparo.norma})."


def _prescrita(
    session: Session, workspace: Workspace, expediente_id: int, firma: dt.date
) -> bool:
    owing = select(ObligacionRow.titulo_id).where(
        ObligacionRow.expediente_id == expediente_id, ObligacionRow.estado == VIGENTE
    )
    titulos = session.scalars(select(TituloRow).where(TituloRow.id.in_(owing))).all()
    found = (de_titulo(session, workspace, titulo, firma) for titulo in titulos)
    return any(one is not None and one.prescrita(firma) for one in found)
