"""Workbooks of the portfolio: the accounts of a run, the movements of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import InvalidDataError
from cobro_desktop.domain.partida import (
    CAUSAL,
    CLASE_ANTES,
    CLASE_DESPUES,
    VALOR_DETERIORO,
    Recomendacion,
    centavos_de,
    tratamiento_de,
)
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.exchange.libro import escribir_libro
from cobro_desktop.formats import cantidad, fecha_larga
from cobro_desktop.services.cartera.hechos import leer
from cobro_desktop.services.cartera.revelaciones import revelar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import (
    CorridaRow,
    EntidadRow,
    ExpedienteRow,
    ObligacionRow,
    TituloRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.cartera.hechos import Lectura
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace

RELACION: Final = "Relación del estado de cuentas por cobrar"
_PARTIDAS: Final = (
    Columna("Expediente", Clase.CODIGO, 20),
    Columna("Deudor", ancho=36, ajusta=True),
    Columna("Identificación", Clase.CODIGO, 16),
    Columna("Concepto", ancho=26),
    Columna("Título", Clase.CODIGO, 20),
    Columna("Exigible", Clase.FECHA, 12),
    Columna("Prescribe", Clase.FECHA, 12),
    Columna("Estado del expediente", ancho=18),
    Columna("Capital", Clase.DINERO, 18, suma=True),
    Columna("Intereses al corte", Clase.DINERO, 18, suma=True),
    Columna("Qué se propone", ancho=18),
    Columna("Causal", ancho=24),
    Columna("Clase en que está", ancho=24),
    Columna("Clase a la que pasa", ancho=24),
    Columna("Deterioro", Clase.DINERO, 16, suma=True),
    Columna("Método del deterioro", ancho=36),
    Columna("Recomendación", ancho=18),
    Columna("Razón", ancho=36),
)
_ANIO: Final = (
    Columna("Concepto", ancho=30),
    Columna("Saldo inicial", Clase.DINERO, 20, suma=True),
    Columna("Altas", Clase.DINERO, 20, suma=True),
    Columna("Pagos a capital", Clase.DINERO, 20, suma=True),
    Columna("Bajas", Clase.DINERO, 20, suma=True),
    Columna("Saldo final", Clase.DINERO, 20, suma=True),
    Columna("Deterioro reconocido", Clase.DINERO, 20, suma=True),
)


@dataclass(frozen=True, slots=True)
class ExportarRelacion:
    """Write the accounts of a run: classes, deterioro and what was recommended."""

    corrida_id: int
    salida: Path


@dataclass(frozen=True, slots=True)
class ExportarMovimientos:
    """Write the movements of a year of an institution."""

    sigla: str
    anio: int
    salida: Path


def exportar_relacion(
    command: ExportarRelacion, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the workbook; the one that was there stays until the new one is whole.

    Raises:
        InvalidDataError: the file is no `.xlsx`.
        StorageError: it cannot be written.
    """
    _revisar(command.salida)
    with workspace.base.read() as session:
        corrida = session.get_one(CorridaRow, command.corrida_id)
        procedimiento = workspace.procedimiento(session, corrida.procedimiento_id)
        lectura = leer(session, procedimiento, corrida)
        rows = list(_partidas(session, lectura))
        name = session.get_one(EntidadRow, corrida.entidad_id).nombre
        heading = (
            name,
            RELACION,
            f"Corrida {corrida.numero}, con corte al {fecha_larga(corrida.corte)}",
        )
    informe = Informe("Cuentas por cobrar", heading, _PARTIDAS, contexto.hoy, fijas=2)
    told = (
        f"{corrida.numero}: se escribió la relación de {cantidad(len(rows), 'cuenta')}"
    )
    return _escribir(command.salida, informe, rows, (workspace, contexto, told))


def exportar_movimientos(
    command: ExportarMovimientos, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the movements of a year that ended; each row squares.

    Raises:
        InvalidDataError: the file is no `.xlsx`, or the year has not ended.
        StorageError: it cannot be written.
    """
    _revisar(command.salida)
    with workspace.base.read() as session:
        entidad = workspace.entidad(session, command.sigla)
        found = revelar(session, entidad.id, command.sigla, command.anio, contexto.hoy)
        name = entidad.nombre
    rows: list[tuple[Celda, ...]] = [tuple(m) for m in found.movimientos]
    heading = (name, "Movimientos de las cuentas por cobrar", f"Vigencia {found.anio}")
    informe = Informe("Movimientos", heading, _ANIO, contexto.hoy, fijas=1)
    told = f"{command.sigla}: se escribieron los movimientos de {found.anio}"
    return _escribir(command.salida, informe, rows, (workspace, contexto, told))


def _revisar(salida: Path) -> None:
    if salida.suffix.lower() != ".xlsx":
        message = f"«{salida.name}» debe terminar en .xlsx. No se escribió nada."
        raise InvalidDataError(message)


def _escribir(
    salida: Path,
    informe: Informe,
    rows: list[tuple[Celda, ...]],
    done: tuple[Workspace, Contexto, str],
) -> Changes:
    workspace, contexto, texto = done

    def write(path: Path) -> None:
        escribir_libro(path, informe, rows)

    escribir_atomico(salida, write)
    with transaction(workspace, contexto, "exportar_cartera") as tx:
        tx.tell(f"{texto}.")
    datos: dict[str, object] = {"filas": len(rows), "archivo": str(salida)}
    return Changes(resumen=f"{texto} en «{salida.name}».", datos=datos)


def _partidas(session: Session, lectura: Lectura) -> Iterator[tuple[Celda, ...]]:
    conceptos = load_conceptos(lectura.procedimiento.sigla, recursos_de(session))
    names = {c.id: c.nombre for c in conceptos}
    labels = {
        value: label
        for a in lectura.procedimiento.actividades.values()
        for c in a.campos
        if c.nombre == CAUSAL
        for value, label in c.opciones
    }
    ids = [p.obligacion_id for p in lectura.partidas]
    known = {
        o.id: (o, t, e)
        for o, t, e in session.execute(
            select(ObligacionRow, TituloRow, ExpedienteRow)
            .join(TituloRow, TituloRow.id == ObligacionRow.titulo_id)
            .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
            .where(ObligacionRow.id.in_(ids))
        )
    }
    for item in lectura.partidas:
        obligacion, titulo, case = known[item.obligacion_id]
        said = item.respuestas
        worn = str(said.get(VALOR_DETERIORO, ""))
        yield (
            case.numero,
            case.deudor,
            case.identificacion,
            names.get(obligacion.concepto, obligacion.concepto),
            titulo.numero,
            obligacion.exigible,
            titulo.fecha_legal,
            case.estado.replace("_", " ").capitalize(),
            item.capital,
            item.intereses,
            tratamiento_de(said).nombre,
            labels.get(str(said.get(CAUSAL, "")), ""),
            str(said.get(CLASE_ANTES, "")),
            str(said.get(CLASE_DESPUES, "")),
            centavos_de(worn) if worn else None,
            str(said.get("metodo_deterioro", "")),
            Recomendacion(item.decision).nombre if item.decision else "",
            item.razon,
        )
