"""What the pages of clauses and templates ask of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.documents.campos_plantilla import CampoPlantilla
    from cobro_desktop.documents.diferencias_texto import Renglon
    from cobro_desktop.documents.doctor.examen import Examen
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.clausulas.consulta import Afectados, Redaccion
    from cobro_desktop.services.documentos.vista import Vista
    from cobro_desktop.services.plantillas.consulta import Plantilla


class ClauseChange(NamedTuple):
    """A clause as somebody wants it to read."""

    sigla: str
    clave: str
    texto: str
    desde: date
    motivo: str
    hasta: date | None = None
    nombre: str = ""
    fundamento: str = ""
    verificado: bool = False


class Checkup(NamedTuple):
    """What the doctor found, and what changes against the one in force."""

    examen: Examen
    cambios: Sequence[Renglon]


class TextLibrary(Protocol):
    """Clauses and templates of each institution; acts may raise `UserError`."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions."""

    def clauses(self, sigla: str) -> Sequence[Redaccion]:
        """Return the wording in force of each clause."""

    def wordings(self, sigla: str, clave: str) -> Sequence[Redaccion]:
        """Return every wording of a clause, the newest first."""

    def touched(self, sigla: str, clave: str, since: date) -> Afectados:
        """Return the templates and unsent drafts that print a clause."""

    def change_clause(self, change: ClauseChange) -> Changes:
        """Write a clause otherwise from a day on."""

    def annul_clause(self, clausula_id: int, reason: str) -> Changes:
        """Take back a wording of the office."""

    def templates(self, sigla: str) -> Sequence[Plantilla]:
        """Return every Word template of an institution."""

    def fields(self, kind: str) -> Sequence[CampoPlantilla]:
        """Return the fields that a template of a kind may print."""

    def import_template(self, sigla: str, kind: str, file: Path, note: str) -> Changes:
        """Bring a Word file as a draft template."""

    def checkup(self, sigla: str, template: Plantilla) -> Checkup:
        """Examine a template of the office again, with its trials."""

    def trial(self, content: bytes) -> Vista:
        """Return the pages of a trial, or its words."""

    def validate(self, template_id: int) -> Changes:
        """Answer for a template."""

    def activate(self, template_id: int, since: date) -> Changes:
        """Put a template in force from a day on."""

    def repeal(self, template_id: int, until: date, reason: str) -> Changes:
        """Use a template no more after a day."""

    def export(self, sigla: str, template: Plantilla, file: Path) -> Path:
        """Write a template to a file."""
