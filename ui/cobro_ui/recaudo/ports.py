"""What the tray of payments needs from the rest of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

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


class Payments(Protocol):
    """The payments of nobody, and giving them to their cases."""

    def pending(self) -> Sequence[Pendiente]:
        """Return the payments that wait, the newest first."""

    def candidates(self, payment: int, query: str) -> Sequence[Propuesta]:
        """Return of which cases it may be; with a query, also those it finds."""

    def foresee(self, command: IdentificarPago) -> Sequence[PartePrevista]:
        """Return how each part would be imputed, in both readings."""

    def match(self, command: IdentificarPago) -> Changes:
        """Give the payment to its case, or cases."""

    def annul(self, payment: int, reason: str) -> Changes:
        """Take a payment out of the tray; it stays on record."""

    def take_back(self, payments: Sequence[int], reason: str) -> Changes:
        """Let payments that were given to their cases wait again."""

    def waiting(self) -> EnEspera:
        """Count the payments whose imputation waits for a rate."""

    def impute_waiting(self, progress: Progress) -> Changes:
        """Impute those whose rate is known by now."""

    def overpaid(self) -> Sequence[SaldoAFavor]:
        """Return the balances in favour, the latest first."""

    def targets(self, payment: int) -> Sequence[Destino]:
        """Return the other cases of its debtor that it may pay."""

    def foresee_balance(self, command: AplicarSaldo) -> PartePrevista:
        """Return how it would be imputed, in both readings."""

    def apply_balance(self, command: AplicarSaldo) -> Changes:
        """Pay another case of the debtor with it."""

    def give_back(self, command: DevolverSaldo) -> Changes:
        """Note that it was given back."""
