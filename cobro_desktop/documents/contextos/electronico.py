"""The electronic file of a case on paper: its sheet of control and its index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cobro_desktop.documents.contextos.comun import Comun, DelCaso


@dataclass(frozen=True, kw_only=True)
class PiezaImpresa:
    """A document of the case, in its place."""

    orden: Annotated[str, "Orden"]
    nombre: Annotated[str, "Documento"]
    tipologia: Annotated[str, "Tipo documental"]
    fecha: Annotated[str, "Fecha del documento"]
    incorporada: Annotated[str, "Fecha de incorporación"]
    folios: Annotated[str, "Folios (de – a)"]
    paginas: Annotated[str, "Número de folios"]
    archivo: Annotated[str, "Formato, tamaño y origen"]
    huella: Annotated[str, "Huella SHA-256"]
    observacion: Annotated[str, "Observaciones"] = ""


@dataclass(frozen=True, kw_only=True)
class Electronico(DelCaso):
    """What a case holds, in order."""

    cuantas: Annotated[str, "Número de documentos"]
    folios: Annotated[str, "Total de folios"]
    piezas: Annotated[tuple[PiezaImpresa, ...], "Documentos del expediente"] = ()
    sin_contar: Annotated[str, "Documentos sin contar"] = ""
    vacio: Annotated[bool, "No tiene documentos"] = False

    def exigidos(self) -> frozenset[str]:
        """Ask for no number: it tells what the case holds, it is not an act."""
        return frozenset()


@dataclass(frozen=True, kw_only=True)
class HojaControl(Electronico):
    """The sheet that heads the file and lists what it holds."""

    datos_hoja: Annotated[tuple[str, ...], "Datos del expediente (uno por renglón)"]


@dataclass(frozen=True, kw_only=True)
class IndiceElectronico(Electronico):
    """The index, with the hash of each document and of the whole."""

    sin_cierre: Annotated[bool, "El índice no se ha cerrado"] = False
    corte: Annotated[str, "Cierre del índice"] = ""
    huella: Annotated[str, "Huella del índice cerrado"] = ""
    abiertas: Annotated[str, "Documentos después del cierre"] = ""


CONTEXTOS: dict[str, type[Comun]] = {
    "hoja-control": HojaControl,
    "indice-electronico": IndiceElectronico,
}
"""The kinds of this family."""
