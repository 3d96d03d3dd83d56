"""What a file says against what the base holds, row by row (EXCHANGE, steps 3–4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.domain.procedimiento import Fin
from cobro_desktop.domain.texto import plegar
from cobro_desktop.formats import pesos
from cobro_desktop.services.conceptos import Concepto, concepto_de
from cobro_desktop.services.importacion.avisos_regreso import (
    copias,
    otra_ejecutoria,
    repetidas,
    sin_clave,
    sin_reconocer,
)
from cobro_desktop.services.importacion.decisiones import DATOS
from cobro_desktop.services.importacion.existentes import (
    Cambio,
    Contactos,
    Existente,
    Vuelta,
    buscar,
    contactos,
    contactos_de,
    contactos_vigentes,
)
from cobro_desktop.services.importacion.filas import FilaTitulo, fecha
from cobro_desktop.services.importacion.regreso import (
    cambios_de_regreso,
    como_salio,
    conocidas,
    habla_de,
    renglones_de,
    salio_de_aqui,
    sin_numero_nuestro,
    sin_su_clave,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.importacion.decisiones import Decisiones
    from cobro_desktop.services.importacion.protegidas import ColumnasProtegidas
    from cobro_desktop.services.importacion.regreso import Conocida


class Destino(StrEnum):
    """What an accepted row would do."""

    NUEVA = "nueva"
    CAMBIADA = "cambiada"
    IGUAL = "igual"


class Comparada(NamedTuple):
    """A row with its fate."""

    fila: FilaTitulo
    concepto: Concepto
    destino: Destino
    existente: Existente | None
    cambios: tuple[Cambio, ...]
    reingreso: bool
    titulo: Existente | None
    """The title of the base, when the row adds an obligation to it."""
    regresa: bool = False
    """It carries our key: it left from here and comes back."""


@dataclass(frozen=True, slots=True)
class Alcance:
    """What a file is compared with."""

    entidad_id: int
    sigla: str
    codigo: str
    inicio: str
    """First activity of the procedure: until then a case is the sender's."""
    conceptos: Sequence[Concepto]
    campos: frozenset[str]
    """Fields that the file has a column for."""
    decisiones: Decisiones
    protegidas: ColumnasProtegidas
    """What came back written over the locked columns of our own workbook."""


