"""Reads the reference tables that ship with the program, each only when asked for.

Numbers are read from their text into exact values: pesos to integer centavos, rates
and indexes to fractions. A file that cannot be read whole is refused whole.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from cobro_desktop.assets import assets
from cobro_desktop.domain.dinero import Centavos, desde_pesos
from cobro_desktop.domain.errors import InvalidDataError, NotFoundError
from cobro_desktop.domain.referencia import (
    EntidadOficio,
    Festivo,
    IndiceMensual,
    Municipio,
    Referencia,
    RegimenEt635,
    TablaAnual,
    TipoDocumento,
    TramoIbc,
    ValorAnual,
)
from cobro_desktop.domain.tasas import (
    RegimenMora,
    TablaTasas,
    TramoTasa,
    revisar_vigencias,
)
from cobro_desktop.domain.traza import Verificacion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO, TypeAlias

    Fila: TypeAlias = dict[str, str]

T = TypeVar("T")

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def load_referencia(folder: Path | None = None) -> Referencia:
    """Load the tables that computations use (a few milliseconds).

    Args:
        folder: where the CSV files are; default, the ones that ship.

    Raises:
        NotFoundError: a file is missing.
        InvalidDataError: a file has a bad value, a gap or an overlap; names the row.
    """
    ibc = _read(folder, "tasas_ibc_1971_2005", _tramo_ibc)
    revisar_vigencias([(t.desde, t.hasta) for t in ibc], "bancario corriente")
    return Referencia(
        tasas=TablaTasas(_read(folder, "tasas_interes", _tramo)),
        smlmv=TablaAnual(
            "el salario mínimo (SMLMV)", "smlmv", _read(folder, "smlmv", _smlmv)
        ),
        uvt=TablaAnual("la UVT", "uvt", _read(folder, "uvt", _unidad)),
        uvb=TablaAnual("la UVB", "uvb", _read(folder, "uvb", _unidad)),
        ipc=TablaAnual("el IPC anual", "ipc", _read(folder, "ipc", _ipc)),
        regimenes_et635=_read(folder, "regimenes_et635", _regimen),
        ibc_1971_2005=ibc,
        ipc_mensual=_read(folder, "ipc_mensual", _indice),
    )


def load_municipios(folder: Path | None = None) -> tuple[Municipio, ...]:
    """Load DIVIPOLA (1,124 rows)."""
    return _read(folder, "divipola", _municipio)


def load_tipos_documento(folder: Path | None = None) -> tuple[TipoDocumento, ...]:
    """Load the kinds of identity document."""
    return _read(folder, "tipos_documento", _tipo_documento)


def load_entidades_oficio(folder: Path | None = None) -> tuple[EntidadOficio, ...]:
    """Load who is asked for a debtor's goods: registries, banks, employers."""
    return _read(folder, "entidades_oficio", _entidad_oficio)


def load_festivos(folder: Path | None = None) -> tuple[Festivo, ...]:
    """Load the holidays of 2015–2035; two may fall on one date."""
    return _read(folder, "festivos", _festivo)


def fraccion(texto: str) -> Fraction:
    """Read a decimal with a point, exactly.

    Raises:
        InvalidDataError: it is not a plain decimal number.
    """
    if not _DECIMAL.fullmatch(texto):
        msg = f"«{texto}» no es un número (se espera, por ejemplo, 24.36)."
        raise InvalidDataError(msg, {"valor": texto})
    return Fraction(texto)


def _read(
    folder: Path | None, nombre: str, parse: Callable[[Fila], T]
) -> tuple[T, ...]:
    path = (folder or assets("resources") / "referencia") / f"{nombre}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(_parse(nombre, n, row, parse) for n, row in _rows(file))
    except FileNotFoundError:
        msg = (
            f"No se encuentra la tabla «{nombre}» ({path.name}). Reinstale el "
            "programa o copie de nuevo el archivo; no se cambió ningún dato."
        )
        raise NotFoundError(msg, {"tabla": nombre}) from None


def _rows(file: TextIO) -> Iterator[tuple[int, Fila]]:
    return enumerate(csv.DictReader(file), start=2)


def _parse(nombre: str, numero: int, row: Fila, parse: Callable[[Fila], T]) -> T:
    try:
        return parse(row)
    except (InvalidDataError, ValueError, KeyError, TypeError) as problem:
        msg = (
            f"La tabla «{nombre}» tiene un error en la fila {numero}: {problem}. "
            "Corrija el archivo y cárguelo de nuevo; siguen en uso los valores "
            "anteriores."
        )
        raise InvalidDataError(msg, {"tabla": nombre, "fila": numero}) from problem


