"""The reports of the portfolio over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.informes.ports import ReportKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.exportacion import Exportar
    from cobro_desktop.services.progress import Progress
    from cobro_ui.backend.office import Office
    from cobro_ui.informes.ports import ReportRequest


class OfficeReports:
    """`ReportSource` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def kinds(self) -> Sequence[ReportKind]:
        """Return the reports of the institutions of this base."""
        from cobro_desktop.services.entidades_presentes import entidades_con_casos
        from cobro_desktop.services.informes.catalogo import INFORMES
        from cobro_desktop.services.informes.documentos import destinatarios

        with self._office.workspace.base.read() as session:
            present = set(entidades_con_casos(session))
        return [
            ReportKind(
                tipo.id,
                tipo.nombre,
                tipo.que_dice,
                tipo.de_periodo,
                bool(tipo.documento),
                tuple(destinatarios(tipo).items()),
            )
            for tipo in INFORMES.values()
            if not tipo.siglas or tipo.siglas & present
        ]

    def procedures(self) -> Sequence[tuple[str, str]]:
        """Return (code, label) of the procedures with cases."""
        from cobro_desktop.services.exportacion import procedimientos_con_casos

        return procedimientos_con_casos(self._office.workspace)

    def count(self, request: ReportRequest) -> int:
        """Count the cases that a request takes in."""
        from pathlib import Path

        from cobro_desktop.services.exportacion import contar

        office = self._office
        return contar(_command(request, Path()), office.workspace, office.contexto)

    def write(self, request: ReportRequest, file: Path, progress: Progress) -> Changes:
        """Write the workbook."""
        from cobro_desktop.services.exportacion import exportar

        office = self._office
        command = _command(request, file)
        return exportar(command, office.workspace, office.contexto, progress=progress)

    def draft(self, request: ReportRequest) -> Changes:
        """Draft the document of the office that tells it."""
        from cobro_desktop.services.documentos.oficina import crear_documento_oficina
        from cobro_desktop.services.exportacion import tipo_de
        from cobro_desktop.services.informes.documentos import proyecto

        office = self._office
        days = (request.desde or request.corte, request.corte)
        command = proyecto(tipo_de(request.id), days, request.para)
        return crear_documento_oficina(command, office.workspace, office.contexto)


def _command(request: ReportRequest, file: Path) -> Exportar:
    from cobro_desktop.services.exportacion import Exportar

    return Exportar(
        request.id,
        file,
        request.consulta,
        request.procedimiento,
        corte=request.corte,
        desde=request.desde,
    )
