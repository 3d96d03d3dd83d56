"""How clauses and templates read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cobro_desktop.documents.campos_plantilla import ClaseCampo
from cobro_desktop.documents.doctor.hallazgos import Peso
from cobro_desktop.formats import fecha_corta
from cobro_desktop.services.plantillas.estados import EstadoPlantilla
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cobro_desktop.documents.doctor.hallazgos import Hallazgo
    from cobro_desktop.services.clausulas.consulta import Afectados, Redaccion
    from cobro_desktop.services.plantillas.consulta import Plantilla

_STATES = {
    EstadoPlantilla.BORRADOR: Mark("Borrador", Icon.NOTE, Tone.MUTED),
    EstadoPlantilla.VALIDADA: Mark("Validada", Icon.CHECK, Tone.ACCENT),
    EstadoPlantilla.VIGENTE: Mark("Vigente", Icon.OK, Tone.OK),
    EstadoPlantilla.DEROGADA: Mark("Derogada", Icon.PRESCRIBED, Tone.NEUTRAL),
}
CLASSES = {
    ClaseCampo.TEXTO: "Texto",
    ClaseCampo.SI_NO: "Condición",
    ClaseCampo.LISTA: "Lista",
    ClaseCampo.FILAS: "Filas de una tabla",
}


def validity(one: Redaccion) -> str:
    """Say from when to when a wording rules."""
    start = f"desde {fecha_corta(one.desde)}"
    end = f" hasta {fecha_corta(one.hasta)}" if one.hasta else ""
    return start + end + ("" if one.vigente else " (no hoy)")


def ground_mark(one: Redaccion) -> Mark:
    """Say whether its ground was read in its source."""
    if one.verificado:
        return Mark("Verificada", Icon.OK, Tone.OK)
    return Mark("Por verificar", Icon.WARNING, Tone.WARN)


def state_mark(one: Plantilla) -> Mark:
    """Say how far a template got."""
    if one.estado is EstadoPlantilla.VIGENTE and not one.vigente:
        if one.id is None:
            return Mark("Reemplazada", Icon.PENDING, Tone.MUTED)
        return Mark("Aún no rige", Icon.SOON, Tone.WARN)
    return _STATES[one.estado]


def finding_mark(one: Hallazgo) -> Mark:
    """Say how much a finding matters."""
    if one.peso is Peso.ERROR:
        return Mark("Error", Icon.ERROR, Tone.DANGER)
    return Mark("Aviso", Icon.WARNING, Tone.WARN)


def dates(one: Plantilla) -> str:
    """Say from when to when a template rules."""
    start = f"desde {fecha_corta(one.desde)}" if one.desde else ""
    end = f"hasta {fecha_corta(one.hasta)}" if one.hasta else ""
    return " ".join(part for part in (start, end) if part)


def people(one: Plantilla) -> str:
    """Say who did what to a template."""
    pairs = (
        ("importó", one.importada_por),
        ("validó", one.validada_por),
        ("activó", one.activada_por),
        ("derogó", one.derogada_por),
    )
    return " · ".join(f"{verb} {who}" for verb, who in pairs if who)


def clause_html(wordings: Sequence[Redaccion], touched: Afectados | None) -> str:
    """Write a clause whole: its texts, its history and, once known, whom it touches."""
    tail = ["<p><small>Buscando quién la lleva…</small></p>"]
    if touched is not None:
        tail = list(_touched(touched))
    return "".join([*map(_wording, wordings), *tail])


def _wording(one: Redaccion) -> str:
    why = f" · {escape(one.motivo)} ({escape(one.usuario)})" if one.motivo else ""
    head = f"{escape(one.origen)} · {escape(validity(one))}{why}"
    text = escape(one.texto)
    body = f"<b>{text}</b>" if one.vigente else text
    return f"<p><small>{head}</small><br>{body}</p>"


def _touched(touched: Afectados) -> Iterator[str]:
    names = ", ".join(escape(p.nombre) for p in touched.plantillas) or "ninguna"
    yield f"<p><small>Plantillas que la llevan:</small> {names}.</p>"
    drafts = "; ".join(
        escape(f"{b.expediente or 'Oficina'} · {b.nombre} ({b.autor})")
        for b in touched.borradores
    )
    yield f"<p><small>Borradores sin aprobar:</small> {drafts or 'ninguno'}.</p>"
