"""Maps, meters and sheets for the tests of the window: real procedures, told cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cobro_desktop.domain.errors import NotFoundError, UserError
from cobro_desktop.services.camino import Tramo
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.mapa import ProcedimientoListado, fechas_del_camino, tabla
from cobro_desktop.services.medidor import Medicion, PasoMedido, Requerido, Salto
from cobro_desktop.services.procedimientos import load_catalogo
from cobro_desktop.services.progress import Progress
from cobro_desktop.services.recorrido import Perspectiva, Recorrido
from cobro_ui.mapa.ports import Flow, Which

LONG = (
    "CORPORACIÓN INTERINSTITUCIONAL DE VIGILANCIA, ESCOLTA, TRANSPORTE DE VALORES Y "
    "SERVICIOS CONEXOS DEL ALTIPLANO CUNDIBOYACENSE S.A.S. EN LIQUIDACIÓN JUDICIAL"
)
CATALOGO = load_catalogo()


def way(codigo: str, *steps: tuple[str, str, str], here: str) -> Recorrido:
    """Tell a case: (activity, outcome, day) in order, and where it is."""
    procedure = CATALOGO.buscar(codigo)
    after = [*(activity for activity, _, _ in steps[1:]), here]
    tramos = tuple(
        Tramo(
            actividad=activity,
            resultado=outcome,
            etiqueta=_label(codigo, activity, outcome),
            fecha=date.fromisoformat(day),
            quien="Tomás Arango Leal",
            a=a,
            motivo="El archivo se dañó y se pidió otra copia." if outcome == "sin_pago"
            else "",
            faltaba=("Falta: Oficio",) if outcome == "sin_pago" else (),
        )
        for (activity, outcome, day), a in zip(steps, after, strict=True)
    )  # fmt: skip
    actividad = procedure.actividades[here]
    return Recorrido(
        expediente_id=1,
        numero=f"{procedure.sigla}-2026-000001",
        deudor=LONG,
        procedimiento=procedure,
        actividad=actividad,
        estado="ABIERTO",
        terminado=False,
        entrada=date(2026, 1, 15),
        tramos=tramos,
        llegada=(
            f"Llegó a la actividad {here}, «{actividad.nombre}», el 3 de marzo de "
            "2026, cuando Tomás Arango Leal cerró la anterior."
        ),
        termino="Su término vence el 18 de marzo de 2026: quedan 12 días hábiles.",
        vence=date(2026, 3, 18),
        perspectivas=tuple(
            Perspectiva(
                resultado=s.resultado,
                etiqueta=s.etiqueta,
                ayuda=s.ayuda,
                comun=s not in actividad.salidas,
                lleva=f"Pasa a {s.siguiente}." if s.siguiente else "Sigue aquí.",
                pide=("Oficio de cobro persuasivo firmado",),
                respuestas=2,
                advierte=(),
                empieza=("Empieza un término: vence el 4 de mayo de 2026.",),
            )
            for s in procedure.salidas(here)
        ),
    )


def _label(codigo: str, activity: str, outcome: str) -> str:
    found = CATALOGO.buscar(codigo).salida(activity, outcome)
    assert found is not None, (activity, outcome)
    return found.etiqueta


IDPYBA = way(
    "PA02-PR19",
    ("1", "asignado", "2026-01-16"),
    ("2", "completo", "2026-01-20"),
    ("3", "memorando_enviado", "2026-01-22"),
    ("4", "sin_pago", "2026-03-03"),
    here="6",
)
MEDIDO = Medicion(
    expediente_id=1,
    numero="IDPYBA-2026-000001",
    deudor=LONG,
    identificacion="900123456",
    responsable="Irene Salcedo Vera",
    estado="ABIERTO",
    procedimiento=IDPYBA.procedimiento,
    actividad="6",
    pasos=(
        PasoMedido(
            "2", "Revisar título y constancia ejecutoria", "Lista de verificación",
            date(2026, 1, 20), "Irene Salcedo Vera", "Completo", 1,
            (
                Requerido("Lista de verificación", cumple=True,
                          como="archivo «lista.pdf», 20 ene 2026", aviso=False),
                Requerido("Copia del acto " * 8, cumple=False, como="", aviso=True),
            ),
            (),
        ),
        PasoMedido(
            "4", "Requerimiento de pago", "Requerimiento y solicitudes",
            date(2026, 3, 3), "Tomás Arango Leal", "No pagó", 2,
            (
                Requerido("Requerimiento firmado", cumple=False,
                          como="Requerimiento, en borrador, sin firmar, 2 mar 2026",
                          aviso=False),
            ),
            (
                Salto(date(2026, 3, 3), "Tomás Arango Leal", "Se dañó el archivo.",
                      ("Falta: Requerimiento firmado",)),
            ),
        ),
        PasoMedido(
            "6", "Auto de cierre del cobro persuasivo", "Auto", None, "",
            "La etapa persuasiva quedó cerrada", 0,
            (Requerido("Auto firmado", cumple=False, como="", aviso=False),), (),
        ),
    ),
)  # fmt: skip


class FakeFlow:
    """`FlowSource` without a base; `problem` is what every read answers."""

    def __init__(self, problem: UserError | None = None) -> None:
        self.problem = problem
        self.written: list[tuple[str, object]] = []
        self.way = IDPYBA
        self.measured = MEDIDO

    def procedures(self) -> Sequence[ProcedimientoListado]:
        return [
            ProcedimientoListado(p, instalado=True, vigente=True, expedientes=8)
            for p in CATALOGO.procedimientos
        ]

    def of_procedure(self, which: Which) -> Flow:
        found = CATALOGO.buscar(which.codigo)
        return Flow(found, tabla(found))

    def of_case(self, _expediente_id: int) -> Flow:
        if self.problem is not None:
            raise self.problem
        found = self.way
        return Flow(
            found.procedimiento,
            tabla(found.procedimiento),
            found,
            fechas_del_camino(found),
            {(t.actividad, t.resultado): f"{t.fecha:%d/%m}" for t in found.tramos},
        )

    def meter(self, _expediente_id: int) -> Medicion:
        if self.problem is not None:
            raise self.problem
        return self.measured

    def print_table(self, which: Which, target: Path | None = None) -> Path:
        return self._write("table", which, target)

    def print_map(
        self, which: Which, *, portfolio: bool, target: Path | None = None
    ) -> Path:
        return self._write("portfolio" if portfolio else "map", which, target)

    def print_case_map(self, expediente_id: int, target: Path | None = None) -> Path:
        return self._write("case map", expediente_id, target)

    def print_lacks(self, expediente_id: int, target: Path | None = None) -> Path:
        return self._write("lacks", expediente_id, target)

    def export_lacks(
        self, expedientes: Sequence[int], target: Path, _progress: Progress
    ) -> Changes:
        self._write("lacks", tuple(expedientes), target)
        return Changes(resumen=f"Se escribió «{target.name}».")

    def route_sheet(self, expediente_id: int, target: Path | None = None) -> Path:
        return self._write("route", expediente_id, target)

    def route_sheets(
        self, expedientes: Sequence[int], target: Path, _progress: Progress
    ) -> Changes:
        self._write("route", tuple(expedientes), target)
        return Changes(resumen=f"Se escribió «{target.name}».")

    def _write(self, what: str, which: object, target: Path | None) -> Path:
        self.written.append((what, which))
        file = target or Path("hoja.pdf")
        if target is not None:
            target.write_bytes(b"%PDF-1.4")
        return file


NO_CASE = NotFoundError("Ese expediente no existe.")
