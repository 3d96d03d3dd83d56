"""The tray of payments over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.recaudo.bandeja import Pendiente, Propuesta
    from cobro_desktop.services.recaudo.identificar import (
        IdentificarPago,
        PartePrevista,
    )
    from cobro_ui.backend.office import Office


class OfficePayments:
    """`Payments` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def pending(self) -> Sequence[Pendiente]:
        """Return the payments that wait, the newest first."""
        from cobro_desktop.services.recaudo.bandeja import pendientes

        return pendientes(self._office.workspace)

    def candidates(self, payment: int, query: str) -> Sequence[Propuesta]:
        """Return of which cases it may be; with a query, also those it finds."""
        from cobro_desktop.services.recaudo.bandeja import proponer

        return proponer(self._office.workspace, payment, query)

    def foresee(self, command: IdentificarPago) -> Sequence[PartePrevista]:
        """Return how each part would be imputed, in both readings."""
        from cobro_desktop.services.recaudo.identificar import prever_identificacion

        return prever_identificacion(command, self._office.workspace)

    def match(self, command: IdentificarPago) -> Changes:
        """Give the payment to its case, or cases."""
        from cobro_desktop.services.recaudo.identificar import identificar_pago

        office = self._office
        return identificar_pago(command, office.workspace, office.contexto)

    def annul(self, payment: int, reason: str) -> Changes:
        """Take a payment out of the tray; it stays on record."""
        from cobro_desktop.services.recaudo.identificar import (
            AnularPendiente,
            anular_pendiente,
        )

        office = self._office
        command = AnularPendiente(payment, reason)
        return anular_pendiente(command, office.workspace, office.contexto)
