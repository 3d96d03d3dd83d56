"""Maps, the evidence meter and the hoja de ruta over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.procedimiento import Ambito
from cobro_desktop.formats import fecha_corta
from cobro_ui.mapa.ports import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.domain.procedimiento import Procedimiento
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.mapa import ProcedimientoListado
    from cobro_desktop.services.medidor import Medicion
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.mapa.ports import Which


class CaseFlows:
    """`FlowSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def procedures(self) -> Sequence[ProcedimientoListado]:
        """Return the procedures of the base and those that ship."""
        from cobro_desktop.services.mapa import listar

        return listar(self._office.workspace, self._office.contexto.hoy)

    def of_procedure(self, which: Which) -> Flow:
        """Return a procedure to be drawn."""
        from cobro_desktop.services.mapa import tabla

        found = self._procedure(which)
        return Flow(found, tabla(found))

    def of_case(self, expediente_id: int) -> Flow:
        """Return the procedure of a case with the way that it came."""
        from cobro_desktop.services.mapa import fechas_del_camino, tabla
        from cobro_desktop.services.recorrido import recorrer

        office = self._office
        way = recorrer(office.workspace, office.contexto, expediente_id)
        return Flow(
            procedimiento=way.procedimiento,
            filas=tabla(way.procedimiento),
            recorrido=way,
            fechas=fechas_del_camino(way),
            tomadas={
                (step.actividad, step.resultado): fecha_corta(step.fecha)
                for step in way.tramos
                if not step.reabre
            },
        )

    def meter(self, expediente_id: int) -> Medicion:
        """Measure what the file of a case holds."""
        from cobro_desktop.services.medidor import medir

        office = self._office
        return medir(office.workspace, office.contexto, expediente_id)

    def print_table(self, which: Which, target: Path | None = None) -> Path:
        """Write the table of a procedure as PDF."""
        from cobro_desktop.services.mapa import imprimir_tabla

        office = self._office
        file = target or office.outbox / f"Tabla {which.codigo}.pdf"
        found = self._procedure(which)
        imprimir_tabla(found, file, office.workspace, office.contexto)
        return file

    def print_map(
        self, which: Which, *, portfolio: bool, target: Path | None = None
    ) -> Path:
        """Write the map of a procedure as PDF."""
        from cobro_desktop.services.mapa import imprimir_mapa

        office = self._office
        file = target or office.outbox / f"Mapa {which.codigo}.pdf"
        ambito = Ambito.CARTERA if portfolio else Ambito.EXPEDIENTE
        found = self._procedure(which)
        imprimir_mapa(found, ambito, file, office.workspace, office.contexto)
        return file

    def print_case_map(self, expediente_id: int, target: Path | None = None) -> Path:
        """Write the map of a case as PDF."""
        from cobro_desktop.services.mapa import imprimir_mapa_de_caso

        office = self._office
        file = target or office.outbox / f"Mapa {expediente_id}.pdf"
        imprimir_mapa_de_caso(expediente_id, file, office.workspace, office.contexto)
        return file

    def print_lacks(self, expediente_id: int, target: Path | None = None) -> Path:
        """Write what a case lacks as PDF."""
        from cobro_desktop.services.faltantes import imprimir_faltantes

        office = self._office
        file = target or office.outbox / f"Soportes que faltan {expediente_id}.pdf"
        measured = self.meter(expediente_id)
        imprimir_faltantes(measured, file, office.workspace, office.contexto)
        return file

    def export_lacks(
        self, expedientes: Sequence[int], target: Path, progress: Progress
    ) -> Changes:
        """Write what several cases lack, as PDF or workbook."""
        from cobro_desktop.services.faltantes import (
            ExportarFaltantes,
            exportar_faltantes,
        )

        office = self._office
        command = ExportarFaltantes(target, tuple(expedientes))
        return exportar_faltantes(command, office.workspace, office.contexto, progress)

    def route_sheet(self, expediente_id: int, target: Path | None = None) -> Path:
        """Write the hoja de ruta of a case."""
        from cobro_desktop.services.hoja_ruta import HacerHojas, hacer_hojas
        from cobro_desktop.services.progress import SilentProgress

        office = self._office
        file = target or office.outbox / f"Hoja de ruta {expediente_id}.pdf"
        command = HacerHojas((expediente_id,), file)
        hacer_hojas(command, office.workspace, office.contexto, SilentProgress())
        return file

    def route_sheets(
        self, expedientes: Sequence[int], target: Path, progress: Progress
    ) -> Changes:
        """Write the hoja de ruta of several cases in one PDF."""
        from cobro_desktop.services.hoja_ruta import HacerHojas, hacer_hojas

        office = self._office
        command = HacerHojas(tuple(expedientes), target)
        return hacer_hojas(command, office.workspace, office.contexto, progress)

    def _procedure(self, which: Which) -> Procedimiento:
        from cobro_desktop.services.mapa import buscar

        return buscar(self._office.workspace, which.codigo, which.version)
