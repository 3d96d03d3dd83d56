"""What cases lack, printed or as a table: for one, for some, for a query (B7)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.formats import cantidad, fecha_corta
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.consultas import valores_de_consulta
from cobro_desktop.services.medidor import Medicion, medir_en
from cobro_desktop.services.papel_trabajo import donde_esta, elaboro_de, emisor_de
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cobro_desktop.documents.pendientes import CasoMedido, Pendientes
    from cobro_desktop.exchange.informe import Celda, Informe
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace

FORMATO = "soportes-faltantes"
"""Id under which an institution may name the format of the sheet."""


@dataclass(frozen=True, slots=True)
class ExportarFaltantes:
    """Write what several cases lack as one table, `.xlsx` or `.pdf`."""

    salida: Path
    expedientes: tuple[int, ...]


def expedientes_de(
    workspace: Workspace, contexto: Contexto, consulta: str
) -> tuple[int, ...]:
    """Return the ids of the cases that a query asks for, by number.

    Raises:
        ConsultaError: the query cannot be understood.
    """
    from cobro_desktop.domain.consulta import interpretar
    from cobro_desktop.storage.queries.lista import Filtro, Orden, ids

    nodo = interpretar(consulta, valores_de_consulta(workspace, contexto.hoy))
    with workspace.base.read() as session:
        return tuple(ids(session, Filtro(consulta=nodo), Orden("numero")))


def medir_varios(
    workspace: Workspace,
    contexto: Contexto,
    expedientes: Sequence[int],
    progress: Progress,
) -> list[Medicion]:
    """Measure several cases, in the order in which they are given.

    Raises:
        NotFoundError: one of them does not exist.
        CancelledByUserError: the person asked to stop.
    """
    total = len(expedientes)
    found: list[Medicion] = []
    with workspace.base.read() as session:
        for number, expediente in enumerate(expedientes, start=1):
            found.append(medir_en(session, workspace, expediente, contexto.hoy))
            progress.report(number, total, "Revisando soportes")
    return found


def imprimir_faltantes(
    medicion: Medicion, destino: Path, workspace: Workspace, contexto: Contexto
) -> None:
    """Write the sheet of one case as PDF/A.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.documents.pendientes import print_pendientes

    (group,) = _impresos([medicion], workspace, contexto)
    escribir_atomico(destino, print_pendientes(group))


def exportar_faltantes(
    command: ExportarFaltantes,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress,
) -> Changes:
    """Write the table of several cases; the export stays on record.

    Raises:
        InvalidDataError: the file ends neither in .xlsx nor in .pdf.
        NotFoundError: there is no case in it.
        StorageError: it cannot be written; what was there is untouched.
        CancelledByUserError: the person asked to stop; nothing was written.
    """
    _check(command.salida)
    found = medir_varios(workspace, contexto, command.expedientes, progress)
    return escribir_faltantes(found, command.salida, workspace, contexto)


