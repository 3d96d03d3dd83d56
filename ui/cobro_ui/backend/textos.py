"""Clauses and templates, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.textos.ports import Checkup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.documents.campos_plantilla import CampoPlantilla
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.clausulas.consulta import Afectados, Redaccion
    from cobro_desktop.services.documentos.vista import Vista
    from cobro_desktop.services.plantillas.consulta import Plantilla
    from cobro_ui.backend.office import Office
    from cobro_ui.textos.ports import ClauseChange


class OfficeTexts:
    """`TextLibrary` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions, those of this base first."""
        from cobro_desktop.services.clausulas.consulta import siglas_de_la_base

        here = siglas_de_la_base(self._office.workspace)
        found = [(p.sigla, p.nombre) for p in self._office.workspace.perfiles()]
        return sorted(found, key=lambda one: one[0] not in here)

    def clauses(self, sigla: str) -> Sequence[Redaccion]:
        """Return the wording in force of each clause."""
        from cobro_desktop.services.clausulas.consulta import listar_clausulas

        return listar_clausulas(self._office.workspace, sigla, self._office.hoy)

    def wordings(self, sigla: str, clave: str) -> Sequence[Redaccion]:
        """Return every wording of a clause."""
        from cobro_desktop.services.clausulas.consulta import ver_clausula

        return ver_clausula(self._office.workspace, sigla, clave, self._office.hoy)

    def touched(self, sigla: str, clave: str, since: date) -> Afectados:
        """Return the templates and unsent drafts that print a clause."""
        from cobro_desktop.services.clausulas.consulta import afectados

        return afectados(self._office.workspace, sigla, clave, since)

    def change_clause(self, change: ClauseChange) -> Changes:
        """Write a clause otherwise from a day on."""
        from cobro_desktop.services.clausulas.cambio import (
            CambiarClausula,
            cambiar_clausula,
        )

        command = CambiarClausula(**change._asdict())
        return cambiar_clausula(command, self._office.workspace, self._office.contexto)

    def annul_clause(self, clausula_id: int, reason: str) -> Changes:
        """Take back a wording of the office."""
        from cobro_desktop.services.clausulas.cambio import (
            AnularClausula,
            anular_clausula,
        )

        command = AnularClausula(clausula_id, reason)
        return anular_clausula(command, self._office.workspace, self._office.contexto)

    def templates(self, sigla: str) -> Sequence[Plantilla]:
        """Return every Word template of an institution."""
        from cobro_desktop.services.plantillas.consulta import listar_plantillas

        return listar_plantillas(self._office.workspace, sigla, self._office.hoy)

    def fields(self, kind: str) -> Sequence[CampoPlantilla]:
        """Return the fields that a template of a kind may print."""
        from cobro_desktop.services.plantillas.consulta import campos

        return campos(kind)

    def import_template(self, sigla: str, kind: str, file: Path, note: str) -> Changes:
        """Bring a Word file as a draft template."""
        from cobro_desktop.services.plantillas import ordenes

        command = ordenes.ImportarPlantilla(sigla, kind, file, note)
        workspace, contexto = self._office.workspace, self._office.contexto
        return ordenes.importar_plantilla(command, workspace, contexto)

    def checkup(self, sigla: str, template: Plantilla) -> Checkup:
        """Examine a template of the office again, with its trials."""
        from cobro_desktop.services.plantillas.consulta import leer_plantilla
        from cobro_desktop.services.plantillas.examen import (
            comparar_con_vigente,
            examinar_archivo,
        )

        assert template.id is not None, "only those of the office are examined"
        workspace = self._office.workspace
        content = leer_plantilla(workspace, template.id)
        with workspace.base.read() as session:
            exam = examinar_archivo(
                session,
                workspace,
                contenido=content,
                nombre=template.archivo,
                tipo=template.tipo,
                sigla=sigla,
            )
            changes = comparar_con_vigente(
                session,
                workspace,
                content,
                tipo=template.tipo,
                sigla=sigla,
                fecha=self._office.hoy,
            )
        return Checkup(exam, changes)

    def trial(self, content: bytes) -> Vista:
        """Return the pages of a trial, or its words."""
        from cobro_desktop.services.documentos.vista import vista_de_contenido

        return vista_de_contenido(content)

    def validate(self, template_id: int) -> Changes:
        """Answer for a template."""
        from cobro_desktop.services.plantillas import ordenes

        command = ordenes.ValidarPlantilla(template_id)
        workspace, contexto = self._office.workspace, self._office.contexto
        return ordenes.validar_plantilla(command, workspace, contexto)

    def activate(self, template_id: int, since: date) -> Changes:
        """Put a template in force from a day on."""
        from cobro_desktop.services.plantillas import ordenes

        command = ordenes.ActivarPlantilla(template_id, since)
        workspace, contexto = self._office.workspace, self._office.contexto
        return ordenes.activar_plantilla(command, workspace, contexto)

    def repeal(self, template_id: int, until: date, reason: str) -> Changes:
        """Use a template no more after a day."""
        from cobro_desktop.services.plantillas import ordenes

        command = ordenes.DerogarPlantilla(template_id, until, reason)
        workspace, contexto = self._office.workspace, self._office.contexto
        return ordenes.derogar_plantilla(command, workspace, contexto)

    def export(self, sigla: str, template: Plantilla, file: Path) -> Path:
        """Write a template to a file."""
        from cobro_desktop.services.plantillas.consulta import exportar_plantilla

        return exportar_plantilla(
            self._office.workspace,
            file,
            plantilla_id=template.id,
            tipo=template.tipo,
            sigla=sigla,
        )
