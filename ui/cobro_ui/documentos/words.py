"""How the life of a document reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.ciclo_documento import Paso
from cobro_desktop.domain.control_documento import Gravedad
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_ui.icons import Icon
from cobro_ui.models.table import Field
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from datetime import datetime

    from cobro_desktop.domain.control_documento import Examen
    from cobro_desktop.services.documentos.bandejas import Pendiente, VidaDocumento

STATES = {
    "borrador": Mark("Borrador", Icon.NOTE, Tone.MUTED),
    "en_revision": Mark("En revisión", Icon.SOON, Tone.WARN),
    "aprobado": Mark("Aprobado", Icon.CHECK, Tone.ACCENT),
    "firmado": Mark("Firmado", Icon.OK, Tone.OK),
    "radicado": Mark("Radicado", Icon.OK, Tone.OK),
    "comunicado": Mark("Comunicado", Icon.OK, Tone.OK),
    "notificado": Mark("Notificado", Icon.OK, Tone.OK),
    "anulado": Mark("Anulado", Icon.PRESCRIBED, Tone.NEUTRAL),
    "anexo": Mark("Anexo", Icon.ATTACH, Tone.MUTED),
}
ACTIONS = {
    Paso.ENVIAR: "&Enviar a revisión",
    Paso.REHACER: "Elaborar de &nuevo",
    Paso.DEVOLVER: "&Devolver con observaciones",
    Paso.REVISAR: "Dar c&onformidad",
    Paso.APROBAR: "A&probar y numerar",
    Paso.FIRMAR: "&Firmar",
    Paso.RADICAR: "&Radicar…",
    Paso.COMUNICAR: "Co&municar…",
    Paso.ANULAR: "An&ular…",
}
"""In the order of their buttons."""

_MET = Mark("Cumple", Icon.OK, Tone.OK)
_WARNS = Mark("Advierte", Icon.WARNING, Tone.WARN)
_STOPS = Mark("No deja aprobar", Icon.ERROR, Tone.DANGER)
_ROLES = {"reviso": "Revisó", "aprobo": "Aprobó", "firmo": "Firmó"}


def state_mark(estado: str) -> Mark:
    """Return how a state reads."""
    return STATES.get(estado, Mark(estado, Icon.INFO, Tone.MUTED))


def check_mark(check: Examen) -> Mark:
    """Return how a check went."""
    if check.cumple:
        return _MET
    return _STOPS if check.gravedad is Gravedad.BLOQUEA else _WARNS


CHECKS: tuple[Field[Examen], ...] = (
    Field("Control", lambda c: c.nombre, 250),
    Field("Resultado", lambda c: check_mark(c).word, 140, mark=check_mark),
    Field("Por qué", lambda c: c.problema, 400),
)


def history(life: VidaDocumento) -> list[tuple[str, str, str, str]]:
    """Return when, who, which version and what, the last first."""
    made = [
        (v.cuando, v.quien, v.orden, f"Versión {v.orden} · huella {v.sha256[:12]}…")
        for v in life.versiones
    ]
    said = [
        (
            d.cuando,
            d.quien,
            d.orden,
            _ROLES.get(d.papel, d.papel)
            + (" y devolvió" if d.decision == "observado" else "")
            + (f": {d.texto}" if d.texto else ""),
        )
        for d in life.dichos
    ]
    # What was made and said at one instant reads in the order it was done.
    lines = sorted(enumerate([*made[::-1], *said]), key=lambda p: (p[1][0], p[0]))
    return [(_when(w), who, str(n), what) for _, (w, who, n, what) in reversed(lines)]


HISTORY: tuple[Field[tuple[str, str, str, str]], ...] = (
    Field("Cuándo", lambda h: h[0], 150),
    Field("Quién", lambda h: h[1], 180),
    Field("Versión", lambda h: h[2], 70, figure=True),
    Field("Qué", lambda h: h[3], 400),
)

PENDING: tuple[Field[Pendiente], ...] = (
    Field("Documento", lambda p: p.nombre, 215),
    Field(
        "Estado",
        lambda p: state_mark(p.estado).word,
        112,
        mark=lambda p: state_mark(p.estado),
    ),
    Field("Número", lambda p: p.numero, 90),
    Field("Expediente", lambda p: p.expediente, 135),
    Field("Deudor", lambda p: p.deudor, 190),
    Field("Fecha", lambda p: fecha_corta(p.fecha), 95),
    Field("Proyectó", lambda p: p.autor, 115),
    Field("Lo último que se dijo", lambda p: p.nota, 200),
)


def about(life: VidaDocumento) -> str:
    """Say whose document it is and how far it got."""
    parts = [
        life.deudor,
        state_mark(life.estado.nombre).word,
        life.numero and f"n.º {life.numero}",
        cantidad(len(life.versiones), "versión", "versiones"),
        f"proyectó {life.autor}",
    ]
    return " · ".join(part for part in parts if part)


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{fecha_corta(local.date())}, {local:%H:%M}"
