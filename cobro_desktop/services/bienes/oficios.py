"""The oficios that ask for goods, drafted at once: one per case and addressee (S10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import UserError
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.emision import CrearDocumento, crear_documento
from cobro_desktop.services.negativas import rehusar
from cobro_desktop.services.referencia import load_entidades_oficio

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

OFICIO: Final = "oficio-investigacion"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProyectarOficios:
    """Draft a request of information for each addressee, in each case."""

    expedientes: tuple[int, ...]
    destinatarios: tuple[str, ...]
    """Names of the table of addressees, whole or a part that only one has."""
    limite: dt.date
    """Last day to answer, as the oficio says."""


def destinatarios() -> list[tuple[str, str]]:
    """Return (name, what is asked of it) of the known addressees, by category."""
    return [(e.nombre, e.que_se_pide) for e in load_entidades_oficio()]


def proyectar_oficios(
    command: ProyectarOficios,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress | None = None,
) -> Changes:
    """Draft them all; a case that cannot have its oficio stops no other.

    Raises:
        InvalidDataError: nobody to ask, an unknown addressee, or a day that is past.
    """
    names = [_nombre(text) for text in dict.fromkeys(command.destinatarios)]
    if not names or not command.expedientes:
        rehusar("Diga a quién se pregunta y de qué expedientes.")
    if command.limite <= contexto.hoy:
        rehusar("El último día para responder debe ser posterior a hoy.")
    made: list[int] = []
    failed: list[str] = []
    total = len(names) * len(command.expedientes)
    for case_id in command.expedientes:
        for name in names:
            datos = {"destinatario": name, "fecha_limite": command.limite.isoformat()}
            order = CrearDocumento(case_id, OFICIO, datos)
            try:
                changes = crear_documento(order, workspace, contexto)
            except UserError as error:
                failed.append(f"{name}: {error.mensaje}")
            else:
                made.append(int(str(changes.datos["documento"])))
            if progress is not None:
                progress.report(len(made) + len(failed), total, "Proyectando oficios")
    return Changes(
        frozenset(command.expedientes) if made else frozenset(),
        resumen=_resumen(made, failed),
        datos={"documentos": made, "fallas": failed},
    )


def _nombre(texto: str) -> str:
    """Return the name of the addressee that a text tells.

    Raises:
        InvalidDataError: none, or several, have it.
    """
    wanted = plegar(texto.strip())
    known = [e.nombre for e in load_entidades_oficio()]
    exact = [name for name in known if plegar(name) == wanted]
    near = exact or [name for name in known if wanted and wanted in plegar(name)]
    if len(near) != 1:
        which = f": {', '.join(near[:6])}" if near else ""
        rehusar(
            f"«{texto}» no es el nombre de un solo destinatario{which}. Escríbalo como "
            "en la tabla de entidades."
        )
    return near[0]


def _resumen(made: Sequence[int], failed: Sequence[str]) -> str:
    text = f"Se proyectaron {cantidad(len(made), 'oficio')} de investigación."
    if not made:
        text = "No se proyectó ningún oficio."
    return " ".join([text, *failed[:3]])
