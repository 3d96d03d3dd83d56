"""The institutions that have cases, for the lists that choose one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobro_ui.backend.office import Office


def entities_with_cases(office: Office) -> list[tuple[str, str]]:
    """Return (sigla, name) of the institutions that have cases."""
    from cobro_desktop.services.entidades_presentes import entidades_con_casos

    with office.workspace.base.read() as session:
        present = entidades_con_casos(session)
    return [(sigla, office.workspace.perfil(sigla).nombre) for sigla in present]
