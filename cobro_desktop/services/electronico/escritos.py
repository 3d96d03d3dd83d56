"""Writes the index and the sheet of control of a case to a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.exchange.indice_xml import indice_xml
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import cantidad
from cobro_desktop.services.documentos.electronico import AVISOS
from cobro_desktop.services.electronico.piezas import (
    HOJA,
    INDICE,
    cortes_de,
    indizados,
    piezas_de,
)
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import ExpedienteRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.electronico.piezas import Pieza
    from cobro_desktop.services.workspace import Workspace

_COLUMNAS: Final = (
    Columna("N.º", Clase.ENTERO, 6),
    Columna("Nombre del documento", ancho=44),
    Columna("Tipología documental", ancho=32),
    Columna("Fecha del documento", Clase.FECHA, 14),
    Columna("Fecha de incorporación", Clase.FECHA, 14),
    Columna("Página inicial", Clase.ENTERO, 10),
    Columna("Página final", Clase.ENTERO, 10),
    Columna("Páginas", Clase.ENTERO, 10, suma=True),
    Columna("Formato", ancho=10),
    Columna("Tamaño (bytes)", Clase.ENTERO, 14),
    Columna("Origen", ancho=14),
    Columna("Huella SHA-256", Clase.CODIGO, 68),
    Columna("Corte del índice", Clase.ENTERO, 10),
    Columna("Observaciones", ancho=40),
)


@dataclass(frozen=True, slots=True)
class EscribirIndice:
    """Write the index of a case; the ending of the file says how."""

    expediente_id: int
    salida: Path
    """`.xml`, `.pdf` or `.xlsx`."""
    corte: int = 0
    """A closing, as it was closed (only `.xml`); 0 for the case as it is today."""


def escribir_indice(
    command: EscribirIndice, workspace: Workspace, contexto: Contexto
) -> str:
    """Write the index; returns what was written, in words.

    Raises:
        NotFoundError: no such closing.
        InvalidDataError: another ending, or pages without counting in the XML.
        MissingFieldsError: the institution has not written its data (`.pdf`).
        StorageError: it cannot be written; what was there is untouched.
    """
    ending = command.salida.suffix.lower()
    if ending == ".pdf":
        page = pdf_de(INDICE, command.expediente_id, workspace, contexto)
        escribir_atomico(command.salida, page)
    elif ending == ".xml":
        escribir_atomico(command.salida, xml_de(command, workspace))
    elif ending == ".xlsx":
        _libro(command, workspace, contexto)
    else:
        message = f"«{command.salida.name}» debe terminar en .xml, .pdf o .xlsx."
        raise InvalidDataError(message)
    return f"Se escribió el índice electrónico en «{command.salida.name}»."


def escribir_hoja(
    expediente_id: int, salida: Path, workspace: Workspace, contexto: Contexto
) -> str:
    """Write the sheet of control as PDF; returns what was written, in words.

    Raises:
        InvalidDataError: another ending.
        MissingFieldsError: the institution has not written its data.
        StorageError: it cannot be written; what was there is untouched.
    """
    if salida.suffix.lower() != ".pdf":
        message = f"«{salida.name}» debe terminar en .pdf."
        raise InvalidDataError(message)
    escribir_atomico(salida, pdf_de(HOJA, expediente_id, workspace, contexto))
    return f"Se escribió la hoja de control en «{salida.name}»."


def xml_de(command: EscribirIndice, workspace: Workspace) -> bytes:
    """Return the index as XML: today's, or as a closing left it.

    Raises:
        NotFoundError: no such closing.
        InvalidDataError: pages without counting.
    """
    with workspace.base.read() as session:
        if command.corte:
            closed = {c.orden: c for c in cortes_de(session, command.expediente_id)}
            if command.corte not in closed:
                message = (
                    f"El índice no tiene el corte {command.corte}: se ha cerrado "
                    f"{cantidad(len(closed), 'vez', 'veces')}."
                )
                raise NotFoundError(message)
            return workspace.contenido.leer(session, closed[command.corte].xml_sha256)
        piezas = piezas_de(session, workspace, command.expediente_id)
    without = [pieza.nombre for pieza in piezas if pieza.folios is None]
    if without:
        message = (
            "El índice en XML necesita las páginas de todos los documentos. Escriba "
            f"las de: {', '.join(p.nombre for p in piezas if p.paginas is None)}."
        )
        raise InvalidDataError(message, {"sin_contar": without})
    return indice_xml(indizados(piezas))


def pdf_de(
    tipo: str, expediente_id: int, workspace: Workspace, contexto: Contexto
) -> bytes:
    """Return the index or the sheet of control as it would print now.

    Raises:
        MissingFieldsError: the institution has not written its data.
    """
    with workspace.base.read() as session:
        return impreso(session, tipo, expediente_id, workspace, contexto)


def impreso(
    session: Session,
    tipo: str,
    expediente_id: int,
    workspace: Workspace,
    contexto: Contexto,
) -> bytes:
    """Return the index or the sheet of control as a session sees the case.

    Raises:
        MissingFieldsError: the institution has not written its data.
    """
    from cobro_desktop.services.documentos.emision import CrearDocumento
    from cobro_desktop.services.documentos.generador import generador_de
    from cobro_desktop.services.documentos.preparacion import preparar
    from cobro_desktop.services.expedientes import sigla_de

    expediente = session.get_one(ExpedienteRow, expediente_id)
    sigla = sigla_de(session, expediente)
    context = preparar(
        session, workspace, contexto, CrearDocumento(expediente_id, tipo)
    )
    # It tells what the case holds today: nobody approves it, it has no number.
    told = replace(context, borrador=False)
    renderer = generador_de(session, workspace, sigla, contexto.hoy)
    return renderer.render(tipo, sigla, told).contenido


def _libro(command: EscribirIndice, workspace: Workspace, contexto: Contexto) -> None:
    from cobro_desktop.exchange.libro import escribir_libro

    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, command.expediente_id)
        piezas = piezas_de(session, workspace, command.expediente_id)
        cortes = cortes_de(session, command.expediente_id)
        heading = (
            "Índice electrónico del expediente",
            f"Expediente {expediente.numero} – {expediente.deudor}",
            f"Huella del último cierre: {cortes[-1].huella}"
            if cortes
            else "El índice no se ha cerrado.",
        )
    informe = Informe("Índice", heading, _COLUMNAS, contexto.hoy, fijas=2)

    def write(path: Path) -> None:
        escribir_libro(path, informe, _filas(piezas))

    escribir_atomico(command.salida, write)


def _filas(piezas: list[Pieza]) -> Iterator[tuple[Celda, ...]]:
    for pieza in piezas:
        yield (
            pieza.orden,
            pieza.nombre,
            pieza.tipologia,
            pieza.fecha,
            pieza.incorporada,
            pieza.folios.inicio if pieza.folios else None,
            pieza.folios.fin if pieza.folios else None,
            pieza.paginas,
            pieza.formato.upper(),
            pieza.tamano,
            pieza.origen.nombre,
            pieza.sha256,
            pieza.corte or None,
            AVISOS.get(pieza.aviso, ""),
        )
