"""Lays what the base holds over the tables that ship; the base wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cobro_desktop.domain.calendario import Suspension
from cobro_desktop.domain.dinero import Centavos, desde_pesos
from cobro_desktop.domain.referencia import IndiceMensual, Referencia, ValorAnual
from cobro_desktop.domain.tasas import RegimenMora, TablaTasas, TramoTasa
from cobro_desktop.domain.traza import Verificacion
from cobro_desktop.formats import COLOMBIA, fecha_corta

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cobro_desktop.domain.parametros import ValorLegal
    from cobro_desktop.services.parametros.registros import Registro

_NORMA = {"smlmv": "decreto_smlmv", "uvt": "resolucion", "uvb": "resolucion"}
_DIA = timedelta(days=1)


def con_registros(base: Referencia, registros: Sequence[Registro]) -> Referencia:
    """Return the tables with the values in force of the base, marked as loaded.

    Raises:
        InvalidDataError: together they would leave a gap among the rates.
    """
    by_table: dict[str, list[Registro]] = {}
    for registro in registros:
        by_table.setdefault(registro.valor.tabla, []).append(registro)
    return replace(
        base,
        tasas=_tasas(base.tasas, by_table.get("tasas_interes", ())),
        smlmv=base.smlmv.con(_en_pesos(r) for r in by_table.get("smlmv", ())),
        uvt=base.uvt.con(_en_pesos(r) for r in by_table.get("uvt", ())),
        uvb=base.uvb.con(_en_pesos(r) for r in by_table.get("uvb", ())),
        ipc=base.ipc.con(_ipc(r) for r in by_table.get("ipc", ())),
        ipc_mensual=_indices(base.ipc_mensual, by_table.get("ipc_mensual", ())),
    )


def cierres_de(registros: Iterable[Registro], sigla: str) -> dict[date, str]:
    """Return the days on which an entity was closed, with the act that says so."""
    days: dict[date, str] = {}
    for valor in _de_la_entidad(registros, "cierres", sigla):
        day, last = valor.vigencia
        while day <= last:
            days[day] = f"cierre de la entidad ({valor.campos['acto']})"
            day += _DIA
    return days


def suspensiones_de(
    registros: Iterable[Registro], sigla: str
) -> tuple[Suspension, ...]:
    """Return the days on which an act of the entity stopped the terms."""
    return tuple(
        Suspension(*valor.vigencia, valor.campos["acto"])
        for valor in _de_la_entidad(registros, "suspensiones", sigla)
    )


def origen(registro: Registro) -> str:
    """Say who loaded a value and when, for whoever reads its source."""
    day = fecha_corta(registro.en.astimezone(COLOMBIA).date())
    checked = "" if registro.valor.verificado else "; sin cotejar"
    return f"cargado en Parámetros legales por {registro.por} el {day}{checked}"


def _de_la_entidad(
    registros: Iterable[Registro], tabla: str, sigla: str
) -> Iterator[ValorLegal]:
    for registro in registros:
        if registro.valor.tabla == tabla and registro.valor.sigla == sigla:
            yield registro.valor


def _tasas(base: TablaTasas, registros: Sequence[Registro]) -> TablaTasas:
    if not registros:
        return base
    mine = [registro.valor.vigencia for registro in registros]
    kept = (
        tramo
        for tramo in base
        if not any(v.desde <= tramo.hasta and tramo.desde <= v.hasta for v in mine)
    )
    return TablaTasas(tuple(kept)).con(_tramo(registro) for registro in registros)


def _tramo(registro: Registro) -> TramoTasa:
    valor, campos = registro.valor, registro.valor.campos
    signed = campos.get("fecha_resolucion", "")
    checked = _verificacion(registro)
    return TramoTasa(
        desde=valor.vigencia.desde,
        hasta=valor.vigencia.hasta,
        ibc=Fraction(campos["ibc_consumo_ordinario"]),
        usura=Fraction(campos["usura_consumo_ordinario"]),
        mora=Fraction(campos["tasa_mora_et635"]),
        regimen=RegimenMora(campos["regimen_et635"]),
        resolucion=campos["resolucion"],
        fecha_resolucion=date.fromisoformat(signed) if signed else None,
        certificado_desde=valor.vigencia.desde,
        certificado_hasta=valor.vigencia.hasta,
        fuente=_fuente(registro),
        verificacion_ibc=checked,
        verificacion_usura=checked,
        verificacion_mora=checked,
        nota=valor.nota,
    )


def _en_pesos(registro: Registro) -> ValorAnual[Centavos]:
    valor = registro.valor
    return ValorAnual(
        anio=valor.vigencia.desde.year,
        valor=desde_pesos(int(valor.campos["valor_cop"])),
        norma=valor.campos.get(_NORMA[valor.tabla], ""),
        fuente=_fuente(registro),
        verificacion=_verificacion(registro),
        verificacion_norma=_verificacion(registro),
        nota="; ".join(text for text in (valor.nota, origen(registro)) if text),
    )


def _ipc(registro: Registro) -> ValorAnual[Fraction]:
    valor = registro.valor
    return ValorAnual(
        anio=valor.vigencia.desde.year,
        valor=Fraction(valor.campos["variacion_anual_dic_pct"]),
        norma="DANE",
        fuente=_fuente(registro),
        verificacion=_verificacion(registro),
        nota="; ".join(text for text in (valor.nota, origen(registro)) if text),
    )


def _indices(
    base: tuple[IndiceMensual, ...], registros: Sequence[Registro]
) -> tuple[IndiceMensual, ...]:
    merged = {(i.anio, i.mes): i for i in base}
    for registro in registros:
        month = registro.valor.vigencia.desde
        merged[month.year, month.month] = IndiceMensual(
            month.year,
            month.month,
            Fraction(registro.valor.campos["indice_base_dic2018_100"]),
            _fuente(registro),
            _verificacion(registro),
        )
    return tuple(merged[key] for key in sorted(merged))


def _fuente(registro: Registro) -> str:
    return f"{registro.valor.fuente} ({origen(registro)})"


def _verificacion(registro: Registro) -> Verificacion:
    checked = registro.valor.verificado
    return Verificacion.VISTO if checked else Verificacion.MEMORIA
