"""What is known of a run, as the engine of procedures needs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain import motor
from cobro_desktop.domain.documentos import EstadoDocumento, estado_documento
from cobro_desktop.domain.hechos import CierreHecho, Hechos, PartidasHechas, Pieza
from cobro_desktop.domain.motor import Cierre, Evaluacion
from cobro_desktop.domain.partida import (
    Recomendacion,
    Tratamiento,
    sin_partidas,
    solo_partidas,
    tratamiento_de,
)
from cobro_desktop.services.cartera.comun import CIERRE, COMITE, actos_de, partidas_de
from cobro_desktop.services.hechos import ANEXO
from cobro_desktop.storage.rows import (
    CorridaDocumentoRow,
    DocumentoRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.storage.rows import CorridaActoRow, CorridaItemRow, CorridaRow

FICHAS: Final = ("ficha-depuracion", "ficha-saneamiento", "ficha-reclasificacion")
SESION: Final = ("fecha_sesion", "fecha_comite")
"""Names that the files give to the day of the comité."""


@dataclass(frozen=True, slots=True)
class Lectura:
    """A run with all that stands in it, read once."""

    corrida: CorridaRow
    procedimiento: Procedimiento
    partidas: Sequence[CorridaItemRow]
    actos: Sequence[CorridaActoRow]
    documentos: Sequence[DocumentoRow]
    """Those that stand; annulled ones are left out."""
    nombres: Mapping[int, str]
    """How each item is called, by its id."""

    @property
    def actividad(self) -> Actividad:
        """Where the run is."""
        return self.procedimiento.actividades[self.corrida.actividad]

    @property
    def sesion(self) -> CorridaActoRow | None:
        """The last session of the comité."""
        return next((a for a in reversed(self.actos) if a.tipo == COMITE), None)


def leer(
    session: Session, procedimiento: Procedimiento, corrida: CorridaRow
) -> Lectura:
    """Read a run whole."""
    partidas = partidas_de(session, corrida.id)
    return Lectura(
        corrida,
        procedimiento,
        partidas,
        actos_de(session, corrida.id),
        documentos_de(session, corrida.id),
        nombres_de(session, partidas),
    )


def documentos_de(session: Session, corrida_id: int) -> Sequence[DocumentoRow]:
    """Return the documents of a run that stand, the oldest first."""
    return session.scalars(
        select(DocumentoRow)
        .join(CorridaDocumentoRow, CorridaDocumentoRow.documento_id == DocumentoRow.id)
        .where(
            CorridaDocumentoRow.corrida_id == corrida_id,
            DocumentoRow.estado != EstadoDocumento.ANULADO.nombre,
        )
        .order_by(DocumentoRow.id)
    ).all()


def nombres_de(session: Session, partidas: Sequence[CorridaItemRow]) -> dict[int, str]:
    """Name each item: the case, its title and its debtor."""
    ids = {p.obligacion_id for p in partidas}
    rows = session.execute(
        select(
            ObligacionRow.id,
            ExpedienteRow.numero,
            TituloRow.numero,
            ExpedienteRow.deudor,
        )
        .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
        .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
        .where(ObligacionRow.id.in_(ids))
    )
    told = {
        one: f"{case}, título n.º {title}, {debtor}"
        for one, case, title, debtor in rows
    }
    return {p.id: told[p.obligacion_id] for p in partidas}


def hechos_de_corrida(lectura: Lectura, hoy: dt.date) -> Hechos:
    """Gather the facts of a run on a day."""
    return Hechos(
        hoy=hoy,
        entrada=lectura.corrida.abierta,
        piezas=tuple(_pieza(row) for row in lectura.documentos),
        cierres=tuple(
            CierreHecho(a.actividad, a.resultado, a.fecha)
            for a in lectura.actos
            if a.tipo == CIERRE
        ),
        partidas=_partidas(lectura),
    )


def conocidas(lectura: Lectura, resultado: str) -> dict[str, str]:
    """Return the answers that the run itself gives, by the names of the files."""
    rows, session = lectura.partidas, lectura.sesion
    said = [r for r in rows if r.decision]
    changes = dict.fromkeys(
        str(t) for r in _recomendadas(rows) if (t := tratamiento_de(r.respuestas))
    )
    kinds = [t for t in ("baja", "deterioro", "reclasificacion") if t in changes]
    causes = dict.fromkeys(r.respuestas.get("causal", "") for r in rows)
    reasons = (f"{lectura.nombres[r.id]}: {r.razon}" for r in said if r.razon)
    known = {
        "corte": lectura.corrida.corte.isoformat(),
        "partidas": str(len(rows)),
        "valor": _pesos(sum(r.capital for r in rows)),
        "cambios": ",".join(kinds),
        "clase_acto": ",".join(kinds),
        "causas": ",".join(c for c in causes if c),
        "observaciones": "\n".join(reasons),
        "razones": "",
        "causal_verificada": "si" if resultado == "recomienda" else "no",
    }
    known["razones"] = known["observaciones"]
    if session is not None:
        known |= dict.fromkeys(SESION, session.fecha.isoformat())
    fields = {c.nombre: c for c in lectura.actividad.campos if not c.por_partida}
    return {
        k: _en_orden(fields[k].opciones, v)
        for k, v in known.items()
        if k in fields and v
    }


def evaluar_corrida(lectura: Lectura, cierre: Cierre, hechos: Hechos) -> Evaluacion:
    """Tell what closing an activity of the run asks: of the run and of each item.

    Raises:
        NotFoundError: the activity has no such outcome.
    """
    whole = motor.evaluar(
        sin_partidas(lectura.procedimiento, cierre.actividad), cierre, hechos
    )
    ficha = solo_partidas(lectura.procedimiento, cierre.actividad)
    missing, warned = list(whole.faltan), list(whole.advertencias)
    for row in lectura.partidas:
        own = Cierre(cierre.actividad, cierre.resultado, row.respuestas)
        found = motor.evaluar(ficha, own, hechos)
        name = lectura.nombres[row.id]
        missing += [replace(p, texto=f"{p.texto} ({name})") for p in found.faltan]
    return Evaluacion(tuple(missing), tuple(warned))


def camino_de(procedimiento: Procedimiento, entrada: str) -> tuple[Actividad, ...]:
    """Return the activities that a run may go through, in the order of the table."""
    seen: set[str] = set()
    waiting = [entrada]
    while waiting:
        actividad = waiting.pop()
        if actividad in seen:
            continue
        seen.add(actividad)
        outs = procedimiento.actividades[actividad].salidas
        waiting += [s.siguiente for s in outs if s.siguiente]
    return tuple(a for a in procedimiento.actividades.values() if a.id in seen)


def _pieza(row: DocumentoRow) -> Pieza:
    attached = row.estado == ANEXO
    return Pieza(
        tipo="" if row.tipo == ANEXO else row.tipo,
        estado=EstadoDocumento.FIRMADO if attached else estado_documento(row.estado),
        fecha=row.fecha,
        evidencia=row.evidencia,
    )


def _partidas(lectura: Lectura) -> PartidasHechas:
    rows = lectura.partidas
    signed = {
        d.id
        for d in lectura.documentos
        if d.estado != ANEXO and estado_documento(d.estado) >= EstadoDocumento.FIRMADO
    }
    together = any(d.estado == ANEXO and d.tipo in FICHAS for d in lectura.documentos)
    back = [r for r in rows if r.decision == Recomendacion.FALTA_SOPORTE]
    good = _recomendadas(rows)
    return PartidasHechas(
        total=len(rows),
        sin_decidir=sum(not r.decision for r in rows),
        recomendadas=len(good),
        devueltas=len(back),
        sin_ficha=0 if together else sum(r.documento_id not in signed for r in rows),
        cambian=sum(
            tratamiento_de(r.respuestas) is not Tratamiento.SIN_CAMBIO for r in good
        ),
    )


def _recomendadas(rows: Sequence[CorridaItemRow]) -> list[CorridaItemRow]:
    return [r for r in rows if r.decision == Recomendacion.RECOMIENDA]


def _pesos(centavos: int) -> str:
    return (
        f"{centavos // 100}.{centavos % 100:02d}"
        if centavos % 100
        else str(centavos // 100)
    )


def _en_orden(opciones: Sequence[tuple[str, str]], value: str) -> str:
    """Keep of a list what the field offers, in the order of the file."""
    if not opciones or value in dict(opciones):
        return value
    given = value.split(",")
    return ",".join(name for name, _ in opciones if name in given)
