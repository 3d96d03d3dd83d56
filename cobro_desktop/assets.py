"""Finds the data that ships with the program, and what packs lay over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Carpeta(Protocol):
    """A folder or file of data: a `Path`, or one with packs over it."""

    @property
    def name(self) -> str:
        """The last part of the path."""

    @property
    def stem(self) -> str:
        """The same without its suffix."""

    def __truediv__(self, parte: str) -> Carpeta:
        """Go down."""

    def __hash__(self) -> int:
        """Let what was read from it be remembered."""

    def glob(self, pattern: str) -> Iterator[Carpeta]:
        """Yield the files of the folder whose name fits."""

    def is_file(self) -> bool:
        """Tell whether it is there."""

    def read_bytes(self) -> bytes:
        """Return its bytes."""

    def read_text(self, encoding: str) -> str:
        """Return its text."""


@dataclass(frozen=True, eq=False)
class Capas:
    """A folder with files over it that are kept in memory; equal only to itself."""

    debajo: Path
    """The folder that ships."""
    encima: Mapping[str, bytes]
    """By path inside the folder, with `/`; wins over what ships."""
    ruta: str = ""

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.ruta.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The same without its suffix."""
        return Path(self.name).stem

    def __truediv__(self, parte: str) -> Capas:
        """Go down."""
        return replace(self, ruta=f"{self.ruta}/{parte}" if self.ruta else parte)

    def glob(self, pattern: str) -> Iterator[Capas]:
        """Yield the files of the folder whose name fits."""
        names = {path.name for path in (self.debajo / self.ruta).glob(pattern)}
        for ruta in self.encima:
            folder, _, name = ruta.rpartition("/")
            if folder == self.ruta and fnmatchcase(name, pattern):
                names.add(name)
        return (self / name for name in sorted(names))

    def is_file(self) -> bool:
        """Tell whether it is there."""
        return self.ruta in self.encima or (self.debajo / self.ruta).is_file()

    def read_bytes(self) -> bytes:
        """Return its bytes.

        Raises:
            FileNotFoundError: there is no such file in either layer.
        """
        kept = self.encima.get(self.ruta)
        return (self.debajo / self.ruta).read_bytes() if kept is None else kept

    def read_text(self, encoding: str) -> str:
        """Return its text, its lines ended as a file read as text gives them."""
        return self.read_bytes().decode(encoding).replace("\r\n", "\n")


def assets(folder: Literal["resources", "templates"]) -> Path:
    """Return a data folder: inside the wheel or bundle, else in the checkout."""
    package = Path(str(files("cobro_desktop")))
    shipped = package / "_data" / folder
    return shipped if shipped.is_dir() else package.parent / folder
