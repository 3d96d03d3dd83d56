"""Puts the hoja de ruta of a case together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.documents.hoja_ruta import HojaRuta, Seccion
from cobro_desktop.documents.pdf.letra import MARCA
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.papel_trabajo import donde_esta as en_que_actividad
from cobro_desktop.services.ruta import secciones
from cobro_desktop.services.ruta.acciones import que_hacer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.services.ruta.reunido import Reunido

_TITULOS = 2
"""How many titles are named."""
_ESTADOS = {"ABIERTO": "en trámite", "SUSPENDIDO": "suspendido"}


def componer(caso: Reunido, emisor: Emisor) -> HojaRuta:
    """Return what the page of a case says."""
    card = caso.ficha
    balance, parts = _saldo(caso)
    return HojaRuta(
        emisor=emisor,
        fecha=caso.hoy,
        expediente=card.numero,
        estado=_ESTADOS.get(card.estado, "terminado"),
        deudor=card.deudor,
        identificacion=f"Identificación {card.identificacion}",
        datos=tuple(_datos(caso)),
        saldo=balance,
        saldo_detalle=parts,
        izquierda=_izquierda(caso),
        derecha=_derecha(caso),
    )


def _izquierda(caso: Reunido) -> tuple[Seccion, ...]:
    first = caso.primer_dia
    since = f", desde el {secciones.fecha_con_dia(first)}" if first else ""
    return (
        Seccion(
            "Dónde está y por qué",
            tuple(secciones.donde_esta(caso)),
            "Sin datos.",
        ),
        Seccion(
            f"Qué hacer primero{since}",
            tuple(que_hacer(caso)),
            "Nada: el trámite terminó.",
            numerada=True,
        ),
        Seccion(
            "Qué se hizo",
            tuple(secciones.que_se_hizo(caso)),
            "Todavía no hay actuaciones.",
        ),
    )


def _derecha(caso: Reunido) -> tuple[Seccion, ...]:
    share = f"consta el {caso.medicion.porcentaje} %"
    return (
        Seccion("Qué vence y cuándo", tuple(secciones.que_vence(caso)),
                "No corre ningún término."),
        Seccion(f"Qué falta ({share})", tuple(secciones.que_falta(caso)),
                "No falta ningún soporte."),
        Seccion("Dónde está la plata", tuple(secciones.la_plata(caso)), ""),
        Seccion("A quién se puede ubicar", tuple(secciones.contactos(caso)), ""),
        Seccion("Quién lo ha tenido", tuple(secciones.quien_lo_tuvo(caso)), ""),
    )  # fmt: skip


def _datos(caso: Reunido) -> Iterator[str]:
    card, procedure = caso.ficha, caso.recorrido.procedimiento
    for title in caso.titulos[:_TITULOS]:
        kinds = [o.concepto for o in caso.obligaciones if o.titulo_id == title.id]
        known = caso.conceptos.get(kinds[0]) if kinds else None
        kind = known.titulo if known else "Título"
        firm = fecha_corta(title.ejecutoria) or "sin ejecutoria"
        yield f"{kind} n.º {title.numero}, {title.autoridad}; ejecutoria: {firm}"
    if (more := len(caso.titulos) - _TITULOS) > 0:
        yield f"y {cantidad(more, 'título')} más"
    here = en_que_actividad(procedure, card.actividad, card.estado)
    yield f"{procedure.codigo} v{procedure.version} · {here}"


def _saldo(caso: Reunido) -> tuple[str, tuple[str, ...]]:
    """Say what is owed on the day; without its rate, why it is not known."""
    capital = f"Capital: {pesos(caso.ficha.saldo)}"
    if caso.sin_liquidar:
        return "Saldo a hoy: no se conoce", (capital, caso.sin_liquidar)
    if caso.liquidado is None:
        return pesos(0), ("No tiene obligaciones por liquidar.",)
    found = caso.liquidado.saldo
    day = fecha_corta(caso.hoy)
    parts = [f"Saldo al {day}. Capital: {pesos(found.capital)}"]
    parts.append(f"Intereses: {pesos(found.intereses)}")
    if found.costas:
        parts.append(f"Costas: {pesos(found.costas)}")
    per_day = pesos(caso.liquidado.por_dia_adicional)
    parts.append(f"{MARCA}{per_day}{MARCA} más por cada día")
    return pesos(found.capital + found.intereses + found.costas), tuple(parts)
