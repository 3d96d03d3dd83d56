"""What the documents of the persuasive stage know of their case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cobro_desktop.documents.contextos.persuasivo import PiezaRemitida
from cobro_desktop.domain.catalogo_documentos import tipo_documento
from cobro_desktop.domain.respuestas import en_palabras
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.documentos.electronico import paginas_en, piezas
from cobro_desktop.services.documentos.recepcion import fecha_escrita, respuestas_de
from cobro_desktop.services.gestiones.comun import (
    INFORMADO,
    LLAMADA,
    RESULTADOS,
    VISITA,
)
from cobro_desktop.services.referencia import load_entidades_oficio
from cobro_desktop.storage.queries.bienes import bienes_de
from cobro_desktop.storage.rows import ActuacionRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.domain.referencia import EntidadOficio
    from cobro_desktop.services.documentos.lectura import Lectura

_MOTIVOS = {
    "termino": "se cumplió el término de la etapa persuasiva sin pago",
    "riesgo": "la acción de cobro está en riesgo de prescribir",
    "facilidad": "el deudor solicitó una facilidad de pago, que es de su competencia",
}
_FORMAS = {"fisica": "en físico", "virtual": "en archivo electrónico"}
_LIMITES = ("fecha_limite_respuesta", "fecha_limite_respuestas")
_QUIEN_CONTESTO = {
    "tercero": "Otra persona",
    "sin_respuesta": "Nadie contestó",
    "errado": "Alguien que no conoce al deudor",
}
_TERCEROS = frozenset({"recado", "tercero", "equivocado", "errado"})
_CALLADOS = frozenset({"no_contesta", "sin_respuesta"})


def datos_de_la_llamada(lectura: Lectura) -> dict[str, Any]:
    """Return the last call that was recorded, or else what the answers say of one."""
    facts = _gestion(lectura, LLAMADA)
    if facts is None:
        facts = _llamada_respondida(lectura)
    result = facts.get("resultado", "")
    silent = result in _CALLADOS
    return {
        "telefono": facts.get("destino", ""),
        "fecha_llamada": fecha_escrita(facts.get("fecha", "")),
        "hora_llamada": facts.get("hora", ""),
        "contesto": facts.get("contesto", "") or _QUIEN_CONTESTO.get(result, "")
        if not silent
        else "Nadie contestó",
        "resultado": facts.get("etiqueta", "") or RESULTADOS.get(result, ""),
        "informado": _informado(lectura, result),
        "compromiso": facts.get("compromiso", ""),
        "fecha_compromiso": fecha_escrita(facts.get("fecha_compromiso", "")),
        "observaciones": facts.get("observaciones", "").rstrip("."),
        "es_tercero": result in _TERCEROS,
    }


def datos_de_la_visita(lectura: Lectura) -> dict[str, Any]:
    """Return the last visit that was recorded, or else what the answers say of one."""
    facts = _gestion(lectura, VISITA) or {}
    answers = respuestas_de(lectura)
    told = _lista(lectura, "informado_en_visita", answers)
    address = facts.get("destino", "") or answers.get("direccion_visita", "")
    signs = lectura.datos.get("firma_visitado", "si").strip().lower() in {"si", "sí"}
    found = facts.get("resultado", "")
    return {
        "direccion_visita": address,
        "municipio_visita": lectura.caso.expediente.municipio
        or lectura.caso.perfil.ciudad,
        "fecha_visita": fecha_escrita(
            facts.get("fecha", "") or answers.get("fecha_gestion", "")
        ),
        "hora_visita": facts.get("hora", ""),
        "atendio": facts.get("contesto", "") or answers.get("quien_atendio", ""),
        "informado": told or _informado(lectura, "informado"),
        "resultado": RESULTADOS.get(found, ""),
        "compromiso": facts.get("compromiso", ""),
        "observaciones": facts.get("observaciones", "").rstrip("."),
        "firma_visitado": signs,
        "sin_firma_visitado": not signs,
    }


def datos_de_la_investigacion(lectura: Lectura) -> dict[str, Any]:
    """Return whom is asked and what they keep, from the table of addressees."""
    answers = respuestas_de(lectura)
    limit = next((answers[n] for n in _LIMITES if answers.get(n)), "")
    known: dict[str, Any] = {
        "destinatario": "",
        "cargo_destinatario": "",
        "direccion": "",
        "correo": "",
        "tratamiento": "Señores",
        "ciudad_destino": lectura.caso.perfil.ciudad,
        "fecha_limite": fecha_escrita(limit),
    }
    wanted = lectura.datos.get("destinatario", "").strip()
    found = buscar_entidad(wanted) if wanted else None
    if found is None:
        return known
    return known | {
        "cargo_destinatario": f"NIT {_miles(found.nit)}-{found.dv}"
        if found.nit
        else found.categoria,
        "correo": found.canal if "@" in found.canal else "",
        "informacion": tuple(_que_se_pide(found.que_se_pide)),
    }


def buscar_entidad(nombre: str) -> EntidadOficio | None:
    """Return the addressee that a name tells, whole or in part, if only one does."""
    wanted = plegar(nombre)
    known = load_entidades_oficio()
    exact = [e for e in known if plegar(e.nombre) == wanted]
    near = exact or [e for e in known if wanted in plegar(e.nombre)]
    return near[0] if len(near) == 1 else None


def datos_del_remisorio(lectura: Lectura) -> dict[str, Any]:
    """Return where the case goes, why, and everything that goes with it."""
    caso, answers = lectura.caso, respuestas_de(lectura)
    reglas = caso.perfil.acuerdo
    area = reglas.remite_a.partition(" ")[2]
    acts = tuple(f"{text}." for text in caso.gestiones)
    return {
        "destinatario": reglas.remite_oficina or area,
        "cargo_destinatario": area,
        "direccion": "",
        "ciudad_destino": caso.perfil.ciudad,
        "tratamiento": "Señores",
        "motivo": _MOTIVOS.get(answers.get("motivo", ""), ""),
        "forma": _FORMAS.get(answers.get("forma_remision", ""), ""),
        "folios": answers.get("folios", ""),
        "gestiones": acts,
        "tiene_gestiones": bool(acts),
        "sin_gestiones": not acts,
        **_piezas(lectura),
    }


def datos_del_cierre(lectura: Lectura) -> dict[str, Any]:
    """Return what was done to be paid without coactivo, and what came of it."""
    answers = respuestas_de(lectura)
    goods = bienes_de(lectura.session, lectura.caso.expediente.id)
    named = "; ".join(b.descripcion for b in goods) or answers.get(
        "bienes_hallados", ""
    )
    text = answers.get("gestiones_resumen", "").strip().rstrip(".")
    result = text or "el deudor no pagó ni suscribió un acuerdo de pago"
    return {
        "etapa": "Cobro persuasivo",
        "tipo_auto": "Cierre del cobro persuasivo",
        "resultado": f"{result[0].lower()}{result[1:]}",
        "bienes": named.rstrip("."),
        "con_bienes": bool(named),
    }


def _gestion(lectura: Lectura, medio: str) -> dict[str, str] | None:
    """Return what was recorded of the last contact by a means."""
    acts = lectura.session.execute(
        select(ActuacionRow.datos, ActuacionRow.fecha)
        .where(
            ActuacionRow.expediente_id == lectura.caso.expediente.id,
            ActuacionRow.tipo == TipoActuacion.GESTION,
            ActuacionRow.fecha <= lectura.fecha,
        )
        .order_by(ActuacionRow.fecha.desc(), ActuacionRow.id.desc())
    )
    for datos, fecha in acts:
        if datos.get("medio") == medio and not datos.get("campana"):
            texts = {k: v for k, v in datos.items() if isinstance(v, str)}
            return texts | {"fecha": fecha.isoformat()}
    return None


def _llamada_respondida(lectura: Lectura) -> dict[str, str]:
    answers = respuestas_de(lectura)
    result = answers.get("resultado_llamada", "")
    return {
        "destino": answers.get("numero_llamado", ""),
        "fecha": answers.get("fecha_llamada", "") or answers.get("fecha_gestion", ""),
        "hora": answers.get("hora_llamada", ""),
        "contesto": answers.get("quien_contesto", ""),
        "resultado": result,
        "etiqueta": _lista(lectura, "resultado_llamada", answers)[0] if result else "",
        "compromiso": answers.get("compromiso", ""),
        "fecha_compromiso": answers.get("fecha_promesa", ""),
    }


def _lista(
    lectura: Lectura, nombre: str, answers: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the items that an answer marks, as the question names them."""
    fields = (
        campo
        for actividad in lectura.caso.procedimiento.actividades.values()
        for campo in actividad.campos
        if campo.nombre == nombre
    )
    campo = next(fields, None)
    if campo is None or not answers.get(nombre):
        return ()
    return tuple(en_palabras(campo, answers).split("; "))


