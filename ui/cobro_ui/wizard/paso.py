"""What the guided step asks of the services, and the values that pass between.

The services' side of `PasoGuiado` is in `cobro_ui.backend`; `evaluar` runs in the
reader lane, `guardar` and `registrar` in the writer lane.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cobro_desktop.domain.procedimiento import Actividad, Procedimiento
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress


class Conocida(NamedTuple):
    """An answer that the case already has."""

    valor: str
    """In the canonical text of its kind of field."""
    origen: str
    """Where it comes from, to say it: `del título ejecutivo`."""


@dataclass(frozen=True, slots=True)
class Borrador:
    """What was answered so far; saved between sessions."""

    respuestas: Mapping[str, str] = field(default_factory=dict)
    resultado: str = ""
    seccion: str = ""
    """Where the person was."""
    motivo: str = ""
    """The reason for going on in spite of what is missing."""


class Requisito(NamedTuple):
    """One thing that the procedure asks before the activity closes."""

    id: str
    """The evidence's id; empty for a named rule."""
    texto: str
    cumple: bool
    aviso: bool = False
    """A warning: it never refuses."""
    norma: str = ""
    documento: str = ""
    """The document that meets it, when one does."""
    adjuntable: bool = False
    """Whether attaching a file meets it."""
    radicado: bool = False
    """Whether typing its number meets it; the answer goes under its `id`."""
    alternativa: str = ""
    """Requirements with the same word replace each other."""


class DocumentoPosible(NamedTuple):
    """A document that the activity produces."""

    id: str
    nombre: str
    formato: str
    """Word, PDF, Excel."""
    estado: str = ""
    """State of the one on file; empty when there is none."""
    documento_id: int | None = None
    faltantes: tuple[str, ...] = ()
    """Fields that the case lacks to write it."""


@dataclass(frozen=True, slots=True)
class Avance:
    """How the step stands with the answers given."""

    requisitos: tuple[Requisito, ...] = ()
    documentos: tuple[DocumentoPosible, ...] = ()
    problemas: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with an answer, by field name."""
    frases: tuple[str, ...] = ()
    """What will be recorded, issued and started, in sentences."""
    boton: str = "Registrar"
    """What the final button says: `Registrar y pasar a 7`."""
    puede: bool = False
    """Whether the step can be recorded as it is."""
    forzable: bool = False
    """Whether it can be recorded in spite of what is missing, with a reason."""


@dataclass(frozen=True, slots=True)
class Paso:
    """The activity that a case is in, and what is known."""

    expediente_id: int
    numero: str
    deudor: str
    procedimiento: Procedimiento
    actividad: Actividad
    plazo: str = ""
    """Its term in words: `45 días hábiles desde la exigibilidad; vence …`."""
    conocidas: Mapping[str, Conocida] = field(default_factory=dict)
    borrador: Borrador | None = None


class PasoGuiado(Protocol):
    """One activity of one case, led to its end."""

    @property
    def paso(self) -> Paso:
        """The activity as it was when the step was opened."""

    def evaluar(self, borrador: Borrador) -> Avance:
        """Tell how the step stands; changes nothing."""

    def guardar(self, borrador: Borrador) -> None:
        """Keep the answers for another day."""

    def registrar(self, borrador: Borrador, progress: Progress) -> Changes:
        """Close the activity.

        Raises:
            UserError: something is missing, or somebody else moved the case.
        """

    def adjuntar(self, evidencia: str, archivo: Path) -> Changes:
        """File what proves a requirement."""

    def elaborar(self, documento: str) -> Path:
        """Write a draft of a document in the case and return its file."""
