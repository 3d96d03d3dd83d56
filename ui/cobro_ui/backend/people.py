"""Who is at the keyboard, over the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_ui.actuaciones.ports import Person
from cobro_ui.models.columns import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_ui.backend.office import Office


class OfficePeople:
    """`People` over the services."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def to_ask(self) -> Sequence[Person]:
        """Return whom to choose from; empty when it is known who works."""
        people = self.everybody()
        known = self._office.state.usuario is not None or len(people) < 2
        return () if known else people

    def everybody(self) -> Sequence[Person]:
        """Return all who work with the base."""
        from cobro_desktop.services.usuarios import usuarios

        found = usuarios(self._office.workspace)
        return [Person(p.login, p.nombre, p.cargo or post(p.roles)) for p in found]

    def current(self) -> str:
        """Return the login of who works now."""
        return self._office.contexto.usuario

    def become(self, login: str) -> None:
        """Let somebody go on."""
        from cobro_desktop.services.usuarios import check_usuario

        check_usuario(self._office.workspace, login)
        self._office.state.work_as(login)


def post(roles: Sequence[str]) -> str:
    """Name what a person does, without listing every role of an administrator."""
    if "ADM" in roles:
        return "administrador"
    return ", ".join(ROLES.get(rol, rol) for rol in roles)
