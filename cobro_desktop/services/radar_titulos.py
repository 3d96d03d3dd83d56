"""The titles of the prescription radar, each with its action window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.calendario import UN_DIA
from cobro_desktop.domain.ruta import Meta, SinRuta
from cobro_desktop.domain.ventana import Banda, Ventana
from cobro_desktop.services.radar import pregunta
from cobro_desktop.services.ventanas import Ventanas
from cobro_desktop.storage.queries import prescripcion as consulta
from cobro_desktop.storage.queries.prescripcion import Eleccion

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.services.radar import Filtro, Opciones
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.prescripcion import Partida

NOTIFICADO: Final = (
    "El mandamiento ya se notificó: ninguna otra actuación del procedimiento vuelve a "
    "interrumpir el término."
)
_PALABRAS: Final = {
    Banda.PRESCRITO: ["prescribe<hoy"],
    Banda.VENTANA_VENCIDA: ["riesgo<=hoy"],
    Banda.VENTANA_MES: ["riesgo<=hoy", "prescribe>=hoy"],
    Banda.EN_RIESGO: ["riesgo<=hoy", "prescribe>=hoy"],
    Banda.SIN_RIESGO: ["riesgo>hoy"],
}


@dataclass(frozen=True, slots=True)
class FilaRadar:
    """A title of the radar with its action window."""

    expediente_id: int
    titulo_id: int | None
    numero: str
    deudor: str
    actividad: str
    """Number and name."""
    procedimiento: str
    responsable: str
    saldo: Centavos
    fecha_segura: dt.date
    fecha_legal: dt.date
    entra_en_riesgo: dt.date
    banda: Banda
    ventana: Ventana | None
    """None where nothing is left to be done, or no way leads to it."""
    motivo: str = ""
    """Why there is no window."""
    sin_riesgo: dt.date | None = None
    """Last day to send the case without the mark of risk, while it can be kept."""


@dataclass(frozen=True, slots=True)
class Pagina:
    """Which titles of a part of the radar to show."""

    eleccion: Eleccion = field(default_factory=Eleccion)
    lineas: range = range(200)


def filas(
    workspace: Workspace, hoy: dt.date, filtro: Filtro, pagina: Pagina
) -> list[FilaRadar]:
    """Return some titles with their windows, what must be done first on top.

    Raises:
        NotFoundError: no such entity or procedure in the base.
        MissingParameterError: holidays that are not known.
    """
    with workspace.base.read() as session:
        asked = pregunta(session, workspace, hoy, filtro)
        found = consulta.pagina(session, asked, pagina.eleccion, lineas=pagina.lineas)
        ventanas = Ventanas(session, workspace)
        return [_fila(session, workspace, ventanas, p, hoy) for p in found]


def texto_de_consulta(filtro: Filtro, eleccion: Eleccion, disponibles: Opciones) -> str:
    """Return the query of the main list that finds the titles of a part of the radar.

    The language knows dates and not windows: of a band of windows it finds all of the
    same dates.
    """
    words = [_estados(), "saldo>0"]
    since, until = eleccion.desde, eleccion.hasta
    if since and until:
        words.append(f"prescribe:{since}..{until}")
    elif until:
        words.append(f"prescribe<={until}")
    elif since:
        words.append(f"prescribe>={since}")
    elif eleccion.bandas:
        words += _PALABRAS[eleccion.bandas[0]]
    words += _palabras_del_filtro(filtro, disponibles)
    return " ".join(words)


def _palabras_del_filtro(filtro: Filtro, disponibles: Opciones) -> list[str]:
    words = []
    codes = [
        codigo
        for sigla, codigo in disponibles.procedimientos
        if filtro.procedimiento == codigo
        or (not filtro.procedimiento and filtro.sigla == sigla)
    ]
    if codes:
        each = [f'procedimiento="{codigo}"' for codigo in codes]
        words.append(each[0] if len(each) == 1 else f"({' o '.join(each)})")
    if filtro.responsable_id == 0:
        words.append("responsable:nadie")
    elif filtro.responsable_id is not None:
        name = dict(disponibles.responsables).get(filtro.responsable_id, "")
        words.append(f'responsable="{name}"')
    return words


def _estados() -> str:
    return f"({' o '.join(f'estado:{name}' for name in consulta.VIGILADOS)})"


def _fila(
    session: Session,
    workspace: Workspace,
    ventanas: Ventanas,
    partida: Partida,
    hoy: dt.date,
) -> FilaRadar:
    procedimiento = workspace.procedimiento(session, partida.procedimiento_id)
    activity = procedimiento.actividades.get(partida.actividad)
    found = _ventana(ventanas, partida)
    return FilaRadar(
        expediente_id=partida.expediente_id,
        titulo_id=partida.titulo_id,
        numero=partida.numero,
        deudor=partida.deudor,
        actividad=f"{activity.id} · {activity.nombre}"
        if activity
        else partida.actividad,
        procedimiento=procedimiento.codigo,
        responsable=partida.responsable or "",
        saldo=partida.saldo,
        fecha_segura=partida.fecha_segura,
        fecha_legal=partida.fecha_legal,
        entra_en_riesgo=partida.entra_en_riesgo,
        banda=partida.banda,
        ventana=found if isinstance(found, Ventana) else None,
        motivo=found.motivo if isinstance(found, SinRuta) else "",
        sin_riesgo=_sin_riesgo(ventanas, partida, hoy),
    )


def _ventana(ventanas: Ventanas, partida: Partida) -> Ventana | SinRuta:
    if partida.notificado:
        return SinRuta(NOTIFICADO)
    return ventanas.ventana(
        partida.procedimiento_id, partida.actividad, partida.fecha_segura
    )


def _sin_riesgo(ventanas: Ventanas, partida: Partida, hoy: dt.date) -> dt.date | None:
    """Return the last day to send a case that keeps it without the mark (RULES 3.8)."""
    last = partida.entra_en_riesgo - UN_DIA
    if partida.notificado or hoy > last:
        return None
    found = ventanas.ventana(partida.procedimiento_id, partida.actividad, last)
    if isinstance(found, SinRuta) or found.meta is not Meta.REMITIR:
        return None
    return found.hitos[-1].hasta
