"""The liquidations of a case, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.imputacion import Imputacion
from cobro_ui.liquidacion.growth import growth_of
from cobro_ui.liquidacion.ports import CaseFigures, KeptLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.comparador import Comparacion
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.cifras_ajenas import CifraLeida
    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_desktop.services.liquidaciones_verificadas import InformeHuella
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.liquidacion.ports import ComparisonRequest


class CaseLiquidations:
    """`Liquidations` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def load(self, expediente_id: int, corte: date) -> CaseFigures:
        """Liquidate a case, also under the other imputation where it paid."""
        from cobro_desktop.services.liquidaciones import liquidar_caso
        from cobro_desktop.services.liquidaciones_guardadas import guardadas_de

        workspace = self._office.workspace
        caso = liquidar_caso(workspace, expediente_id, corte)
        opciones = workspace.opciones(caso.sigla)
        return CaseFigures(
            caso,
            opciones,
            growth_of([o.liquidacion for o in caso.obligaciones]),
            {
                o.obligacion_id: self._otherwise(o.liquidacion, opciones)
                for o in caso.obligaciones
                if o.liquidacion.abonos
            },
            guardadas_de(workspace, caso),
        )

    def kept(self, expediente_id: int) -> Sequence[KeptLine]:
        """Return the liquidations that were kept, the latest first."""
        from cobro_desktop.services.conceptos import load_conceptos
        from cobro_desktop.services.consultas import ficha
        from cobro_desktop.services.usuarios import usuarios

        workspace = self._office.workspace
        found = ficha(workspace, expediente_id)
        names = {
            c.id: c.nombre
            for c in load_conceptos(
                found.expediente.entidad, self._office.workspace.recursos
            )
        }
        people = {person.login: person.nombre for person in usuarios(workspace)}
        debts = {
            debt.id: " ".join(
                filter(
                    None,
                    (
                        names.get(debt.concepto, debt.concepto),
                        str(debt.vigencia or ""),
                    ),
                )
            )
            for debt in found.obligaciones
        }
        lines = [
            KeptLine(
                row.creada_en,
                row.corte,
                debts.get(row.obligacion_id, ""),
                row.total,
                row.huella,
                people.get(row.usuario, row.usuario),
            )
            for row in found.liquidaciones
        ]
        return sorted(lines, key=lambda line: line.creada_en, reverse=True)

    def keep(self, expediente_id: int, corte: date) -> Changes:
        """Keep the liquidation with its fingerprint."""
        from cobro_desktop.services.liquidaciones_guardadas import (
            GuardarLiquidacion,
            guardar_liquidacion,
        )

        office, command = self._office, GuardarLiquidacion(expediente_id, corte)
        return guardar_liquidacion(command, office.workspace, office.contexto)

    def print_page(self, caso: LiquidacionCaso, destino: Path) -> None:
        """Write the page as PDF."""
        from cobro_desktop.services.liquidaciones_impresas import imprimir_liquidacion

        office = self._office
        imprimir_liquidacion(caso, destino, office.workspace, office.contexto)

    def export(self, caso: LiquidacionCaso, destino: Path) -> None:
        """Write the workbook with live formulas."""
        from cobro_desktop.services.liquidaciones_impresas import exportar_liquidacion

        office = self._office
        exportar_liquidacion(caso, destino, office.workspace, office.contexto)

    def verify(self, huella: str) -> InformeHuella:
        """Repeat what was kept under a fingerprint."""
        from cobro_desktop.services.liquidaciones_verificadas import (
            verificar_liquidacion,
        )

        return verificar_liquidacion(self._office.workspace, huella)

    def read_figure(self, archivo: Path) -> CifraLeida:
        """Find the figures of another liquidation in a workbook."""
        from cobro_desktop.services.cifras_ajenas import leer_cifra

        return leer_cifra(archivo)

    def compare(self, request: ComparisonRequest, progress: Progress) -> Comparacion:
        """Tell why another figure is not ours."""
        from cobro_desktop.services.comparaciones import comparar_cifra

        return comparar_cifra(
            self._office.workspace,
            request.expediente_id,
            request.corte,
            request.ajena,
            progress,
        )

    def _otherwise(self, found: Liquidacion, opciones: Opciones) -> Liquidacion:
        from cobro_desktop.domain.liquidacion import liquidar

        mine = Imputacion(found.opciones["imputacion"])
        other = next(reading for reading in Imputacion if reading is not mine)
        changed = opciones.con({"imputacion": other.value})
        return liquidar(found.cuenta, changed, self._office.workspace.referencia)
