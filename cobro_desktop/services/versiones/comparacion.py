"""Two versions of a procedure side by side, on the screen and on paper (B6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.diferencias import diferencias
from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.papel_trabajo import emisor_de
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cobro_desktop.domain.diferencias import Diferencia
    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

FORMATO = "comparacion-procedimiento"
"""Id under which an institution may name the format of the sheet."""
COLUMNAS = ("N.º", "Actividad", "Qué cambia", "Antes", "Ahora")
_ANCHOS = (0.07, 0.17, 0.14, 0.31, 0.31)


@dataclass(frozen=True, slots=True)
class Comparacion:
    """What changes from one version to another, one row for each change."""

    antes: Procedimiento
    despues: Procedimiento
    filas: Sequence[Diferencia]

    @property
    def titulo(self) -> str:
        """Name it: `PD-GJ-07: de la versión 1 a la 2`."""
        return (
            f"{self.despues.codigo}: de la versión {self.antes.version} a la "
            f"{self.despues.version}"
        )

    @property
    def resumen(self) -> str:
        """How much changes."""
        if not self.filas:
            return "Las dos versiones piden lo mismo: no hay diferencias."
        return f"{cantidad(len(self.filas), 'diferencia')}."


def comparar(workspace: Workspace, codigo: str, de: int, a: int) -> Comparacion:
    """Compare two versions that the base has or that ship.

    Raises:
        NotFoundError: there is no such procedure or version.
    """
    antes = workspace.catalogo.buscar(codigo, de)
    despues = workspace.catalogo.buscar(codigo, a)
    return Comparacion(antes, despues, diferencias(antes, despues))


def exportar_comparacion(
    comparacion: Comparacion, destino: Path, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the differences as `.xlsx` or `.pdf`, by the name of the file.

    Raises:
        InvalidDataError: it is none of them.
        StorageError: it cannot be written; what was there is untouched.
    """
    write = _ESCRIBEN.get(destino.suffix.lower())
    if write is None:
        message = f"«{destino.name}» debe terminar en .xlsx o en .pdf."
        raise InvalidDataError(message, {"archivo": str(destino)})
    write(comparacion, destino, workspace, contexto)
    texto = f"Se guardó «{destino.name}»: {comparacion.resumen}"
    return Changes(resumen=texto, datos={"archivo": str(destino)})


def _escribir_xlsx(
    comparacion: Comparacion, destino: Path, _workspace: Workspace, contexto: Contexto
) -> None:
    from cobro_desktop.exchange.informe import Clase, Columna, Informe
    from cobro_desktop.exchange.libro import escribir_libro

    widths = (9, 30, 26, 60, 60)
    columns = tuple(
        Columna(title, Clase.CODIGO if title == "N.º" else Clase.TEXTO, width)
        for title, width in zip(COLUMNAS, widths, strict=True)
    )
    informe = Informe(
        "Diferencias", tuple(_encabezado(comparacion)), columns, contexto.hoy, fijas=2
    )

    def write(path: Path) -> None:
        escribir_libro(path, informe, _filas(comparacion))

    escribir_atomico(destino, write)


def _escribir_pdf(
    comparacion: Comparacion, destino: Path, workspace: Workspace, contexto: Contexto
) -> None:
    from cobro_desktop.documents.hoja_apaisada import HojaApaisada, print_hoja

    page = HojaApaisada(
        emisor=emisor_de(workspace, comparacion.despues, FORMATO),
        nombre="Diferencias entre versiones del procedimiento",
        fecha=contexto.hoy,
        encabezado=tuple(_encabezado(comparacion)),
        columnas=COLUMNAS,
        anchos=_ANCHOS,
        filas=tuple(_filas(comparacion)),
        vacia="Las dos versiones piden lo mismo.",
    )
    escribir_atomico(destino, print_hoja(page))


def _encabezado(comparacion: Comparacion) -> list[str]:
    despues = comparacion.despues
    since = despues.vigente_desde
    return [
        f"{comparacion.titulo}: {despues.nombre} ({despues.sigla})",
        f"La versión {despues.version} rige desde el {fecha_larga(since)}. "
        f"{comparacion.resumen}"
        if since
        else comparacion.resumen,
    ]


def _filas(comparacion: Comparacion) -> list[tuple[str, ...]]:
    return [
        (d.numero, d.actividad, d.que, d.antes or "—", d.despues or "—")
        for d in comparacion.filas
    ]


_ESCRIBEN: dict[str, Callable[[Comparacion, Path, Workspace, Contexto], None]] = {
    ".xlsx": _escribir_xlsx,
    ".pdf": _escribir_pdf,
}
