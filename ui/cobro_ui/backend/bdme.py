"""The bulletin over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.backend.entities import entities_with_cases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.exchange.formulario_bdme import HojaFormulario, MapaFormulario
    from cobro_desktop.services.bdme.modelo import InformeBdme
    from cobro_desktop.services.bdme.retiros import Retiros
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.bdme.ports import FormRequest


class OfficeBulletin:
    """`BulletinSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that have cases."""
        return entities_with_cases(self._office)

    def report(self, sigla: str, corte: date, progress: Progress) -> InformeBdme:
        """Work the report out; nothing is written."""
        from cobro_desktop.services.bdme.informe import PedidoBdme, informe_bdme

        office, pedido = self._office, PedidoBdme(corte, sigla)
        return informe_bdme(office.workspace, pedido, office.hoy, progress)

    def alerts(self, sigla: str) -> Retiros:
        """Return who has to be taken off at once."""
        from cobro_desktop.services.bdme.retiros import retiros_pendientes

        return retiros_pendientes(self._office.workspace, sigla, self._office.hoy)

    def export(self, informe: InformeBdme, file: Path) -> Changes:
        """Write the workbook."""
        from cobro_desktop.services.bdme.registro import exportar_bdme

        office = self._office
        return exportar_bdme(informe, file, office.workspace, office.contexto)

    def keep(self, informe: InformeBdme) -> Changes:
        """Keep the report as it is."""
        from cobro_desktop.services.bdme.registro import ConservarBdme, conservar_bdme

        office, command = self._office, ConservarBdme(informe)
        return conservar_bdme(command, office.workspace, office.contexto)

    def withdraw(self, sigla: str, people: frozenset[int]) -> Changes:
        """Keep that the withdrawal of some debtors was told."""
        from cobro_desktop.services.bdme.retiros import (
            RegistrarRetiros,
            registrar_retiros,
        )

        office, command = self._office, RegistrarRetiros(sigla, people)
        return registrar_retiros(command, office.workspace, office.contexto)

    def fields(self) -> Sequence[tuple[str, str]]:
        """Return (key, title) of what a form may take."""
        from cobro_desktop.exchange.libro_bdme import CAMPOS

        return [(campo.clave, campo.titulo) for campo in CAMPOS]

    def sheets(self, form: Path) -> Sequence[HojaFormulario]:
        """Read the sheets of a form."""
        from cobro_desktop.exchange.formulario_bdme import hojas_del_formulario

        return hojas_del_formulario(form)

    def columns(self, sigla: str, section: str) -> MapaFormulario | None:
        """Return where the institution puts each datum, if it was told."""
        from cobro_desktop.services.bdme.formulario import mapa_de

        return mapa_de(self._office.workspace, sigla, section)

    def fill(self, informe: InformeBdme, request: FormRequest) -> Changes:
        """Fill a copy of the form and keep its columns."""
        from cobro_desktop.services.bdme.formulario import (
            LlenarFormulario,
            llenar_formulario,
        )

        office, command = self._office, LlenarFormulario(*request)
        return llenar_formulario(command, informe, office.workspace, office.contexto)
