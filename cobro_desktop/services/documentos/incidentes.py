"""What the documents of the incidents take from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.documentos.anteriores import anteriores, nombrar
from cobro_desktop.services.documentos.recepcion import renglones
from cobro_desktop.storage.queries.incidentes import incidentes_de

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.services.documentos.lectura import Caso, Lectura
    from cobro_desktop.storage.queries.incidentes import Incidente
    from cobro_desktop.storage.rows import DocumentoRow

_ETAPAS: Final = {
    "recepcion": "Recepción del título",
    "persuasivo": "Cobro persuasivo",
    "coactivo": "Cobro coactivo",
    "terminacion": "Terminación",
}
_CLASES: Final = {
    "peticion": ("la petición", "artículo 23 de la Constitución"),
    "tutela": ("la acción de tutela", "artículo 86 de la Constitución"),
    "solicitud-prescripcion": (
        "la solicitud de prescripción",
        "artículos 817 y 818 del Estatuto Tributario",
    ),
    "desembargo": (
        "la solicitud de levantar una medida cautelar",
        "artículos 837 a 839-1 del Estatuto Tributario",
    ),
    "perdida-ejecutoriedad": (
        "la solicitud sobre la pérdida de fuerza ejecutoria",
        "artículos 91 y 92 de la Ley 1437 de 2011",
    ),
}
"""What is answered, as a sentence names it, and the norm that decides it."""
_RECONSTRUCCION: Final = "reconstruccion"
_AUTO: Final = "auto-reconstruccion"
_PIDEN: Final = ("pide", "causa")


def datos_del_auto(lectura: Lectura) -> dict[str, Any]:
    """Return the stage of the case; the rest of a free auto is typed."""
    return {"etapa": _ETAPAS[lectura.caso.expediente.etapa]}


def datos_de_la_reconstruccion(lectura: Lectura) -> dict[str, Any]:
    """Open a reconstruction, or close the one that an earlier auto opened."""
    uno = _ultimo(lectura, (_RECONSTRUCCION,))
    opened = _apertura(lectura)
    closes = opened is not None
    said = lectura.datos.get("momento", "").strip().lower()
    if said:
        closes = said.startswith("cierre")
    known: dict[str, Any] = {
        "momento": f"{'Cierre' if closes else 'Apertura'} de la reconstrucción",
        "es_cierre": closes,
        "es_apertura": not closes,
        "auto_apertura": nombrar(opened) if opened and closes else "",
    }
    if uno is None:
        return known
    return known | {
        "faltan": renglones(str(uno.datos.get("falta", ""))),
        "denuncia": str(uno.datos.get("denuncia", "")).rstrip("."),
        "fecha_conocimiento": fecha_larga(uno.abierto),
    }


def datos_de_la_respuesta(lectura: Lectura) -> dict[str, Any]:
    """Return what was asked, and what the case says of it."""
    caso, uno = lectura.caso, _ultimo(lectura, tuple(_CLASES))
    address = caso.direccion.texto if caso.direccion else caso.correo
    known: dict[str, Any] = {
        "destinatario": caso.principal.nombre,
        "cargo_destinatario": "",
        "direccion": address,
    }
    if uno is None:
        return known
    kind, norm = _CLASES[uno.tipo]
    asked = next((str(uno.datos[n]) for n in _PIDEN if uno.datos.get(n)), "")
    known |= {
        "clase": kind,
        "norma": norm,
        "fecha_solicitud": fecha_larga(uno.abierto),
        "pide": _en_frase(asked),
    }
    if uno.tipo == "tutela":
        court = str(uno.datos.get("juzgado", ""))
        return known | {
            "es_tutela": True,
            "juzgado": court,
            "destinatario": court,
            "tratamiento": "Señor(a) juez",
            "direccion": "",
        }
    if uno.tipo == "solicitud-prescripcion":
        return known | {
            "es_prescripcion": True,
            "pide": known["pide"] or "que se declare prescrita la acción de cobro",
            "razones": _cuentas(caso),
        }
    if uno.tipo == "perdida-ejecutoriedad" and not known["pide"]:
        known["pide"] = "que se declare que el acto perdió su fuerza ejecutoria"
    return known


def _apertura(lectura: Lectura) -> DocumentoRow | None:
    """Return the auto that opened a reconstruction which no other closed.

    The document itself, drawn again when it is signed, is none of the earlier ones.
    """
    earlier = (
        row
        for row in anteriores(lectura, _AUTO)
        if row.fecha != lectura.fecha
        or row.contexto.get("datos") != dict(lectura.datos)
    )
    last = next(earlier, None)
    if last is None or not last.contexto.get("impreso", {}).get("es_apertura"):
        return None
    return last


def _ultimo(lectura: Lectura, tipos: tuple[str, ...]) -> Incidente | None:
    """Return the open incident of some kinds; a closed one, if none is open."""
    found = incidentes_de(lectura.session, lectura.caso.expediente.id)
    mine = [i for i in found if i.tipo in tipos and i.abierto <= lectura.fecha]
    return min(mine, key=lambda i: (i.estado != "abierto", -i.id), default=None)


def _en_frase(text: str) -> str:
    """Turn what was written of a request into the end of a sentence."""
    tidy = text.strip().rstrip(".")
    return f"{tidy[0].lower()}{tidy[1:]}" if tidy else ""


def _cuentas(caso: Caso) -> tuple[str, ...]:
    """Say the dates from which the prescription is counted (RULES 3)."""
    told = [
        f"El título n.º {t.numero} quedó ejecutoriado el {fecha_larga(t.ejecutoria)}."
        for t in caso.titulos
        if t.ejecutoria
    ]
    if caso.expediente.fecha_legal:
        told.append(
            "Con las interrupciones y suspensiones que constan en el expediente, el "
            "término de cinco años de la acción de cobro se cumple el "
            f"{fecha_larga(caso.expediente.fecha_legal)}."
        )
    return tuple(told)


PROPIOS: Mapping[str, Callable[[Lectura], Mapping[str, Any]]] = {
    "auto-generico": datos_del_auto,
    "auto-reconstruccion": datos_de_la_reconstruccion,
    "respuesta-peticion": datos_de_la_respuesta,
}
"""What the kinds of this family know besides what every one does."""
