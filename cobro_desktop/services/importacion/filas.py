"""The accepted rows of a file, as the reader left them in its temporary base."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from cobro_desktop.services.importacion.decisiones import Decisiones

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cobro_desktop.domain.dinero import Centavos
    from cobro_desktop.exchange.resultado import ResumenLectura
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.rows import LoteRow, ProcedimientoRow

CHUNK = 2_000
SIN_REFERENCIA = "Sin referencia"
"""What the reference of a payment without one begins with."""
COMPARANDO = "Comparando con la base"
"""The phase, as a person who waits reads it."""


@dataclass(frozen=True, slots=True)
class Carga:
    """A checked file on its way into the base, and the batch it belongs to."""

    lote: LoteRow
    procedimiento: ProcedimientoRow
    resumen: ResumenLectura
    progress: Progress
    decisiones: Decisiones = field(default_factory=Decisiones)


@dataclass(frozen=True, slots=True)
class Ensayo:
    """A checked file, to say what it would do; nothing is written."""

    session: Session
    workspace: Workspace
    codigo: str
    """Of the procedure."""
    resumen: ResumenLectura
    hoy: dt.date
    progress: Progress
    decisiones: Decisiones = field(default_factory=Decisiones)


class FilaTitulo(NamedTuple):
    """A row of `titulos` or `cartera`; money in centavos, absent values None."""

    fila: int
    llave: str
    tipo_documento: str
    numero_documento: str
    dv: int | None
    nombre: str | None
    representante: str | None
    direccion: str | None
    municipio: str | None
    correo: str | None
    telefono: str | None
    autoridad: str | None
    titulo_numero: str
    titulo_fecha: str | None
    notificacion: str | None
    ejecutoria: str | None
    concepto: str | None
    vigencia: int | None
    capital: Centavos
    abonos: Centavos | None
    saldo: Centavos | None
    observaciones: str | None
    clave: str | None
    base: str | None
    datos: str | None
    referencias: str | None

    @property
    def rotulo(self) -> str:
        """The name of the debtor; the document, in a file that brings no names."""
        return self.nombre or f"{self.tipo_documento} {self.numero_documento}"

    @property
    def abono_historico(self) -> Centavos:
        """What was paid before, as the file tells it or as its balance implies."""
        if self.abonos is not None:
            return self.abonos
        return max(self.capital - self.saldo, 0) if self.saldo is not None else 0

    @property
    def saldo_inicial(self) -> Centavos:
        """The capital that is still owed after what was paid before."""
        return max(self.capital - self.abono_historico, 0)

    @property
    def fecha_titulo(self) -> dt.date:
        """Date of the title; where the file gives none, that of its ejecutoria."""
        return dt.date.fromisoformat(str(self.titulo_fecha or self.ejecutoria))

    @property
    def ejecutoria_o_titulo(self) -> dt.date:
        """The day from which the debt counts, as well as the file tells it."""
        return fecha(self.ejecutoria) or self.fecha_titulo

    def facts(self) -> dict[str, Any]:
        """Return the other columns by name."""
        facts: dict[str, Any] = json.loads(self.datos) if self.datos else {}
        if self.representante:
            facts["representante"] = self.representante
        if self.observaciones:
            facts["observaciones"] = self.observaciones
        return facts

    def numbers(self) -> list[tuple[str, str]]:
        """Return the (kind, value) pairs of foreign numbers."""
        pairs = json.loads(self.referencias) if self.referencias else []
        return [(str(kind), str(value)) for kind, value in pairs]


class FilaSaldo(NamedTuple):
    """A row of `saldos`."""

    fila: int
    llave: str
    clave: str | None
    expediente: str | None
    tipo_documento: str
    numero_documento: str
    nombre: str | None
    titulo_numero: str | None
    cuenta: str | None
    capital: Centavos | None
    intereses: Centavos | None
    saldo: Centavos
    fecha: str | None


class FilaRnmc(NamedTuple):
    """A row of `rnmc`."""

    fila: int
    comparendo: str
    numero_documento: str | None
    estado_rnmc: str | None
    estado_lico: str | None
    fecha_estado: str | None
    fecha_consulta: str | None
    observaciones: str | None


class FilaCope(NamedTuple):
    """A row of `cope`."""

    fila: int
    expediente: str
    cope: str | None
    siga: str | None
    fecha: str | None
    actividad: str | None
    estado: str | None
    saldo: Centavos | None
    observaciones: str | None


class FilaAplicativo(NamedTuple):
    """A row of `aplicativo`."""

    fila: int
    expediente: str
    registro: str | None
    fecha: str | None
    actividad: str | None
    estado: str | None
    saldo: Centavos | None
    observaciones: str | None


class FilaSdh(NamedTuple):
    """A row of `respuesta-sdh`."""

    fila: int
    expediente: str
    respuesta: str
    fecha: str
    motivo: str | None
    clasificacion: str | None
    valor: Centavos | None
    referencia: str | None
    radicado: str | None
    observaciones: str | None


class FilaSiga(NamedTuple):
    """A row of `siga`."""

    fila: int
    documento_clave: str
    expediente: str | None
    numero: str | None
    radicado: str | None
    fecha: str | None


class FilaPago(NamedTuple):
    """A row of `pagos`."""

    fila: int
    llave: str
    fecha: str
    banco: str | None
    referencia: str
    tipo_documento: str | None
    numero_documento: str | None
    nombre: str | None
    valor: Centavos
    concepto: str | None
    titulo_numero: str | None
    observaciones: str | None
    referencias: str | None

    def numbers(self) -> dict[str, str]:
        """Return the foreign numbers that the row gives, by kind."""
        return dict(json.loads(self.referencias)) if self.referencias else {}


F = TypeVar("F", FilaSaldo, FilaRnmc, FilaCope, FilaAplicativo, FilaSdh, FilaSiga)


def fecha(text: str | None) -> dt.date | None:
    """Read an ISO date that may be absent."""
    return dt.date.fromisoformat(text) if text else None


def titulos(resumen: ResumenLectura) -> Iterator[list[FilaTitulo]]:
    """Yield the accepted rows in the order of the sheet, in chunks."""
    for chunk in _chunks(resumen, FilaTitulo._fields):
        yield [FilaTitulo._make(row) for row in chunk]


def pagos(resumen: ResumenLectura) -> Iterator[list[FilaPago]]:
    """Yield the accepted payments in chunks, the earliest first (RULES 2).

    Those of a day keep the order of the sheet. One without reference gets one: who
    paid and, from the second equal payment of the file on, its place among them. The
    same file gives the same ones.
    """
    seen: Counter[tuple[object, ...]] = Counter()
    for chunk in _chunks(resumen, FilaPago._fields, orden="fecha, fila"):
        yield [_con_referencia(FilaPago._make(row), seen) for row in chunk]


def filas_de(resumen: ResumenLectura, tipo: type[F]) -> Iterator[F]:
    """Yield the accepted rows of the smaller formats, in the order of the sheet."""
    for chunk in _chunks(resumen, tipo._fields):
        for row in chunk:
            yield tipo._make(row)


def tandas_de(resumen: ResumenLectura, tipo: type[F]) -> Iterator[list[F]]:
    """Yield them as `filas_de`, in chunks."""
    for chunk in _chunks(resumen, tipo._fields):
        yield [tipo._make(row) for row in chunk]


def _con_referencia(fila: FilaPago, seen: Counter[tuple[object, ...]]) -> FilaPago:
    if fila.referencia:
        return fila
    who = fila.numero_documento or fila.titulo_numero or fila.nombre or ""
    seen[who, fila.fecha, fila.valor, fila.banco] += 1
    nth = seen[who, fila.fecha, fila.valor, fila.banco]
    words = (SIN_REFERENCIA, who, f"({nth})" if nth > 1 else "")
    return fila._replace(referencia=" ".join(filter(None, words)))


def _chunks(
    resumen: ResumenLectura, columns: tuple[str, ...], *, orden: str = "fila"
) -> Iterator[list[tuple[Any, ...]]]:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(resumen.base))) as connection:
        connection.execute(f"PRAGMA key = \"x'{resumen.clave}'\"")
        cursor = connection.execute(
            f"SELECT {', '.join(columns)} FROM aceptada ORDER BY {orden}"  # noqa: S608
        )
        while chunk := cursor.fetchmany(CHUNK):
            yield chunk
