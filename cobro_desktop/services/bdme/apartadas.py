"""Which obligations do not count in the bulletin, and why, told with their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.acuerdo import EstadoAcuerdo
from cobro_desktop.domain.incidentes import HechoDeIncidente
from cobro_desktop.domain.interrupcion import Causa
from cobro_desktop.domain.seguimiento_acuerdo import FaseAcuerdo
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.acuerdos.seguimiento import seguidos
from cobro_desktop.services.incidentes.tipos import load_incidentes
from cobro_desktop.services.recursos import perfil_en
from cobro_desktop.storage.queries import bdme as consultas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.saldos_cartera import Movimientos
    from cobro_desktop.storage.queries.bdme import Lapso, Partida

ENDED = {
    "ARCHIVADO": "el expediente está archivado",
    "DEVUELTO": "el título se devolvió a quien lo expidió",
    "REMITIDO_SDH": (
        "el cobro se remitió a la Secretaría Distrital de Hacienda; verifique con "
        "ella quién lo reporta"
    ),
}
"""States of a case whose debt this office no longer collects, in words."""


@dataclass(frozen=True, slots=True)
class AcuerdoAlCorte:
    """How the last agreement of a case stood at the cut."""

    firma: dt.date
    incumplido: bool
    incumplido_desde: dt.date | None
    cuotas_vencidas: int = 0

    @property
    def texto(self) -> str:
        """The breach, or that it is in force, in words."""
        signed = f"el acuerdo de pago firmado el {fecha_corta(self.firma)}"
        if not self.incumplido:
            late = self.cuotas_vencidas
            behind = (
                f", con {cantidad(late, 'cuota vencida', 'cuotas vencidas')} y sin "
                "incumplimiento declarado"
                if late
                else ""
            )
            return f"está vigente {signed}{behind}"
        since = self.incumplido_desde
        return f"Incumplió {signed}" + (
            f" desde el {fecha_corta(since)}" if since else ""
        )


@dataclass(frozen=True, slots=True)
class Situaciones:
    """What holds of cases and titles at the cut."""

    corte: dt.date
    acuerdos: Mapping[int, AcuerdoAlCorte]
    """By case."""
    insolvencias: Mapping[int, Sequence[Lapso]]
    """By title."""
    demandas: Mapping[int, Sequence[Lapso]]
    """By case."""


def leer_situaciones(
    session: Session, entidad_id: int, sigla: str, corte: dt.date
) -> Situaciones:
    """Read what may keep an obligation out, or bring it in, at a cut."""
    suits = [
        tipo.id
        for tipo in load_incidentes().values()
        if tipo.hecho is HechoDeIncidente.DEMANDA
    ]
    stops = [Causa.CONCORDATO, Causa.LIQUIDACION]
    return Situaciones(
        corte,
        _acuerdos(session, entidad_id, sigla, corte),
        consultas.eventos(session, entidad_id, stops),
        consultas.incidentes(session, entidad_id, suits),
    )


def por_que_no_cuenta(
    partida: Partida, situaciones: Situaciones, movimientos: Movimientos
) -> str:
    """Return why an obligation is left out of the sum; empty when it counts."""
    corte = situaciones.corte
    if movimientos.pagada_al(partida, corte):
        paid = movimientos.abonos.get(partida.id)
        return f"se pagó el {fecha_corta(paid[-1][0])}" if paid else "está pagada"
    if partida.estado not in {"VIGENTE", "PAGADA"}:
        return f"la obligación está cerrada ({partida.estado.lower()})"
    if partida.estado_caso in ENDED and partida.estado == "VIGENTE":
        return ENDED[partida.estado_caso]
    return _por_ley(partida, situaciones)


def en_palabras(apartadas: Sequence[tuple[Partida, str]]) -> str:
    """Tell what was left out: each act with its capital and its reason."""
    told = [
        f"{partida.titulo} ({pesos(partida.saldo_capital or partida.capital)} de "
        f"capital): {reason}"
        for partida, reason in apartadas[:3]
    ]
    rest = len(apartadas) - len(told)
    more = f"; y {cantidad(rest, 'obligación más', 'obligaciones más')}" if rest else ""
    return "; ".join(told) + more + "."


def _por_ley(partida: Partida, situaciones: Situaciones) -> str:
    corte = situaciones.corte
    if partida.ejecutoria is None:
        return "no consta la ejecutoria: el acto no está en firme"
    if partida.ejecutoria > corte:
        return f"quedó en firme el {fecha_corta(partida.ejecutoria)}, después del corte"
    if partida.fecha_legal is not None and partida.fecha_legal < corte:
        return f"la acción de cobro prescribió el {fecha_corta(partida.fecha_legal)}"
    if discussed := _en_otra_sede(partida, situaciones):
        return discussed
    agreement = situaciones.acuerdos.get(partida.expediente_id)
    if agreement is not None and not agreement.incumplido:
        return agreement.texto
    return ""


def _en_otra_sede(partida: Partida, situaciones: Situaciones) -> str:
    """Say whether an insolvency or a judge has the debt in hand."""
    corte = situaciones.corte
    for lapse in situaciones.insolvencias.get(partida.titulo_id, ()):
        if lapse.cubre(corte):
            since = fecha_corta(lapse.desde)
            return f"el deudor está en insolvencia o liquidación desde el {since}"
    for lapse in situaciones.demandas.get(partida.expediente_id, ()):
        if lapse.cubre(corte):
            since = fecha_corta(lapse.desde)
            return f"el acto está demandado desde el {since}: la deuda se discute"
    return ""


def _acuerdos(
    session: Session, entidad_id: int, sigla: str, corte: dt.date
) -> dict[int, AcuerdoAlCorte]:
    reglas = perfil_en(session, sigla).acuerdo
    found: dict[int, AcuerdoAlCorte] = {}
    for case, agreements in consultas.acuerdos(session, entidad_id).items():
        last = next((a for a in agreements if a.firma <= corte), None)
        if last is None:
            continue
        closed = last.cerrado is not None and last.cerrado <= corte
        if closed:
            if last.estado == EstadoAcuerdo.INCUMPLIDO:
                found[case] = AcuerdoAlCorte(
                    last.firma, incumplido=True, incumplido_desde=last.incumplido_desde
                )
            continue
        followed = next(
            (
                s
                for s in seguidos(session, case, corte, reglas)
                if s.acuerdo.firma == last.firma
            ),
            None,
        )
        if followed is None:
            continue
        situacion = followed.situacion
        found[case] = AcuerdoAlCorte(
            last.firma,
            incumplido=situacion.fase is FaseAcuerdo.INEFICAZ,
            incumplido_desde=situacion.incumplido_desde,
            cuotas_vencidas=situacion.en_mora,
        )
    return found
