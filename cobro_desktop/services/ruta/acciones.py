"""What to do first in a case that one inherits, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cobro_desktop.documents.hoja_ruta import Renglones
from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.formats import fecha_corta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cobro_desktop.services.ruta.reunido import Reunido

_PRONTO: Final = 7
"""Calendar days within which what expires is to be done first."""
_POR_FIRMAR: Final = {
    "borrador": "Terminar y hacer firmar",
    "en_revision": "Pedir la revisión de",
    "aprobado": "Hacer firmar",
}
_MAS_SALIDAS: Final = 4


def que_hacer(caso: Reunido) -> Iterator[Renglones]:
    """Yield the acts to do, each lighter than the one before it."""
    for number, text in enumerate(_acciones(caso)):
        yield Renglones(text, 1000 - number)


def _acciones(caso: Reunido) -> Iterator[str]:
    if caso.recorrido.terminado:
        yield from _terminado(caso)
        return
    yield from _prescripcion(caso)
    yield from _vencidos(caso)
    if not caso.ficha.responsable:
        yield "Asignar a una persona: hoy no es de nadie."
    yield from _documentos(caso)
    yield from _soportes(caso)
    yield from _salidas(caso)


def _terminado(caso: Reunido) -> Iterator[str]:
    for measure in caso.medidas:
        if measure.levantada is None:
            yield f"Levantar la medida que sigue en pie: {measure.destinatario}."
    if caso.medicion.faltan:
        yield "Completar los soportes que faltan: el trámite ya terminó."
    archived = caso.ficha.estado == Fin.ARCHIVADO
    if archived and caso.liquidado is not None and caso.liquidado.obligaciones:
        yield "Verificar por qué terminó con saldo: el expediente lo dice en su acto."


def _prescripcion(caso: Reunido) -> Iterator[str]:
    card = caso.ficha
    if card.fecha_legal is not None and card.fecha_legal < caso.hoy:
        day = fecha_corta(card.fecha_legal)
        yield f"Estudiar la prescripción: la fecha legal pasó el {day}."
    elif card.fecha_segura is not None and card.fecha_segura < caso.hoy:
        day = fecha_corta(card.fecha_segura)
        yield f"Actuar ya: la fecha segura de la prescripción pasó el {day}."
    elif card.entra_en_riesgo is not None and card.entra_en_riesgo <= caso.hoy:
        day = fecha_corta(card.fecha_segura)
        yield f"Está en riesgo de prescripción: actuar antes del {day}."


def _vencidos(caso: Reunido) -> Iterator[str]:
    for term in caso.terminos:
        name, day = term.nombre.rstrip("."), fecha_corta(term.vence)
        if term.vence < caso.hoy:
            yield f"Atender lo que venció el {day}: {name}."
        elif (term.vence - caso.hoy).days <= _PRONTO:
            yield f"Cumplir antes del {day}: {name}."
    agreement = caso.acuerdo
    if agreement is None or not agreement.en_curso:
        return
    if agreement.situacion.permite_declarar:
        since = fecha_corta(agreement.situacion.incumplido_desde)
        yield f"Decidir sobre el acuerdo: hay cuotas sin pagar desde el {since}."


def _documentos(caso: Reunido) -> Iterator[str]:
    for document in caso.documentos:
        verb = _POR_FIRMAR.get(document.estado)
        if verb is not None:
            day = fecha_corta(document.fecha)
            yield f"{verb} «{document.nombre}», del {day}."


def _soportes(caso: Reunido) -> Iterator[str]:
    lacking = [(p, r) for p, r in caso.medicion.faltan if not r.aviso]
    for paso, asked in sorted(lacking, key=lambda pair: not pair[0].actual):
        if not any(d.nombre in asked.como for d in caso.documentos):
            yield f"Conseguir para la actividad {paso.actividad}: {asked.etiqueta}."


def _salidas(caso: Reunido) -> Iterator[str]:
    way = caso.recorrido
    own = [x.etiqueta for x in way.perspectivas if not x.comun]
    named = "; ".join(f"«{label}»" for label in own[:_MAS_SALIDAS])
    more = "…" if len(own) > _MAS_SALIDAS else ""
    yield f"Cerrar la actividad {way.actividad.id} con lo que resulte: {named}{more}."
