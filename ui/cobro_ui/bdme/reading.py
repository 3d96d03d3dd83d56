"""Reads a report away from the window, and says what there is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobro_desktop.formats import cantidad, fecha_larga
from cobro_ui.bdme.rows import Line, line_of, line_of_alert
from cobro_ui.bdme.sections import ALERT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cobro_desktop.services.bdme.modelo import InformeBdme
    from cobro_desktop.services.progress import Progress
    from cobro_ui.bdme.ports import BulletinSource


class Read(NamedTuple):
    """A report with its rows ready for the table."""

    informe: InformeBdme
    rows: Mapping[str, Sequence[Line]]


def work_out(
    source: BulletinSource, sigla: str, corte: date, progress: Progress
) -> Read:
    """Read the report and prepare its rows, away from the window."""
    informe = source.report(sigla, corte, progress)
    rows = {
        str(section): [line_of(fila) for fila in filas]
        for section, filas in informe.secciones.items()
    }
    rows[ALERT] = [line_of_alert(one) for one in source.alerts(sigla).pendientes]
    return Read(informe, rows)


def summary(read: Read) -> str:
    """Say what is compared with what, and what to heed."""
    informe = read.informe
    each = "cada obligación" if informe.regla.por_obligacion else "cada persona"
    text = f"Se reporta a {each} que debe más de {informe.regla.umbral_en_palabras}."
    if informe.regla.por_obligacion:
        text = f"Se reporta {each} que pasa de {informe.regla.umbral_en_palabras}."
    if informe.anterior is None:
        text += " Todavía no se ha conservado un informe."
    else:
        kept = informe.anterior
        text += (
            f" Se compara con el informe conservado el {fecha_larga(kept.hoy)}, al "
            f"corte del {fecha_larga(kept.corte)}."
        )
    return " ".join((text, *informe.advertencias))


def nobody(section: str, informe: InformeBdme) -> tuple[str, str]:
    """Say why a section is empty: a heading and a sentence."""
    if section == ALERT:
        if informe.anterior is None:
            return (
                "Sin informe conservado",
                (
                    "Cuando se conserve un informe, aquí se avisa de quienes pagaron o "
                    "firmaron un acuerdo y se deben retirar de inmediato."
                ),
            )
        return (
            "Nadie por retirar",
            (
                "Ninguno de los reportados en el último informe ha pagado ni ha "
                "firmado un acuerdo."
            ),
        )
    total = cantidad(len(informe.reportados), "reporte", "reportes")
    return (
        "Nadie en esta sección",
        (
            f"El informe al {fecha_larga(informe.corte)} tiene {total}; en "
            "esta sección no hay deudores."
        ),
    )
