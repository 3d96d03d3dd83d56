"""What reading a file gives: counts, errors, and where the accepted rows wait."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cobro_desktop.domain.dinero import Centavos


@dataclass(frozen=True, slots=True)
class OpcionesLectura:
    """What a person, a profile or the command line says about a file."""

    hoy: date
    hoja: str | None = None
    fila_encabezado: int | None = None
    """Last row of the header, from 1; None finds it."""
    columnas: Mapping[str, str] = field(default_factory=dict)
    """Field to column letters, empty for none; wins over what is recognised."""
    titulos: Mapping[str, str] = field(default_factory=dict)
    """Field to the heading of its column, as a profile knows it."""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values for the child process."""
        return {**asdict(self), "hoy": self.hoy.isoformat()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> OpcionesLectura:
        """Build from the values of `to_json`."""
        return cls(**{**data, "hoy": date.fromisoformat(data["hoy"])})


@dataclass(frozen=True, slots=True)
class ErrorDeCelda:
    """A cell that rejects its row, or that deserves a look (a notice)."""

    hoja: str | None
    celda: str
    fila: int
    columna: str
    """Its heading, as the sheet writes it."""
    valor: str
    motivo: str
    codigo: str


@dataclass(frozen=True, slots=True)
class HojaVista:
    """A sheet that has data."""

    nombre: str | None
    visible: bool


@dataclass(frozen=True, slots=True)
class ColumnaLeida:
    """A column and the field that it was taken for."""

    letra: str
    titulo: str
    campo: str | None
    confianza: int = 0
    """How sure that is, from 0 to 100."""


@dataclass(frozen=True, slots=True)
class ResumenLectura:
    """One file, read and checked; nothing is written in the base of cases."""

    archivo: Path
    sha256: str
    tipo: str
    """`xlsx`, `xls`, `ods` or `csv`, by content."""
    formato: str
    hoja: str | None
    hojas: tuple[HojaVista, ...]
    fila_encabezado: int
    columnas: tuple[ColumnaLeida, ...]
    aceptadas: int
    rechazadas: int
    vacias: int
    subtotales: int
    repetidas: int
    suma_capital: Centavos
    """Sum of the accepted rows, in centavos: capital, or the value of payments."""
    total_hoja: Centavos | None
    """The grand total that the sheet itself writes, in centavos."""
    filas_ocultas: int
    columnas_ocultas: tuple[str, ...]
    avisos_hoja: tuple[str, ...]
    """Things about the whole file that the person should know."""
    base: Path
    """Temporary SQLCipher base with the accepted rows; its folder is the caller's."""
    clave: str = field(repr=False)
    """Its raw key in hexadecimal."""
    dichas: tuple[tuple[str, str], ...] = ()
    """Heading and ISO day of what the sheet says once for all its rows."""

    @property
    def leidas(self) -> int:
        """Data rows: accepted and rejected (DECISIONS 28)."""
        return self.aceptadas + self.rechazadas

    @property
    def cuadra(self) -> bool | None:
        """Whether the sheet's own total is the sum of the accepted rows."""
        return None if self.total_hoja is None else self.total_hoja == self.suma_capital

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, for the line that the child writes last."""
        data = asdict(self)
        data["archivo"], data["base"] = str(self.archivo), str(self.base)
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ResumenLectura:
        """Build from the values of `to_json`."""
        values = dict(data)
        values["archivo"], values["base"] = Path(data["archivo"]), Path(data["base"])
        values["hojas"] = tuple(HojaVista(**item) for item in data["hojas"])
        values["columnas"] = tuple(ColumnaLeida(**item) for item in data["columnas"])
        for name in ("columnas_ocultas", "avisos_hoja"):
            values[name] = tuple(data[name])
        values["dichas"] = tuple((title, day) for title, day in data["dichas"])
        return cls(**values)