def _optional_date(texto: str) -> date | None:
    return date.fromisoformat(texto) if texto else None


def _pesos(texto: str) -> Centavos:
    return desde_pesos(int(texto))


def _estado(texto: str) -> Verificacion:
    """An empty mark is not a verification."""
    return Verificacion(texto or Verificacion.MEMORIA)


def _tramo(row: Fila) -> TramoTasa:
    return TramoTasa(
        desde=date.fromisoformat(row["desde"]),
        hasta=date.fromisoformat(row["hasta"]),
        ibc=fraccion(row["ibc_consumo_ordinario"]),
        usura=fraccion(row["usura_consumo_ordinario"]),
        mora=fraccion(row["tasa_mora_et635"]),
        regimen=RegimenMora(row["regimen_et635"]),
        resolucion=row["resolucion"],
        fecha_resolucion=_optional_date(row["fecha_resolucion"]),
        certificado_desde=date.fromisoformat(row["tramo_sfc_desde"]),
        certificado_hasta=date.fromisoformat(row["tramo_sfc_hasta"]),
        fuente=row["fuente"],
        verificacion_ibc=_estado(row["verificado"]),
        verificacion_usura=_estado(row["verificado_usura"]),
        verificacion_mora=_estado(row["verificado_mora"]),
        nota=row["nota"],
    )


def _tramo_ibc(row: Fila) -> TramoIbc:
    return TramoIbc(
        date.fromisoformat(row["desde"]),
        date.fromisoformat(row["hasta"]),
        row["resolucion"],
        fraccion(row["ibc_bancario_corriente"]),
        row["fuente"],
        _estado(row["verificado"]),
    )


def _smlmv(row: Fila) -> ValorAnual[Centavos]:
    return ValorAnual(
        int(row["anio"]),
        _pesos(row["valor_cop"]),
        row["decreto_smlmv"],
        row["fuente"],
        _estado(row["verificado"]),
        _estado(row["verificado_decreto"]),
        row["nota"],
    )


def _unidad(row: Fila) -> ValorAnual[Centavos]:
    return ValorAnual(
        int(row["anio"]),
        _pesos(row["valor_cop"]),
        row["resolucion"],
        row["fuente"],
        _estado(row["verificado"]),
        _estado(row["verificado_resolucion"]),
        row["nota"],
    )


def _ipc(row: Fila) -> ValorAnual[Fraction]:
    return ValorAnual(
        int(row["anio"]),
        fraccion(row["variacion_anual_dic_pct"]),
        "DANE",
        row["fuente"],
        _estado(row["verificado"]),
        nota=row["nota"],
    )


def _indice(row: Fila) -> IndiceMensual:
    return IndiceMensual(
        int(row["anio"]),
        int(row["mes"]),
        fraccion(row["indice_base_dic2018_100"]),
        row["fuente"],
        _estado(row["verificado"]),
    )


def _regimen(row: Fila) -> RegimenEt635:
    return RegimenEt635(
        codigo=row["codigo"],
        desde=_optional_date(row["desde"]),
        hasta=_optional_date(row["hasta"]),
        regla=row["regla"],
        formula=row["formula"],
        fuente=row["fuente"],
        verificacion=_estado(row["verificado"]),
        nota=row["nota"],
    )


def _municipio(row: Fila) -> Municipio:
    return Municipio(
        row["cod_municipio"],
        row["municipio_presentacion"],
        row["departamento_presentacion"],
        row["estado"],
    )


def _tipo_documento(row: Fila) -> TipoDocumento:
    return TipoDocumento(
        row["codigo"],
        row["nombre"],
        row["codigo_dian"],
        row["tipo_persona"],
        row["patron"],
        _estado(row["verificado"]),
    )


def _entidad_oficio(row: Fila) -> EntidadOficio:
    return EntidadOficio(
        categoria=row["categoria"],
        nombre=row["entidad"],
        nit=row["nit"],
        dv=row["dv"],
        que_se_pide=row["que_se_pide"],
        norma=row["norma_apoyo"],
        canal=row["canal"],
        verificacion=_estado(row["verificado"]),
        nota=row["nota"],
    )


def _festivo(row: Fila) -> Festivo:
    return Festivo(
        date.fromisoformat(row["fecha"]),
        row["nombre"],
        date.fromisoformat(row["fecha_base"]),
        row["fuente"],
    )
