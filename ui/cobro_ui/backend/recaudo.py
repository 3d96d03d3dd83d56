"""The tray of payments over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.recaudo.a_favor import (
        AplicarSaldo,
        Destino,
        DevolverSaldo,
        SaldoAFavor,
    )
    from cobro_desktop.services.recaudo.bandeja import Pendiente, Propuesta
    from cobro_desktop.services.recaudo.espera import EnEspera
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

    def take_back(self, payments: Sequence[int], reason: str) -> Changes:
        """Let payments that were given to their cases wait again."""
        from cobro_desktop.services.recaudo.devolver import devolver_varios

        office = self._office
        return devolver_varios(payments, reason, office.workspace, office.contexto)

    def waiting(self) -> EnEspera:
        """Count the payments whose imputation waits for a rate."""
        from cobro_desktop.services.recaudo.espera import en_espera

        return en_espera(self._office.workspace)

    def impute_waiting(self, progress: Progress) -> Changes:
        """Impute those whose rate is known by now."""
        from cobro_desktop.services.recaudo.espera import imputar_en_espera

        office = self._office
        return imputar_en_espera(office.workspace, office.contexto, progress)

    def overpaid(self) -> Sequence[SaldoAFavor]:
        """Return the balances in favour, the latest first."""
        from cobro_desktop.services.recaudo.a_favor import saldos_a_favor

        return saldos_a_favor(self._office.workspace)

    def targets(self, payment: int) -> Sequence[Destino]:
        """Return the other cases of its debtor that it may pay."""
        from cobro_desktop.services.recaudo.a_favor import destinos

        return destinos(self._office.workspace, payment)

    def foresee_balance(self, command: AplicarSaldo) -> PartePrevista:
        """Return how it would be imputed, in both readings."""
        from cobro_desktop.services.recaudo.a_favor import prever_aplicacion

        return prever_aplicacion(command, self._office.workspace)

    def apply_balance(self, command: AplicarSaldo) -> Changes:
        """Pay another case of the debtor with it."""
        from cobro_desktop.services.recaudo.a_favor import aplicar_saldo

        return aplicar_saldo(command, self._office.workspace, self._office.contexto)

    def give_back(self, command: DevolverSaldo) -> Changes:
        """Note that it was given back."""
        from cobro_desktop.services.recaudo.a_favor import devolver_saldo

        return devolver_saldo(command, self._office.workspace, self._office.contexto)
