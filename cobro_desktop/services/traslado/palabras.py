"""Records, fields and values of a package as a person reads them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, Date

from cobro_desktop.domain.calidades import nombre_de
from cobro_desktop.formats import fecha_corta, pesos
from cobro_desktop.services.traslado.foto import CASO
from cobro_desktop.services.traslado.tablas import POR_NOMBRE, campo_de, destino_de

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NADA: Final = "—"
_CAMPOS: Final = {
    "actuacion": "actuación",
    "autoridad": "autoridad",
    "causa_devolucion": "causa de devolución",
    "contenido": "contenido",
    "dependencia": "oficina",
    "dv": "dígito de verificación",
    "ejecutoria": "fecha de ejecutoria",
    "exigible": "exigible desde",
    "interes": "intereses",
    "municipio": "municipio",
    "numero": "número",
    "obligacion": "obligación",
    "posicion": "actividad y estado",
    "recibido": "fecha de recibo",
    "saldo_capital": "saldo de capital",
    "situacion": "situación",
    "telefono": "teléfono",
    "tope": "responde hasta",
    "titulo": "título",
    "dias": "días",
    "correo": "correo",
}
_NOMBRES: Final = {
    "persona": ("nombre",),
    "direccion": ("texto",),
    "titulo": ("numero",),
    "obligacion": ("concepto", "vigencia"),
    "documento": ("nombre",),
    "termino": ("nombre",),
    "pago": ("referencia", "fecha"),
    "acuerdo": ("solicitado",),
    "cuota": ("numero",),
    "notificacion": ("que",),
    "medida": ("destinatario",),
    "bien": ("descripcion",),
    "deposito": ("numero",),
    "gasto": ("soporte",),
    "obligado": ("deudor", "obligacion"),
}


def nombrar_todo(
    filas: Mapping[str, Mapping[str, Mapping[str, Any]]],
) -> dict[str, str]:
    """Return the words of each record by its name; what it names goes before it."""
    found: dict[str, str] = {}
    for tabla, records in filas.items():
        if tabla != CASO:
            for uid, record in records.items():
                found[uid] = _palabras(tabla, record, found)
    return found


def que_es(tabla: str, record: Mapping[str, Any], palabras: Mapping[str, str]) -> str:
    """Name a record: `Persona «ÑÁÑEZ SEGURIDAD S.A.S.»`."""
    if tabla == CASO:
        return "Expediente"
    kind = POR_NOMBRE[tabla]
    words = _palabras(tabla, record, palabras)
    name = kind.que[0].upper() + kind.que[1:]
    return f"{name} «{words}»" if words else name


def _palabras(
    tabla: str, record: Mapping[str, Any], palabras: Mapping[str, str]
) -> str:
    kind = POR_NOMBRE[tabla]
    leads = {campo_de(c) for c in kind.columnas() if destino_de(c)}
    told = []
    for name in _NOMBRES.get(tabla, kind.natural):
        value = record.get(name)
        if name in leads:
            value = palabras.get(str(value), "")
        elif name == "rol":
            value = f"({nombre_de(str(value)).lower()})"
        told.append(_corto(value))
    return " ".join(filter(None, told))


def que_son(cuantos: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Name the kinds of record that come: `actuación`, 3."""
    for tabla, count in cuantos.items():
        if tabla != CASO:
            yield POR_NOMBRE[tabla].que, count


def campo(tabla: str, nombre: str) -> str:
    """Name a field."""
    del tabla
    return _CAMPOS.get(nombre, nombre.replace("_", " "))


def valor(tabla: str, nombre: str, value: Any, nombres: Mapping[str, str]) -> str:
    """Write a value; `nombres` tells the names of records that it may lead to."""
    if value is None or value in ("", [], {}):
        return NADA
    if tabla == CASO:
        return _del_caso(nombre, value)
    column = {campo_de(c): c for c in POR_NOMBRE[tabla].columnas()}[nombre]
    if destino_de(column):
        return nombres.get(str(value), str(value))
    if isinstance(column.type, Date):
        return _dia(value)
    is_money = isinstance(column.type, BigInteger) and type(value) is int
    return pesos(value) if is_money else _largo(value)


def _del_caso(nombre: str, value: Any) -> str:
    if nombre == "posicion":
        place = f"actividad {value['actividad']}, {value['etapa']}, {value['estado']}"
        since = _dia(value["actividad_desde"])
        cause = f" ({value['causa']})" if value.get("causa") else ""
        return f"{place}{cause}, desde el {since}"
    if nombre in {"recibido", "exigible"}:
        return _dia(value)
    return (
        ": ".join(map(str, filter(None, value))) if isinstance(value, list) else value
    )


def _dia(value: Any) -> str:
    try:
        return fecha_corta(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _corto(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value)
    return f"{text[:60]}…" if len(text) > 60 else text


def _largo(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{k}: {_largo(v)}" for k, v in sorted(value.items()) if v)
        return "; ".join(pairs) or NADA
    if isinstance(value, list):
        return ", ".join(map(_largo, value)) or NADA
    if isinstance(value, bool):
        return "sí" if value else "no"
    return str(value)
