"""The way that a case still has to go until the act that saves it from prescription.

That act is the notification of the mandamiento, which interrupts (ET 818), or where the
procedure issues none, the remission to whoever does. Nothing here knows an institution:
all comes from the documents, times and outcomes of its table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from cobro_desktop.domain.camino import (
    actividades_con,
    buscar_camino,
    del_caso,
    ya_paso,
)
from cobro_desktop.domain.procedimiento import Desde, Fin, TipoEvidencia, Unidad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cobro_desktop.domain.procedimiento import Plazo, Procedimiento

DIAS_DE_CITACION: Final = 10
"""Working days to come and be notified in person (ET 826)."""
DIAS_DEL_AVISO: Final = 1
"""Working days from the publication of the aviso to its effect (ET 568)."""
MANDAMIENTO: Final = "mandamiento-pago"
CITACION: Final = "citacion-notificacion"
AVISO: Final = "aviso-notificacion"
PlazoDe: TypeAlias = "Callable[[Plazo], tuple[int, Unidad]]"
"""The amount and the unit of a time, with the entity's switches applied."""


class Meta(StrEnum):
    """What has to happen in time."""

    NOTIFICAR = "notificar"
    """The mandamiento is notified: the term starts again."""
    REMITIR = "remitir"
    """The case is sent to the authority that collects by force."""


class Clase(StrEnum):
    """What a milestone of the way is."""

    TERMINAR = "terminar"
    FIRMAR = "firmar"
    CITAR = "citar"
    AVISAR = "avisar"
    NOTIFICAR = "notificar"
    REMITIR = "remitir"


@dataclass(frozen=True, slots=True)
class Escala:
    """A milestone, and the time that has to fit between it and the next one."""

    clase: Clase
    actividad: str
    que: str
    """As an order: `Termine la actividad 4 · Investigar los bienes`."""
    cantidad: int = 0
    unidad: Unidad = Unidad.INMEDIATO
    porque: str = ""
    """What takes that time: `actividad 5, Proferir mandamiento de pago`."""
    norma: str = ""


@dataclass(frozen=True, slots=True)
class Ruta:
    """The milestones from where a case is, in order; the last one saves it."""

    meta: Meta
    escalas: tuple[Escala, ...]
    avisos: tuple[str, ...] = ()
    """What the procedure does not say."""


@dataclass(frozen=True, slots=True)
class SinRuta:
    """The procedure has no way from there, and why."""

    motivo: str


def trazar(
    procedimiento: Procedimiento, actividad: str, plazo_de: PlazoDe
) -> Ruta | SinRuta:
    """Find the shortest way from an activity to the act that saves the título.

    Steps that depend on the debtor (a payment, an agreement) are no way. The time of
    the activity itself is not counted: the first milestone is to leave it.
    """
    if actividad not in procedimiento.actividades:
        return SinRuta(f"El procedimiento no tiene una actividad «{actividad}».")
    emisoras = actividades_con(procedimiento, TipoEvidencia.DOCUMENTO, MANDAMIENTO)
    if not emisoras:
        return _hasta_remitir(procedimiento, actividad, plazo_de)
    segmentos = [s for e in emisoras if (s := _segmento(procedimiento, e))]
    if not segmentos:
        return SinRuta(
            "El procedimiento no dice en qué actividad se notifica el mandamiento."
        )
    return _hasta_notificar(procedimiento, actividad, segmentos, plazo_de)


def _hasta_notificar(
    procedimiento: Procedimiento,
    actividad: str,
    segmentos: list[tuple[str, ...]],
    plazo_de: PlazoDe,
) -> Ruta | SinRuta:
    for segmento in segmentos:
        if actividad in segmento:
            here = segmento[segmento.index(actividad) :]
            return _notificacion(procedimiento, here, segmento, plazo_de)
        if ya_paso(procedimiento, actividad, segmento[-1]):
            return _notificacion(procedimiento, (), segmento, plazo_de)
    ways = [
        (way, segmento)
        for segmento in segmentos
        if (way := buscar_camino(procedimiento, actividad, segmento[0]))
    ]
    if not ways:
        return _sin_camino(procedimiento, actividad, "la notificación del mandamiento")
    way, segmento = min(ways, key=lambda found: len(found[0]) + len(found[1]))
    return _notificacion(procedimiento, (*way, *segmento[1:]), segmento, plazo_de)


def _hasta_remitir(
    procedimiento: Procedimiento, actividad: str, plazo_de: PlazoDe
) -> Ruta | SinRuta:
    last = [
        a.id
        for a in del_caso(procedimiento)
        if any(s.fin is Fin.REMITIDO_SDH for s in a.salidas)
    ]
    if not last:
        return SinRuta(
            "El procedimiento no libra mandamiento de pago ni remite el expediente a "
            "quien lo libre: ningún acto suyo interrumpe la prescripción."
        )
    ways = [way for a in last if (way := buscar_camino(procedimiento, actividad, a))]
    if not ways:
        return _sin_camino(procedimiento, actividad, "la remisión del expediente")
    way = min(ways, key=len)
    times, notes = _tiempos(procedimiento, way, plazo_de)
    final = Escala(Clase.REMITIR, way[-1], "Remita el expediente a cobro coactivo")
    stops = _salidas_de(procedimiento, way, times, "")
    return Ruta(Meta.REMITIR, (*stops, final), notes)


