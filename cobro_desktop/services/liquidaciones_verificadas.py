"""Repeats a liquidation that was kept, with today's tables, and tells what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from cobro_desktop.domain.errors import NotFoundError, UserError
from cobro_desktop.domain.huella import Diferencia, comparar, cuenta_de
from cobro_desktop.domain.liquidacion import liquidar
from cobro_desktop.formats import cantidad, fecha_corta, pesos
from cobro_desktop.storage.rows import ExpedienteRow, LiquidacionRow, ObligacionRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cobro_desktop.services.workspace import Workspace

LARGO: Final = 12
_DATOS: Final = {
    "registro": "Huella del registro: alguien lo cambió después de guardarlo",
    "motor": "Versión del programa que liquida",
    "regimen": "Régimen de intereses",
    "capital": "Capital",
    "exigible": "Fecha de exigibilidad",
    "corte": "Fecha de corte",
    "costas": "Costas",
    "abono_historico": "Abonos sin fecha",
    "huella": "Huella",
    "resultado.dias": "Días de mora",
    "resultado.interes": "Interés causado",
    "resultado.saldo_capital": "Saldo de capital",
    "resultado.saldo_interes": "Saldo de intereses",
    "resultado.saldo_costas": "Saldo de costas",
    "resultado.saldo_a_favor": "Saldo a favor del deudor",
    "resultado.total": "Total",
}
_LISTAS: Final = {"abonos": "Abono", "suspensiones": "Suspensión", "gastos": "Gasto"}
_DE_TASA: Final = ("desde", "hasta", "tasa anual (%)", "divisor", "fuente")
_DINERO: Final = frozenset(
    campo
    for campo in _DATOS
    if campo in {"capital", "costas", "abono_historico"}
    or (campo.startswith("resultado.") and campo != "resultado.dias")
)
_COLUMNAS: Final = {
    "capital": "saldo_capital",
    "interes": "saldo_interes",
    "total": "total",
}


@dataclass(frozen=True, slots=True)
class DatoDistinto:
    """A datum that is not what was kept, as a person reads it."""

    campo: str
    """Stable key: `tasas.3.2`, `resultado.interes`."""
    dato: str
    guardado: str
    recalculado: str


@dataclass(frozen=True, slots=True)
class LiquidacionVerificada:
    """A kept liquidation, repeated."""

    liquidacion_id: int
    expediente: str
    corte: dt.date
    usuario: str
    creada_en: dt.datetime
    diferencias: tuple[DatoDistinto, ...]
    problema: str
    """Why it could not be repeated; empty when it could."""

    @property
    def coincide(self) -> bool:
        """Whether it gives the same to the centavo, from the same data."""
        return not self.diferencias and not self.problema


@dataclass(frozen=True, slots=True)
class InformeHuella:
    """What was found under a fingerprint; equal inputs share one."""

    huella: str
    liquidaciones: tuple[LiquidacionVerificada, ...]

    @property
    def coincide(self) -> bool:
        """Whether all of them do."""
        return all(item.coincide for item in self.liquidaciones)

    @property
    def resumen(self) -> str:
        """The verdict in a sentence."""
        wrong = sum(not item.coincide for item in self.liquidaciones)
        if not wrong:
            return (
                f"La liquidación {self.huella} se recalculó con las tablas de hoy y da "
                "lo mismo, peso por peso."
            )
        count = cantidad(wrong, "registro")
        return f"La liquidación {self.huella} no da lo mismo hoy: {count} con cambios."


def verificar_liquidacion(workspace: Workspace, huella: str) -> InformeHuella:
    """Repeat every liquidation kept under a fingerprint, with the tables of today.

    The readings of the law are those that were kept, not the entity's of today.

    Raises:
        NotFoundError: none was kept with that fingerprint.
    """
    wanted = re.sub(r"[\s-]", "", huella).lower()
    query = (
        select(LiquidacionRow, ExpedienteRow.numero)
        .join(ObligacionRow, ObligacionRow.id == LiquidacionRow.obligacion_id)
        .join(ExpedienteRow, ExpedienteRow.id == ObligacionRow.expediente_id)
        .where(LiquidacionRow.huella == wanted)
        .order_by(LiquidacionRow.id)
    )
    with workspace.base.read() as session:
        rows = session.execute(query).all()
    if not rows:
        message = (
            f"No hay una liquidación guardada con la huella «{huella}». Son {LARGO} "
            "letras y números; revíselos. Una que se imprimió sin guardarla no se "
            "puede verificar."
        )
        raise NotFoundError(message)
    found = tuple(_verificada(workspace, row, numero) for row, numero in rows)
    return InformeHuella(wanted, found)


def _verificada(
    workspace: Workspace, row: LiquidacionRow, numero: str
) -> LiquidacionVerificada:
    guardada = {**row.entrada, "resultado": row.resultado, "huella": row.huella}
    problema = ""
    differing: list[Diferencia] = _columnas(row)
    try:
        opciones = workspace.opciones().con(guardada.get("opciones", {}))
        again = liquidar(cuenta_de(guardada), opciones, workspace.referencia)
        differing += comparar(guardada, again)
    except UserError as error:
        problema = f"No se pudo recalcular: {error.mensaje}"
    return LiquidacionVerificada(
        liquidacion_id=row.id,
        expediente=numero,
        corte=row.corte,
        usuario=row.usuario,
        creada_en=row.creada_en,
        diferencias=tuple(_legible(item, guardada) for item in differing),
        problema=problema,
    )


def _columnas(row: LiquidacionRow) -> list[Diferencia]:
    """Compare the amounts that lists show with the record that they copy."""
    pairs = [
        (name, getattr(row, name), row.resultado.get(key))
        for name, key in _COLUMNAS.items()
    ]
    pairs.append(("corte", row.corte.isoformat(), row.entrada.get("corte")))
    pairs.append(("motor", row.motor, row.entrada.get("motor")))
    return [
        Diferencia(f"columna.{name}", str(shown), str(kept))
        for name, shown, kept in pairs
        if shown != kept
    ]


def _legible(diferencia: Diferencia, guardada: Mapping[str, Any]) -> DatoDistinto:
    campo = diferencia.campo
    values = [diferencia.guardado, diferencia.recalculado]
    if campo in _DINERO:
        values = [pesos(int(v)) if v.lstrip("-").isdigit() else v for v in values]
    return DatoDistinto(campo, _dato(campo, guardada), *values)


def _dato(campo: str, guardada: Mapping[str, Any]) -> str:
    """Name a field as a person would."""
    if campo in _DATOS:
        return _DATOS[campo]
    family, _, rest = campo.partition(".")
    if family == "columna":
        return f"El {rest} que muestra la lista no es el del registro"
    if family == "opciones":
        return f"Lectura de la ley «{rest}»"
    position, _, part = rest.partition(".")
    if family == "tasas" and position.isdigit():
        return f"{_periodo(guardada, int(position))}: {_de_tasa(part)}"
    if family in _LISTAS and position.isdigit():
        return f"{_LISTAS[family]} {int(position) + 1}"
    return campo


def _periodo(guardada: Mapping[str, Any], position: int) -> str:
    rates = guardada.get("tasas", [])
    if position >= len(rates):
        return f"Período {position + 1}"
    from datetime import date

    desde, hasta = (date.fromisoformat(day) for day in rates[position][:2])
    return f"Período del {fecha_corta(desde)} al {fecha_corta(hasta)}"


def _de_tasa(part: str) -> str:
    return _DE_TASA[int(part)] if part.isdigit() and int(part) < 5 else part
