"""What the place of the legal values asks of the core."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.domain.parametros import TablaLegal
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.claves import ClaveCreada
    from cobro_desktop.services.parametros.consulta import FilaParametro
    from cobro_desktop.services.parametros.elecciones import OpcionVigente
    from cobro_desktop.services.parametros.salud import AvisoSalud
    from cobro_desktop.services.progress import Progress


class Where(NamedTuple):
    """A table, and the entity for tables of each entity."""

    tabla: str
    sigla: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A value as it is being typed."""

    where: Where
    campos: Mapping[str, str]
    motivo: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What would happen with a draft."""

    problemas: Mapping[str, str] = field(default_factory=dict)
    """Why a field is wrong, by its key."""
    rechazo: str = ""
    """Why the whole is refused: an overlap, a gap."""
    avisos: tuple[str, ...] = ()
    reemplaza: str = ""
    """The value that it would replace, in words."""
    cargara: str = ""
    """What would be loaded, in words; empty when nothing would."""


@dataclass(frozen=True, slots=True)
class FileRequest:
    """A file of values."""

    where: Where
    archivo: Path
    motivo: str
    simular: bool
    """Reads and judges, and writes nothing."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A signed file that came from another office."""

    archivo: Path
    confiar: str
    """Fingerprint that was compared; empty for a key that is known."""
    motivo: str
    simular: bool
    """Checks and judges, and writes nothing."""


@dataclass(frozen=True, slots=True)
class SignedOrder:
    """A signed file that is to be written."""

    destino: Path
    clave: Path
    contrasena: str
    emisor: str


class LegalSource(Protocol):
    """The legal values; called in the reader and writer lanes."""

    def tables(self) -> Sequence[TablaLegal]:
        """Return the tables, in the order they are shown."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions."""

    def rows(self, where: Where) -> Sequence[FilaParametro]:
        """Return the values in force, the latest first."""

    def history(self, where: Where, desde: date) -> Sequence[FilaParametro]:
        """Return what was said of a value, the last word first."""

    def health(self) -> Sequence[AvisoSalud]:
        """Return what is missing, the most pressing first."""

    def switches(self, sigla: str) -> Sequence[OpcionVigente]:
        """Return the readings of the law of an entity."""

    def check(self, draft: Draft) -> Verdict:
        """Tell what would happen with a draft; writes nothing."""

    def save(self, draft: Draft) -> Changes:
        """Load a value, or replace one with its reason.

        Raises:
            UserError: it is refused, or this person may not.
        """

    def withdraw(self, where: Where, desde: date, motivo: str) -> Changes:
        """Withdraw a value that somebody loaded."""

    def keep_act(self, where: Where, desde: date, archivo: Path) -> Changes:
        """Keep the published act of the value that begins a day.

        Raises:
            UserError: it is no document, or this person may not.
        """

    def act_of(self, row: FilaParametro) -> Path:
        """Return a readable copy of the act of a value."""

    def receive(self, request: SignedRequest, progress: Progress) -> Changes:
        """Load a signed file, or only try it; `Changes.datos` has the counts.

        Raises:
            UserError: the signature is wrong, or its key is not trusted here.
        """

    def make_key(self, destino: Path, contrasena: str) -> ClaveCreada:
        """Write a new key that signs, closed with a password.

        Raises:
            UserError: a short password, or the file is there already.
        """

    def publish(self, order: SignedOrder) -> str:
        """Write the values of this office, signed; say what was done.

        Raises:
            UserError: the key does not open, or there is nothing to publish.
        """

    def choose(self, sigla: str, clave: str, valor: str, sustento: str) -> Changes:
        """Choose a reading of the law; an empty one is that of the profile."""

    def bring(self, request: FileRequest, progress: Progress) -> Changes:
        """Import a file, or only try it; `Changes.datos` has the counts."""
