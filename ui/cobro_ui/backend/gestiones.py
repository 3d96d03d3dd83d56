"""Contacts, campaigns and accounts over the services."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from cobro_ui.backend.actos import CaseActs
from cobro_ui.gestiones.ports import Counter, Options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.gestiones.campana import RegistrarCampana
    from cobro_ui.actuaciones.ports import ActCase
    from cobro_ui.backend.office import Office
    from cobro_ui.gestiones.ports import CampaignRequest, ContactRequest


class CaseOutreach:
    """`Outreach` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def options(self) -> Options:
        """Return the words."""
        from cobro_desktop.services.gestiones import campana, comun

        return Options(
            tuple((k, _capital(v)) for k, v in comun.MEDIOS.items()),
            tuple(comun.RESULTADOS.items()),
            tuple((k, _capital(v)) for k, v in campana.CLASES.items()),
            tuple((k, _capital(v)) for k, v in campana.CANALES.items()),
        )

    def case(self, expediente_id: int) -> ActCase:
        """Read what a dialog says of the case."""
        return CaseActs(self._office).case(expediente_id)

    def record(self, request: ContactRequest) -> Changes:
        """Record a contact."""
        from cobro_desktop.services.gestiones.registro import (
            RegistrarGestion,
            registrar_gestion,
        )

        office = self._office
        command = RegistrarGestion(**asdict(request))
        return registrar_gestion(command, office.workspace, office.contexto)

    def foresee_contact(self, request: ContactRequest) -> Sequence[str]:
        """Say what recording a contact would warn of."""
        from cobro_desktop.services.gestiones.registro import (
            RegistrarGestion,
            prever_gestion,
        )

        office = self._office
        command = RegistrarGestion(**asdict(request))
        return prever_gestion(command, office.workspace, office.contexto).frases()

    def foresee(self, request: CampaignRequest) -> Sequence[str]:
        """Say in how many cases a campaign would count."""
        from cobro_desktop.services.gestiones.campana import prever_campana

        office = self._office
        return [prever_campana(_campaign(request), office.workspace, office.contexto)]

    def campaign(self, request: CampaignRequest) -> Changes:
        """Record a campaign in each of its cases."""
        from cobro_desktop.services.gestiones.campana import registrar_campana

        office = self._office
        return registrar_campana(_campaign(request), office.workspace, office.contexto)

    def account(self, expediente_id: int, fechas: Sequence[date]) -> Counter:
        """Return what a case owes, and what pays it on some days."""
        from cobro_desktop.services.cuentas import cuentas_de
        from cobro_desktop.services.cuotas_posibles import facilidad_posible

        office = self._office
        today = office.hoy
        return Counter(
            self.case(expediente_id),
            cuentas_de(office.workspace, expediente_id, today, fechas),
            facilidad_posible(office.workspace, expediente_id, today),
        )

    def write_account(
        self, expediente_id: int, fechas: Sequence[date], destino: Path
    ) -> None:
        """Write the account as PDF or workbook, by the name of the file."""
        from cobro_desktop.services.documentos.cuenta import imprimir_estado

        office = self._office
        imprimir_estado(
            expediente_id, destino, office.workspace, office.contexto, fechas
        )


def _campaign(request: CampaignRequest) -> RegistrarCampana:
    from cobro_desktop.services.gestiones.campana import RegistrarCampana

    return RegistrarCampana(**asdict(request))


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
