"""The hoja de ruta of one case or of several, as one PDF (B8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.formats import cantidad
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.papel_trabajo import emisor_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

FORMATO = "hoja-ruta"
"""Id under which an institution may name the format of the page."""


@dataclass(frozen=True, slots=True)
class HacerHojas:
    """Write the page of some cases, one after another, as a PDF."""

    expedientes: tuple[int, ...]
    salida: Path


def hacer_hojas(
    command: HacerHojas, workspace: Workspace, contexto: Contexto, progress: Progress
) -> Changes:
    """Write the pages; those of several cases stay on record as an export.

    Raises:
        InvalidDataError: the file does not end in .pdf.
        NotFoundError: there is no case, or one does not exist.
        StorageError: it cannot be written; what was there is untouched.
        CancelledByUserError: the person asked to stop; nothing was written.
    """
    from cobro_desktop.documents.hoja_ruta import HojaRuta, print_hojas
    from cobro_desktop.services.ruta.pagina import componer
    from cobro_desktop.services.ruta.reunido import reunir

    if command.salida.suffix.lower() != ".pdf":
        message = f"«{command.salida.name}» debe terminar en .pdf. No se escribió nada."
        raise InvalidDataError(message, {"archivo": str(command.salida)})
    if not command.expedientes:
        message = "No hay ningún expediente de que hacerla. No se escribió nada."
        raise NotFoundError(message)
    total = len(command.expedientes)
    hojas: list[HojaRuta] = []
    issuers: dict[tuple[str, str], Emisor] = {}
    with workspace.base.read() as session:
        for number, expediente in enumerate(command.expedientes, start=1):
            caso = reunir(session, workspace, expediente, contexto.hoy)
            procedure = caso.recorrido.procedimiento
            key = (procedure.sigla, procedure.codigo)
            if key not in issuers:
                issuers[key] = emisor_de(workspace, procedure, FORMATO)
            hojas.append(componer(caso, issuers[key]))
            progress.report(number, total, "Haciendo hojas de ruta")
    escribir_atomico(command.salida, print_hojas(hojas))
    texto = f"Se escribió «{command.salida.name}»: {cantidad(total, 'hoja')} de ruta."
    if total > 1:
        with transaction(workspace, contexto, "exportar:hojas-ruta") as tx:
            tx.tell(texto)
    return Changes(
        resumen=texto, datos={"expedientes": total, "archivo": str(command.salida)}
    )