class Comparador:
    """Compares the chunks of one file; remembers which obligations it has seen.

    A row that carries our key speaks of the obligation that it names. Otherwise the
    nth row with the same title, concept and vigencia speaks of the nth such obligation
    of the base, so that a title may carry several.
    """

    def __init__(self, alcance: Alcance) -> None:
        self._alcance = alcance
        self._seen: Counter[tuple[str, str, int | None]] = Counter()
        self._named: set[int] = set()
        self._conceptos: dict[str, Concepto] = {}
        self._titled: dict[str, str | None] = {}
        """Ejecutoria of the first row of each title, which speaks for it."""
        self._contradicen: list[int] = []
        """Later rows of a title that say another one."""
        self.copiadas: list[int] = []
        """Rows with the key of an earlier row, which are taken for new ones."""
        self._repetidas: list[int] = []
        """Rows with the key of an earlier row that tell the same debt again."""
        self._ajenas: list[int] = []
        """Rows whose key names no obligation of this base, or not their own."""
        self._propias = 0
        """Rows whose key is good."""
        self._sin_clave: list[int] = []
        """Rows that left from here and lost their key."""
        self._salio_de_aqui = False
        """Some key has the form of ours: the workbook left from this program."""

    def comparar(
        self, session: Session, filas: Sequence[FilaTitulo]
    ) -> list[Comparada]:
        """Compare a chunk with what the session sees."""
        recognised = conocidas(session, filas)
        self._count_keys(filas, recognised)
        returned = self._first_times(filas, recognised)
        rest = [fila for fila in filas if fila.fila not in returned]
        known = buscar(session, self._alcance.entidad_id, {f.llave for f in rest})
        people = {e.persona_id for e in known}
        people |= {c.renglon.persona_id for c in returned.values()}
        contacts = contactos(session, people)
        current = contactos_vigentes(session, people)
        by_title = {e.llave: e for e in known}
        left = renglones_de(session, filas, known)
        by_obligation: dict[tuple[str, str, int | None], list[Existente]]
        by_obligation = defaultdict(list)
        for e in known:
            if e.obligacion_id not in self._named:
                by_obligation[e.llave, e.concepto, e.vigencia].append(e)
        compared = []
        for fila in filas:
            concepto = self._concepto(fila)
            speaks = self._speaks(fila)
            conocida = returned.get(fila.fila)
            if conocida:
                compared.append(self._regresa(session, fila, conocida, contacts))
                continue
            key = (fila.llave, concepto.id, fila.vigencia)
            nth = self._seen[key]
            self._seen[key] += 1
            candidates = by_obligation[key]
            existente = candidates[nth] if nth < len(candidates) else None
            if existente and salio_de_aqui(fila):
                row = left[existente.obligacion_id]
                conocida = sin_su_clave(session, fila, row)
                compared.append(self._regresa(session, fila, conocida, contacts))
                continue
            cambios: tuple[Cambio, ...] = ()
            if existente:
                found = (
                    *self._importes(fila, existente),
                    *(self._del_titulo(fila, existente) if speaks else ()),
                    *_contactos(fila, existente, contacts, current),
                )
                cambios = self._decididos(fila, found)
            titulo = by_title.get(fila.llave)
            if existente is None and self._salio_de_aqui:
                fila = sin_numero_nuestro(fila)  # noqa: PLW2901  # the same row
            compared.append(_comparada(fila, concepto, existente, cambios, titulo))
        return compared

    def _speaks(self, fila: FilaTitulo) -> bool:
        """Tell whether a row is the first of its title in the file."""
        if fila.llave not in self._titled:
            self._titled[fila.llave] = fila.ejecutoria
            return True
        if fila.ejecutoria and fila.ejecutoria != self._titled[fila.llave]:
            self._contradicen.append(fila.fila)
        return False

    def _concepto(self, fila: FilaTitulo) -> Concepto:
        text = fila.concepto or ""
        if text not in self._conceptos:  # a file names a few, in many rows
            alcance = self._alcance
            found = concepto_de(alcance.conceptos, alcance.codigo, text)
            self._conceptos[text] = found
        return self._conceptos[text]

    def notas(self) -> list[str]:
        """Say what the keys of a workbook that comes back gave to think."""
        found = copias(self.copiadas) + otra_ejecutoria(self._contradicen)
        if self._salio_de_aqui:
            found += sin_reconocer(self._ajenas, self._propias)
        return found + sin_clave(self._sin_clave) + repetidas(self._repetidas)

    def _count_keys(
        self, filas: Sequence[FilaTitulo], recognised: Mapping[int, Conocida]
    ) -> None:
        for fila in filas:
            self._salio_de_aqui = self._salio_de_aqui or salio_de_aqui(fila)
            if fila.clave and fila.fila not in recognised:
                self._ajenas.append(fila.fila)
            elif fila.base and not fila.clave:
                self._sin_clave.append(fila.fila)
        self._propias += len(recognised)

    def _first_times(
        self, filas: Sequence[FilaTitulo], returned: Mapping[int, Conocida]
    ) -> dict[int, Conocida]:
        """Drop the rows copied to tell another debt: their key stood on an earlier one.

        One that tells the same debt again is kept, and what it says is only chosen.
        """
        first = {}
        for fila in filas:
            conocida = returned.get(fila.fila)
            if conocida is None:
                continue
            debt = conocida.renglon.obligacion_id
            if debt not in self._named:
                self._named.add(debt)
                first[fila.fila] = conocida
            elif habla_de(fila, conocida):
                self._repetidas.append(fila.fila)
                first[fila.fila] = conocida._replace(al_dia=False, ajena=True)
            else:
                self.copiadas.append(fila.fila)
        return first

    def _regresa(
        self,
        session: Session,
        fila: FilaTitulo,
        conocida: Conocida,
        contacts: Contactos,
    ) -> Comparada:
        """Compare a row that left from here with the obligation that it left as."""
        locked = self._alcance.protegidas
        existente, concepto = conocida.existente(), self._concepto(fila)
        if locked.redondea:
            fila = como_salio(fila)
        cambios = cambios_de_regreso(
            fila, conocida, contacts, empezado=self._empezado(existente)
        )
        there = (c for c in cambios if c.columna in locked.campos)
        if conocida.renglon.sigla != self._alcance.sigla:
            there = (_de_otra_entidad(c, conocida.renglon.sigla) for c in there)
        cambios = (
            *self._decididos(fila, there),
            *locked.cambios(session, fila.fila, conocida),
        )
        changed = any(c.se_escribe for c in cambios)
        destino = Destino.CAMBIADA if changed else Destino.IGUAL
        return Comparada(
            fila,
            concepto,
            destino,
            existente,
            cambios,
            reingreso=False,
            titulo=existente,
            regresa=True,
        )

    def _decididos(
        self, fila: FilaTitulo, cambios: Iterable[Cambio]
    ) -> tuple[Cambio, ...]:
        decide = self._alcance.decisiones.de
        return tuple(
            replace(
                c,
                aceptado=decide(
                    c.campo, fila.fila, conflicto=c.clase is Vuelta.CONFLICTO
                ),
            )
            for c in cambios
        )

    def _empezado(self, existente: Existente) -> bool:
        """Tell whether the legal side has begun to work the case."""
        first = existente.actividad == self._alcance.inicio
        return not first or existente.estado != "ABIERTO"

    def _importes(self, fila: FilaTitulo, existente: Existente) -> Iterator[Cambio]:
        locked = self._empezado(existente) or existente.imputado
        paid = existente.capital - existente.saldo
        for name, known, new in (
            ("capital", (existente.capital,), fila.capital),
            # The sender may count the payments that came in here, or only its own.
            ("abonos", (existente.abono_historico, paid), fila.abono_historico),
        ):
            if new not in known:
                yield Cambio(name, pesos(known[0]), pesos(new), locked)

    def _del_titulo(self, fila: FilaTitulo, existente: Existente) -> Iterator[Cambio]:
        """Yield what the file says otherwise of a title and of its debtor."""
        started = self._empezado(existente)
        for name, old, new in (
            ("notificado", existente.notificado, fecha(fila.notificacion)),
            ("ejecutoria", existente.ejecutoria, fecha(fila.ejecutoria)),
        ):
            if new is not None and old != new:
                was = old.isoformat() if old else ""
                yield Cambio(name, was, new.isoformat(), started)
        yield from self._dichos(fila, existente)

    def _dichos(self, fila: FilaTitulo, existente: Existente) -> Iterator[Cambio]:
        """Yield what the file says otherwise of the debtor, beside money and dates.

        Once the legal side works the case, it may have put its name and city right:
        somebody chooses. An empty cell, or other capitals, accents and stops, say
        nothing.
        """
        alla = Vuelta.ALLA
        told = Vuelta.CONFLICTO if self._empezado(existente) else alla
        was, facts = existente.datos.get, fila.facts()
        others = sorted(DATOS & facts.keys())
        for campo, old, new, kind, locked in (
            ("nombre", existente.deudor, fila.nombre, told, False),
            ("municipio", existente.municipio, fila.municipio, told, False),
            ("representante", was("representante"), fila.representante, told, True),
            ("observaciones", was("observaciones"), fila.observaciones, alla, False),
            *((name, was(name), str(facts[name]), told, False) for name in others),
        ):
            before = "" if old is None else str(old)
            same = new == before if campo in DATOS else _igual(new or "", before)
            if new and not same:
                yield Cambio(campo, before, new, locked, kind)


