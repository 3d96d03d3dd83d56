"""How a value that nobody checked against its source is marked."""

from __future__ import annotations

from cobro_desktop.domain.traza import Verificacion
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

UNCHECKED = {
    Verificacion.MEMORIA: Mark(
        "Sin comprobar",
        Icon.WARNING,
        Tone.WARN,
        "Nadie comparó este valor con su fuente. Compruébelo antes de firmar.",
    ),
    Verificacion.CALCULADO: Mark(
        "Calculado",
        Icon.INFO,
        Tone.NEUTRAL,
        "Se calculó con la fórmula de la ley y no se vio publicado.",
    ),
    Verificacion.PROYECTADO: Mark(
        "Proyectado",
        Icon.WARNING,
        Tone.WARN,
        "Nadie lo certificó todavía: no sirve para un título.",
    ),
}
"""Nothing for what was seen in its source."""
