"""The facts of each institution, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.ports import EntityDatum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_ui.backend.office import Office


class InstitutionData:
    """`EntityData` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return the institutions whose procedures ship."""
        procedimientos = self._office.workspace.catalogo.procedimientos
        siglas = dict.fromkeys(p.sigla for p in procedimientos)
        return [
            (sigla, f"{sigla} · {self._office.workspace.perfil(sigla).nombre}")
            for sigla in siglas
        ]

    def read(self, sigla: str) -> Sequence[EntityDatum]:
        """Return the facts of an institution."""
        from cobro_desktop.services.datos_entidad import ver_datos
        from cobro_desktop.services.entidades import load_datos_entidad

        values = ver_datos(self._office.workspace, sigla)
        return [
            EntityDatum(d.clave, d.etiqueta, d.ayuda, d.obligatorio, values[d.clave])
            for d in load_datos_entidad()
        ]

    def write(self, sigla: str, data: Mapping[str, str]) -> Changes:
        """Write facts."""
        from cobro_desktop.services.datos_entidad import FijarDatos, fijar_datos

        command = FijarDatos(sigla, data)
        return fijar_datos(command, self._office.workspace, self._office.contexto)
