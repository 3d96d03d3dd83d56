"""Writes what a package brings of a case: new rows, accepted changes, nothing lost."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select

from cobro_desktop.domain.fusion import AQUI, PAQUETE
from cobro_desktop.exchange.firmado import huella
from cobro_desktop.services.documentos.vida import ultima
from cobro_desktop.services.electronico.textos import NO_HECHOS, indexar
from cobro_desktop.services.traslado.foto import CASO, EXPEDIENTE
from cobro_desktop.services.traslado.identidad import (
    ORIGEN_DE_DOCUMENTO,
    anotar_ajeno,
    registrar_nombres,
)
from cobro_desktop.services.traslado.regresos import lo_retiene
from cobro_desktop.services.traslado.reserva import reservar
from cobro_desktop.services.traslado.tablas import (
    DE_CASO,
    POR_NOMBRE,
    TABLAS,
    campo_de,
)
from cobro_desktop.services.traslado.valores import columna, de_json
from cobro_desktop.storage.rows import (
    DocumentoRow,
    DocumentoVersionRow,
    ExpedienteRow,
    IndiceCorteRow,
    PrioridadRow,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.traslado.comparacion import Comparado
    from cobro_desktop.services.traslado.lectura import Abierto
    from cobro_desktop.services.traslado.tablas import Tabla

CONTENIDO: Final = "contenido"
CONSERVADA: Final = "conservada"
_UNA_A_UNA: Final = {
    "documento",
    "documento_version",
    "revision_documento",
    "indice_corte",
}
"""Tables where each row looks at those that were written before it."""
_NUMERACION: Final = ("serie", "anio", "numero")


class Escritura:
    """One case being written."""

    def __init__(
        self, tx: Transaction, found: Comparado, abierto: Abierto, case: ExpedienteRow
    ) -> None:
        assert found.fusion is not None
        assert found.traducido is not None
        self.tx, self.found, self.abierto, self.case = tx, found, abierto, case
        self.fusion, self.filas = found.fusion, found.traducido.filas
        self.ids = {k: v for k, v in found.ids.items() if v}
        self.ajenos: list[tuple[str, str, dict[str, Any]]] = []
        self.avisos: list[str] = []
        uid = next(iter(self.filas[CASO]))
        self.ids[EXPEDIENTE, uid] = case.id

    @cached_property
    def origen(self) -> Mapping[str, str]:
        """Who the package is of: what a document that came with it says of itself."""
        package = self.abierto.paquete
        head = package.cabecera
        return {
            "autor": head.autor,
            "entidad": head.entidad,
            "archivo": self.abierto.archivo,
            "fecha": self.tx.contexto.hoy.isoformat(),
            "huella": huella(package.clave) if package.clave else "",
        }

    @property
    def session(self) -> Session:
        """The open session."""
        return self.tx.session

    def id_de(self, tabla: str, uid: str) -> int | None:
        """Return the row that a name is here."""
        return self.ids.get((tabla, uid))

    def agregar(self) -> int:
        """Insert the new rows, each with its number known before; returns how many."""
        new: dict[str, list[str]] = {}
        for tabla, uid in self.fusion.nuevas:
            if tabla != CASO and not self._sobra(tabla, uid):
                new.setdefault(tabla, []).append(uid)
        # Acts name rows that are written after them, and nothing may change an act.
        for tabla, uids in new.items():
            fresh = [uid for uid in uids if (tabla, uid) not in self.ids]
            numbers = reservar(self.session, POR_NOMBRE[tabla].row, len(fresh))
            self.ids |= {
                (tabla, u): n for u, n in zip(fresh, numbers, strict=True) if n
            }
        for kind in TABLAS:
            self._insertar(kind, new.get(kind.nombre, []))
        return sum(map(len, new.values()))

    def cambiar(self, elecciones: Mapping[tuple[str, str, str], str]) -> int:
        """Write the changes that take the package's side; returns how many."""
        done = 0
        for change in self.fusion.cambios:
            side = elecciones[change.tabla, change.uid, change.campo]
            if change.campo == CONTENIDO:
                if side == AQUI:
                    self._conservar(change.uid)
                    done += 1
                continue
            if side != PAQUETE:
                continue
            if change.tabla == CASO:
                self._cambiar_caso(change.campo, change.paquete)
            else:
                self._cambiar_fila(change.tabla, change.uid, change.campo)
            done += 1
        # What hangs from another row goes before it.
        for tabla, uid in reversed(self.fusion.retiradas):
            done += self._retirar(tabla, uid)
        self.session.flush()
        return done

    def indexar(self) -> None:
        """Let the words of the documents that came be found."""
        came = {
            self.ids["documento", str(self.filas[tabla][uid]["documento"])]
            for tabla, uid in self.fusion.nuevas
            if tabla == "documento_version"
        }
        for number in sorted(came):
            row = self.session.get_one(DocumentoRow, number)
            if row.estado not in NO_HECHOS:
                last = ultima(self.session, number)
                indexar(self.session, self.tx.workspace, number, last.sha256)

    def registrar(self) -> None:
        """Keep the names that the package gives to the rows.

        What it does not name has no name elsewhere: it gets one when it leaves.
        """
        assert self.found.traducido is not None
        own = {t.nombre for t in TABLAS if t.propia}
        aliases = [
            (EXPEDIENTE if tabla == CASO else tabla, theirs, fila)
            for (tabla, name), theirs in self.found.traducido.ajenos.items()
            if tabla not in own
            and (fila := self.ids.get((EXPEDIENTE if tabla == CASO else tabla, name)))
        ]
        registrar_nombres(self.session, self.case.id, aliases)
        for tabla, uid, ajeno in self.ajenos:
            anotar_ajeno(self.session, tabla, uid, ajeno)

    def _insertar(self, tabla: Tabla, uids: list[str]) -> None:
        ready: list[dict[str, Any]] = []
        for uid in uids:
            record = self.filas[tabla.nombre][uid]
            values = de_json(tabla, record, self.id_de)
            table = tabla.row.__table__
            if DE_CASO in table.c:
                values[DE_CASO] = self.case.id
            if "entidad_id" in table.c:
                values["entidad_id"] = self.case.entidad_id
            adopted = self.found.adoptar.get(uid) if tabla.nombre == "pago" else None
            if adopted is not None:
                self._adoptar(tabla, adopted, values)
                continue
            if tabla.nombre in _UNA_A_UNA:
                self._preparar(tabla.nombre, uid, values)
            if (number := self.id_de(tabla.nombre, uid)) is not None:
                values["id"] = number
                self.tx.touch(tabla.nombre, number)
            ready.append(values)
            if tabla.nombre in _UNA_A_UNA:
                self._poner(tabla, ready)
        self._poner(tabla, ready)

    def _poner(self, tabla: Tabla, ready: list[dict[str, Any]]) -> None:
        if ready:
            self.session.connection().execute(insert(tabla.row), ready)
            ready.clear()

    def _preparar(self, tabla: str, uid: str, values: dict[str, Any]) -> None:
        """See to what one base alone can hold: numbers, orders, bytes."""
        if tabla == "documento":
            self._numerar(uid, values)
            self.ajenos.append(("documento", uid, {ORIGEN_DE_DOCUMENTO: self.origen}))
        elif tabla == "documento_version":
            self._guardar(values["sha256"], values["tamano"])
            values["orden"] = self._orden(values["documento_id"], values["orden"])
        elif tabla == "revision_documento":
            values["orden"] = self._orden_de(values)
        elif tabla == "indice_corte":
            self._guardar(values["xml_sha256"], None)

    def _sobra(self, tabla: str, uid: str) -> bool:
        """Tell the rows for which this base has another one in their place."""
        record = self.filas[tabla][uid]
        if tabla == "pago" and uid in self.found.adoptar:
            self.ids[tabla, uid] = self.found.adoptar[uid]
        if tabla == "indice_corte":
            taken = select(IndiceCorteRow.id).where(
                IndiceCorteRow.expediente_id == self.case.id,
                IndiceCorteRow.orden == record.get("orden"),
            )
            if self.session.scalar(taken) is not None:
                self.avisos.append(
                    f"En {self.case.numero} el índice electrónico se cerró en las dos "
                    "oficinas: se conserva el de aquí, y lo que llegó queda por cerrar."
                )
                return True
        if tabla == "prioridad" and record.get("quitada") is None:
            alive = self.session.scalar(
                select(PrioridadRow.id).where(
                    PrioridadRow.expediente_id == self.case.id,
                    PrioridadRow.causa == record.get("causa"),
                    PrioridadRow.quitada.is_(None),
                )
            )
            if alive is not None:
                self.ids[tabla, uid] = alive
                return True
        return False

    def _adoptar(self, tabla: Tabla, fila: int, values: Mapping[str, Any]) -> None:
        row = self.session.get_one(tabla.row, fila)
        for name, value in values.items():
            setattr(row, name, value)
        self.session.flush()
        self.tx.touch(tabla.nombre, fila)

    def _numerar(self, uid: str, values: dict[str, Any]) -> None:
        if values["numero"] is None:
            return
        taken = self.session.scalar(
            select(DocumentoRow.nombre).where(
                DocumentoRow.entidad_id == values["entidad_id"],
                *(getattr(DocumentoRow, n) == values[n] for n in _NUMERACION),
            )
        )
        if taken is None:
            return
        self.ajenos.append(("documento", uid, {n: values[n] for n in _NUMERACION}))
        self.avisos.append(
            f"«{values['nombre']}» de {self.case.numero} trae el número "
            f"{values['numero']} de {values['anio']}, que aquí ya lleva «{taken}»: el "
            "documento se guardó y lo dice impreso, pero aquí no ocupa ese número."
        )
        values |= dict.fromkeys(_NUMERACION)

    def _guardar(self, sha256: str, tamano: int | None) -> None:
        content = self.abierto.contenido(sha256)
        self.tx.workspace.contenido.guardar(self.session, content)
        if tamano is not None and tamano != len(content):
            self.avisos.append(f"Un archivo de {self.case.numero} mide otra cosa.")

    def _orden(self, documento_id: int, wanted: int) -> int:
        last = self.session.scalar(
            select(func.max(DocumentoVersionRow.orden)).where(
                DocumentoVersionRow.documento_id == documento_id
            )
        )
        return max(wanted, (last or 0) + 1)

    def _orden_de(self, values: Mapping[str, Any]) -> int:
        """Return the order here of the version that a review is of."""
        found = self.session.scalar(
            select(func.min(DocumentoVersionRow.orden)).where(
                DocumentoVersionRow.documento_id == values["documento_id"],
                DocumentoVersionRow.sha256 == values["sha256"],
            )
        )
        return int(found or values["orden"])

    def _conservar(self, uid: str) -> None:
        """Put our version of a document last again, after the one that came."""
        documento = self.ids["documento", uid]
        came = {
            self.ids["documento_version", name]
            for table, name in self.fusion.nuevas
            if table == "documento_version"
        }
        own = self.session.scalars(
            select(DocumentoVersionRow)
            .where(
                DocumentoVersionRow.documento_id == documento,
                DocumentoVersionRow.id.not_in(came),
            )
            .order_by(DocumentoVersionRow.orden.desc())
        ).first()
        if own is None:
            return
        row = DocumentoVersionRow(
            documento_id=documento,
            orden=self._orden(documento, 0),
            sha256=own.sha256,
            tamano=own.tamano,
            archivo=own.archivo,
            estado=own.estado,
            origen=CONSERVADA,
            usuario=self.tx.usuario.login,
            creada_en=self.tx.ahora,
        )
        self.session.add(row)
        self.session.flush()
        self.tx.touch("documento_version", row.id)

    def _cambiar_fila(self, tabla: str, uid: str, campo: str) -> None:
        kind = POR_NOMBRE[tabla]
        column = next(c for c in kind.columnas() if campo_de(c) == campo)
        value = columna(kind, column, self.filas[tabla][uid][campo], self.id_de)
        number = self.id_de(tabla, uid)
        row = self.session.get(kind.row, number) if number else None
        if row is None:  # without a number of its own
            row = self.session.scalars(
                select(kind.row).filter_by(**self._llave(kind, uid))
            ).one()
        setattr(row, column.name, value)
        if number:
            self.tx.touch(tabla, number)

    def _llave(self, kind: Tabla, uid: str) -> dict[str, Any]:
        values = de_json(kind, self.filas[kind.nombre][uid], self.id_de)
        keys = {c.name for c in kind.row.__table__.primary_key}
        known = {DE_CASO: self.case.id, **values}
        return {name: known[name] for name in keys}

    def _retirar(self, tabla: str, uid: str) -> int:
        """Take out a row; returns how many went."""
        kind = POR_NOMBRE[tabla]
        assert self.found.aqui is not None
        record = self.found.aqui.filas[tabla][uid]
        known = {
            "id": self.id_de(tabla, uid),
            DE_CASO: self.case.id,
            **de_json(kind, record, self.id_de),
        }
        keys = {c.name for c in kind.row.__table__.primary_key}
        row = self.session.scalar(
            select(kind.row).filter_by(**{name: known[name] for name in keys})
        )
        if row is None:
            return 0
        stays = lo_retiene(self.session, row)
        if stays:
            self.avisos.append(f"En {self.case.numero} {stays}")
            return 0
        self.session.delete(row)
        self.session.flush()
        return 1

    def _cambiar_caso(self, campo: str, value: Any) -> None:
        from cobro_desktop.services.traslado.alta import fijar

        fijar(self.tx, self.case, campo, value)
