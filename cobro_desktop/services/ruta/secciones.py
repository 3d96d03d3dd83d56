"""What the hoja de ruta says in each of its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.hoja_ruta import Renglones
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.domain.calidades import nombre_de
from cobro_desktop.formats import cantidad, fecha_corta, fecha_larga, pesos
from cobro_desktop.services.acuerdos.lectura import estado_en_palabras
from cobro_desktop.services.bienes.medidas import TIPOS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from cobro_desktop.services.ruta.reunido import Reunido
    from cobro_desktop.storage.queries.detalle import Deudor
    from cobro_desktop.storage.queries.historia import Actuacion

_PESOS: Final[Mapping[str, int]] = {
    "pago": 6,
    "notificacion": 6,
    "acuerdo": 6,
    "incumplimiento": 6,
    "medida": 6,
    "cierre_actividad": 5,
    "documento_emitido": 5,
    "recepcion": 5,
    "incidente_abierto": 4,
    "incidente_cerrado": 4,
    "suspension": 4,
    "reanudacion": 4,
    "migracion": 4,
    "gestion": 3,
    "actividad_fuera_de_turno": 3,
    "correccion": 2,
    "nota": 2,
    "respuesta": 1,
}
"""How much each kind of act matters to whoever comes new."""
_SIN_LINEA: Final = frozenset({"imputacion", "asignacion"})
"""Kinds that another section tells."""


def donde_esta(caso: Reunido) -> Iterator[Renglones]:
    """Say where the case is and why, what the activity asks and since when."""
    way = caso.recorrido
    yield Renglones(way.llegada, 9)
    if way.terminado:
        return
    if way.actividad.descripcion:
        norm = f" ({way.actividad.norma})" if way.actividad.norma else ""
        yield Renglones(f"Qué se hace: {way.actividad.descripcion}{norm}", 4)
    yield Renglones(way.termino, 8)
    for stop in caso.suspensiones:
        since = fecha_corta(stop.desde)
        yield Renglones(f"Suspendido desde el {since}: {stop.motivo}.", 7)
    for incident in caso.incidentes:
        since = fecha_corta(incident.abierto)
        yield Renglones(f"Incidente abierto el {since}: {incident.nombre}.", 7)


def que_se_hizo(caso: Reunido) -> Iterator[Renglones]:
    """Yield what was done, by date; what matters little is the first to go."""
    for act in caso.actuaciones:
        if act.tipo not in _SIN_LINEA:
            yield Renglones(f"{MARCA}{fecha_corta(act.fecha)}{MARCA} {act.texto}",
                            _peso(act))  # fmt: skip


def que_vence(caso: Reunido) -> Iterator[Renglones]:
    """Yield what expires: terms, the next instalment, prescription."""
    for term in caso.terminos:
        day = f"{MARCA}{fecha_corta(term.vence)}{MARCA}"
        yield Renglones(
            f"{day} {_sin_punto(term.nombre)}: {_quedan(caso, term.vence)}.", 6
        )
    agreement = caso.acuerdo
    if agreement is not None and (quota := agreement.siguiente) is not None:
        owed = pesos(quota.total - quota.abonado)
        day = f"{MARCA}{fecha_corta(quota.vence)}{MARCA}"
        yield Renglones(f"{day} Cuota {quota.numero} del acuerdo: {owed}.", 6)
    yield from _prescripcion(caso)


def _prescripcion(caso: Reunido) -> Iterator[Renglones]:
    card = caso.ficha
    if card.fecha_segura is None or caso.recorrido.terminado:
        return
    safe = f"{MARCA}{fecha_corta(card.fecha_segura)}{MARCA}"
    legal = f" La fecha legal es el {fecha_corta(card.fecha_legal)}."
    risk = ""
    if card.entra_en_riesgo is not None and card.entra_en_riesgo <= caso.hoy:
        risk = f" En riesgo desde el {fecha_corta(card.entra_en_riesgo)}."
    yield Renglones(f"{safe} Fecha segura de la prescripción.{legal}{risk}", 9)


def que_falta(caso: Reunido) -> Iterator[Renglones]:
    """Yield the records that are asked and are not there, then what was skipped."""
    measured = caso.medicion
    for paso, asked in measured.faltan:
        there = f" ({asked.como})" if asked.como else ""
        kind = " (recomendado)" if asked.aviso else ""
        weight = 1 if asked.aviso else 7 if paso.actual else 5
        yield Renglones(f"{paso.actividad} · {asked.etiqueta}{there}{kind}", weight)
    for paso, salto in measured.saltos:
        day = fecha_corta(salto.fecha)
        text = f"{paso.actividad} · Se pasó con motivo el {day}: {salto.motivo}"
        yield Renglones(text, 4)


def la_plata(caso: Reunido) -> Iterator[Renglones]:
    """Yield where the money is: payments, agreement, measures."""
    if caso.pagos:
        last = caso.pagos[-1]
        total = pesos(sum(p.valor for p in caso.pagos))
        count = cantidad(len(caso.pagos), "pago")
        yield Renglones(
            f"Entraron {MARCA}{total}{MARCA} en {count}; el último, de "
            f"{pesos(last.valor)}, el {fecha_corta(last.fecha)}.",
            8,
        )
        waiting = [p for p in caso.pagos if not p.imputaciones]
        if waiting:
            value = pesos(sum(p.valor for p in waiting))
            count = cantidad(len(waiting), "pago")
            yield Renglones(f"Sin imputar: {count} por {value}.", 8)
    else:
        yield Renglones("No ha entrado ningún pago.", 8)
    if agreement := caso.acuerdo:
        state = estado_en_palabras(agreement).lower()
        quotas = cantidad(agreement.acuerdo.cuotas, "cuota")
        paid = pesos(agreement.pagado)
        yield Renglones(f"Acuerdo de pago {state}: {quotas}, abonado {paid}.", 7)
    yield from _depositos(caso)
    yield from _medidas(caso)


def _depositos(caso: Reunido) -> Iterator[Renglones]:
    """Yield the titles of deposit, those in the same state together."""
    by_state: dict[str, list[int]] = {}
    for deposit in caso.depositos:
        by_state.setdefault(deposit.estado, []).append(deposit.valor)
    for state, values in by_state.items():
        count = cantidad(len(values), "título de depósito", "títulos de depósito")
        yield Renglones(f"{count} en estado {state}: {pesos(sum(values))}.", 7)


def _medidas(caso: Reunido) -> Iterator[Renglones]:
    for measure in caso.medidas:
        what = TIPOS.get(measure.tipo, measure.tipo)
        where = " · ".join(filter(None, (measure.destinatario, measure.bien)))
        state = measure.estado.replace("_", " ")
        day = fecha_corta(measure.decretada)
        weight = 6 if measure.levantada is None else 2
        yield Renglones(f"{what}, {where}: {state} (decretada el {day}).", weight)
    if not caso.medidas:
        yield Renglones("No hay medidas cautelares registradas.", 2)


def contactos(caso: Reunido) -> Iterator[Renglones]:
    """Yield how to reach the people of the case."""
    for number, person in enumerate(caso.deudores):
        role = nombre_de(person.rol).lower()
        ways = "; ".join(_vias(person)) or "sin datos de contacto"
        weight = 8 if not number else 4
        yield Renglones(f"{person.nombre} ({role}): {ways}.", weight)


def quien_lo_tuvo(caso: Reunido) -> Iterator[Renglones]:
    """Yield who has it and who had it."""
    card = caso.ficha
    now = card.responsable or "Nadie: está por asignar"
    office = f", {card.dependencia}" if card.dependencia else ""
    yield Renglones(f"{MARCA}Hoy:{MARCA} {now}{office}.", 9)
    for act in caso.actuaciones:
        if act.tipo == "asignacion":
            yield Renglones(f"{fecha_corta(act.fecha)}: {act.texto}", 3)


def _peso(act: Actuacion) -> int:
    """A closing that was forced matters as much as a payment."""
    return _PESOS.get(act.tipo, 2) + bool(act.datos.get("forzado"))


def _vias(person: Deudor) -> Iterator[str]:
    for way in person.direcciones:
        if way.hasta is None:
            place = f"{way.texto}, {way.municipio}" if way.municipio else way.texto
            back = (
                f" (devuelto: {way.causa_devolucion})" if way.causa_devolucion else ""
            )
            yield f"{place}{back}"
    known = {way.texto for way in person.direcciones}
    yield from (v for v in (person.correo, person.telefono) if v and v not in known)


def _quedan(caso: Reunido, vence: dt.date) -> str:
    left = caso.quedan.get(vence)
    if vence == caso.hoy:
        return "vence hoy"
    late = vence < caso.hoy
    if left is None:
        days = cantidad(
            abs((vence - caso.hoy).days), "día calendario", "días calendario"
        )
    else:
        days = cantidad(abs(left), "día hábil", "días hábiles")
    return f"venció hace {days}" if late else f"quedan {days}"


def _sin_punto(text: str) -> str:
    return text.rstrip(".")


def fecha_con_dia(day: dt.date) -> str:
    """Name a day with its weekday: `lunes 5 de octubre de 2026`."""
    return f"{_DIAS[day.weekday()]} {fecha_larga(day)}"


_DIAS: Final = (
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
)
