"""What the screens of the office's work ask of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.trabajo.acumulacion import (
        Acumulado,
        Candidato,
        DeudorRepetido,
    )
    from cobro_desktop.services.trabajo.bandejas import PorEstudiar, SinMovimiento
    from cobro_desktop.services.trabajo.desvinculacion import Vinculado
    from cobro_desktop.services.trabajo.deudor import Deudor360
    from cobro_desktop.services.trabajo.devoluciones import Estadistica
    from cobro_desktop.services.trabajo.oficinas import Oficina
    from cobro_desktop.services.trabajo.prioridad import PorQue


class Choice(NamedTuple):
    """An entry of a list to choose from."""

    id: str
    nombre: str


class DebtorLines(NamedTuple):
    """What the case of a debtor suggests and already holds."""

    persona_id: int | None
    candidatos: Sequence[Candidato]
    acumulados: Sequence[Acumulado]


class NewAddress(NamedTuple):
    """A way to reach a debtor, as it was typed."""

    documento: str
    clase: str
    texto: str
    municipio: str
    fuente: str
    desde: date
    cambio: bool


class NewPerson(NamedTuple):
    """Somebody who enters a case, as it was typed."""

    rol: str
    documento: str
    nombre: str
    motivo: str
    tope: int | None = None
    """The most that a joint debtor answers for, in centavos; None for all."""


class PersonOffices(NamedTuple):
    """A person, their office and the others they see."""

    login: str
    nombre: str
    propia: int | None
    otras: tuple[int, ...]


class WorkSource(Protocol):
    """Everything is read and written off the GUI thread."""

    def me(self) -> str:
        """Return the login of who works."""

    def study(self, *, mine: bool) -> PorEstudiar:
        """Return the titles under study."""

    def forgotten(self, days: int) -> SinMovimiento:
        """Count the cases that nothing moves."""

    def returns(self) -> Estadistica:
        """Return the titles that went back and who sends them."""

    def export_returns(self, target: Path) -> Changes:
        """Write them as a workbook."""

    def repeated(self) -> Sequence[DeudorRepetido]:
        """Return the debtors with several live cases."""

    def debtor(self, persona_id: int) -> Deudor360:
        """Return all that a person owes."""

    def debtor_of(self, expediente_id: int) -> DebtorLines:
        """Return who the debtor of a case is and which cases go with it."""

    def find_debtor(self, identificacion: str) -> Deudor360:
        """Return a person by their document."""

    def causes(self) -> Sequence[Choice]:
        """Return why a case may go first."""

    def order_words(self) -> str:
        """Say in which order the list by priority stands."""

    def why(self, uno: int, otro: int) -> PorQue:
        """Compare two cases."""

    def prioritise(self, ids: Sequence[int], causa: str, motivo: str) -> Changes:
        """Mark cases."""

    def unmark(self, ids: Sequence[int], motivo: str) -> Changes:
        """Take the marks of some cases off."""

    def situations(self) -> Sequence[Choice]:
        """Return what a case may wait for."""

    def set_situation(self, ids: Sequence[int], es: str, motivo: str) -> Changes:
        """Say by hand what some cases wait for."""

    def join(self, guest: int, host: int, motivo: str, *, anyway: bool) -> Changes:
        """Let a case go on inside another."""

    def part(self, guest: int, motivo: str) -> Changes:
        """Annul a joining."""

    def add_address(self, expediente_id: int, address: NewAddress) -> Changes:
        """Add a way to reach a debtor."""

    def return_causes(self, expediente_id: int) -> Sequence[str]:
        """Return why the mail comes back, as the institution of a case says it."""

    def close_address(
        self, expediente_id: int, address: NewAddress, causa: str
    ) -> Changes:
        """Say that a way to reach a debtor is no good any more."""

    def link(self, expediente_id: int, person: NewPerson) -> Changes:
        """Put a person in a case."""

    def linked(self, expediente_id: int) -> Sequence[Vinculado]:
        """Return the people of a case besides its principal."""

    def unlink(
        self, expediente_id: int, documento: str, rol: str, motivo: str
    ) -> Changes:
        """Take a person out of a case."""

    def offices(self) -> Sequence[Oficina]:
        """Return the offices that keep cases."""

    def people(self) -> Sequence[PersonOffices]:
        """Return the people and their offices."""

    def create_office(self, nombre: str) -> Changes:
        """Add an office."""

    def give_offices(
        self, login: str, propia: int | None, otras: Sequence[int]
    ) -> Changes:
        """Set the offices of a person."""

    def move(self, ids: Sequence[int], oficina_id: int, causa: str) -> Changes:
        """Give cases to another office."""
