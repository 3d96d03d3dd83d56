"""What the resoluciones on excepciones and on their recurso know of their case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.documents.contextos.mandamiento import ExcepcionDecidida
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.documentos.anteriores import acto, medidas_vigentes
from cobro_desktop.services.documentos.elecciones import Eleccion
from cobro_desktop.services.incidentes.tipos import buscar_tipo
from cobro_desktop.storage.queries.incidentes import incidentes_de

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.documentos.lectura import Lectura
    from cobro_desktop.storage.queries.incidentes import Incidente

_EXCEPCIONES, _RECURSO, _DEMANDA = "excepciones", "recurso", "demanda"
_DECISIONES: Final = {
    "confirma": "confirma",
    "repone": "repone",
    "repone en parte": "en_parte",
}
"""How the recurso may be decided, and the field that says so."""
_PROBADA, _NO_PROBADA = "Probada", "No probada"
_PALABRAS: Final = {"probada": _PROBADA, "no probada": _NO_PROBADA}


def datos_de_excepciones(lectura: Lectura) -> dict[str, Any]:
    """Return what was opposed, and how each thing is decided."""
    found = ultimo_incidente(lectura, _EXCEPCIONES)
    known: dict[str, Any] = {"acto_mandamiento": acto(lectura, "mandamiento-pago")}
    proposed = _lineas(lectura, "propuestas")
    if found is not None:
        options = _nombres()
        ids = [i for i in str(found.datos.get("propuestas", "")).split(",") if i]
        proposed = [options.get(i, i) for i in ids]
        known |= {
            "proponente": found.deudor or lectura.caso.principal.nombre,
            "fecha_escrito": fecha_larga(found.abierto),
            "propuestas": tuple(proposed),
            "hay_demanda": _DEMANDA in ids,
        }
    decided = _decididas(proposed, _lineas(lectura, "decisiones"))
    proved = [one for one in decided if one.decision == _PROBADA]
    return known | {
        "excepciones": tuple(decided),
        "todas": bool(decided) and len(proved) == len(decided),
        "algunas": 0 < len(proved) < len(decided),
        "continua": len(proved) < len(decided),
        "medidas": medidas_vigentes(lectura),
    }


def datos_del_recurso(lectura: Lectura) -> dict[str, Any]:
    """Return which recurso is decided, and how."""
    found = ultimo_incidente(lectura, _RECURSO)
    decision = lectura.datos.get("decision", "")
    known: dict[str, Any] = {
        "acto_recurrido": acto(lectura, "resolucion-excepciones"),
        "decision": decision,
        "medidas": medidas_vigentes(lectura),
    }
    if decision:
        known[_DECISIONES[decision]] = True
    if found is not None:
        known |= {
            "recurrente": found.deudor or lectura.caso.principal.nombre,
            "fecha_recurso": fecha_larga(found.abierto),
        }
    return known


def decisiones_del_recurso(_lectura: Lectura) -> Mapping[str, Eleccion]:
    """Let a person choose how the recurso is decided."""
    return {"decision": Eleccion(tuple(_DECISIONES))}


def ultimo_incidente(lectura: Lectura, tipo: str) -> Incidente | None:
    """Return the incident of a kind that a document of that day would decide."""
    rows = incidentes_de(lectura.session, lectura.caso.expediente.id)
    found = (i for i in rows if i.tipo == tipo and i.abierto <= lectura.fecha)
    return next(found, None)


def _nombres() -> dict[str, str]:
    """Return the exceptions as documents name them: without the number of the list."""
    campo = next(
        c for c in buscar_tipo(_EXCEPCIONES).campos if c.nombre == "propuestas"
    )
    return {valor: name.partition(". ")[2] or name for valor, name in campo.opciones}


def _lineas(lectura: Lectura, campo: str) -> list[str]:
    text = lectura.datos.get(campo, "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def _decididas(
    proposed: Sequence[str], decisions: Sequence[str]
) -> list[ExcepcionDecidida]:
    """Join each exception with its decision; nothing while one is missing or unclear.

    A decision is written `probada: razón` or `no probada: razón`.
    """
    if not proposed or len(proposed) != len(decisions):
        return []
    decided = []
    for nombre, line in zip(proposed, decisions, strict=True):
        said, _, reason = line.partition(":")
        word = {"probada": _PROBADA, "no probada": _NO_PROBADA}.get(
            plegar(said).strip()
        )
        if word is None or not reason.strip():
            return []
        decided.append(
            ExcepcionDecidida(
                nombre=nombre,
                decision=word,
                motivo=f"{reason.strip()[0].upper()}{reason.strip()[1:]}",
            )
        )
    return decided
