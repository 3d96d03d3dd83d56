"""What the documents from the liquidation to the delivery know of their case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.documents.contextos.remate import BienPerseguido
from cobro_desktop.domain.dinero import PESO, redondear_al_peso
from cobro_desktop.domain.letras import pesos_mcte
from cobro_desktop.formats import fecha_larga, pesos
from cobro_desktop.services.documentos.anteriores import acto, dicho, heredar
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.documentos.elecciones import Eleccion
from cobro_desktop.services.documentos.excepciones import ultimo_incidente
from cobro_desktop.services.documentos.liquidado import datos_de_la_liquidacion
from cobro_desktop.services.documentos.medidas import ORDENES
from cobro_desktop.storage.rows import BienRow, DeudorRow, PersonaRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.services.documentos.lectura import Lectura

PORCENTAJE_BASE: Final = 70
"""Of the avalúo, from which offers are heard (CGP 448)."""
_EMBARGADOS: Final = ("embargado", "secuestrado", "avaluado", "rematado")
_RESULTADOS: Final = {
    "adjudicado": "adjudica",
    "desierto": "",
    "adjudicado a la entidad": "para_entidad",
}
_DECISIONES: Final = {"aprueba": "", "modifica": "modifica", "rechaza": "rechaza"}
_AVALUO: Final = {"acoge": "acoge", "niega": ""}
_LUGAR: Final = ("fecha_diligencia", "hora_diligencia", "lugar_diligencia")
_SECUESTRE: Final = ("secuestre", "secuestre_identificacion", "lista_auxiliares")


def datos_de_la_objecion(lectura: Lectura) -> dict[str, Any]:
    """Return the liquidation to approve, as its auto printed it, and the objection.

    What is modified is liquidated again, on the day of the document.
    """
    found = ultimo_incidente(lectura, "objecion-liquidacion")
    decision = lectura.datos.get("decision", "")
    known: dict[str, Any] = {
        "acto_liquidacion": acto(lectura, "auto-liquidacion"),
        "decision": decision,
        "hay_objecion": found is not None,
    }
    if decision and _DECISIONES[decision]:
        known[_DECISIONES[decision]] = True
    if found is not None:
        known |= {
            "objetante": found.deudor or lectura.caso.principal.nombre,
            "fecha_objecion": fecha_larga(found.abierto),
        }
    if decision != "modifica":
        figures = ("corte", "capital", "intereses", "costas", "total", "total_letras")
        known |= heredar(lectura, "auto-liquidacion", *figures)
        costs = dicho(lectura, "auto-liquidacion").get("costas")
        known |= {"tiene_costas": bool(costs)} if costs is not None else {}
    return known


def datos_del_secuestro(lectura: Lectura) -> dict[str, Any]:
    """Return the goods to be held."""
    return {"bienes": _bienes(lectura)}


def datos_del_auxiliar(lectura: Lectura) -> dict[str, Any]:
    """Return who was appointed, for which goods; a secuestre comes from his auto."""
    said = dicho(lectura, "auto-secuestre")
    known = {
        "bienes": _bienes(lectura),
        "acto_designa": acto(lectura, "auto-secuestre"),
        "destinatario": str(said.get("secuestre", "")),
        "cargo_destinatario": "Secuestre" if said else "",
        "lista_auxiliares": str(said.get("lista_auxiliares", "")),
        "direccion": "",
        "ciudad_destino": lectura.caso.perfil.ciudad,
        "correo": "",
        "tratamiento": "Señor(a)",
    }
    if said:
        day = said.get("fecha_diligencia", "")
        when = f", que será el {day}" if day else ""
        known["encargo"] = (
            f"Recibir los bienes en la diligencia de secuestro{when}.",
            "Conservarlos, administrarlos y rendir cuentas cuando se le pidan.",
            "Entregarlos cuando se le ordene.",
        )
    return known


def datos_del_acta_de_secuestro(lectura: Lectura) -> dict[str, Any]:
    """Return what the auto of secuestro ordered."""
    return {
        "bienes": _bienes(lectura),
        "acto_secuestre": acto(lectura, "auto-secuestre"),
        **heredar(lectura, "auto-secuestre", *_LUGAR[1:], *_SECUESTRE[:2]),
    }


def datos_del_avaluo(lectura: Lectura) -> dict[str, Any]:
    """Return the goods with their value; how each was valued is typed, in order."""
    return {"bienes": _bienes(lectura, metodos=True), **_avaluado(lectura)}


def datos_de_la_objecion_al_avaluo(lectura: Lectura) -> dict[str, Any]:
    """Return the avalúo that is disputed, and what it is now."""
    decision = lectura.datos.get("decision", "")
    return {
        "bienes": _bienes(lectura),
        "acto_avaluo": acto(lectura, "auto-avaluo"),
        "decision": decision,
        "acoge": bool(decision and _AVALUO[decision]),
        **_avaluado(lectura),
    }


def datos_del_remate(lectura: Lectura) -> dict[str, Any]:
    """Return the goods on sale, from which price, and what came before."""
    return {
        "bienes": _bienes(lectura),
        **_avaluado(lectura),
        "acto_orden": acto(lectura, *ORDENES),
        "acto_avaluo": acto(lectura, "auto-objecion-avaluo", "auto-avaluo"),
        "acta_secuestro": acto(lectura, "acta-secuestro"),
    }


def datos_del_aviso_de_remate(lectura: Lectura) -> dict[str, Any]:
    """Return what the auto that fixed the sale said."""
    return {
        "bienes": _bienes(lectura),
        **_avaluado(lectura),
        "acto_remate": acto(lectura, "auto-remate"),
        **heredar(lectura, "auto-remate", *_LUGAR, "postura"),
        **heredar(lectura, "auto-secuestre", "secuestre"),
    }


def datos_del_acta_de_remate(lectura: Lectura) -> dict[str, Any]:
    """Return what was on sale, and how the sale ended."""
    outcome = lectura.datos.get("resultado", "")
    known: dict[str, Any] = {
        "bienes": _bienes(lectura),
        **_avaluado(lectura),
        "acto_remate": acto(lectura, "auto-remate"),
        **heredar(lectura, "auto-remate", *_LUGAR),
        "resultado": outcome,
        **_precio(lectura),
    }
    if outcome and _RESULTADOS[outcome]:
        known[_RESULTADOS[outcome]] = True
    return known


def datos_de_la_aprobacion(lectura: Lectura) -> dict[str, Any]:
    """Return to whom the goods were sold, and for how much, as the acta says."""
    sold = ("adjudicatario", "adjudicatario_identificacion", "precio", "precio_letras")
    return {
        "bienes": _bienes(lectura),
        "acta_remate": acto(lectura, "acta-remate"),
        "soporte_pago": "",
        **heredar(lectura, "acta-remate", *sold),
        **heredar(lectura, "auto-secuestre", "secuestre"),
    }


def datos_de_la_entrega(lectura: Lectura) -> dict[str, Any]:
    """Return what is handed over, by whom and to whom."""
    return datos_de_la_aprobacion(lectura) | {
        "acto_aprueba": acto(lectura, "auto-aprueba-remate"),
    }


def _bienes(lectura: Lectura, *, metodos: bool = False) -> tuple[BienPerseguido, ...]:
    """Return the goods that a measure holds, and not those freed or just found."""
    ways = [w.strip() for w in lectura.datos.get("metodos", "").splitlines()]
    ways = [way for way in ways if way]
    query = _consulta(lectura)
    principal = lectura.caso.principal
    rows = lectura.session.execute(query).all()
    return tuple(
        BienPerseguido(
            descripcion=row.descripcion,
            identificacion=row.identificacion or "Sin registro",
            deudor=f"{owner.nombre}, {identificacion(owner)}",
            avaluo=pesos(row.valor) if row.valor else "Sin avalúo",
            base=pesos(_base(row.valor or 0)),
            metodo=(ways[place].rstrip(".") if metodos and place < len(ways) else ""),
        )
        for place, (row, owner) in enumerate(
            (row, owner or principal) for row, owner in rows
        )
    )


def _consulta(lectura: Lectura) -> Any:
    return (
        select(BienRow, PersonaRow)
        .outerjoin(DeudorRow, DeudorRow.id == BienRow.deudor_id)
        .outerjoin(PersonaRow, PersonaRow.id == DeudorRow.persona_id)
        .where(
            BienRow.expediente_id == lectura.caso.expediente.id,
            BienRow.estado.in_(_EMBARGADOS),
        )
        .order_by(BienRow.id)
    )


def _avaluado(lectura: Lectura) -> dict[str, str]:
    """Say what all the goods are worth; nothing while one has no value."""
    values = [row.valor for row, _ in lectura.session.execute(_consulta(lectura))]
    if not values or not all(values):
        return {}
    total, base = sum(values), sum(_base(value) for value in values)
    return {
        "avaluo_total": pesos(total),
        "avaluo_letras": pesos_mcte(total),
        "base_total": pesos(base),
        "base_letras": pesos_mcte(base),
    }


def _base(valor: int) -> int:
    return redondear_al_peso(valor * PORCENTAJE_BASE // 100)


def _en_pesos(typed: str) -> str:
    """Write a price typed in pesos; nothing while it is no amount."""
    centavos = _leido(typed)
    return pesos(centavos) if centavos else ""


def _precio(lectura: Lectura) -> dict[str, str]:
    written = lectura.datos.get("precio", "")
    centavos = _leido(written)
    return {
        "precio": written,
        "precio_letras": pesos_mcte(centavos) if centavos else "",
    }


def _leido(typed: str) -> int:
    digits = re.sub(r"[$.\s]", "", typed)
    return int(digits) * PESO if digits.isdigit() else 0


def _elige(campo: str, opciones: Mapping[str, str]) -> Any:
    choice = {campo: Eleccion(tuple(opciones))}
    return lambda _lectura: choice


def _decisiones_liquidacion(lectura: Lectura) -> Mapping[str, Eleccion]:
    """Let a person decide the objection; without one, the liquidation is approved."""
    objected = ultimo_incidente(lectura, "objecion-liquidacion") is not None
    return {"decision": Eleccion(tuple(_DECISIONES), "" if objected else "aprueba")}


def _del_acta(_lectura: Lectura) -> Mapping[str, Eleccion]:
    return {
        "resultado": Eleccion(tuple(_RESULTADOS)),
        "precio": Eleccion((), lee=_en_pesos),
    }


PROPIOS = {
    "auto-liquidacion": datos_de_la_liquidacion,
    "auto-objecion-liquidacion": datos_de_la_objecion,
    "auto-secuestre": datos_del_secuestro,
    "oficio-auxiliar": datos_del_auxiliar,
    "acta-secuestro": datos_del_acta_de_secuestro,
    "auto-avaluo": datos_del_avaluo,
    "auto-objecion-avaluo": datos_de_la_objecion_al_avaluo,
    "auto-remate": datos_del_remate,
    "aviso-remate": datos_del_aviso_de_remate,
    "acta-remate": datos_del_acta_de_remate,
    "auto-aprueba-remate": datos_de_la_aprobacion,
    "auto-entrega": datos_de_la_entrega,
}
"""What the kinds of this family know besides what every one does."""

ELECCIONES = {
    "auto-objecion-liquidacion": _decisiones_liquidacion,
    "auto-objecion-avaluo": _elige("decision", _AVALUO),
    "acta-remate": _del_acta,
}
"""What a person chooses in them."""
