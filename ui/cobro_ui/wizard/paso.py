"""What the guided step asks of the services, and the values that pass between.

The services' side of `PasoGuiado` is in `cobro_ui.backend`; `evaluar` runs in the
reader lane, `guardar` and `registrar` in the writer lane.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.pasos import Paso
    from cobro_desktop.services.progress import Progress


class Conocida(NamedTuple):
    """An answer that the case already has."""

    valor: str
    """In the canonical text of its kind of field."""
    origen: str
    """Where it comes from, to say it: `del título ejecutivo`."""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """What was answered so far; saved between sessions."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """Field name → canonical text (`domain.respuestas`)."""
    outcome: str = ""
    day: date | None = None
    """The legal day of the act."""
    section: str = ""
    """Where the person was."""
    reason: str = ""
    """The reason for going on in spite of what is missing."""
    seen: frozenset[str] = frozenset()
    """The sections that were opened."""


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
    sobra: bool = False
    """Another one that replaces it is there."""


class DatoDocumento(NamedTuple):
    """A datum that a person types for a document."""

    clave: str
    """Under which the answer is kept."""
    etiqueta: str
    lista: bool = False
    """Takes several, one per line."""
    opciones: tuple[str, ...] = ()
    """What it may be; empty for a free text."""


class DocumentoPosible(NamedTuple):
    """A document that the activity produces."""

    id: str
    nombre: str
    formato: str
    """Word, PDF, Excel."""
    estado: str = ""
    """State of the one on file; empty when there is none."""
    documento_id: int | None = None
    campos: tuple[DatoDocumento, ...] = ()
    """What the person types for it."""
    faltantes: tuple[str, ...] = ()
    """What it still lacks."""
    problema: str = ""
    """Why it cannot be written, if it cannot."""


@dataclass(frozen=True, slots=True)
class Avance:
    """How the step stands with the answers given."""

    requisitos: tuple[Requisito, ...] = ()
    documentos: tuple[DocumentoPosible, ...] = ()
    sin_responder: tuple[str, ...] = ()
    """Mandatory questions without an answer, in words."""
    problemas: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with an answer, by field name."""
    frases: tuple[str, ...] = ()
    """What will be recorded, issued and started, in sentences."""
    boton: str = "Registrar"
    """What the final button says: `Registrar y pasar a 7`."""
    puede: bool = False
    """Whether the step can be recorded as it is."""
    respondidas: tuple[tuple[str, str], ...] = ()
    """Each question with its answer, in words, as they will be recorded."""
    hallazgos: str = ""
    """What the checklists found that is not met, ready for a motive."""
    propuesta: str = ""
    """The outcome that the checklists propose; empty while they propose none."""
    forzable: bool = False
    """Whether it can be recorded in spite of what is missing, with a reason."""


class PasoGuiado(Protocol):
    """One activity of one case, led to its end."""

    @property
    def paso(self) -> Paso:
        """The activity as it was when the step was opened."""

    @property
    def conocidas(self) -> Mapping[str, Conocida]:
        """What the case already knows, by field name."""

    @property
    def draft(self) -> StepDraft | None:
        """What the person had saved, if anything."""

    def evaluar(self, draft: StepDraft) -> Avance:
        """Tell how the step stands; changes nothing."""

    def actualizar(self) -> None:
        """Take the case as it is after another act of the same person entered it."""

    def guardar(self, draft: StepDraft) -> None:
        """Keep the answers for another day."""

    def registrar(self, draft: StepDraft, progress: Progress) -> Changes:
        """Close the activity.

        Raises:
            UserError: something is missing, or somebody else moved the case.
        """

    def adjuntar(self, evidencia: str, archivo: Path) -> Changes:
        """File what proves a requirement."""

    def elaborar(self, documento: str, draft: StepDraft) -> Path:
        """Write a draft of a document in the case and return a copy to read.

        Raises:
            UserError: data are missing; lists them.
        """

    def enviar(self, documento_id: int) -> Changes:
        """Ask others to review a draft.

        Raises:
            NotAllowedError: it is no draft, or it is not this person's.
        """

    def emitir(self, documento_id: int) -> Changes:
        """Number and sign a draft.

        Raises:
            NotAllowedError: this person may not sign it.
        """
