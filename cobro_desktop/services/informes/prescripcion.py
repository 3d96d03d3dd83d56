"""When each debt prescribes, with what moved the date and a traffic light."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.fechas import mas_meses
from cobro_desktop.domain.interrupcion import NOMBRE
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import fecha_corta
from cobro_desktop.services.informes.cartera import (
    QUIEN,
    deudas,
    quien,
)
from cobro_desktop.storage.rows import EventoPrescripcionRow
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.cartera import Deuda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

MESES_DE_AVISO: Final = 6
"""Before entering in risk, a debt is yellow this long: the office's own notice."""
_COLUMNAS: Final = (
    *QUIEN,
    Columna("Ejecutoria", Clase.FECHA, 12),
    Columna("Prescribe (fecha legal)", Clase.FECHA, 13),
    Columna("Cobrar antes de (fecha segura)", Clase.FECHA, 15),
    Columna("Días que quedan", Clase.ENTERO, 10),
    Columna("Semáforo", ancho=14),
    Columna("Por qué", ancho=30, ajusta=True),
    Columna("Interrupciones y suspensiones", ancho=44, ajusta=True),
    Columna("Responsable", ancho=26),
    Columna("Saldo de capital", Clase.DINERO, 18, suma=True),
)


def prescripcion(pedido: Pedido) -> list[Hoja]:
    """Return the debts by safe date, the first one first."""
    found = sorted(
        deudas(pedido),
        key=lambda d: (
            d.renglon.fecha_segura is None,
            d.renglon.fecha_segura or pedido.corte,
            d.renglon.numero,
        ),
    )
    events = _eventos(pedido, {d.renglon.titulo_id for d in found})
    informe = Informe(
        "Prescripción",
        pedido.encabezado("Prescripción de la acción de cobro"),
        _COLUMNAS,
        pedido.corte,
        fijas=1,
    )
    return [(informe, (_fila(deuda, events, pedido) for deuda in found))]


def semaforo(
    segura: dt.date | None, riesgo: dt.date | None, corte: dt.date
) -> tuple[str, str]:
    """Return the light and why it is so."""
    if segura is None:
        return "Sin fecha", "Falta la ejecutoria del título."
    if corte > segura:
        return "Vencida", "Pasó la fecha segura: revise si prescribió."
    if riesgo is not None and corte >= riesgo:
        return "Rojo", "Está en riesgo de prescripción."
    if riesgo is not None and mas_meses(corte, MESES_DE_AVISO) >= riesgo:
        return "Amarillo", f"Entra en riesgo el {fecha_corta(riesgo)}."
    return "Verde", "No está en riesgo."


def _fila(
    deuda: Deuda, events: Mapping[int, list[str]], pedido: Pedido
) -> tuple[Celda, ...]:
    row, corte = deuda.renglon, pedido.corte
    light, why = semaforo(row.fecha_segura, row.entra_en_riesgo, corte)
    left = (row.fecha_segura - corte).days if row.fecha_segura else None
    return (
        *quien(row, pedido),
        row.ejecutoria,
        row.fecha_legal,
        row.fecha_segura,
        left,
        light,
        why,
        "; ".join(events.get(row.titulo_id, ())),
        row.responsable,
        deuda.capital,
    )


def _eventos(pedido: Pedido, titulos: set[int]) -> Mapping[int, list[str]]:
    """Read what interrupts or suspends each title, as it is told."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    row = EventoPrescripcionRow
    for chunk in trozos(sorted(titulos)):
        query = select(row).where(row.titulo_id.in_(chunk), row.valida)
        for event in pedido.session.scalars(query.order_by(row.fecha, row.id)):
            told[event.titulo_id].append(_evento(event))
    return told


def _evento(event: EventoPrescripcionRow) -> str:
    known = {str(causa): name for causa, name in NOMBRE.items()}
    name = known.get(event.tipo, event.tipo.replace("_", " "))
    until = f" a {fecha_corta(event.hasta)}" if event.hasta else ""
    return f"{name}, {fecha_corta(event.fecha)}{until}"
