"""The data that rules: what ships, with what people installed in this base."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, select

from cobro_desktop.assets import Capas, assets
from cobro_desktop.services.procedimientos import (
    Catalogo,
    load_catalogo,
    parse_procedimiento,
)
from cobro_desktop.storage.rows import (
    PaqueteArchivoRow,
    PaqueteEntidadRow,
    ProcedimientoRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.services.entidades import PerfilEntidad
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.contenido import Almacen
    from cobro_desktop.storage.engine import Base

CLAVE: Final = "workspace"
"""Where the sessions of a base keep what they were opened for."""
CADA: Final = 1.0
"""Seconds during which the base is not asked whether somebody changed it."""


class Recursos:
    """Answers from memory, and looks again when the base has something new.

    What this program installs shows at once (`olvidar`); what another workstation
    does, after `cada` seconds. Every answer is safe in any thread.
    """

    def __init__(self, base: Base, contenido: Almacen, cada: float = CADA) -> None:
        self._base = base
        self._contenido = contenido
        self._cada = cada
        self._lectura: _Lectura | None = None
        self._hasta = 0.0
        """Until when, on the monotonic clock, the last reading is taken as good."""
        self._olvidos = 0

    @property
    def catalogo(self) -> Catalogo:
        """The procedures that ship, and those that were installed."""
        return self._actual().catalogo

    def carpeta(self, cual: Literal["resources", "templates"]) -> Carpeta:
        """Return a data folder with the packs over it."""
        return self._actual().carpetas[cual]

    def olvidar(self) -> None:
        """Look at the base again at the next question."""
        self._olvidos += 1
        self._hasta = 0.0

    def _actual(self) -> _Lectura:
        found, now, asked = self._lectura, time.monotonic(), self._olvidos
        if found is not None and now < self._hasta:
            return found
        with self._base.read() as session:
            mark = _marca(session)
            if found is None or found.marca != mark:
                found = _leer(session, self._contenido, mark)
                self._lectura = found
        if asked == self._olvidos:  # else it changed while this thread was reading
            self._hasta = now + self._cada
        return found


def recursos_de(session: Session) -> Carpeta:
    """Return the folder `resources` that rules in the base of a session."""
    found: Workspace | None = session.info.get(CLAVE)
    return found.recursos if found else assets("resources")


def perfil_en(session: Session, sigla: str) -> PerfilEntidad:
    """Return an institution, as `Workspace.perfil` does, where only a session is.

    Raises:
        NotFoundError: no profile has that sigla.
        InvalidDataError: its profile cannot be read or lacks something.
    """
    from cobro_desktop.services.entidades import load_entidad

    return load_entidad(sigla, recursos_de(session))


def en_vigor(session: Session) -> dict[int, PaqueteEntidadRow]:
    """Return the pack that rules of each institution that has one, by its id."""
    rows = session.scalars(
        select(PaqueteEntidadRow)
        .where(PaqueteEntidadRow.retirado_en.is_(None))
        .order_by(PaqueteEntidadRow.id)
    )
    return {row.entidad_id: row for row in rows}


class _Marca(NamedTuple):
    procedimientos: tuple[int, ...]
    paquetes: tuple[int, ...]


class _Lectura:
    """What the base held at one moment."""

    def __init__(
        self, marca: _Marca, textos: tuple[str, ...], encima: Mapping[str, bytes]
    ) -> None:
        self.marca = marca
        self._textos = textos
        self.carpetas: dict[str, Carpeta] = {
            name: _con(name, encima) for name in ("resources", "templates")
        }

    @cached_property
    def catalogo(self) -> Catalogo:
        """The procedures that ship, and those that were installed."""
        shipped = load_catalogo()
        installed = {
            (p.codigo, p.version): (p, texto)
            for texto in self._textos
            for p in (parse_procedimiento(texto),)
        }
        ships = {
            (p.codigo, p.version): (p, shipped.texto(p)) for p in shipped.procedimientos
        }
        every = (ships | installed).values()
        return Catalogo(
            tuple(sorted((p for p, _ in every), key=lambda p: (p.codigo, -p.version))),
            {(p.codigo, p.version): texto for p, texto in every},
        )


def _con(
    name: Literal["resources", "templates"], encima: Mapping[str, bytes]
) -> Carpeta:
    """Return the folder that ships, or the same under the files of packs."""
    prefix = f"{name}/"
    own = {
        ruta.removeprefix(prefix): datos
        for ruta, datos in encima.items()
        if ruta.startswith(prefix)
    }
    return Capas(assets(name), own) if own else assets(name)


def _marca(session: Session) -> _Marca:
    pack = PaqueteEntidadRow
    procedures = session.execute(
        select(func.count(), func.coalesce(func.max(ProcedimientoRow.id), 0))
    ).one()
    packs = session.execute(
        select(
            func.count(pack.id) + func.count(pack.retirado_en),
            func.coalesce(func.max(pack.id), 0),
        )
    ).one()
    return _Marca(tuple(procedures), tuple(packs))


def _leer(session: Session, contenido: Almacen, marca: _Marca) -> _Lectura:
    textos = session.scalars(
        select(ProcedimientoRow.contenido).order_by(ProcedimientoRow.id)
    ).all()
    packs = [row.id for row in en_vigor(session).values()]
    kept = session.execute(
        select(PaqueteArchivoRow.ruta, PaqueteArchivoRow.sha256)
        .where(PaqueteArchivoRow.paquete_id.in_(packs))
        .order_by(PaqueteArchivoRow.paquete_id)
    ).all()
    encima = {ruta: contenido.leer(session, sha256) for ruta, sha256 in kept}
    return _Lectura(marca, tuple(textos), encima)
