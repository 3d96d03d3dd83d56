"""What the window is given: the sources it reads and the acts it can ask for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.importacion.lotes import Alcance, Lote
    from cobro_desktop.services.importacion.mirada import Mirada
    from cobro_desktop.services.progress import Progress
    from cobro_ui.actuaciones.enmiendas import Amends
    from cobro_ui.actuaciones.ports import Acts, People
    from cobro_ui.acuerdos.ports import Agreements
    from cobro_ui.agenda.ports import AgendaSource
    from cobro_ui.base_entera.ports import WholeBase
    from cobro_ui.bdme.ports import BulletinSource
    from cobro_ui.bienes.ports import GoodsSource
    from cobro_ui.calculadoras.ports import Calculators
    from cobro_ui.cartera.ports import PortfolioSource
    from cobro_ui.cierres.ports import ClosingsSource
    from cobro_ui.conciliacion.ports import ReconciliationSource
    from cobro_ui.documentos.desk import DocumentDesk
    from cobro_ui.documentos.ports import DocumentFlow
    from cobro_ui.electronico.ports import ElectronicFile, TextSearch
    from cobro_ui.expediente.analisis_source import AnalysisSource
    from cobro_ui.gestiones.ports import Outreach
    from cobro_ui.incidentes.ports import Incidents
    from cobro_ui.informes.ports import ReportSource
    from cobro_ui.jobs.notices import Notices
    from cobro_ui.jobs.runner import Jobs
    from cobro_ui.liquidacion.ports import Liquidations
    from cobro_ui.listas.ports import ListWriter
    from cobro_ui.mapa.ports import FlowSource
    from cobro_ui.movimientos.ports import Movements
    from cobro_ui.paquetes.ports import PackageSource
    from cobro_ui.parametros.recount import Recounts
    from cobro_ui.parametros.source import LegalSource
    from cobro_ui.prescripcion.ports import PrescriptionSource
    from cobro_ui.reads import ExpedientesSource
    from cobro_ui.reads_case import CasesSource
    from cobro_ui.recaudo.ports import Payments
    from cobro_ui.textos.ports import TextLibrary
    from cobro_ui.theme.theme import Appearance, Theme
    from cobro_ui.trabajo.ports import WorkSource
    from cobro_ui.versiones.ports import VersionSource
    from cobro_ui.widgets.date_field import Days
    from cobro_ui.wizard.drafts import Drafts
    from cobro_ui.wizard.paso import PasoGuiado
    from cobro_ui.wizard.reopen import Reopenings


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file that somebody wants to import."""

    archivo: Path
    formato: str
    procedimiento: str
    simular: bool
    """Reads, checks and compares, and writes nothing."""
    hoja: str | None = None
    """None for the one that looks most like the content."""
    columnas: Mapping[str, str] = field(default_factory=dict)
    """Field → column letters, those that the person said; empty for no column."""
    rechazos: Path | None = None
    """Where to leave the workbook of rejected rows."""
    encabezado: int | None = None
    """Last row of the header, when the person moved it."""
    perfil: str | None = None
    """How the sender's files are read; empty for nobody's, None to recognise them."""
    guardar_perfil: str = ""
    """Name under which to keep how this one was read."""
    campos: Mapping[str, bool] = field(default_factory=dict)
    """Field → whether all its differences are accepted."""
    filas: Mapping[tuple[str, int], bool] = field(default_factory=dict)
    """(field, row) → whether that difference is accepted."""
    sha256: str = ""
    """Of the file as it was checked, which is the one to import."""


class Importer(Protocol):
    """The import of files, as the window offers it."""

    def formats(self) -> Sequence[tuple[str, str]]:
        """Return (value, label) of the formats."""

    def procedures(self) -> Sequence[tuple[str, str]]:
        """Return (code, label) of the procedures."""

    def fields(self, formato: str) -> Sequence[tuple[str, str]]:
        """Return (field, label) of what a format may bring."""

    def profiles(self, formato: str) -> Sequence[str]:
        """Return the names of the profiles of a format."""

    def forget(self, profile: str) -> Changes:
        """Forget a profile."""

    def example(self, formato: str, path: Path) -> Changes:
        """Write an example of a format."""

    def look(self, request: ImportRequest, progress: Progress) -> Mirada:
        """Look at a file: sheets, first rows, likely columns; writes nothing."""

    def run(self, request: ImportRequest, progress: Progress) -> Changes:
        """Import, or only try; `Changes.datos` has the counts of DECISIONS 28."""


class Batches(Protocol):
    """The imports that were done."""

    def list(self) -> Sequence[Lote]:
        """Return them, the latest first."""

    def reach(self, lote_id: int) -> Alcance:
        """Count what undoing one would annul."""

    def undo(self, lote_id: int, progress: Progress) -> Changes:
        """Annul what an import brought.

        Raises:
            NotAllowedError: something later depends on it; tells on what.
            CancelledByUserError: the person stopped it; the import stands.
        """


class EntityDatum(NamedTuple):
    """A fact of the institution that its people write."""

    clave: str
    etiqueta: str
    ayuda: str
    obligatorio: bool
    valor: str


class EntityData(Protocol):
    """The facts of each institution that documents ask for."""

    def entities(self) -> Sequence[tuple[str, str]]:
        """Return (sigla, name) of the institutions."""

    def read(self, sigla: str) -> Sequence[EntityDatum]:
        """Return the facts of an institution."""

    def write(self, sigla: str, data: Mapping[str, str]) -> Changes:
        """Write facts.

        Raises:
            NotAllowedError: this person may not change them.
        """


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is, for the status bar."""

    entidad: str
    usuario: str
    base: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the screens share; made once by the application.

    What is None does not exist yet: no menu, button or place offers it.
    """

    today: date
    """The legal day (DECISIONS 22)."""
    load_place: Callable[[], Place]
    """Read in the reader lane, once the base is open."""
    jobs: Jobs
    theme: Theme
    days: Days
    expedientes: ExpedientesSource
    cases: CasesSource
    liquidations: Liquidations
    open_step: Callable[..., PasoGuiado] | None = None
    """Takes the case and, for one that is open beside its own, the activity."""
    notices: Notices | None = None
    drafts: Drafts | None = None
    reopenings: Reopenings | None = None
    importer: Importer | None = None
    batches: Batches | None = None
    entity_data: EntityData | None = None
    legal: LegalSource | None = None
    whole_base: WholeBase | None = None
    recounts: Recounts | None = None
    calculators: Calculators | None = None
    analysis: AnalysisSource | None = None
    agenda: AgendaSource | None = None
    acts: Acts | None = None
    amends: Amends | None = None
    people: People | None = None
    prescription: PrescriptionSource | None = None
    bulletin: BulletinSource | None = None
    portfolio: PortfolioSource | None = None
    reports: ReportSource | None = None
    reconciliation: ReconciliationSource | None = None
    closings: ClosingsSource | None = None
    lists: ListWriter | None = None
    incidents: Incidents | None = None
    goods: GoodsSource | None = None
    agreements: Agreements | None = None
    flow: FlowSource | None = None
    versions: VersionSource | None = None
    documents: DocumentFlow | None = None
    desk: DocumentDesk | None = None
    texts: TextLibrary | None = None
    payments: Payments | None = None
    movements: Movements | None = None
    work: WorkSource | None = None
    outreach: Outreach | None = None
    packages: PackageSource | None = None
    files: ElectronicFile | None = None
    words: TextSearch | None = None
    save_appearance: Callable[[Appearance], None] | None = None
