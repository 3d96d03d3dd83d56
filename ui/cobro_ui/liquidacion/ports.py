"""What the liquidation of a case asks of the services, and what passes between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from cobro_desktop.domain.comparador import CifraAjena, Comparacion
    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.domain.liquidacion import Liquidacion
    from cobro_desktop.domain.opciones import Opciones
    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.cifras_ajenas import CifraLeida
    from cobro_desktop.services.liquidaciones import LiquidacionCaso
    from cobro_desktop.services.liquidaciones_verificadas import InformeHuella
    from cobro_desktop.services.progress import Progress
    from cobro_ui.liquidacion.growth import Growth


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What a case owes at a cut, with all that explains it."""

    caso: LiquidacionCaso
    opciones: Opciones
    """Where the readings in force take their names and norms from."""
    growth: Growth
    otra_lectura: Mapping[int, Liquidacion] = field(default_factory=dict)
    """By obligation with payments, the same under the other imputation."""
    guardadas: Mapping[int, str] = field(default_factory=dict)
    """By obligation, who kept this very liquidation and when."""


class KeptLine(NamedTuple):
    """A liquidation that was kept, of one obligation."""

    creada_en: datetime
    corte: date
    obligacion: str
    total: Centavos
    huella: str
    quien: str


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """Another area's figure for a case, at a cut of both."""

    expediente_id: int
    corte: date
    ajena: CifraAjena


class Liquidations(Protocol):
    """Liquidations over the base; reads come from the reader lane."""

    def load(self, expediente_id: int, corte: date) -> CaseFigures:
        """Liquidate a case.

        Raises:
            NotFoundError: it owes nothing.
            MissingParameterError: a rate or index is not loaded; says which.
        """

    def kept(self, expediente_id: int) -> Sequence[KeptLine]:
        """Return the liquidations that were kept, the latest first."""

    def keep(self, expediente_id: int, corte: date) -> Changes:
        """Keep the liquidation with its fingerprint; called from the writer lane.

        Raises:
            NotAllowedError: the case ended, the user may not, or it is kept already.
        """

    def print_page(self, caso: LiquidacionCaso, destino: Path) -> None:
        """Write the page as PDF.

        Raises:
            StorageError: it cannot be written.
        """

    def export(self, caso: LiquidacionCaso, destino: Path) -> None:
        """Write the workbook with live formulas.

        Raises:
            StorageError: it cannot be written.
        """

    def verify(self, huella: str) -> InformeHuella:
        """Repeat what was kept under a fingerprint.

        Raises:
            NotFoundError: nothing was.
        """

    def read_figure(self, archivo: Path) -> CifraLeida:
        """Find the figures of another liquidation in a workbook.

        Raises:
            UnreadableFileError: it is no table, or none of its figures is known.
        """

    def compare(self, request: ComparisonRequest, progress: Progress) -> Comparacion:
        """Tell why another figure is not ours.

        Raises:
            InvalidDataError: an amount of the other area is negative.
        """
