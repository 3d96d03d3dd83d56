"""What the trial of a file answered, as the dialog shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from cobro_desktop.formats import cantidad, legible, miles, pesos
from cobro_ui.icons import Icon
from cobro_ui.theme.roles import Tone
from cobro_ui.widgets.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CUADRA = Mark(
    "Cuadra", Icon.OK, Tone.OK, "La suma de las filas es el total que trae la hoja."
)
NO_CUADRA = Mark(
    "No cuadra",
    Icon.WARNING,
    Tone.WARN,
    "La suma de las filas aceptadas no es el total que trae la hoja. Las filas "
    "rechazadas no suman; revise si con ellas cuadra.",
)
SIN_TOTAL = Mark(
    "Sin total", Icon.INFO, Tone.NEUTRAL, "La hoja no trae un total para comparar."
)


class Cell(NamedTuple):
    """A cell that rejected its row, or that deserves a look."""

    celda: str
    columna: str
    valor: str
    motivo: str


class Difference(NamedTuple):
    """A field that the file would change, or would like to."""

    fila: int
    expediente: str
    campo: str
    antes: str
    despues: str
    protegido: bool
    """The legal side owns it: it stays as it is."""
    clase: str = "cambio_alla"
    """`cambio_alla cambio_aca conflicto`: where it changed since the workbook left."""
    base: str = ""
    """What it was then, where both sides changed it."""
    se_escribe: bool = True
    """Whether the file's value would be written."""
    celda: str = ""
    """Its address in the sheet; empty where no one column says it."""
    donde: str = ""
    """Of a locked column: where in the program it is changed, or why it is not."""
    sin_base: bool = False
    """Nothing tells what the workbook left with."""


class Reentry(NamedTuple):
    """A title that comes again after it was sent back."""

    fila: int
    expediente: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The answer of `importar` (DECISIONS 28), typed; what is absent is empty."""

    datos: Mapping[str, Any]

    @property
    def hoja(self) -> str:
        """The sheet that was read; empty for text files."""
        return str(self.datos.get("hoja") or "")

    @property
    def sha256(self) -> str:
        """Of the file that was checked."""
        return str(self.datos.get("sha256") or "")

    @property
    def rechazadas(self) -> int:
        """Rows that cannot be brought."""
        return self._count("rechazadas")

    @property
    def escribe(self) -> int:
        """Rows that an import would write."""
        return self._count("nuevas") + self._count("cambiadas")

    @property
    def errores(self) -> Sequence[Cell]:
        """Cells that rejected their row."""
        return [_cell(item) for item in self.datos.get("errores", ())]

    @property
    def avisos(self) -> Sequence[Cell]:
        """What deserves a look: first about the file, then cell by cell."""
        whole = [Cell("", "Todo el archivo", "", t) for t in self._list("avisos")]
        return [*whole, *(_cell(item) for item in self._list("avisos_celdas"))]

    @property
    def diferencias(self) -> Sequence[Difference]:
        """Fields whose value is another."""
        return [_difference(item) for item in self._list("diferencias")]

    @property
    def reingresos(self) -> Sequence[Reentry]:
        """Titles that had been sent back."""
        return [
            Reentry(int(item["fila"]), str(item["expediente"] or ""))
            for item in self._list("reingresos")
        ]

    def cuentas(self) -> str:
        """Say the sum: `1.200 = 1.178 nuevas + 0 con cambios + …`."""
        parts = (
            cantidad(self._count("nuevas"), "nueva"),
            f"{miles(self._count('cambiadas'))} con cambios",
            cantidad(self._count("iguales"), "igual", "iguales"),
            cantidad(self.rechazadas, "rechazada"),
        )
        return f"{miles(self._count('leidas'))} = {' + '.join(parts)}"

    def aparte(self) -> str:
        """Say which rows hold no data and are not counted."""
        rows = self.datos.get("ignoradas") or {}
        kinds = (
            ("vacias", "vacía", "vacías"),
            ("subtotales", "subtotal", "subtotales"),
            ("repetidas", "repetida", "repetidas"),
        )
        told = [
            cantidad(int(rows[key]), one, many)
            for key, one, many in kinds
            if key in rows
        ]
        return ", ".join(told)

    def suma(self) -> str:
        """Say the sum of the accepted rows; empty where nothing is summed."""
        found, total = self.datos.get("suma_capital"), self.datos.get("total_hoja")
        return _money(found) if found or total is not None else ""

    def total(self) -> str:
        """Say the sheet's own total; empty when it has none."""
        return _money(self.datos.get("total_hoja"))

    def cuadra(self) -> Mark:
        """Compare both sums."""
        found = self.datos.get("cuadra")
        return SIN_TOTAL if found is None else CUADRA if found else NO_CUADRA

    def pagos(self) -> str:
        """Say how many payments found their case; empty for other files."""
        if "conciliados" not in self.datos:
            return ""
        found, lost = self._count("conciliados"), self._count("sin_identificar")
        return f"{miles(found)} con expediente, {miles(lost)} sin identificar"

    def por_campo(self) -> Mapping[str, int]:
        """Count the differences of each field; all of them."""
        told = self.datos.get("diferencias_por_campo")
        if isinstance(told, dict) and told:
            return told
        found: dict[str, int] = {}
        for difference in self.diferencias:
            found[difference.campo] = found.get(difference.campo, 0) + 1
        return found

    def regreso(self) -> str:
        """Say how a workbook of ours comes back; empty for other files."""
        found = self.datos.get("regreso")
        if not isinstance(found, dict):
            return ""
        from cobro_desktop.services.importacion.informe import como_vuelve

        return como_vuelve(found)

    def decisiones(self) -> str:
        """Say how many differences would be written; empty when there are none."""
        rows = self.diferencias
        if not rows:
            return ""
        written = sum(row.se_escribe for row in rows)
        kept = cantidad(len(rows) - written, "se conserva", "se conservan")
        return f"{cantidad(written, 'se cambia', 'se cambian')}, {kept}"

    def verbo(self) -> str:
        """Name what importing would do, for its button."""
        cases, new = self._count("expedientes_nuevos"), self._count("nuevas")
        changed = self._count("cambiadas")
        if "conciliados" in self.datos:
            return f"Importar {cantidad(new, 'pago')}"
        if not cases:
            return f"Importar {cantidad(new + changed, 'fila')}"
        more = f" y {cantidad(changed, 'cambio')}" if changed else ""
        return f"Importar {cantidad(cases, 'expediente')}{more}"

    def _count(self, key: str) -> int:
        value = self.datos.get(key)
        return value if isinstance(value, int) else 0

    def _list(self, key: str) -> Sequence[Any]:
        value = self.datos.get(key)
        return value if isinstance(value, list) else ()


def _cell(item: Mapping[str, Any]) -> Cell:
    return Cell(
        str(item.get("celda") or f"fila {item.get('fila')}"),
        str(item.get("columna") or ""),
        str(item.get("valor") or ""),
        str(item.get("motivo") or ""),
    )


def _difference(item: Mapping[str, Any]) -> Difference:
    return Difference(
        int(item["fila"]),
        str(item["expediente"] or ""),
        str(item["campo"]),
        legible(str(item["antes"] or "")),
        legible(str(item["despues"] or "")),
        bool(item["protegido"]),
        str(item.get("clase") or "cambio_alla"),
        legible(str(item.get("base") or "")),
        bool(item.get("se_escribe", not item["protegido"])),
        str(item.get("celda") or ""),
        str(item.get("donde") or ""),
        item.get("base") is None,
    )


def _money(value: object) -> str:
    return "" if value is None else pesos(int(Decimal(str(value)) * 100))
