"""What the global options say; every subcommand receives it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    import typer

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.workspace import Workspace


@dataclass
class State:
    """The global options (DESIGN, command line), with what they open."""

    datos: Path
    base: str | None
    hoy: date
    usuario: str | None
    json: bool
    datos_dados: bool = False
    """Whether `--datos` was written, as `demo` keeps its own folder otherwise."""
    hoy_dado: bool = False
    """Whether `--hoy` was written, as `demo` has its own day otherwise."""
    avisar: Callable[[Sequence[str]], None] | None = None
    """Hears at once what whoever acts must know; without it, it is told at the end."""
    avisos: dict[str, None] = field(default_factory=dict)
    """What is left to tell, each once."""

    @cached_property
    def workspace(self) -> Workspace:
        """Open the base and what belongs to it; creates it the first time.

        Raises:
            StorageError: when the base cannot be opened, created or upgraded.
            NotFoundError: when `--usuario` is nobody of this base.
        """
        from cobro_desktop.services.trabajo.alcance import mirar_como
        from cobro_desktop.services.usuarios import check_usuario, quien_trabaja
        from cobro_desktop.services.workspace import open_workspace

        opened = open_workspace(self.datos, self.base)
        if self.usuario:
            check_usuario(opened, self.usuario)
        mirar_como(opened, quien_trabaja(opened, self.usuario))
        return opened

    @cached_property
    def contexto(self) -> Contexto:
        """Return who acts, where and on which day.

        Raises:
            NotFoundError: when `--usuario` is nobody of this base.
        """
        from cobro_desktop.services.usuarios import contexto_de

        found = contexto_de(self.workspace, usuario=self.usuario, hoy=self.hoy)
        return replace(found, avisar=self._hear)

    def _hear(self, avisos: Sequence[str]) -> None:
        if self.avisar is not None:
            self.avisar(avisos)
        else:
            self.avisos.update(dict.fromkeys(avisos))

    def work_as(self, login: str) -> None:
        """Let another person of this base go on (DECISIONS 23)."""
        self.usuario = login
        self.__dict__.pop("contexto", None)
        if "workspace" in self.__dict__:
            from cobro_desktop.services.trabajo.alcance import mirar_como

            mirar_como(self.workspace, login)

    def forget_person(self) -> None:
        """Know nobody any more: the people of the base are others (F101)."""
        from cobro_desktop.services.trabajo.alcance import mirar_como
        from cobro_desktop.services.usuarios import quien_trabaja

        self.usuario = None
        self.__dict__.pop("contexto", None)
        mirar_como(self.workspace, quien_trabaja(self.workspace, None))

    def close(self) -> None:
        """Close what was opened, so that no file of the base is left half written."""
        if "workspace" in self.__dict__:
            for aviso in self.avisos if not self.json else ():
                sys.stderr.write(f"Aviso. {aviso}\n")
            self.workspace.close()


def state_of(ctx: typer.Context) -> State:
    """Return the state that the root command left in the context."""
    return cast("State", ctx.find_root().obj)
