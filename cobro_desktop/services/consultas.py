"""What the screens and the command line read: named queries, one session each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from cobro_desktop.domain.dinero import en_pesos
from cobro_desktop.domain.errors import NotFoundError
from cobro_desktop.formats import fecha_corta
from cobro_desktop.storage.queries import detalle, dinero, historia, novedades

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cobro_desktop.domain.calendario import Calendario
    from cobro_desktop.domain.referencia import TablaAnual
    from cobro_desktop.domain.valores_consulta import Valores
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.lista import ExpedienteSummary

MONEY = frozenset(
    {
        "abono_historico",
        "capital",
        "costas",
        "interes",
        "saldo",
        "saldo_a_favor",
        "saldo_capital",
        "total",
        "valor",
    }
)
"""Names of the fields that hold centavos."""


_OTROS: Final = {
    "rnmc": "En el RNMC",
    "lico": "En LICO",
    "cope": "En COPE",
    "aplicativo": "En el Aplicativo",
    "sdh": "En la SDH",
}
_CONSULTADOS: Final = ("rnmc", "lico")
"""Systems that are asked; the others answer on the day they tell."""


@dataclass(frozen=True, slots=True)
class Ficha:
    """One case whole, as its tabs show it."""

    expediente: detalle.ExpedienteDetalle
    actividad: str
    """Name of the current activity."""
    deudores: Sequence[detalle.Deudor]
    referencias: Sequence[detalle.Referencia]
    titulos: Sequence[dinero.Titulo]
    obligaciones: Sequence[dinero.Obligacion]
    pagos: Sequence[dinero.Pago]
    liquidaciones: Sequence[dinero.Liquidacion]
    actuaciones: Sequence[historia.Actuacion]
    """The latest first."""
    terminos: Sequence[historia.Termino]
    documentos: Sequence[historia.Documento]
    notificaciones: Sequence[historia.Notificacion]
    suspensiones: Sequence[novedades.Suspension] = ()
    gastos: Sequence[novedades.Gasto] = ()
    estados: Sequence[detalle.EstadoExterno] = ()
    """The last that each other system said of it."""

    def en_json(self) -> dict[str, object]:
        """Return the case as JSON values; amounts in pesos."""
        card = _plain(self.expediente)
        assert isinstance(card, dict), "a NamedTuple becomes an object"
        rest = {
            field.name: _plain(getattr(self, field.name))
            for field in fields(self)
            if field.name not in {"expediente", "actividad"}
        }
        return card | {"actividad_nombre": self.actividad} | rest


@dataclass(frozen=True, slots=True)
class Pedido:
    """Which cases to list."""

    consulta: str = ""
    orden: str = "numero"
    """A column; `-` before it turns the order round."""
    limite: int = 50


@dataclass(frozen=True, slots=True)
class Listado:
    """Cases that answer a query, with the totals of all of them."""

    filas: Sequence[ExpedienteSummary]
    total: int
    saldo: int
    """Capital balance, in centavos."""

    def en_json(self) -> dict[str, object]:
        """Return the list with the keys of DECISIONS 30."""
        return {
            "total": self.total,
            "saldo": en_pesos(self.saldo),
            "expedientes": [
                {
                    "numero": row.numero,
                    "deudor": row.deudor,
                    "identificacion": row.identificacion,
                    "procedimiento": row.procedimiento,
                    "actividad": row.actividad,
                    "etapa": row.etapa,
                    "estado": row.estado,
                    "saldo": en_pesos(row.saldo),
                    "vence": _plain(row.vence),
                    "fecha_segura": _plain(row.fecha_segura),
                    "responsable": row.responsable,
                }
                for row in self.filas
            ],
        }


def ficha(workspace: Workspace, expediente_id: int) -> Ficha:
    """Read one case whole.

    Raises:
        NotFoundError: there is no such case.
    """
    with workspace.base.read() as session:
        found = detalle.expediente(session, expediente_id)
        if found is None:
            message = (
                "Ese expediente no existe, o es de una oficina que usted no tiene "
                "asignada."
            )
            raise NotFoundError(message)
        procedimiento = workspace.procedimiento(session, found.procedimiento_id)
        return Ficha(
            expediente=found,
            actividad=procedimiento.actividades[found.actividad].nombre,
            deudores=detalle.deudores(session, expediente_id),
            referencias=detalle.referencias(session, expediente_id),
            titulos=dinero.titulos(session, expediente_id),
            obligaciones=dinero.obligaciones(session, expediente_id),
            pagos=dinero.pagos(session, expediente_id),
            liquidaciones=dinero.liquidaciones(session, expediente_id),
            actuaciones=historia.actuaciones(session, expediente_id),
            terminos=historia.terminos(session, expediente_id),
            documentos=historia.documentos(session, expediente_id),
            notificaciones=historia.notificaciones(session, expediente_id),
            suspensiones=novedades.suspensiones(session, expediente_id),
            gastos=novedades.gastos(session, expediente_id),
            estados=detalle.estados_externos(session, expediente_id),
        )


def listar(workspace: Workspace, hoy: dt.date, pedido: Pedido) -> Listado:
    """List the cases that a query asks for.

    Raises:
        ConsultaError: the query cannot be understood; says where.
        InvalidDataError: there is no such column to order by.
    """
    from cobro_desktop.domain.consulta import interpretar
    from cobro_desktop.storage.queries import lista

    nodo = interpretar(pedido.consulta, valores_de_consulta(workspace, hoy))
    filtro = lista.Filtro(consulta=nodo)
    orden = lista.Orden(
        pedido.orden.removeprefix("-"), descendente=pedido.orden.startswith("-")
    )
    with workspace.base.read() as session:
        totales = lista.contar(session, filtro)
        filas = lista.pagina(session, filtro, orden, desde=0, cuantos=pedido.limite)
    return Listado(filas, totales.total, totales.saldo)


def en_otro_sistema(estado: detalle.EstadoExterno) -> tuple[str, str]:
    """Return where a state is and what it says, with the day it was asked."""
    where, day = _OTROS[estado.sistema], fecha_corta(estado.consultado)
    if estado.sistema not in _CONSULTADOS:
        return where, f"{estado.etiqueta} el {day}"
    since = f" desde el {fecha_corta(estado.fecha)}" if estado.fecha else ""
    return where, f"{estado.etiqueta}{since}; consultado el {day}"


def valores_de_consulta(workspace: Workspace, hoy: dt.date) -> Valores:
    """Return what the words of the query language stand for on a day."""
    from cobro_desktop.domain.valores_consulta import Valores

    calendario = workspace.calendario()
    return Valores(
        hoy=hoy,
        sumar_habiles=lambda day, days: mover_habiles(day, days, calendario),
        smlmv=_of_year(workspace.referencia.smlmv, hoy.year),
        uvt=_of_year(workspace.referencia.uvt, hoy.year),
    )


def mover_habiles(day: dt.date, days: int, calendario: Calendario) -> dt.date:
    """Move a date by business days, forwards or backwards."""
    from cobro_desktop.domain.plazos import sumar_habiles

    if days >= 0:
        return sumar_habiles(day, days, calendario).vence
    while days:
        day -= dt.timedelta(days=1)
        days += calendario.es_habil(day)
    return day


def _of_year(table: TablaAnual[int], year: int) -> int | None:
    return table.de(year).valor if year in table else None


def _plain(value: Any) -> object:
    """Turn what a query gives into JSON values."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {
            name: en_pesos(item) if _is_money(name, item) else _plain(item)
            for name, item in value._asdict().items()
        }
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def _is_money(name: str, item: object) -> TypeGuard[int]:
    """Tell centavos from a text of the same name, like the `valor` of a reference."""
    return name in MONEY and isinstance(item, int)