def _de_otra_entidad(cambio: Cambio, sigla: str) -> Cambio:
    where = f"es de {sigla}: traiga el libro también con un procedimiento suyo"
    return replace(cambio, protegido=True, donde=where)


def _igual(dicho: str, nuestro: str) -> bool:
    """Tell the same words, whatever their case, accents and stops."""
    return dicho == nuestro or _letras(dicho) == _letras(nuestro)


def _letras(texto: str) -> str:
    return "".join(c for c in plegar(texto) if c.isalnum())


def _contactos(
    fila: FilaTitulo,
    existente: Existente,
    contacts: Contactos,
    current: Mapping[tuple[int, str], str],
) -> Iterator[Cambio]:
    """Yield the ways to reach the debtor that the base never knew."""
    who = existente.persona_id
    for tipo, texto in contactos_de(fila):
        if (who, tipo, texto) not in contacts:
            yield Cambio(tipo, current.get((who, tipo), ""), texto, protegido=False)


def _comparada(
    fila: FilaTitulo,
    concepto: Concepto,
    existente: Existente | None,
    cambios: tuple[Cambio, ...],
    titulo: Existente | None,
) -> Comparada:
    reingreso = titulo is not None and titulo.estado == Fin.DEVUELTO
    if existente is None:
        destino = Destino.NUEVA
    elif reingreso or any(c.se_escribe for c in cambios):
        destino = Destino.CAMBIADA
    else:
        destino = Destino.IGUAL
    return Comparada(fila, concepto, destino, existente, cambios, reingreso, titulo)
