"""What each person did between two days, and what each has in charge."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from cobro_desktop.exchange.informe import Clase, Columna, Informe
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.actuaciones import TipoActuacion
from cobro_desktop.services.informes.cartera import deudas
from cobro_desktop.services.informes.edades import SIN_RESPONSABLE
from cobro_desktop.storage.rows import (
    ActuacionRow,
    ExpedienteRow,
    ImputacionRow,
    ObligacionRow,
    PagoRow,
    UsuarioRow,
)
from cobro_desktop.storage.trozos import trozos

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.informes.modelo import Hoja, Pedido

_GRUPOS: Final = (
    ("Actividades cerradas", (TipoActuacion.CIERRE_ACTIVIDAD,
                              TipoActuacion.ACTIVIDAD_FUERA_DE_TURNO)),
    ("Gestiones", (TipoActuacion.GESTION,)),
    ("Documentos firmados", (TipoActuacion.DOCUMENTO_EMITIDO,)),
    ("Notificaciones", (TipoActuacion.NOTIFICACION,)),
    ("Acuerdos", (TipoActuacion.ACUERDO, TipoActuacion.INCUMPLIMIENTO)),
    ("Medidas y respuestas", (TipoActuacion.MEDIDA, TipoActuacion.RESPUESTA)),
    ("Incidentes", (TipoActuacion.INCIDENTE_ABIERTO, TipoActuacion.INCIDENTE_CERRADO)),
    ("Pagos registrados", (TipoActuacion.PAGO,)),
)  # fmt: skip
_HECHO: Final = (
    Columna("Persona", ancho=30),
    *(Columna(name, Clase.ENTERO, 14) for name, _ in _GRUPOS),
    Columna("Otras actuaciones", Clase.ENTERO, 14),
    Columna("Total", Clase.ENTERO, 10),
)
_CARGO: Final = (
    Columna("Responsable", ancho=30),
    Columna("Expedientes abiertos", Clase.ENTERO, 14),
    Columna("Con término vencido", Clase.ENTERO, 14),
    Columna("En riesgo de prescripción", Clase.ENTERO, 14),
    Columna("Saldo de capital", Clase.DINERO, 20, suma=True),
    Columna("Recaudado en el periodo", Clase.DINERO, 20, suma=True),
)
_ABIERTOS: Final = ("ABIERTO", "SUSPENDIDO")


def gestion(pedido: Pedido) -> list[Hoja]:
    """Return who did what in the days, and how what each has in charge stands."""
    since, until = pedido.periodo
    days = f"Del {fecha_larga(since)} al {fecha_larga(until)}"
    done = Informe(
        "Actuaciones",
        pedido.encabezado("Gestión por persona: qué se hizo", days),
        _HECHO,
        pedido.corte,
        fijas=1,
    )
    held = Informe(
        "A cargo",
        pedido.encabezado("Gestión por persona: qué tiene a cargo", days),
        _CARGO,
        pedido.corte,
        fijas=1,
    )
    names = {u.login: u.nombre for u in pedido.session.scalars(select(UsuarioRow))}
    return [(done, list(_hecho(pedido, names))), (held, list(_a_cargo(pedido)))]


def _hecho(pedido: Pedido, names: Mapping[str, str]) -> Iterator[tuple[Celda, ...]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    act, (since, until) = ActuacionRow, pedido.periodo
    for chunk in trozos(pedido.expedientes):
        query = (
            select(act.usuario, act.tipo, func.count())
            .where(act.expediente_id.in_(chunk), act.fecha.between(since, until))
            .group_by(act.usuario, act.tipo)
        )
        for login, kind, count in pedido.session.execute(query):
            counts[login][kind] += count
    for login in sorted(counts, key=lambda known: names.get(known, known)):
        own = counts[login]
        grouped = [sum(own[str(kind)] for kind in kinds) for _, kinds in _GRUPOS]
        total = own.total()
        yield (names.get(login, login), *grouped, total - sum(grouped), total)


def _a_cargo(pedido: Pedido) -> Iterator[tuple[Celda, ...]]:
    count: Counter[str] = Counter()
    late: Counter[str] = Counter()
    risk: Counter[str] = Counter()
    owed: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    balances: Counter[int] = Counter()
    for debt in deudas(pedido):
        balances[debt.renglon.expediente_id] += debt.capital
    row = ExpedienteRow
    for chunk in trozos(pedido.expedientes):
        collected = _recaudado(pedido, chunk)
        query = (
            select(
                row.id,
                UsuarioRow.nombre,
                row.estado,
                row.vence_proximo,
                row.entra_en_riesgo,
            )
            .outerjoin(UsuarioRow, UsuarioRow.id == row.responsable_id)
            .where(row.id.in_(chunk))
        )
        for case_id, name, state, due, risky in pedido.session.execute(query):
            who = name or SIN_RESPONSABLE
            paid[who] += collected.get(case_id, 0)
            if state not in _ABIERTOS:
                continue
            count[who] += 1
            owed[who] += balances[case_id]
            late[who] += due is not None and due < pedido.corte
            risk[who] += risky is not None and risky <= pedido.corte
    for who in sorted({*count, *(w for w in paid if paid[w])}):
        yield who, count[who], late[who], risk[who], owed[who], paid[who]


def _recaudado(pedido: Pedido, chunk: Sequence[int]) -> Mapping[int, int]:
    """Return what came in for each case in the days, split or waiting for it."""
    part = ImputacionRow
    found: Counter[int] = Counter()
    value = func.sum(part.capital + part.interes + part.costas + part.saldo_a_favor)
    query = (
        select(ObligacionRow.expediente_id, value)
        .join(part, part.obligacion_id == ObligacionRow.id)
        .join(PagoRow, PagoRow.id == part.pago_id)
        .where(
            ObligacionRow.expediente_id.in_(chunk),
            PagoRow.estado != "anulado",
            PagoRow.fecha.between(*pedido.periodo),
        )
        .group_by(ObligacionRow.expediente_id)
    )
    for case_id, total in pedido.session.execute(query):
        found[case_id] += int(total)
    waiting = (
        select(PagoRow.expediente_id, func.sum(PagoRow.valor))
        .where(
            PagoRow.expediente_id.in_(chunk),
            PagoRow.estado != "anulado",
            PagoRow.fecha.between(*pedido.periodo),
            ~select(part.id).where(part.pago_id == PagoRow.id).exists(),
        )
        .group_by(PagoRow.expediente_id)
    )
    for owner, unsplit in pedido.session.execute(waiting):
        assert owner is not None, "only payments of these cases were asked for"
        found[owner] += int(unsplit)
    return found
