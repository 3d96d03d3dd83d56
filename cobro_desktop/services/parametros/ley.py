"""The law in force: what ships with what the base holds over it, kept at hand."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING, Final

from cobro_desktop.assets import assets
from cobro_desktop.services.calendario import build_calendario
from cobro_desktop.services.opciones import load_opciones
from cobro_desktop.services.parametros.fusion import (
    cierres_de,
    con_registros,
    suspensiones_de,
)
from cobro_desktop.services.parametros.registros import (
    Marca,
    elegidas,
    en_vigor,
    leer_elecciones,
    leer_registros,
    marca,
)
from cobro_desktop.services.referencia import load_referencia

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.domain.referencia import Referencia
    from cobro_desktop.services.parametros.registros import Eleccion, Registro
    from cobro_desktop.storage.engine import Base

CADA: Final = 1.0
"""Seconds during which the base is not asked whether somebody changed it."""


class LeyVigente:
    """Answers from memory, and looks again when the base has something new.

    A change of this program shows at once (`olvidar`); one of another workstation,
    after `cada` seconds. Every answer is a frozen value, safe in any thread.
    """

    def __init__(
        self,
        base: Base,
        recursos: Callable[[], Carpeta] | None = None,
        cada: float = CADA,
    ) -> None:
        """Watch a base; `recursos` gives the profiles that rule, else what ships."""
        self._base = base
        self._recursos = recursos or (lambda: assets("resources"))
        self._cada = cada
        self._lectura: _Lectura | None = None
        self._hasta = 0.0
        """Until when, on the monotonic clock, the last reading is taken as good."""
        self._olvidos = 0

    @property
    def referencia(self) -> Referencia:
        """The tables of values."""
        return self._actual().referencia

    def opciones(
        self, sigla: str | None, cambios: Mapping[str, str] | None = None
    ) -> Opciones:
        """Return the readings of an entity; `cambios` are for this time only."""
        return self._actual().opciones(sigla).con(cambios or {})

    def calendario(self, sigla: str | None) -> Calendario:
        """Return the calendar of an entity, with its closures and suspensions."""
        return self._actual().calendario(sigla)

    def olvidar(self) -> None:
        """Look at the base again at the next question."""
        self._olvidos += 1
        self._hasta = 0.0

    def _actual(self) -> _Lectura:
        found, now, asked = self._lectura, time.monotonic(), self._olvidos
        if found is not None and now < self._hasta:
            return found
        folder = self._recursos()
        with self._base.read() as session:
            mark = marca(session)
            if found is None or found.marca != mark or found.folder != folder:
                registros = en_vigor(leer_registros(session))
                found = _Lectura(mark, registros, leer_elecciones(session), folder)
                self._lectura = found
        if asked == self._olvidos:  # else it changed while this thread was reading
            self._hasta = now + self._cada
        return found


class _Lectura:
    """What the base held at one moment, turned into values when first asked."""

    def __init__(
        self,
        marca: Marca,
        registros: list[Registro],
        elecciones: list[Eleccion],
        folder: Carpeta,
    ) -> None:
        self.marca = marca
        self.folder = folder
        self._registros = registros
        self._elecciones = elecciones
        self._opciones: dict[str | None, Opciones] = {}
        self._calendarios: dict[str | None, Calendario] = {}

    @cached_property
    def referencia(self) -> Referencia:
        """The tables of values."""
        shipped = load_referencia()
        return con_registros(shipped, self._registros) if self._registros else shipped

    def opciones(self, sigla: str | None) -> Opciones:
        """Return the readings of an entity."""
        if sigla not in self._opciones:
            found = load_opciones(sigla, folder=self.folder)
            if sigla:
                chosen = elegidas(self._elecciones, sigla.upper())
                found = found.con({clave: e.valor for clave, e in chosen.items()})
            self._opciones[sigla] = found
        return self._opciones[sigla]

    def calendario(self, sigla: str | None) -> Calendario:
        """Return the calendar of an entity."""
        if sigla not in self._calendarios:
            name = (sigla or "").upper()
            self._calendarios[sigla] = build_calendario(
                self.opciones(sigla),
                cierres=cierres_de(self._registros, name) if name else {},
                suspensiones=suspensiones_de(self._registros, name) if name else (),
            )
        return self._calendarios[sigla]
