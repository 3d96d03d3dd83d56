"""The prescription over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.prescripcion.ports import Simulated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.prescripcion_titulo import TituloVigilado
    from cobro_desktop.services.radar import Filtro, Opciones, Radar
    from cobro_desktop.services.radar_titulos import FilaRadar
    from cobro_desktop.storage.queries.prescripcion import Eleccion
    from cobro_ui.backend.office import Office
    from cobro_ui.prescripcion.ports import Narrowing, Supposed


class OfficePrescription:
    """`PrescriptionSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def choices(self) -> Opciones:
        """Return what the radar can be narrowed by."""
        from cobro_desktop.services.radar import opciones

        return opciones(self._office.workspace)

    def radar(self, narrowed: Narrowing) -> Radar:
        """Add up what prescribes."""
        from cobro_desktop.services.radar import radar

        office = self._office
        return radar(office.workspace, office.hoy, _filtro(narrowed))

    def rows(
        self, narrowed: Narrowing, eleccion: Eleccion, lines: range
    ) -> Sequence[FilaRadar]:
        """Return some titles of a part of the radar."""
        from cobro_desktop.services.radar_titulos import Pagina, filas

        office, page = self._office, Pagina(eleccion, lines)
        return filas(office.workspace, office.hoy, _filtro(narrowed), page)

    def query(self, narrowed: Narrowing, eleccion: Eleccion) -> str:
        """Return the query of the main list for a part of the radar."""
        from cobro_desktop.services.radar_titulos import texto_de_consulta

        return texto_de_consulta(_filtro(narrowed), eleccion, self.choices())

    def export(
        self, file: Path, narrowed: Narrowing, eleccion: Eleccion | None
    ) -> Changes:
        """Write the months, or the titles of a part, as a workbook."""
        from cobro_desktop.services.radar_libro import ExportarRadar, exportar_radar

        office = self._office
        command = ExportarRadar(file, _filtro(narrowed), eleccion)
        return exportar_radar(command, office.workspace, office.contexto)

    def titles(self, expediente_id: int) -> Sequence[TituloVigilado]:
        """Work out the prescription of the titles of a case."""
        from cobro_desktop.services.prescripcion_titulo import titulos

        return titulos(self._office.workspace, expediente_id, self._office.hoy)

    def simulate(self, titulo: TituloVigilado, supposed: Supposed) -> Simulated:
        """Work out a title under what is supposed."""
        from cobro_desktop.services.simulacion import Supuesto, lineas, sobre_titulo

        supuesto = Supuesto(*supposed)
        found = sobre_titulo(self._office.workspace, titulo, supuesto)
        return Simulated(found, list(lineas(found, self._office.hoy)))


def _filtro(narrowed: Narrowing) -> Filtro:
    from cobro_desktop.services.radar import Filtro

    return Filtro(*narrowed)
