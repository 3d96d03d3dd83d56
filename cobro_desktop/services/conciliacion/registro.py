"""Notes the cause of a difference, writes the workbook and draws up the acta."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.conciliacion import NOMBRES, CausaDiferencia
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.exchange.informe import DEUDOR, Clase, Columna, Informe
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.conciliacion.comparacion import conciliar_en
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import DiferenciaAnotadaRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.conciliacion.comparacion import Conciliacion, Partida
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.informes.modelo import Hoja
    from cobro_desktop.services.workspace import Workspace

ROLES: Final = (Rol.FIN, Rol.COO, Rol.PRO, Rol.JEF)
_PARTIDAS: Final = (
    Columna("Expediente", Clase.CODIGO, 18),
    Columna("Identificación", Clase.CODIGO, 16),
    DEUDOR,
    Columna("Concepto", ancho=24),
    Columna("Título", Clase.CODIGO, 18),
    Columna("Capital en cobro", Clase.DINERO, 17, suma=True),
    Columna("Capital en libros", Clase.DINERO, 17, suma=True),
    Columna("Intereses en cobro", Clase.DINERO, 17, suma=True),
    Columna("Intereses en libros", Clase.DINERO, 17, suma=True),
    Columna("Total en cobro", Clase.DINERO, 17, suma=True),
    Columna("Total en libros", Clase.DINERO, 17, suma=True),
    Columna("Diferencia", Clase.DINERO, 17, suma=True),
    Columna("Causa", ancho=28),
    Columna("Por qué", ancho=70),
)
_CAUSAS: Final = (
    Columna("Causa", ancho=34),
    Columna("Obligaciones", Clase.ENTERO, 14, suma=True),
    Columna("Total en cobro", Clase.DINERO, 20, suma=True),
    Columna("Total en libros", Clase.DINERO, 20, suma=True),
    Columna("Diferencia", Clase.DINERO, 20, suma=True),
)


@dataclass(frozen=True, slots=True)
class AnotarDiferencia:
    """Say why a debt differs, instead of what the program works out."""

    sigla: str
    corte: dt.date
    clave: str
    causa: str
    nota: str


def anotar_diferencia(
    command: AnotarDiferencia, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep the cause that a person gives; the last one counts.

    Raises:
        NotFoundError: no such debt at that cut.
        InvalidDataError: no such cause, or no reason was written.
        NotAllowedError: the user may not conciliate.
    """
    if command.causa not in set(CausaDiferencia):
        known = ", ".join(CausaDiferencia)
        message = f"No existe la causa «{command.causa}». Las que hay: {known}."
        raise InvalidDataError(message, {"causas": list(CausaDiferencia)})
    if not command.nota.strip():
        message = "Escriba en qué se basa la causa: queda en la conciliación."
        raise InvalidDataError(message)
    with transaction(workspace, contexto, "anotar_diferencia") as tx:
        tx.require_role(ROLES, "conciliar la cartera")
        found = conciliar_en(tx.session, workspace, command.sigla, command.corte)
        known_keys = {partida.clave: partida for partida in found.partidas}
        if command.clave not in known_keys:
            message = f"La conciliación no tiene la partida «{command.clave}»."
            raise NotFoundError(message)
        entidad_id = workspace.entidad(tx.session, found.sigla).id
        row = tx.session.scalar(
            select(DiferenciaAnotadaRow).where(
                DiferenciaAnotadaRow.entidad_id == entidad_id,
                DiferenciaAnotadaRow.corte == command.corte,
                DiferenciaAnotadaRow.clave == command.clave,
            )
        )
        if row is None:
            row = DiferenciaAnotadaRow(
                entidad_id=entidad_id, corte=command.corte, clave=command.clave
            )
            tx.session.add(row)
        row.causa, row.nota = command.causa, command.nota.strip()
        row.usuario, row.registrada_en = contexto.usuario, tx.ahora
        tx.session.flush()
        tx.touch("diferencia_anotada", row.id)
        name = NOMBRES[CausaDiferencia(command.causa)].lower()
        who = known_keys[command.clave].deudor
        texto = f"Conciliación de {found.sigla}: la diferencia de {who} es por {name}."
        tx.tell(texto, despues=command.nota.strip())
    return Changes(resumen=texto, datos={"clave": command.clave})


def exportar_conciliacion(
    found: Conciliacion, salida: Path, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the workbook: the causes, the differences and every debt.

    Raises:
        InvalidDataError: the file is no `.xlsx`.
        StorageError: the file cannot be written.
    """
    from cobro_desktop.exchange.libro import escribir_hojas

    if salida.suffix.lower() != ".xlsx":
        message = f"«{salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(salida)})
    heading = (found.entidad, "Conciliación de saldos con el área financiera")
    cut = f"Corte: {fecha_larga(found.corte)}"
    sheets: list[Hoja] = [
        (
            Informe("Resumen", (*heading, cut), _CAUSAS, found.corte),
            [
                (NOMBRES[s.causa], s.partidas, s.cobro, s.libros, s.diferencia)
                for s in found.por_causa()
            ],
        ),
        (
            Informe("Diferencias", (*heading, cut), _PARTIDAS, found.corte, 3),
            list(_filas(found.diferencias)),
        ),
        (
            Informe("Todas", (*heading, cut), _PARTIDAS, found.corte, 3),
            list(_filas(found.partidas)),
        ),
    ]
    counts: list[int] = []
    escribir_atomico(salida, lambda path: counts.extend(escribir_hojas(path, sheets)))
    rows = cantidad(counts[2], "obligación", "obligaciones")
    texto = f"Se escribió «{salida.name}»: {rows}."
    with transaction(workspace, contexto, "exportar:conciliacion") as tx:
        tx.tell(texto)
    return Changes(resumen=texto, datos={"archivo": str(salida), "filas": counts[2]})


def _filas(partidas: tuple[Partida, ...]) -> Iterator[tuple[Celda, ...]]:
    for partida in partidas:
        ours, books = partida.lados.cobro, partida.lados.libros
        said = partida.explicacion
        figures: list[Any] = []
        for name in ("capital", "intereses", "total"):
            figures += [getattr(side, name) if side else None for side in (ours, books)]
        yield (
            partida.expediente,
            partida.identificacion,
            partida.deudor,
            partida.concepto,
            partida.titulo,
            *figures,
            partida.diferencia,
            NOMBRES[said.causa],
            said.texto,
        )
