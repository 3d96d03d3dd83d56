"""How what a procedure asks is on file: which document, file, number or answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cobro_desktop.domain.dinero import PESO
from cobro_desktop.domain.exigencias import Clase
from cobro_desktop.domain.procedimiento import TipoCampo, TipoEvidencia
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.services.hechos import ANEXO
from cobro_desktop.storage.queries import detalle, historia

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.exigencias import Cierre, Exigencia
    from cobro_desktop.domain.procedimiento import (
        Actividad,
        Campo,
        Evidencia,
        Procedimiento,
    )

ESTADOS: Mapping[str, str] = {
    "borrador": "en borrador, sin firmar",
    "en_revision": "en revisión",
    "aprobado": "aprobado, sin firmar",
    "firmado": "firmado",
    "radicado": "radicado",
    "comunicado": "comunicado",
    "notificado": "notificado",
}
"""State of a document → how it reads after its name."""


class Soportes:
    """What a case has on file, to be told in words."""

    def __init__(
        self, session: Session, expediente_id: int, procedimiento: Procedimiento
    ) -> None:
        self._procedimiento = procedimiento
        self._documentos = [
            d
            for d in historia.documentos(session, expediente_id)
            if d.estado != "anulado"
        ]
        self._referencias = detalle.referencias(session, expediente_id)
        self._notificaciones = historia.notificaciones(session, expediente_id)

    def como(self, exigencia: Exigencia, cierre: Cierre) -> str:
        """Say how it is there, or what there is instead; empty for nothing."""
        if exigencia.clase is Clase.CAMPO:
            actividad = self._procedimiento.actividades[cierre.actividad]
            nombre = exigencia.ids[0]
            typed = cierre.respuestas.get(nombre, "")
            return leer_respuesta(actividad, nombre, typed)
        asked = {e.id: e for e in self._procedimiento.evidencias(cierre.actividad)}
        wanted = exigencia.constan or exigencia.ids
        told = (self._como(asked[name], cierre) for name in wanted)
        return "; ".join(dict.fromkeys(text for text in told if text))

    def _como(self, evidencia: Evidencia, cierre: Cierre) -> str:
        tellers: dict[TipoEvidencia, Callable[[Evidencia, Cierre], str]] = {
            TipoEvidencia.RADICADO: self._radicado,
            TipoEvidencia.NOTIFICACION: self._notificacion,
            TipoEvidencia.CAMPO: self._respuesta,
        }
        tell = tellers.get(evidencia.tipo)
        own = tell(evidencia, cierre) if tell else ""
        return own or self._documento(evidencia)

    def _documento(self, evidencia: Evidencia) -> str:
        """Name the latest document or file that was put there for it."""
        for document in self._documentos:
            if document.evidencia == evidencia.id or (
                evidencia.tipo is TipoEvidencia.DOCUMENTO
                and document.tipo == evidencia.referencia
            ):
                return _nombrado(document)
        return ""

    def _radicado(self, evidencia: Evidencia, cierre: Cierre) -> str:
        if typed := cierre.respuestas.get(evidencia.id, ""):
            return f"n.º {typed}"
        kind = evidencia.referencia.upper()
        found = [r.valor for r in self._referencias if r.tipo.upper() == kind]
        return f"n.º {', '.join(found)}" if found else ""

    def _notificacion(self, evidencia: Evidencia, _cierre: Cierre) -> str:
        effective = [
            n
            for n in self._notificaciones
            if n.que == evidencia.referencia and n.efectiva is not None and n.valida
        ]
        if effective:
            last = max(effective, key=lambda n: (n.efectiva, n.id))
            people = cantidad(len({n.deudor_id for n in effective}), "persona")
            return f"notificado a {people}, {fecha_corta(last.efectiva)}"
        tried = sum(n.que == evidencia.referencia for n in self._notificaciones)
        return f"{cantidad(tried, 'intento')} sin efecto" if tried else ""

    def _respuesta(self, evidencia: Evidencia, cierre: Cierre) -> str:
        actividad = self._procedimiento.actividades[cierre.actividad]
        typed = cierre.respuestas.get(evidencia.referencia, "")
        return leer_respuesta(actividad, evidencia.referencia, typed)


def leer_respuesta(actividad: Actividad, nombre: str, texto: str) -> str:
    """Return the canonical text of an answer as a person reads it."""
    campo = next((c for c in actividad.campos if c.nombre == nombre), None)
    if campo is None or not texto:
        return texto
    return _LECTORES.get(campo.tipo, _tal_cual)(campo, texto)


def _nombrado(document: historia.Documento) -> str:
    if document.estado == ANEXO:
        file = f"archivo «{document.archivo}»" if document.archivo else "un archivo"
        return f"{file}, {fecha_corta(document.fecha)}"
    number = f" n.º {document.numero} de {document.anio}" if document.numero else ""
    state = ESTADOS.get(document.estado, document.estado)
    return f"{document.nombre}{number}, {state}, {fecha_corta(document.fecha)}"


def _opciones(campo: Campo, texto: str) -> str:
    labels = dict(campo.opciones)
    return ", ".join(labels.get(value, value) for value in texto.split(","))


def _tal_cual(_campo: Campo, texto: str) -> str:
    return texto


def _fecha(_campo: Campo, texto: str) -> str:
    return fecha_corta(dt.date.fromisoformat(texto))


def _dinero(_campo: Campo, texto: str) -> str:
    whole, _, cents = texto.partition(".")
    return pesos(int(whole) * PESO + int(cents.ljust(2, "0") or 0))


def _si_no(_campo: Campo, texto: str) -> str:
    return "Sí" if texto == "si" else "No"


_LECTORES: Mapping[TipoCampo, Callable[[Campo, str], str]] = {
    TipoCampo.FECHA: _fecha,
    TipoCampo.DINERO: _dinero,
    TipoCampo.SI_NO: _si_no,
    TipoCampo.OPCION: _opciones,
    TipoCampo.LISTA: _opciones,
}
