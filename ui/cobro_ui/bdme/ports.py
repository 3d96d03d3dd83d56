"""What the page of the bulletin asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.exchange.formulario_bdme import HojaFormulario, MapaFormulario
    from cobro_desktop.services.bdme.modelo import InformeBdme
    from cobro_desktop.services.bdme.retiros import Retiros
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress


class FormRequest(NamedTuple):
    """A form to fill with a section of the report."""

    form: Path
    target: Path
    section: str
    columns: Mapping[str, str]
    """Datum → column letters."""
    sheet: str
    row: int
    """First row of data, from 1."""


class BulletinSource(Protocol):
    """The bulletin, as the window offers it."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions that have cases."""

    def report(self, sigla: str, corte: date, progress: Progress) -> InformeBdme:
        """Work the report out; nothing is written."""

    def alerts(self, sigla: str) -> Retiros:
        """Return who has to be taken off at once."""

    def export(self, informe: InformeBdme, file: Path) -> Changes:
        """Write the workbook."""

    def keep(self, informe: InformeBdme) -> Changes:
        """Keep the report as it is."""

    def withdraw(self, sigla: str, people: frozenset[int]) -> Changes:
        """Keep that the withdrawal of some debtors was told."""

    def fields(self) -> Sequence[tuple[str, str]]:
        """Return (key, title) of what a form may take."""

    def sheets(self, form: Path) -> Sequence[HojaFormulario]:
        """Read the sheets of a form."""

    def columns(self, sigla: str, section: str) -> MapaFormulario | None:
        """Return where the institution puts each datum, if it was told."""

    def fill(self, informe: InformeBdme, request: FormRequest) -> Changes:
        """Fill a copy of the form and keep its columns."""
