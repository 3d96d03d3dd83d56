"""Writes the report, and keeps it as it was made: frozen, with its hash and who."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import ConflictError, InvalidDataError
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.bdme.conservados import (
    deudor_en_json,
    leer_boletin,
    marcas,
)
from cobro_desktop.services.bdme.libro import escribir
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.transaction import transaction
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.queries.bdme import REPORTE
from cobro_desktop.storage.rows import LoteRow

if TYPE_CHECKING:
    from cobro_desktop.services.bdme.modelo import InformeBdme
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.workspace import Workspace

CONSERVAN = (Rol.PRO, Rol.COO, Rol.JEF, Rol.FIN)


@dataclass(frozen=True, slots=True)
class ConservarBdme:
    """Keep a report as it was worked out."""

    informe: InformeBdme


def exportar_bdme(
    informe: InformeBdme, salida: Path, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Write the workbook; the file that was there stays until the new one is whole.

    Raises:
        InvalidDataError: the file is no `.xlsx`, or a section has too many rows.
        StorageError: the file cannot be written.
    """
    if salida.suffix.lower() != ".xlsx":
        message = f"«{salida.name}» debe terminar en .xlsx."
        raise InvalidDataError(message, {"archivo": str(salida)})
    count = 0

    def write(path: Path) -> None:
        nonlocal count
        count = escribir(informe, path)

    escribir_atomico(salida, write)
    texto = (
        f"Se exportó «{salida.name}»: boletín de {informe.sigla} al "
        f"{fecha_larga(informe.corte)}, {cantidad(count, 'fila', 'filas')}."
    )
    with transaction(workspace, contexto, "exportar:bdme") as tx:
        tx.tell(texto)
    digest = hashlib.sha256(salida.read_bytes()).hexdigest()
    return Changes(
        resumen=texto,
        datos={"archivo": str(salida), "filas": count, "sha256": digest},
    )


def conservar_bdme(
    command: ConservarBdme, workspace: Workspace, contexto: Contexto
) -> Changes:
    """Keep the report and its workbook; the next one is compared with it.

    Raises:
        NotAllowedError: the user may not.
        ConflictError: another report was kept since this one was worked out.
    """
    informe = command.informe
    content = _libro(informe)
    with transaction(workspace, contexto, "conservar_bdme") as tx:
        tx.require_role(CONSERVAN, "conservar el informe del boletín")
        entidad = workspace.entidad(tx.session, informe.sigla)
        _check_last(tx, entidad.id, informe)
        lote = LoteRow(
            entidad_id=entidad.id,
            tipo=f"{REPORTE}{informe.corte.isoformat()}",
            archivo=f"bdme-{informe.sigla}-{informe.corte.isoformat()}.xlsx",
            sha256=workspace.contenido.guardar(tx.session, content),
            resumen=_resumen(informe),
            usuario=contexto.usuario,
            hoy=contexto.hoy,
            creado_en=tx.ahora,
        )
        tx.session.add(lote)
        tx.session.flush()
        reported = informe.reportados
        texto = (
            f"Se conservó el informe del boletín de {informe.sigla} al "
            f"{fecha_larga(informe.corte)}: "
            f"{cantidad(len(reported), 'reporte', 'reportes')} por "
            f"{pesos(sum(fila.valor for fila in reported))} y "
            f"{cantidad(len(informe.salidas), 'retiro', 'retiros')}."
        )
        tx.touch("lote", lote.id)
        tx.tell(texto, despues=lote.sha256)
        datos: dict[str, object] = {"lote": lote.id, "sha256": lote.sha256}
    return Changes(resumen=texto, datos=datos)


def _libro(informe: InformeBdme) -> bytes:
    with TemporaryDirectory(prefix="cobro-bdme-") as folder:
        path = Path(folder) / "bdme.xlsx"
        escribir(informe, path)
        return path.read_bytes()


def _check_last(tx: Transaction, entidad_id: int, informe: InformeBdme) -> None:
    last = leer_boletin(tx.session, entidad_id).anterior
    if last != informe.anterior:
        message = (
            "Mientras tanto se conservó o se anuló otro informe del boletín. No se "
            "guardó nada; vuelva a calcular el informe para compararlo con ese."
        )
        raise ConflictError(message)


def _resumen(informe: InformeBdme) -> dict[str, object]:
    reported = informe.reportados
    return {
        "corte": informe.corte.isoformat(),
        "smlmv": informe.regla.smlmv,
        "umbral": informe.regla.umbral,
        "opciones": dict(informe.opciones),
        "cuentas": {s.value: len(rows) for s, rows in informe.secciones.items()},
        "deudores": [deudor_en_json(fila) for fila in reported],
        "salidas": [deudor_en_json(fila) for fila in informe.salidas],
        "marcas": marcas(a.expediente_id for fila in reported for a in fila.actos),
    }
