"""The cuadro de deudores: a row per obligation, in the columns of each institution."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from cobro_desktop.assets import assets
from cobro_desktop.domain.texto import plegar
from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.exchange.sello import escrito
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.importacion.regreso import (
    COMPARADAS,
    autoridad_de,
    clave_de,
    nombre_de_concepto,
)
from cobro_desktop.services.importacion.tres_vias import base_de
from cobro_desktop.services.informes.modelo import nombres
from cobro_desktop.storage.queries.cartera import Renglon, por_expedientes
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.workspace import Workspace

AVISO: Final = (
    "Se pueden llenar las columnas de título verde; las demás están protegidas."
)
_SIN_SELLO: Final = COMPARADAS | {"orden"}
"""Columns whose change is told otherwise, and the one that people number again."""
ETAPAS: Final = {
    "recepcion": "Recepción",
    "persuasivo": "Cobro persuasivo",
    "coactivo": "Cobro coactivo",
    "terminacion": "Terminación",
}
ESTADOS: Final = {
    "ABIERTO": "Abierto",
    "SUSPENDIDO": "Suspendido",
    "ARCHIVADO": "Archivado",
    "DEVUELTO": "Devuelto",
    "REMITIDO_SDH": "Remitido a la SDH",
    "REPORTADO_BDME": "Reportado al BDME",
    "ACUMULADO": "Acumulado",
}


@dataclass(frozen=True)
class CuadroDeudores:
    """The report, for the cases chosen."""

    session: Session
    workspace: Workspace
    expedientes: Sequence[int]
    siglas: Sequence[str]
    """Institutions that the cases belong to."""
    corte: dt.date

    def informe(self) -> Informe:
        """Return what is written besides the rows."""
        own = self._propio
        codigo = f"{own['codigo']} · " if "codigo" in own else ""
        lines = (
            nombres(self.workspace, self.siglas),
            own.get("titulo", self._formato["titulo"]),
            f"{codigo}Corte: {fecha_larga(self.corte)}",
            AVISO,
        )
        titles = own.get("titulos", {})
        columns = tuple(
            Columna(
                titulo=titles.get(item["valor"], item["titulo"]),
                clase=Clase(item.get("clase", "texto")),
                ancho=item["ancho"],
                editable=item.get("editable", False),
                ayuda=item.get("ayuda", ""),
                suma=item.get("suma", False),
                sellada=item["valor"] not in _SIN_SELLO,
            )
            for item in self._columnas
        )
        return Informe(
            self._formato["hoja"], lines, columns, self.corte, self._formato["fijas"]
        )

    def filas(self) -> Iterator[tuple[Celda, ...]]:
        """Yield the rows, by case number."""
        values = [VALORES.get(item["valor"]) for item in self._columnas]
        order = 0
        for chunk in trozos(self.expedientes):
            for row in por_expedientes(self.session, chunk):
                order += 1
                yield tuple(
                    order if value is None else value(row, self) for value in values
                )

    def actividad(self, row: Renglon) -> str:
        """Return number and name of the case's activity, as its procedure says."""
        procedimiento = self.workspace.procedimiento(self.session, row.procedimiento_id)
        return f"{row.actividad}. {procedimiento.actividades[row.actividad].nombre}"

    def decir(self, row: Renglon, valor: str) -> str:
        """Return what a column would say of an obligation now, as its seal keeps it."""
        return escrito(VALORES[valor](row, self), self._clases[valor])

    @cached_property
    def _clases(self) -> Mapping[str, Clase]:
        columns = self._formato["columna"]
        return {c["valor"]: Clase(c.get("clase", "texto")) for c in columns}

    @cached_property
    def _formato(self) -> dict[str, Any]:
        return _leer()

    @cached_property
    def _propio(self) -> dict[str, Any]:
        """What the institution's own form changes; nothing when there are several."""
        if len(self.siglas) != 1:
            return {}
        changes: dict[str, Any] = self._formato["entidad"].get(self.siglas[0], {})
        return changes

    @cached_property
    def _columnas(self) -> list[dict[str, Any]]:
        omitted = {
            item["valor"]
            for item in self._formato["columna"]
            if item.get("solo_varias", False) and len(self.siglas) < 2
        } | set(self._propio.get("omite", ()))
        return [c for c in self._formato["columna"] if c["valor"] not in omitted]


def valores_por_titulo() -> Mapping[str, str]:
    """Return what each column says by its folded heading, in every institution."""
    data = _leer()
    titles = {c["titulo"]: c["valor"] for c in data["columna"]}
    for own in data["entidad"].values():
        renamed = own.get("titulos", {})
        titles |= {title: valor for valor, title in renamed.items()}
    return {plegar(t): valor for t, valor in titles.items() if valor in VALORES}


VALORES: Final[Mapping[str, Callable[[Renglon, CuadroDeudores], Celda]]] = {
    "documento": lambda row, _: row.identificacion,
    "nombre": lambda row, _: row.nombre,
    "entidad": lambda row, _: row.sigla,
    "representante": lambda row, _: row.datos.get("representante"),
    "direccion": lambda row, _: row.direccion,
    "municipio": lambda row, _: row.municipio,
    "correo": lambda row, _: row.correo,
    "telefono": lambda row, _: row.telefono,
    "concepto": lambda row, cuadro: nombre_de_concepto(row, cuadro.workspace.recursos),
    "autoridad": lambda row, _: autoridad_de(row),
    "titulo": lambda row, _: row.titulo,
    "titulo_fecha": lambda row, _: row.titulo_fecha,
    "notificado": lambda row, _: row.notificado,
    "ejecutoria": lambda row, _: row.ejecutoria,
    "exigible": lambda row, _: row.exigible,
    "vigencia": lambda row, _: row.vigencia,
    "capital": lambda row, _: row.capital,
    "abonos": lambda row, _: row.abonos,
    "saldo": lambda row, _: row.saldo,
    "etapa": lambda row, _: ETAPAS.get(row.etapa, row.etapa),
    "actividad": lambda row, cuadro: cuadro.actividad(row),
    "estado": lambda row, _: ESTADOS.get(row.estado, row.estado),
    "vence": lambda row, _: row.vence,
    "fecha_segura": lambda row, _: row.fecha_segura,
    "responsable": lambda row, _: row.responsable,
    "numero": lambda row, _: row.numero,
    "observaciones": lambda row, _: row.datos.get("observaciones"),
    "base": lambda row, _: base_de(row),
    "clave": lambda row, _: clave_de(row),
}
"""What each column of the data file says; `orden` is the row's number."""


def _leer() -> dict[str, Any]:
    path = assets("resources") / "informes" / "cartera.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
