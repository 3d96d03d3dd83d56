"""Rows of a workbook that we exported and that comes back from another office.

Its hidden key says which obligation a row is, and how many changes the obligation had
when the workbook left: what differs then is what somebody wrote in the workbook.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cobro_desktop.formats import pesos
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.importacion.existentes import Cambio, Existente, Vuelta
from cobro_desktop.services.importacion.filas import fecha
from cobro_desktop.services.importacion.tres_vias import clasificar, leer_base
from cobro_desktop.services.recursos import recursos_de
from cobro_desktop.storage.queries.cartera import por_obligaciones, por_titulos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.assets import Carpeta
    from cobro_desktop.services.importacion.existentes import Contactos
    from cobro_desktop.services.importacion.filas import FilaTitulo
    from cobro_desktop.storage.queries.cartera import Renglon

COMPARADAS: Final = frozenset(
    {
        "documento",
        "nombre",
        "representante",
        "concepto",
        "autoridad",
        "titulo",
        "titulo_fecha",
        "notificado",
        "ejecutoria",
        "vigencia",
        "saldo",
    }
)
"""Locked columns of the cuadro that are read and compared as fields."""
_IDENTIFICA: Final = (
    "identifica la deuda; si el título está mal, se devuelve a quien lo envió"
)
_DONDE: Final = {
    "nombre": "se cambia con un archivo de títulos de quien lo envió",
    "representante": "se vincula en el expediente, con su soporte",
}
"""Where what makes a title what it is can be changed."""
_CLAVE = re.compile(r"([1-9]\d{0,17})-(\d{1,9})-([0-9a-f]{8})")


class Conocida(NamedTuple):
    """The obligation that the key of a row names."""

    renglon: Renglon
    al_dia: bool
    """Nothing changed here since the workbook left."""
    concepto: str
    """The name by which its concept is shown."""
    ajena: bool = False
    """The hidden columns of the row are those of another one."""

    def existente(self) -> Existente:
        """Return the obligation as the rest of the import knows it."""
        row = self.renglon
        return Existente(
            row.llave,
            row.titulo_id,
            row.expediente_id,
            row.persona_id,
            row.numero,
            row.actividad,
            row.estado,
            row.notificado,
            row.ejecutoria,
            row.obligacion_id,
            row.concepto,
            row.vigencia,
            row.capital,
            row.saldo,
            row.abono_historico,
        )


def clave_de(renglon: Renglon) -> str:
    """Return the hidden key of an obligation: id, version, mark of its title."""
    return f"{renglon.obligacion_id}-{renglon.versiones}-{_marca(renglon.llave)}"


def es_clave(text: str) -> bool:
    """Tell whether a text has the form of a hidden key, of this base or another."""
    return _CLAVE.fullmatch(text) is not None


def salio_de_aqui(fila: FilaTitulo) -> bool:
    """Tell a row of a workbook of ours, of this base or another."""
    marked = fila.clave is not None and es_clave(fila.clave)
    return marked or (fila.base is not None and bool(leer_base(fila.base)))


def nombre_de_concepto(renglon: Renglon, recursos: Carpeta) -> str:
    """Return the name by which an obligation's concept is shown.

    `recursos` is the folder that rules (`workspace.recursos`, `recursos_de`): the
    institutions that came in a pack are only there.
    """
    conceptos = load_conceptos(renglon.sigla, recursos)
    names = (c.nombre for c in conceptos if c.id == renglon.concepto)
    return next(names, renglon.concepto)


def autoridad_de(renglon: Renglon) -> str:
    """Return who issued the title; the entity itself when no other is known."""
    return renglon.autoridad or renglon.entidad


def conocidas(session: Session, filas: Sequence[FilaTitulo]) -> dict[int, Conocida]:
    """Find by their keys the obligations of some rows; by row of the sheet.

    A key of another base, or on a row that speaks of another debt (copied to add a
    title, or left behind by a sort), is not believed.
    """
    keys = {
        fila.fila: found.groups()
        for fila in filas
        if fila.clave and (found := _CLAVE.fullmatch(fila.clave))
    }
    if not keys:
        return {}
    rows = por_obligaciones(session, {int(key[0]) for key in keys.values()})
    by_id = {str(row.obligacion_id): row for row in rows}
    recursos = recursos_de(session)
    known = {}
    for fila in filas:
        number, version, mark = keys.get(fila.fila, ("", "", ""))
        row = by_id.get(number)
        if row and mark == _marca(row.llave) and _same_debt(fila, row):
            name = nombre_de_concepto(row, recursos)
            known[fila.fila] = Conocida(row, int(version) == row.versiones, name)
    lost = _de_otra_fila(session, [f for f in filas if f.fila in known], known)
    return {fila: conocida for fila, conocida in known.items() if fila not in lost}


def renglones_de(
    session: Session, filas: Sequence[FilaTitulo], known: Sequence[Existente]
) -> Mapping[int, Renglon]:
    """Read the obligations that a workbook of ours found by their titles, by id.

    Nothing is read for the files of other hands.
    """
    if not any(map(salio_de_aqui, filas)):
        return {}
    rows = por_obligaciones(session, {e.obligacion_id for e in known})
    return {row.obligacion_id: row for row in rows}


def sin_su_clave(session: Session, fila: FilaTitulo, renglon: Renglon) -> Conocida:
    """Return the obligation that a row of ours was found to tell by its title.

    No version of it is known: what differs, and the row does not tell what it left
    with, a person chooses. The hidden columns travel together: where the key is good,
    and of something else, so are the others.
    """
    name = nombre_de_concepto(renglon, recursos_de(session))
    stranger = fila.clave is not None and es_clave(fila.clave)
    return Conocida(renglon, al_dia=False, concepto=name, ajena=stranger)


def como_salio(fila: FilaTitulo) -> FilaTitulo:
    """Give back the centavos that a text file, which keeps what is seen, rounded."""
    base = leer_base(fila.base)
    left = {
        campo: int(base[campo])
        for campo in ("capital", "abonos", "saldo")
        if base.get(campo, "").isdecimal()
    }
    told: dict[str, Any] = {
        campo: amount
        for campo, amount in left.items()
        if _redondeado(getattr(fila, campo), amount)
    }
    return fila._replace(**told)


def sin_numero_nuestro(fila: FilaTitulo) -> FilaTitulo:
    """Leave out of a new row the case number of the row that it was copied from."""
    pairs = [pair for pair in fila.numbers() if pair[0] != "aplicativo"]
    return fila._replace(referencias=json.dumps(pairs) if pairs else None)


def habla_de(fila: FilaTitulo, conocida: Conocida) -> bool:
    """Tell whether a row says the debtor, title, concept and year of an obligation."""
    row = conocida.renglon
    return (
        (fila.numero_documento, fila.titulo_numero) == (row.documento, row.titulo)
        and (fila.concepto or conocida.concepto) == conocida.concepto
        and (fila.vigencia or row.vigencia) == row.vigencia
    )


def cambios_de_regreso(
    fila: FilaTitulo, conocida: Conocida, contactos: Contactos, *, empezado: bool
) -> tuple[Cambio, ...]:
    """Return the cells that differ from what would be exported now, three ways.

    Args:
        fila: the row as it came back.
        conocida: its obligation.
        contactos: every way to reach the debtor that the base knows, old ones too.
        empezado: the legal side has begun to work the case.
    """
    row = conocida.renglon
    base = {} if conocida.ajena else leer_base(fila.base)
    compared = Comparacion(base, al_dia=conocida.al_dia)
    return (
        *_identidad(fila, conocida, compared),
        *_dinero(fila, row, compared, protegido=empezado or row.imputado),
        *_fechas(fila, row, compared, protegido=empezado),
        *_contactos(fila, conocida, contactos, compared),
        *_notas(fila, row, compared),
    )


@dataclass(frozen=True, slots=True)
class Comparacion:
    """What a row left with, to compare its fields three ways."""

    base: Mapping[str, str]
    al_dia: bool
    """Nothing changed here since the workbook left."""

    def cambio(
        self,
        campo: str,
        par: tuple[object, object],
        mostrar: Callable[[Any], str] = str,
        *,
        protegido: bool,
    ) -> Iterator[Cambio]:
        """Yield the difference of a field, if there is one."""
        kind, base = clasificar(campo, par, self.base, al_dia=self.al_dia)
        if kind is Vuelta.COINCIDE:
            return
        old, new = ("" if v is None else mostrar(v) for v in par)
        if base and mostrar is pesos:
            base = pesos(int(base))
        yield Cambio(campo, old, new, protegido, kind, base)


def _marca(llave: str) -> str:
    return f"{zlib.crc32(llave.encode()):08x}"


def _redondeado(dicho: int | None, salio: int) -> bool:
    return dicho is not None and dicho % 100 == 0 and abs(dicho - salio) <= 50


def _de_otra_fila(
    session: Session, filas: Sequence[FilaTitulo], known: Mapping[int, Conocida]
) -> set[int]:
    """Name the rows that tell, word for word, another debt than that of their key.

    So they are left by a sort that did not take the hidden columns along; a title
    that somebody only put right is of no other debt.
    """
    odd = [fila for fila in filas if not habla_de(fila, known[fila.fila])]
    if not odd:
        return set()
    pairs = {(fila.numero_documento, fila.titulo_numero) for fila in odd}
    recursos = recursos_de(session)
    others = [
        Conocida(row, al_dia=False, concepto=nombre_de_concepto(row, recursos))
        for row in por_titulos(session, pairs)
    ]
    return {fila.fila for fila in odd if any(habla_de(fila, other) for other in others)}


def _same_debt(fila: FilaTitulo, row: Renglon) -> bool:
    return fila.numero_documento == row.documento or fila.titulo_numero == row.titulo


def _identidad(
    fila: FilaTitulo, conocida: Conocida, compared: Comparacion
) -> Iterator[Cambio]:
    """Compare what makes the title what it is: shown, never overwritten by a file."""
    row = conocida.renglon
    document = f"{row.tipo_documento} {row.documento}"
    pairs = (
        ("documento", document, f"{fila.tipo_documento} {fila.numero_documento}"),
        ("nombre", row.nombre, fila.nombre),
        ("representante", row.datos.get("representante", ""), fila.representante),
        ("autoridad", autoridad_de(row), fila.autoridad),
        ("titulo_numero", row.titulo, fila.titulo_numero),
        ("concepto", conocida.concepto, fila.concepto),
        ("vigencia", str(row.vigencia or ""), str(fila.vigencia or "")),
        ("titulo_fecha", row.titulo_fecha, fila.fecha_titulo),
    )
    for campo, old, new in pairs:
        where = _DONDE.get(campo, _IDENTIFICA)
        for change in compared.cambio(campo, (old, new or ""), protegido=True):
            yield replace(change, donde=where)


def _dinero(
    fila: FilaTitulo, row: Renglon, compared: Comparacion, *, protegido: bool
) -> Iterator[Cambio]:
    capital = (row.capital, fila.capital)
    yield from compared.cambio("capital", capital, pesos, protegido=protegido)
    if fila.abonos is not None or row.abonos:
        paid = (row.abonos, fila.abonos)
        locked = protegido or fila.abonos is None
        yield from compared.cambio("abonos", paid, pesos, protegido=locked)
    if fila.saldo is not None:
        # It follows from the other two: only who wrote in the cell is told.
        pair = (row.saldo, fila.saldo)
        for change in compared.cambio("saldo", pair, pesos, protegido=True):
            if change.clase is Vuelta.ALLA or change.base is not None:
                yield replace(change, donde="sale del capital y de los abonos")


def _fechas(
    fila: FilaTitulo, row: Renglon, compared: Comparacion, *, protegido: bool
) -> Iterator[Cambio]:
    for campo, old, text in (
        ("notificado", row.notificado, fila.notificacion),
        ("ejecutoria", row.ejecutoria, fila.ejecutoria),
    ):
        new = fecha(text)
        locked = protegido or new is None
        yield from compared.cambio(campo, (old, new), protegido=locked)


def _contactos(
    fila: FilaTitulo, conocida: Conocida, known: Contactos, compared: Comparacion
) -> Iterator[Cambio]:
    """Compare how to reach the debtor: what is new is added, nothing is erased.

    In a workbook older than the base, what the base knows already is not a change.
    """
    row = conocida.renglon
    pairs = (
        ("direccion", row.direccion, fila.direccion or ""),
        ("correo", row.correo, fila.correo or ""),
        ("telefono", row.telefono, fila.telefono or ""),
    )
    for campo, old, new in pairs:
        older = not conocida.al_dia and (row.persona_id, campo, new) in known
        if compared.base or not older:
            yield from compared.cambio(campo, (old, new), protegido=not new)


def _notas(fila: FilaTitulo, row: Renglon, compared: Comparacion) -> Iterator[Cambio]:
    city = (row.municipio, fila.municipio or "")
    yield from compared.cambio("municipio", city, protegido=not city[1])
    notes = (row.datos.get("observaciones", ""), fila.observaciones or "")
    yield from compared.cambio("observaciones", notes, protegido=False)