def _informado(lectura: Lectura, result: str) -> tuple[str, ...]:
    """Say what was told; only the debtor hears of the debt (Ley 1581, art. 4)."""
    if not result:
        return ()
    if result in _CALLADOS:
        return ("No se dio información, porque nadie contestó.",)
    if result in _TERCEROS:
        return ("Se pidió que el deudor se comunique, sin detalles de la deuda.",)
    option = lectura.caso.perfil.acuerdo.competente
    return INFORMADO if option else (*INFORMADO[:1], _SDH, *INFORMADO[2:])


_SDH = "Que puede pedir facilidad de pago ante la Secretaría Distrital de Hacienda."


def _que_se_pide(text: str) -> list[str]:
    """Part what an addressee is asked into items, each a sentence."""
    parts = [part.strip() for part in text.replace(";", "\n").splitlines()]
    asked = [p for p in parts if p and not p.startswith("luego ")]
    return [f"{p[0].upper()}{p[1:].rstrip('.')}." for p in asked]


def _miles(nit: str) -> str:
    return f"{int(nit):,}".replace(",", ".") if nit.isdigit() else nit


def _piezas(lectura: Lectura) -> dict[str, Any]:
    """Return the documents that are sent, with their pages in the electronic file."""
    own = tipo_documento(lectura.tipo).nombre_en(lectura.caso.perfil.sigla)
    found = [one for one in piezas(lectura) if one.tipologia != own]
    pages = [one.paginas or 0 for one in found]
    return {
        "piezas": tuple(
            PiezaRemitida(
                orden=str(one.orden),
                nombre=f"{one.nombre}{f' n.º {one.numero}' if one.numero else ''}",
                fecha=fecha_larga(one.fecha),
                paginas=paginas_en(one),
            )
            for one in found
        ),
        # One page needs no count, and what nobody counted has none.
        "folios": str(sum(pages)) if all(pages) and sum(pages) > 1 else "",
    }


PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    "constancia-llamada": datos_de_la_llamada,
    "acta-visita": datos_de_la_visita,
    "oficio-investigacion": datos_de_la_investigacion,
    "oficio-remisorio-sdh": datos_del_remisorio,
    "auto-cierre-persuasivo": datos_del_cierre,
}
"""What the kinds of this family know besides what every one does."""
