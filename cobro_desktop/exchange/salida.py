"""The temporary base where the child leaves what it read, encrypted like the real one.

Its key lives only in the memory of the parent: a file that a dead process leaves behind
tells nothing about anybody.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cobro_desktop.exchange.formatos import Clase, Destino, load_formato
from cobro_desktop.exchange.resultado import ErrorDeCelda
from cobro_desktop.exchange.sello import Protegida

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from cobro_desktop.exchange.cells import Valor
    from cobro_desktop.exchange.formatos import Formato
    from cobro_desktop.exchange.resultado import ResumenLectura

_ENTERAS = frozenset({Clase.DINERO, Clase.ANIO})
_INTERNAS = frozenset(
    {"tipo_documento", "dv", "segundo_nombre", "apellidos", "segundo_apellido"}
)
_CELDAS = "hoja TEXT, celda TEXT, fila INTEGER, columna TEXT, valor TEXT, motivo TEXT"


def columnas_aceptada(formato: Formato) -> dict[str, str]:
    """Name the columns of `aceptada` with their type, in the order of its tuples."""
    columns = {"fila": "INTEGER PRIMARY KEY", "llave": "TEXT"}
    for campo in formato.campos:
        if campo.nombre == "documento":
            columns |= {"tipo_documento": "TEXT", "numero_documento": "TEXT"}
            columns["dv"] = "INTEGER"
        elif campo.destino is Destino.FILA and campo.nombre not in _INTERNAS:
            columns[campo.nombre] = "INTEGER" if campo.clase in _ENTERAS else "TEXT"
    return {**columns, "datos": "TEXT", "referencias": "TEXT"}


class BaseTemporal:
    """Writes the tables of one reading; not shared between threads."""

    def __init__(self, ruta: Path, clave: str, formato: Formato) -> None:
        self._db = _connect(ruta, clave)
        columns = columnas_aceptada(formato)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        spec = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self._db.execute(f"CREATE TABLE aceptada ({spec})")
        for table in ("error", "aviso"):
            self._db.execute(f"CREATE TABLE {table} ({_CELDAS}, codigo TEXT)")
        for table in ("rechazada", "conservada"):
            self._db.execute(f"CREATE TABLE {table} (fila INTEGER PRIMARY KEY, celdas)")
        self._db.execute(
            "CREATE TABLE protegida (fila, celda, columna, campo, salio, valor)"
        )
        marks = ",".join("?" * len(columns))
        self._insert = f"INSERT INTO aceptada VALUES ({marks})"  # noqa: S608  # ours

    def aceptar(self, filas: Iterable[tuple[object, ...]]) -> None:
        """Write accepted rows, in the order of `columnas_aceptada`."""
        self._db.executemany(self._insert, filas)

    def anotar(self, tabla: str, celdas: Iterable[ErrorDeCelda]) -> None:
        """Write errors (`error`) or notices (`aviso`)."""
        rows = (
            (c.hoja, c.celda, c.fila, c.columna, c.valor, c.motivo, c.codigo)
            for c in celdas
        )
        sql = f"INSERT INTO {tabla} VALUES (?,?,?,?,?,?,?)"  # noqa: S608  # ours
        self._db.executemany(sql, rows)

    def proteger(self, celdas: Iterable[Protegida]) -> None:
        """Note locked cells that somebody wrote over."""
        self._db.executemany("INSERT INTO protegida VALUES (?,?,?,?,?,?)", celdas)

    def rechazar(self, fila: int, celdas: Sequence[Valor]) -> None:
        """Keep a rejected row as it came."""
        self._keep("rechazada", fila, celdas)

    def conservar(self, fila: int, celdas: Sequence[Valor]) -> None:
        """Keep an accepted row as it came: the base of cases may reject it later."""
        self._keep("conservada", fila, celdas)

    def _keep(self, tabla: str, fila: int, celdas: Sequence[Valor]) -> None:
        text = json.dumps([_plain(value) for value in celdas], ensure_ascii=False)
        sql = f"INSERT INTO {tabla} VALUES (?, ?)"  # noqa: S608  # ours
        self._db.execute(sql, (fila, text))

    def cerrar(self) -> None:
        """Finish: everything is on disk for whoever has the key."""
        self._db.commit()
        self._db.close()


def leer_celdas(resumen: ResumenLectura, tabla: str) -> Iterator[ErrorDeCelda]:
    """Yield the errors or notices of a reading, by row."""
    sql = f"SELECT * FROM {tabla} ORDER BY fila, rowid"  # noqa: S608  # ours
    with _open(resumen) as db:
        for row in db.execute(sql):
            yield ErrorDeCelda(*row)


def leer_protegidas(resumen: ResumenLectura) -> Iterator[Protegida]:
    """Yield the locked cells that somebody wrote over, by row."""
    with _open(resumen) as db:
        for row in db.execute("SELECT * FROM protegida ORDER BY fila, rowid"):
            yield Protegida(*row)


def leer_rechazadas(resumen: ResumenLectura) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rejected rows as they came; dates are `date`."""
    with _open(resumen) as db:
        for fila, text in db.execute("SELECT fila, celdas FROM rechazada ORDER BY 1"):
            yield fila, [_back(value) for value in json.loads(text)]


def rechazar_despues(
    resumen: ResumenLectura, errores: Sequence[ErrorDeCelda]
) -> ResumenLectura:
    """Reject accepted rows that the base of cases does not take; return the counts.

    Only for formats that keep their rows (`Formato.conserva`).
    """
    rows = sorted({error.fila for error in errores})
    if not rows:
        return resumen
    marks = [(row,) for row in rows]
    with _open(resumen) as db:
        amount = load_formato(resumen.formato).suma
        lost = 0
        if amount:
            sql = f"SELECT {amount} FROM aceptada WHERE fila = ?"  # noqa: S608  # ours
            lost = sum(db.execute(sql, mark).fetchone()[0] or 0 for mark in marks)
        db.executemany(
            "INSERT INTO rechazada SELECT fila, celdas FROM conservada WHERE fila = ?",
            marks,
        )
        db.executemany("DELETE FROM aceptada WHERE fila = ?", marks)
        db.executemany("DELETE FROM aviso WHERE fila = ?", marks)
        db.executemany(
            "INSERT INTO error VALUES (?,?,?,?,?,?,?)",
            [
                (e.hoja, e.celda, e.fila, e.columna, e.valor, e.motivo, e.codigo)
                for e in errores
            ],
        )
        db.commit()
    return replace(
        resumen,
        aceptadas=resumen.aceptadas - len(rows),
        rechazadas=resumen.rechazadas + len(rows),
        suma_capital=resumen.suma_capital - lost,
    )


@contextmanager
def _open(resumen: ResumenLectura) -> Iterator[Any]:
    db = _connect(resumen.base, resumen.clave)
    try:
        yield db
    finally:
        db.close()


def _connect(ruta: Path, clave: str) -> Any:
    from sqlcipher3 import dbapi2  # not needed to read a preview

    db = dbapi2.connect(str(ruta))
    db.execute(f"PRAGMA key = \"x'{clave}'\"")
    return db


def _plain(value: Valor) -> object:
    if isinstance(value, date):
        return {"fecha": value.isoformat()[:10]}
    return value if isinstance(value, (str, int, float, bool)) else str(value or "")


def _back(value: object) -> object:
    if isinstance(value, dict):
        return date.fromisoformat(value["fecha"])
    return value
