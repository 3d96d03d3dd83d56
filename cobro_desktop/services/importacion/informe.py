"""What an import tells: counts that add up, sums, rejected cells (DECISIONS 28)."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.exchange.cells import Codigo
from cobro_desktop.formats import cantidad, legible, miles, pesos
from cobro_desktop.services.importacion.existentes import Vuelta

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.rechazos import Diferencia
    from cobro_desktop.exchange.resultado import ErrorDeCelda, ResumenLectura

_ELIJA: Final = "Elija en cada una; mientras, queda lo de acá."


@dataclass
class Balance:
    """What happened, or would happen, to the accepted rows."""

    cuentas: dict[str, int] = field(
        default_factory=lambda: {"nuevas": 0, "cambiadas": 0, "iguales": 0}
    )
    expedientes: set[int] = field(default_factory=set)
    """Cases created or changed; empty in a simulation."""
    diferencias: list[dict[str, object]] = field(default_factory=list)
    """Fields that differ: fila, expediente, campo, antes, despues, protegido."""
    reingresos: list[dict[str, object]] = field(default_factory=list)
    """Rows of a title that had been returned (PROCEDURES, rule 6)."""
    casos: int = 0
    """Cases that are new; a title of several rows is one."""
    regreso: Counter[str] = field(default_factory=Counter)
    """Rows of a workbook that comes back, by what changed since (B13)."""
    sin_base: int = 0
    """Of those in conflict, the rows that do not tell what they left with."""
    por_campo: Counter[str] = field(default_factory=Counter)
    """How many rows differ in each field; all of them."""
    notas: list[str] = field(default_factory=list)
    """Other sentences about the whole file."""
    pagos: dict[str, object] | None = None
    """For `pagos`: conciliados, sin_identificar, total."""

    @property
    def vuelve(self) -> bool:
        """Whether the file is a workbook of ours that comes back."""
        return any(self.regreso[kind] for kind in Vuelta if kind is not Vuelta.NUEVO)

    def avisos(self) -> list[str]:
        """Say what the person should know of the whole file."""
        known = self.regreso[Vuelta.CONFLICTO] - self.sin_base
        found = _desde_que_salio(self.regreso[Vuelta.ACA], known)
        return [*found, *_sin_base(self.sin_base), *self.notas]

    @property
    def escribe(self) -> bool:
        """Whether anything was written."""
        return bool(self.cuentas["nuevas"] or self.cuentas["cambiadas"])

    def contar(self, destino: str) -> None:
        """Count a row by what it does: `nueva cambiada igual`."""
        plural = {"nueva": "nuevas", "cambiada": "cambiadas", "igual": "iguales"}
        self.cuentas[plural[destino]] += 1


@dataclass(frozen=True, slots=True)
class Celdas:
    """The cells that deserve a word."""

    errores: Sequence[ErrorDeCelda]
    """Those that rejected their row; all of them."""
    avisos: Sequence[ErrorDeCelda] = ()
    """Those of accepted rows that deserve a look; the first ones."""


def datos_de(
    resumen: ResumenLectura,
    balance: Balance,
    celdas: Celdas,
    lote: int | None,
) -> dict[str, object]:
    """Return the JSON of DESIGN, `importar`; amounts in pesos."""
    datos: dict[str, object] = {
        "archivo": resumen.archivo.name,
        "sha256": resumen.sha256,
        "hoja": resumen.hoja,
        "fila_encabezado": resumen.fila_encabezado,
        "hojas": [hoja.nombre for hoja in resumen.hojas],
        "columnas": [asdict(columna) for columna in resumen.columnas],
        "leidas": resumen.leidas,
        **balance.cuentas,
        "expedientes_nuevos": balance.casos,
        "rechazadas": resumen.rechazadas,
        "ignoradas": {
            "vacias": resumen.vacias,
            "subtotales": resumen.subtotales,
            "repetidas": resumen.repetidas,
        },
        "suma_capital": en_pesos(resumen.suma_capital),
        "total_hoja": _optional(resumen.total_hoja),
        "cuadra": resumen.cuadra,
        "errores": [en_json(error) for error in celdas.errores],
        "avisos": [*resumen.avisos_hoja, *balance.avisos()],
        "avisos_celdas": [en_json(notice) for notice in celdas.avisos],
        "diferencias": balance.diferencias,
        "diferencias_por_campo": dict(balance.por_campo),
        "regreso": {str(kind): balance.regreso[kind] for kind in Vuelta}
        if balance.vuelve
        else None,
        "reingresos": balance.reingresos,
        "lote": lote,
    }
    return datos | (balance.pagos or {})


def resumen_de(resumen: ResumenLectura, balance: Balance) -> str:
    """Say in a sentence what the import did."""
    cuentas = balance.cuentas
    read = cantidad(resumen.leidas, "fila leída", "filas leídas")
    summed = resumen.suma_capital or resumen.total_hoja is not None
    suma = f"; suma {pesos(resumen.suma_capital)}" if summed else ""
    return (
        f"«{resumen.archivo.name}»: {read}, {cantidad(cuentas['nuevas'], 'nueva')}, "
        f"{miles(cuentas['cambiadas'])} con cambios, "
        f"{cantidad(cuentas['iguales'], 'igual', 'iguales')}, "
        f"{cantidad(resumen.rechazadas, 'rechazada')}{suma}."
    )


def como_vuelve(regreso: Mapping[str, int]) -> str:
    """Say in words how the rows of a workbook of ours come back."""
    kinds = (
        (Vuelta.COINCIDE, "coincide", "coinciden"),
        (Vuelta.NUEVO, "nueva", "nuevas"),
        (Vuelta.ALLA, "cambió allá", "cambiaron allá"),
        (Vuelta.ACA, "cambió acá", "cambiaron acá"),
        (Vuelta.CONFLICTO, "en conflicto", "en conflicto"),
    )
    told = [cantidad(regreso[key], *words) for key, *words in kinds if regreso[key]]
    return ", ".join(told)


def diferencias_de(datos: Mapping[str, Any]) -> list[Diferencia]:
    """Return what a file says otherwise, as the workbook of rejects lists it."""
    from cobro_desktop.exchange.rechazos import Diferencia

    found = [
        Diferencia(
            item.get("celda") or f"fila {item['fila']}",
            item["expediente"] or "",
            str(item["campo"]),
            legible(str(item["antes"] or "")),
            legible(str(item["despues"] or "")),
            str(item.get("decision") or "cambia"),
        )
        for item in datos["diferencias"]
    ]
    for cell in datos["avisos_celdas"]:
        if cell["codigo"] == Codigo.LOCKED_COLUMN:
            where, column = cell["celda"], cell["columna"]
            value = legible(str(cell["valor"] or ""))
            told = Diferencia(where, "", column, "", value, cell["motivo"])
            found.append(told)
    return found


def en_json(error: ErrorDeCelda) -> dict[str, object]:
    """Return a cell that deserves a word as JSON values."""
    return {
        "hoja": error.hoja,
        "celda": error.celda,
        "fila": error.fila,
        "columna": error.columna,
        "valor": error.valor,
        "motivo": error.motivo,
        "codigo": error.codigo,
    }


def _desde_que_salio(here: int, conflicts: int) -> list[str]:
    """Say how many rows changed here since the workbook left."""
    if not here + conflicts:
        return []
    rows = cantidad(here + conflicts, "fila cambió", "filas cambiaron")
    text = f"Este libro salió antes de cambios hechos acá: {rows} desde entonces"
    if not conflicts:
        return [f"{text}. Lo de acá se conserva."]
    both = cantidad(conflicts, "está", "están")
    they = "cambió" if conflicts == 1 else "cambiaron"
    return [f"{text}, y {both} en conflicto: allá también {they}. {_ELIJA}"]


def _sin_base(rows: int) -> list[str]:
    """Say how many rows differ, and nobody knows which side changed."""
    if not rows:
        return []
    say = cantidad(rows, "fila dice", "filas dicen")
    left = "no trae con qué salió" if rows == 1 else "no traen con qué salieron"
    return [
        f"{say} otra cosa que el programa y {left}: no se sabe cuál cambió. {_ELIJA}"
    ]


def _optional(centavos: Centavos | None) -> int | str | None:
    return None if centavos is None else en_pesos(centavos)