def escribir_faltantes(
    found: Sequence[Medicion], salida: Path, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Do `exportar_faltantes` with what was measured already.

    Raises:
        InvalidDataError: the file ends neither in .xlsx nor in .pdf.
        NotFoundError: there is no case in it.
        StorageError: it cannot be written; what was there is untouched.
    """
    _check(salida)
    if not found:
        message = "No hay ningún expediente que revisar. No se escribió nada."
        raise NotFoundError(message)
    if salida.suffix.lower() == ".pdf":
        from cobro_desktop.documents.pendientes import print_varios

        groups = _impresos(found, workspace, contexto)
        escribir_atomico(salida, print_varios(groups))
    else:
        _escribir_libro(salida, found, contexto)
    cases = cantidad(len(found), "expediente")
    lacking = sum(len(m.faltan) for m in found)
    texto = (
        f"Se escribió «{salida.name}»: {cantidad(lacking, 'soporte')} por completar en "
        f"{cases}."
    )
    with transaction(workspace, contexto, "exportar:faltantes") as tx:
        tx.tell(texto)
    return Changes(
        resumen=texto,
        datos={
            "expedientes": len(found),
            "faltan": lacking,
            "archivo": str(salida),
        },
    )


def _check(salida: Path) -> None:
    if salida.suffix.lower() not in {".xlsx", ".pdf"}:
        message = (
            f"«{salida.name}» debe terminar en .xlsx o en .pdf. No se escribió nada."
        )
        raise InvalidDataError(message, {"archivo": str(salida)})


def _escribir_libro(
    salida: Path, found: Sequence[Medicion], contexto: Contexto
) -> None:
    from cobro_desktop.exchange.libro import escribir_libro

    informe = _informe(len(found), contexto)

    def write(path: Path) -> None:
        escribir_libro(path, informe, _filas(found))

    escribir_atomico(salida, write)


def _informe(total: int, contexto: Contexto) -> Informe:
    from cobro_desktop.exchange.informe import Clase, Columna, Informe

    day = fecha_corta(contexto.hoy)
    return Informe(
        hoja="Soportes que faltan",
        encabezado=(
            "Soportes que el procedimiento pide y no constan",
            f"{cantidad(total, 'expediente')}, {day}",
        ),
        columnas=(
            Columna("EXPEDIENTE", Clase.CODIGO, 18),
            Columna("DEUDOR", ancho=34),
            Columna("IDENTIFICACIÓN", Clase.CODIGO, 18),
            Columna("PROCEDIMIENTO", Clase.CODIGO, 18),
            Columna("RESPONSABLE", ancho=24),
            Columna("CONSTA (%)", Clase.ENTERO, 11),
            Columna("ACTIVIDAD", ancho=34),
            Columna("CERRADA EL", Clase.FECHA, 13),
            Columna("SOPORTE", ancho=44),
            Columna("SITUACIÓN", ancho=22),
            Columna("EN EL EXPEDIENTE", ancho=38),
            Columna("MOTIVO CON QUE SE PASÓ", ancho=40),
            Columna("QUIÉN", ancho=24),
        ),
        fecha=contexto.hoy,
        fijas=2,
    )


def _filas(found: Sequence[Medicion]) -> Iterator[tuple[Celda, ...]]:
    """Yield a row per record that lacks, then one per thing passed with a reason."""
    for m in found:
        head = (
            m.numero,
            m.deudor,
            m.identificacion,
            m.procedimiento.codigo,
            m.responsable,
            m.porcentaje,
        )
        for paso, asked in m.faltan:
            where = (f"{paso.actividad} · {paso.nombre}", paso.cerrada)
            kind = "Recomendado" if asked.aviso else "Falta"
            yield (*head, *where, asked.etiqueta, kind, asked.como, "", "")
        for paso, salto in m.saltos:
            where = (f"{paso.actividad} · {paso.nombre}", salto.fecha)
            passed = "Faltaba al cerrar"
            for text in salto.faltaba:
                what = text.removeprefix("Falta: ")
                yield (*head, *where, what, passed, "", salto.motivo, salto.quien)


def _impresos(
    found: Sequence[Medicion], workspace: Workspace, contexto: Contexto
) -> list[Pendientes]:
    """Gather what is printed, one group per institution and procedure."""
    from cobro_desktop.documents.pendientes import Pendientes

    def key(m: Medicion) -> tuple[str, str]:
        return m.procedimiento.sigla, m.procedimiento.codigo

    author = elaboro_de(workspace, contexto)
    groups = [list(group) for _, group in groupby(sorted(found, key=key), key)]
    return [
        Pendientes(
            emisor=emisor_de(workspace, group[0].procedimiento, FORMATO),
            fecha=contexto.hoy,
            elaboro=author,
            casos=tuple(_impreso(m) for m in group),
        )
        for group in groups
    ]


def _impreso(m: Medicion) -> CasoMedido:
    from cobro_desktop.documents.pendientes import (
        CasoMedido,
        Faltante,
        SaltoImpreso,
    )

    return CasoMedido(
        expediente=m.numero,
        deudor=m.deudor,
        identificacion=m.identificacion,
        procedimiento=f"{m.procedimiento.codigo}, versión {m.procedimiento.version}",
        actividad=donde_esta(m.procedimiento, m.actividad, m.estado),
        responsable=m.responsable,
        cumplidos=m.cumplidos,
        exigidos=m.exigidos,
        porcentaje=m.porcentaje,
        faltan=tuple(
            Faltante(
                actividad=f"{paso.actividad} · {paso.nombre}",
                soporte=asked.etiqueta,
                estado=asked.como,
                aviso=asked.aviso,
            )
            for paso, asked in m.faltan
        ),
        saltos=tuple(
            SaltoImpreso(
                actividad=f"{paso.actividad} · {paso.nombre}",
                quien=salto.quien,
                fecha=fecha_corta(salto.fecha),
                motivo=salto.motivo,
                faltaba=tuple(text.removeprefix("Falta: ") for text in salto.faltaba),
            )
            for paso, salto in m.saltos
        ),
    )
