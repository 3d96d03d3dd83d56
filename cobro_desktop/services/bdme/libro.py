"""The report as a workbook: what each section and each row say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobro_desktop.domain.bdme import BaseBdme, es_corte, limite_de_envio
from cobro_desktop.domain.bdme_novedades import SeccionBdme
from cobro_desktop.exchange.libro_bdme import HojaBdme, escribir_libro_bdme
from cobro_desktop.formats import cantidad, fecha_larga, pesos
from cobro_desktop.services.bdme.modelo import SECCIONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cobro_desktop.exchange.informe import Celda
    from cobro_desktop.services.bdme.modelo import FilaBdme, InformeBdme

QUE_ES = {
    SeccionBdme.SEMESTRAL: "Deben más del mínimo y hace más de seis meses.",
    SeccionBdme.INCUMPLIMIENTO: (
        "Incumplieron un acuerdo de pago: van sin importar el valor ni la antigüedad."
    ),
    SeccionBdme.RETIROS: "Se reportaron antes y se deben retirar de inmediato.",
    SeccionBdme.CANCELACION: (
        "Se reportaron por incumplir un acuerdo y ya no se reportan por eso."
    ),
    SeccionBdme.ACTUALIZACION: (
        "Siguen reportados con otro valor u otros datos; también están en su sección."
    ),
    SeccionBdme.EXCLUIDOS: "No se reportan; al final de cada fila está por qué.",
}


def escribir(informe: InformeBdme, destino: Path) -> int:
    """Write the workbook at a path; return how many obligations it lists."""
    hojas = [_hoja(informe, seccion) for seccion in SeccionBdme]
    return escribir_libro_bdme(destino, list(_resumen(informe)), hojas, informe.hoy)


def celdas(fila: FilaBdme) -> Iterator[Mapping[str, Celda]]:
    """Yield what a debtor's obligations say, by column; one row if there is none."""
    who: dict[str, Celda] = {
        "tipo_doc": fila.tipo_documento,
        "numero_doc": fila.documento,
        "dv": fila.dv,
        "nombre": fila.nombre,
        "novedad": fila.novedad.value,
        "motivo": fila.motivo,
    }
    if not fila.actos:
        yield who | {"valor": fila.valor, "valor_anterior": fila.valor_anterior}
    for place, acto in enumerate(fila.actos):
        yield who | {
            "concepto": acto.concepto,
            "acto": acto.acto,
            "numero_acto": acto.numero,
            "fecha_acto": acto.fecha,
            "valor": acto.valor,
            "vencimiento": acto.vencimiento,
            "extincion": acto.extincion,
            "expediente": acto.expediente,
            # Once: it is of the debtor, and the column is added up.
            "valor_anterior": None if place else fila.valor_anterior,
        }


def _hoja(informe: InformeBdme, seccion: SeccionBdme) -> HojaBdme:
    rows = informe.secciones[seccion]
    total = pesos(sum(row.valor for row in rows))
    told = f"{cantidad(len(rows), 'deudor', 'deudores')}, {total}. {QUE_ES[seccion]}"
    return HojaBdme(
        SECCIONES[seccion],
        (
            f"{SECCIONES[seccion]} · {informe.entidad}",
            f"Corte: {fecha_larga(informe.corte)}. {told}",
        ),
        (cells for row in rows for cells in celdas(row)),
    )


def _resumen(informe: InformeBdme) -> Iterator[str]:
    yield "Boletín de Deudores Morosos del Estado"
    yield informe.entidad
    made = fecha_larga(informe.hoy)
    yield f"Corte: {fecha_larga(informe.corte)}. Elaborado el {made}."
    if es_corte(informe.corte):
        yield f"Se envía a más tardar el {fecha_larga(limite_de_envio(informe.corte))}."
    rule = informe.regla
    each = "cada obligación" if rule.por_obligacion else "lo que debe cada persona"
    what = (
        "el capital"
        if rule.base is BaseBdme.CAPITAL
        else "el saldo total: capital, intereses y costas"
    )
    yield (
        f"Se compara {each} con {rule.umbral_en_palabras}; se suma {what} de lo que "
        "lleva más de seis meses en mora. Ley 901 de 2004, artículo 2."
    )
    for seccion, rows in informe.secciones.items():
        yield (
            f"{SECCIONES[seccion]}: {cantidad(len(rows), 'deudor', 'deudores')}, "
            f"{pesos(sum(row.valor for row in rows))}."
        )
    if informe.anterior is None:
        yield "No hay un informe anterior conservado: todos los reportados son nuevos."
    else:
        yield (
            "Las novedades se comparan con el informe conservado el "
            f"{fecha_larga(informe.anterior.hoy)}, al corte del "
            f"{fecha_larga(informe.anterior.corte)}."
        )
    yield from informe.advertencias
    yield (
        "Estas columnas no son las del formulario de la Contaduría General de la "
        "Nación: para llenarlo, lleve cada dato a la columna que le corresponde."
    )
