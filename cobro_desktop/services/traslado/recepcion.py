"""Receive a package of cases: seen first, then merged whole or not at all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError

from cobro_desktop.domain.errors import (
    ConflictError,
    InvalidDataError,
    NotAllowedError,
)
from cobro_desktop.domain.fusion import AQUI, PAQUETE
from cobro_desktop.domain.procedimiento import Rol
from cobro_desktop.formats import cantidad
from cobro_desktop.services.actuaciones import Acto, TipoActuacion, registrar
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.claves import confiar_en
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.trabajo.alcance import exigir_visible
from cobro_desktop.services.transaction import transaction
from cobro_desktop.services.traslado.alta import (
    dar_de_alta,
    dejar_lo_ajeno,
    instalar,
    recalcular_caso,
)
from cobro_desktop.services.traslado.comparacion import (
    BLOQUEADO,
    comparar_caso,
    elegido,
    nombres_de,
)
from cobro_desktop.services.traslado.copia import copiada
from cobro_desktop.services.traslado.escritura import Escritura
from cobro_desktop.services.traslado.estados import (
    RECIBIDO,
    Origen,
    anotar_historia,
    guardar_estado,
)
from cobro_desktop.services.traslado.identidad import nombrar_base
from cobro_desktop.services.traslado.prestamos import llegar
from cobro_desktop.services.traslado.vista import (
    PaqueteVisto,
    RecibirPaquete,
    abrir_recibido,
    comparar,
    exigir,
    mostrar,
    remitente_de,
)
from cobro_desktop.storage.alcance import abrir_alcance
from cobro_desktop.storage.rows import ExpedienteRow, PrestamoRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cobro_desktop.services.context import Contexto
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.transaction import Transaction
    from cobro_desktop.services.traslado.comparacion import Comparado, Diferencia
    from cobro_desktop.services.traslado.lectura import Abierto
    from cobro_desktop.services.traslado.vista import Resumen
    from cobro_desktop.services.workspace import Workspace

QUIENES: Final = (Rol.ADM, Rol.AUX, Rol.PRO, Rol.COO, Rol.JEF)
LADOS: Final = (AQUI, PAQUETE)
_MOSTRADOS: Final = 20


def recibir_paquete(
    command: RecibirPaquete,
    workspace: Workspace,
    contexto: Contexto,
    progress: Progress | None = None,
) -> Changes:
    """Merge a package in one transaction, with a copy of the base made before.

    The same package twice changes nothing. What cannot be written, told in the
    answer, is left out; a conflict that nobody chose stops everything.

    Raises:
        ConflictError: conflicts without choice; `detalle["conflictos"]` lists them.
        NotAllowedError, NotFoundError, InvalidDataError, UnreadableFileError: as
            when it is only looked at; nothing was written.
    """
    watched = progress or SilentProgress()
    _revisar_elecciones(command)
    with abrir_recibido(command, workspace, watched) as opened:
        with workspace.base.read() as session:
            abrir_alcance(session)
            exigir(session, workspace, opened, command)
            found = comparar(session, workspace, opened, command, watched)
            loans = _prestamos_pendientes(session, found)
        seen = mostrar(opened, found)
        _exigir_posible(seen)
        _exigir_nombrados(seen.diferencias, command)
        _exigir_elegidos(seen.diferencias, command)
        if seen.nada and not loans:
            return _sin_novedad(seen)
        try:
            with (
                copiada(workspace, [c.expediente_id for c in found]) as copy,
                transaction(workspace, contexto, "recibir_paquete") as tx,
            ):
                tx.require_role(QUIENES, "recibir paquetes de expedientes")
                told = _Recepcion(tx, opened, command, watched)
                told.escribir([c.numero for c in seen.casos if c.estado != BLOQUEADO])
        except (IntegrityError, DataError) as error:
            message = (
                f"«{opened.archivo}» no se puede unir con lo que hay aquí: dos datos "
                "que deben ser únicos chocan. No se guardó nada de él."
            )
            raise ConflictError(message) from error
    workspace.olvidar()
    return told.cambios(seen, str(copy))


class _Recepcion:
    """The merge of a package, case after case, inside its transaction."""

    def __init__(
        self,
        tx: Transaction,
        opened: Abierto,
        command: RecibirPaquete,
        progress: Progress,
    ) -> None:
        self.tx, self.opened, self.command = tx, opened, command
        self.progress = progress
        self.sigla = opened.paquete.cabecera.entidad
        self.origen = Origen(
            opened.paquete.cabecera.base, opened.paquete.clave, opened.archivo
        )
        self.nuevos: list[str] = []
        self.actualizados: list[str] = []
        self.avisos: list[str] = []
        self.registros = self.datos = 0
        self.ids: set[int] = set()

    def escribir(self, numeros: list[str]) -> None:
        """Write the cases of those numbers."""
        nombrar_base(self.tx)
        if self.command.confiar:
            confiar_en(self.tx, remitente_de(self.opened))
        total = len(numeros)
        for done, case in enumerate(self.opened.casos(set(numeros))):
            self.progress.report(done, total, "Uniendo expedientes")
            # What the case before brought may be of this one too: people, payments.
            found = comparar_caso(self.tx.session, self.tx.workspace, case, self.sigla)
            if found.estado == BLOQUEADO:
                message = f"{case.numero}: {found.bloqueo}. No se guardó nada."
                raise ConflictError(message)
            _exigir_elegidos(found.diferencias, self.command)
            self._caso(found)
        if not self.origen.clave:
            self.avisos.append(_SIN_FIRMA)
        self.progress.report(total, total, "Guardando")
        self.tx.manifiesto = _huella(self.opened)
        self.tx.tell(self.resumen())

    def resumen(self) -> str:
        """Say what was done."""
        head = self.opened.paquete.cabecera
        done = []
        if self.nuevos:
            done.append(cantidad(len(self.nuevos), "expediente nuevo", _NUEVOS))
        if self.actualizados:
            done.append(f"{cantidad(len(self.actualizados), _UNO, _VARIOS)}")
        what = " y ".join(done) or "ningún expediente cambió"
        return (
            f"Se recibió «{self.opened.archivo}», de {head.autor} ({head.entidad}): "
            f"{what}; {cantidad(self.registros, 'registro nuevo', 'registros nuevos')} "
            f"y {cantidad(self.datos, 'dato cambiado', 'datos cambiados')}."
        )

    def cambios(self, seen: PaqueteVisto, copia: str) -> Changes:
        """Return the answer of the command."""
        blocked = [c for c in seen.casos if c.estado == BLOQUEADO]
        left = [f"{c.numero} no se recibió: {c.bloqueo}." for c in blocked]
        resumen = " ".join([self.resumen(), *dict.fromkeys(self.avisos), *left])
        datos: dict[str, object] = {
            "recibido": True,
            "nuevos": self.nuevos,
            "actualizados": self.actualizados,
            "registros": self.registros,
            "datos": self.datos,
            "bloqueados": [c.numero for c in blocked],
            "avisos": list(dict.fromkeys([*self.avisos, *left])),
            "copia": copia,
        }
        return Changes(frozenset(self.ids), lista=True, resumen=resumen, datos=datos)

    def _caso(self, found: Comparado) -> None:
        case = self._fila(found)
        exigir_visible(self.tx.session, self.tx.usuario, self.tx.alcance, case)
        new = found.expediente_id is None
        writing = Escritura(self.tx, found, self.opened, case)
        rows = writing.agregar()
        changes = writing.cambiar(_elecciones(found, self.command))
        changed = new or bool(rows or changes)
        if changed:
            recalcular_caso(self.tx, case, reimputado=bool(found.recalcular))
            writing.indexar()
        writing.registrar()
        if new:
            dejar_lo_ajeno(self.tx, found.caso, case)
        guardar_estado(self.tx, case.id, found.caso.texto, RECIBIDO, self.origen)
        anotar_historia(self.tx, case.id, found.caso.historia, self.origen)
        loan = llegar(self.tx, case, found.caso.prestamo, self.opened.archivo)
        self.avisos += [*found.avisos, *writing.avisos, *([loan] if loan else [])]
        if changed or loan:
            self._anotar(case, rows, changes)
            (self.nuevos if new else self.actualizados).append(case.numero)
        self.registros += rows
        self.datos += changes

    def _fila(self, found: Comparado) -> ExpedienteRow:
        if found.expediente_id is None:
            return dar_de_alta(self.tx, found.caso, self.sigla)
        instalar(self.tx, found.caso)
        return self.tx.session.get_one(
            ExpedienteRow, found.expediente_id, with_for_update=True
        )

    def _anotar(self, case: ExpedienteRow, rows: int, changes: int) -> None:
        head = self.opened.paquete.cabecera
        texto = (
            f"Se recibió un paquete de {head.autor} ({head.entidad}), «"
            f"{self.opened.archivo}»: "
            f"{cantidad(rows, 'registro nuevo', 'registros nuevos')} y "
            f"{cantidad(changes, 'dato cambiado', 'datos cambiados')}."
        )
        acto = Acto(
            tipo=TipoActuacion.NOTA,
            texto=texto,
            fecha=self.tx.contexto.hoy,
            datos={"paquete": {"base": head.base, "huella": _huella(self.opened)}},
        )
        registrar(self.tx, case, acto)
        self.ids.add(case.id)


_SIN_FIRMA: Final = "No venía firmado: nada prueba quién lo hizo."
_NUEVOS: Final = "expedientes nuevos"
_UNO: Final = "expediente puesto al día"
_VARIOS: Final = "expedientes puestos al día"


def _exigir_posible(seen: PaqueteVisto) -> None:
    if seen.casos and all(c.estado == BLOQUEADO for c in seen.casos):
        told = " ".join(f"{c.numero}: {c.bloqueo}." for c in seen.casos[:_MOSTRADOS])
        message = f"Ningún expediente del paquete se puede recibir. {told}"
        raise NotAllowedError(message, {"bloqueados": [c.numero for c in seen.casos]})


def _exigir_nombrados(
    diferencias: Sequence[Diferencia], command: RecibirPaquete
) -> None:
    """Refuse a choice of what does not differ: somebody mistyped it."""
    known = {"*"}.union(*map(nombres_de, diferencias))
    unknown = [name for name in command.elecciones if name not in known]
    if not unknown or not diferencias:
        return
    listed = "\n".join(f"  • {d.clave}" for d in diferencias[:_MOSTRADOS])
    message = (
        f"«{unknown[0]}» no es ninguno de los datos que cambiaron. Son:\n{listed}\n"
        "No se guardó nada."
    )
    raise InvalidDataError(message, {"dato": unknown[0]})


def _exigir_elegidos(
    diferencias: Iterable[Diferencia], command: RecibirPaquete
) -> None:
    waiting = [d for d in diferencias if not elegido(d, command.elecciones)]
    if not waiting:
        return
    listed = "\n".join(
        f"  • {d.numero}, {d.que}, {d.campo}: aquí «{d.aqui}», en el paquete "
        f"«{d.paquete}»"
        for d in waiting[:_MOSTRADOS]
    )
    more = f"\n  … y {len(waiting) - _MOSTRADOS} más" * (len(waiting) > _MOSTRADOS)
    message = (
        f"{cantidad(len(waiting), 'dato cambió', 'datos cambiaron')} aquí y en el "
        f"paquete, cada uno de otra manera:\n{listed}{more}\nElija cuál queda, uno por "
        "uno o todos (--preferir aqui o --preferir paquete). No se guardó nada."
    )
    raise ConflictError(
        message, {"conflictos": [d.clave for d in waiting], "cuantos": len(waiting)}
    )


def _revisar_elecciones(command: RecibirPaquete) -> None:
    wrong = sorted(set(command.elecciones.values()) - set(LADOS))
    if wrong:
        message = f"«{wrong[0]}» no es una elección: escriba aqui o paquete."
        raise InvalidDataError(message)


def _elecciones(
    found: Comparado, command: RecibirPaquete
) -> dict[tuple[str, str, str], str]:
    assert found.fusion is not None
    return {
        (c.tabla, c.uid, c.campo): elegido(d, command.elecciones)
        for c, d in zip(found.fusion.cambios, found.diferencias, strict=True)
    }


def _prestamos_pendientes(session: Session, found: list[Resumen]) -> bool:
    """Tell whether the package says of a loan what is not written here."""
    for one in found:
        loan = one.prestamo
        if not loan:
            continue
        row = session.scalar(
            select(PrestamoRow).where(PrestamoRow.uid == str(loan.get("uid", "")))
        )
        if loan.get("vuelve"):
            if row is not None and row.devuelto is None and row.sentido == "salida":
                return True
        elif row is None:
            return True
    return False


def _sin_novedad(seen: PaqueteVisto) -> Changes:
    texto = f"«{seen.archivo}» no trae nada que no esté ya aquí. No se cambió nada."
    datos: dict[str, object] = {
        "recibido": False,
        "nuevos": [],
        "actualizados": [],
        "registros": 0,
        "datos": 0,
        "bloqueados": [],
        "avisos": [],
        "copia": "",
    }
    return Changes(resumen=texto, datos=datos)


def _huella(opened: Abierto) -> str:
    """Name a package by all that its manifest lists."""
    lines = "".join(f"{one.sha256} {one.ruta}\n" for one in opened.paquete.archivos)
    return hashlib.sha256(lines.encode()).hexdigest()