def _notificacion(
    procedimiento: Procedimiento,
    way: tuple[str, ...],
    segmento: tuple[str, ...],
    plazo_de: PlazoDe,
) -> Ruta:
    """Lay the milestones of a way whose last activity notifies."""
    emisora, notifica = segmento[0], segmento[-1]
    times, notes = _tiempos(procedimiento, way, plazo_de)
    stops = _salidas_de(procedimiento, way, times, emisora)
    if emisora == notifica and way:
        stops = (*stops, Escala(Clase.FIRMAR, emisora, "Firme el mandamiento de pago"))
    if not way:
        again = (
            f"El expediente ya pasó la actividad {notifica} y no consta una "
            "notificación válida: solo falta volver a notificar."
        )
        notes = (again,)
    steps = tuple(_pasos_de_notificar(procedimiento, segmento))
    final = Escala(
        Clase.NOTIFICAR,
        notifica,
        "Notifique el mandamiento de pago",
        norma="ET, art. 818",
    )
    mail = (
        "El correo no tiene un término fijado: cuente además con los días que tarde "
        "la empresa de mensajería."
    )
    return Ruta(
        Meta.NOTIFICAR,
        (*stops, *steps, final),
        (*notes, *((mail,) if steps else ())),
    )


def _pasos_de_notificar(
    procedimiento: Procedimiento, segmento: tuple[str, ...]
) -> Iterator[Escala]:
    """Yield the citation and the aviso, if the procedure tells them (RULES 4.2)."""
    asked = {
        e.referencia
        for name in segmento
        for e in procedimiento.actividades[name].evidencia
        if e.tipo is TipoEvidencia.DOCUMENTO
    }
    if CITACION in asked:
        yield Escala(
            Clase.CITAR,
            segmento[-1],
            "Entregue la citación para notificación personal",
            DIAS_DE_CITACION,
            Unidad.HABILES,
            "el deudor citado tiene diez días hábiles para presentarse",
            "ET, art. 826",
        )
    if AVISO in asked:
        yield Escala(
            Clase.AVISAR,
            segmento[-1],
            "Si el correo fue devuelto, publique el aviso",
            DIAS_DEL_AVISO,
            Unidad.HABILES,
            "el aviso notifica al deudor el día hábil siguiente a su publicación",
            "ET, art. 568",
        )


def _salidas_de(
    procedimiento: Procedimiento,
    way: tuple[str, ...],
    times: tuple[tuple[int, Unidad], ...],
    emisora: str,
) -> tuple[Escala, ...]:
    """Return the end of each activity but the last, and the time of the next one."""
    found: list[Escala] = []
    for name, following, time in zip(way, way[1:], times[1:], strict=False):
        nombre = procedimiento.actividades[following].nombre
        signs = name == emisora
        own = f"Termine la actividad {name} · {procedimiento.actividades[name].nombre}"
        found.append(
            Escala(
                Clase.FIRMAR if signs else Clase.TERMINAR,
                name,
                "Firme el mandamiento de pago" if signs else own,
                *time,
                f"lo que el procedimiento da a la actividad {following}, {nombre}",
                procedimiento.codigo,
            )
        )
    return tuple(found)


def _tiempos(
    procedimiento: Procedimiento, way: tuple[str, ...], plazo_de: PlazoDe
) -> tuple[tuple[tuple[int, Unidad], ...], tuple[str, ...]]:
    """Return what each activity takes, and a note on those that have no time.

    A time that does not count from the entry is one and the same wherever it stands
    again, like the months from the reception that three activities share.
    """
    times: list[tuple[int, Unidad]] = []
    missing: list[str] = []
    running: set[Plazo] = set()
    for place, name in enumerate(way):
        plazo = procedimiento.actividades[name].plazo
        if plazo is None:
            times.append((0, Unidad.INMEDIATO))
            missing += [name] if place else []
            continue
        times.append((0, Unidad.INMEDIATO) if plazo in running else plazo_de(plazo))
        if plazo.desde is not Desde.ENTRADA:
            running.add(plazo)
    return tuple(times), _nota_sin_tiempo(missing)


def _nota_sin_tiempo(missing: list[str]) -> tuple[str, ...]:
    if not missing:
        return ()
    if len(missing) == 1:
        note = f"El procedimiento no fija tiempo para la actividad {missing[0]}"
    else:
        names = f"{', '.join(missing[:-1])} y {missing[-1]}"
        note = f"El procedimiento no fija tiempo para las actividades {names}"
    return (f"{note}: se cuenta sin días para ello.",)


def _segmento(procedimiento: Procedimiento, emisora: str) -> tuple[str, ...]:
    """Return the way from the activity that issues to the one that notifies."""
    ways = [
        way
        for a in actividades_con(procedimiento, TipoEvidencia.NOTIFICACION, MANDAMIENTO)
        if (way := buscar_camino(procedimiento, emisora, a))
    ]
    return min(ways, key=len, default=())


def _sin_camino(procedimiento: Procedimiento, actividad: str, meta: str) -> SinRuta:
    nombre = procedimiento.actividades[actividad].nombre
    return SinRuta(
        f"Desde la actividad {actividad} ({nombre}) el procedimiento no lleva a {meta}."
    )
