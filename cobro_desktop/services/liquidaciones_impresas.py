"""Takes a liquidation out: the page for the file and the workbook with formulas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.datos_entidad import datos_de
from cobro_desktop.services.documentos.contexto import identificacion
from cobro_desktop.services.entidades import emisor
from cobro_desktop.services.liquidaciones_guardadas import guardadas_de
from cobro_desktop.storage.archivos import escribir_atomico
from cobro_desktop.storage.rows import (
    DeudorRow,
    ExpedienteRow,
    PersonaRow,
    ProcedimientoRow,
    UsuarioRow,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cobro_desktop.documents.contextos.comun import Emisor
    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_desktop.services.workspace import Workspace

TIPO = "liquidacion"
"""Id under which an institution may name the format of the page."""


@dataclass(frozen=True, slots=True)
class _Marco:
    """What the page and the workbook say besides the figures."""

    emisor: Emisor
    deudor: str
    identificacion: str
    elaboro: str


def imprimir_liquidacion(
    caso: LiquidacionCaso, destino: Path, workspace: Workspace, contexto: Contexto
) -> None:
    """Write the page as PDF/A; it tells whether the liquidation is kept.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.documents.liquidacion import (
        LiquidacionImpresa,
        ObligacionImpresa,
        print_liquidacion,
    )

    marco, kept = _marco(caso, workspace, contexto), guardadas_de(workspace, caso)
    obligaciones = tuple(
        ObligacionImpresa(
            concepto=o.concepto,
            titulo=o.titulo,
            liquidacion=o.liquidacion,
            guardada=kept.get(o.obligacion_id, ""),
        )
        for o in caso.obligaciones
    )
    page = LiquidacionImpresa(
        emisor=marco.emisor,
        expediente=caso.numero,
        deudor=marco.deudor,
        identificacion=marco.identificacion,
        corte=caso.corte,
        fecha=contexto.hoy,
        elaboro=marco.elaboro,
        obligaciones=obligaciones,
        opciones=workspace.opciones(caso.sigla),
    )
    escribir_atomico(destino, print_liquidacion(page))


def exportar_liquidacion(
    caso: LiquidacionCaso, destino: Path, workspace: Workspace, contexto: Contexto
) -> None:
    """Write the workbook whose formulas give the same total.

    Raises:
        StorageError: it cannot be written; what was there is untouched.
    """
    from cobro_desktop.exchange.libro_liquidacion import (
        LibroLiquidacion,
        ObligacionEnLibro,
        escribir_liquidacion,
    )

    marco = _marco(caso, workspace, contexto)
    libro = LibroLiquidacion(
        encabezado=(
            marco.emisor.entidad,
            f"Expediente {caso.numero} · {marco.deudor}, {marco.identificacion}",
            f"Liquidación con corte al {fecha_larga(caso.corte)}",
        ),
        obligaciones=tuple(
            ObligacionEnLibro(f"{o.concepto} · {o.titulo}", o.liquidacion)
            for o in caso.obligaciones
        ),
        opciones=workspace.opciones(caso.sigla),
        fecha=contexto.hoy,
    )
    escribir_atomico(destino, lambda path: escribir_liquidacion(path, libro))


def _marco(caso: LiquidacionCaso, workspace: Workspace, contexto: Contexto) -> _Marco:
    with workspace.base.read() as session:
        expediente = session.get_one(ExpedienteRow, caso.expediente_id)
        codigo = session.get_one(ProcedimientoRow, expediente.procedimiento_id).codigo
        persona = session.scalars(
            select(PersonaRow)
            .join(DeudorRow, DeudorRow.persona_id == PersonaRow.id)
            .where(
                DeudorRow.expediente_id == expediente.id, DeudorRow.rol == "principal"
            )
        ).one()
        usuario = session.scalars(
            select(UsuarioRow).where(UsuarioRow.login == contexto.usuario)
        ).one()
        perfil, written = workspace.perfil(caso.sigla), datos_de(session, caso.sigla)
    return _Marco(
        emisor=emisor(perfil, TIPO, procedimiento=codigo, datos=written),
        deudor=persona.nombre,
        identificacion=identificacion(persona),
        elaboro=", ".join(filter(None, (usuario.nombre, usuario.cargo))),
    )
