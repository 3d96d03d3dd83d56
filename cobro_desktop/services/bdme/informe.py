"""Works the bulletin out at a cut: who goes in, who stays out, who leaves, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cobro_desktop.domain.bdme import SALARIOS, BaseBdme, ReglaBdme, es_corte
from cobro_desktop.formats import fecha_larga
from cobro_desktop.services.bdme.apartadas import leer_situaciones
from cobro_desktop.services.bdme.conservados import leer_boletin
from cobro_desktop.services.bdme.modelo import InformeBdme
from cobro_desktop.services.bdme.novedades import con_novedades
from cobro_desktop.services.bdme.veredictos import Cartera, deudores_de, filas_de
from cobro_desktop.services.bdme.vinculados import ROLES, filas_de_vinculados
from cobro_desktop.services.conceptos import load_conceptos
from cobro_desktop.services.entidades_presentes import sigla_de
from cobro_desktop.services.progress import SilentProgress
from cobro_desktop.services.saldos_cartera import leer_movimientos, saldos
from cobro_desktop.storage.queries import bdme as consultas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cobro_desktop.services.bdme.conservados import Boletin
    from cobro_desktop.services.progress import Progress
    from cobro_desktop.services.workspace import Workspace
    from cobro_desktop.storage.queries.bdme import Partida

_DICHOS = 5
SWITCHES = ("bdme.base", "bdme.por_obligacion")


@dataclass(frozen=True, slots=True)
class PedidoBdme:
    """Which report."""

    corte: dt.date
    sigla: str = ""
    """Empty for the only institution of the base."""


def informe_bdme(
    workspace: Workspace,
    pedido: PedidoBdme,
    hoy: dt.date,
    progress: Progress | None = None,
) -> InformeBdme:
    """Work the report out; nothing is written.

    Raises:
        NotFoundError: the base has no case of that institution.
        InvalidDataError: the base has several institutions and none was named.
        MissingParameterError: the wage of the year of the cut, or a rate, is missing.
    """
    tell = progress or SilentProgress()
    with workspace.base.read() as session:
        sigla = sigla_de(session, pedido.sigla)
        regla = regla_de(workspace, sigla, pedido.corte)
        entidad_id = workspace.entidad(session, sigla).id
        tell.report(0, 4, "Leyendo la cartera")
        partidas = consultas.partidas(session, entidad_id)
        movimientos = leer_movimientos(session, entidad_id)
        situaciones = leer_situaciones(session, entidad_id, sigla, pedido.corte)
        vinculados = consultas.vinculados(session, entidad_id, ROLES)
        boletin = leer_boletin(session, entidad_id)
    tell.report(1, 4, "Liquidando al corte")
    deudores = list(deudores_de(partidas, situaciones, movimientos))
    counted = [p for d in deudores for p in (*d.cuentan, *d.incumplidas)]
    ley = (workspace.opciones(sigla), workspace.referencia)
    cartera = Cartera(
        {c.id: c for c in load_conceptos(sigla, workspace.recursos)},
        saldos(counted, movimientos, pedido.corte, ley),
        situaciones,
        regla,
    )
    tell.report(2, 4, "Aplicando las reglas del boletín")
    answering = filas_de_vinculados(vinculados, deudores, cartera)
    filas = con_novedades([*filas_de(deudores, cartera), *answering], boletin)
    tell.report(4, 4, "")
    return InformeBdme(
        sigla=sigla,
        entidad=workspace.perfil(sigla).nombre,
        corte=pedido.corte,
        hoy=hoy,
        regla=regla,
        opciones=workspace.opciones(sigla).en_vigor(SWITCHES),
        filas=tuple(sorted(filas, key=lambda f: (f.nombre, f.persona_id, f.seccion))),
        advertencias=(
            *_advertencias(pedido.corte, hoy, boletin, workspace),
            *_ya_pagaron(counted),
        ),
        anterior=boletin.anterior,
    )


def regla_de(workspace: Workspace, sigla: str, corte: dt.date) -> ReglaBdme:
    """Return the threshold of the year of the cut and the readings of the entity.

    Raises:
        MissingParameterError: the wage of that year is not loaded.
    """
    opciones = workspace.opciones(sigla)
    return ReglaBdme(
        smlmv=workspace.referencia.smlmv.de(corte.year).valor,
        base=BaseBdme(opciones["bdme.base"]),
        por_obligacion=opciones.activa("bdme.por_obligacion"),
        anio=corte.year,
    )


def _ya_pagaron(contadas: Sequence[Partida]) -> Iterator[str]:
    """Tell who owed at the cut and paid since: to report them today is a mistake."""
    owing = {p.persona_id for p in contadas if p.estado == "VIGENTE"}
    paid = dict.fromkeys(p.nombre for p in contadas if p.persona_id not in owing)
    if paid:
        names = ", ".join(list(paid)[:_DICHOS])
        more = f" y {len(paid) - _DICHOS} más" if len(paid) > _DICHOS else ""
        yield (
            f"Después del corte pagaron todo lo que debían: {names}{more}. Si ya los "
            "reportó, pida su retiro de inmediato; si no, confirme antes de enviarlos."
        )


def _advertencias(
    corte: dt.date, hoy: dt.date, boletin: Boletin, workspace: Workspace
) -> Iterator[str]:
    if not es_corte(corte):
        yield (
            f"El {fecha_larga(corte)} no es uno de los dos cortes del boletín (31 de "
            "mayo y 30 de noviembre). El informe sirve para revisar, no para enviarlo "
            "como reporte semestral."
        )
    if corte > hoy:
        yield (
            f"El corte es posterior a hoy, {fecha_larga(hoy)}: lo que se pague o se "
            "acuerde hasta ese día todavía no está."
        )
    previous = boletin.anterior
    if previous is not None and previous.corte > corte:
        yield (
            f"El último informe conservado es de un corte posterior, el "
            f"{fecha_larga(previous.corte)}: las novedades se comparan con él."
        )
    wage = workspace.referencia.smlmv.de(corte.year)
    if wage.nota:
        yield (
            f"Los {SALARIOS} salarios mínimos son los de {corte.year} "
            f"({wage.norma}). {wage.nota}"
        )
