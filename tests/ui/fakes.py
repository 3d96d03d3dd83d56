"""A small office in memory: the shell's sources for tests and pictures."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cobro_desktop.domain.errors import InvalidDataError, NotFoundError, UserError
from cobro_desktop.domain.procedimiento import (
    Actividad,
    Campo,
    Condicion,
    Etapa,
    Evidencia,
    Fin,
    Plazo,
    Procedimiento,
    Rol,
    Salida,
    SalidaComun,
    TipoCampo,
    TipoEvidencia,
    Unidad,
)
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.importacion.mirada import ColumnaVista, Mirada, Vista
from cobro_desktop.services.pasos import Paso
from cobro_desktop.services.progress import Progress
from cobro_ui.jobs.runner import Jobs
from cobro_ui.ports import ImportRequest, Place, Shell
from cobro_ui.reads import Conteo, ExpedienteLine, Orden
from cobro_ui.reads_case import (
    ActuacionLine,
    DeudorLine,
    DocumentoLine,
    ExpedienteHead,
    ExpedienteView,
    LiquidacionLine,
    NotificacionLine,
    ObligacionLine,
    PagoLine,
    TerminoLine,
    TituloLine,
    TramoLine,
)
from cobro_ui.theme.theme import Theme
from cobro_ui.widgets.date_field import Days
from cobro_ui.wizard.paso import (
    Avance,
    Conocida,
    DatoDocumento,
    DocumentoPosible,
    Requisito,
    StepDraft,
)

from .fake_liquidaciones import FakeLiquidations

HOY = date(2026, 9, 30)
LONG = (
    "CORPORACIÓN INTERINSTITUCIONAL DE VIGILANCIA, ESCOLTA, TRANSPORTE DE VALORES Y "
    "SERVICIOS CONEXOS DEL ALTIPLANO CUNDIBOYACENSE S.A.S. EN LIQUIDACIÓN JUDICIAL"
)
_NAMES = (
    "CUSTODIA DEL LLANO LTDA.",
    "Ñustes Peña, María del Socorro",
    "VIGÍAS & CÍA. S.A.S.",
    LONG,
    "Acuña Güiza, José Ángel",
)
_STAGES = (
    ("recepcion", "1 · Recepción de títulos ejecutivos"),
    ("persuasivo", "6 · Realizar proceso de cobro persuasivo"),
    ("coactivo", "9 · Proceder al cobro coactivo"),
    ("coactivo", "14 · Aplicar medidas"),
    ("terminacion", "18 · Auto de archivo"),
)
_DUES = (-12, 0, 3, 40, None)
_STATES = ("ABIERTO", "ABIERTO", "ABIERTO", "SUSPENDIDO", "ARCHIVADO")


def line(number: int) -> ExpedienteLine:
    stage, activity = _STAGES[number % 5]
    due = _DUES[number % 5]
    safe = HOY + timedelta(days=-400 + 311 * (number % 7))
    return ExpedienteLine(
        id=number,
        numero=f"SVSP-2026-{number + 1:06d}",
        deudor=_NAMES[number % 5],
        identificacion=("879.076.479-8", "1.022.333.444")[number % 2],
        saldo=(61_204_877 + number * 7_919) * 100 + (50 if number % 9 == 0 else 0),
        etapa=stage,
        actividad=activity,
        vence_proximo=None if due is None else HOY + timedelta(due),
        fecha_segura=safe,
        fecha_legal=safe + timedelta(180),
        entra_en_riesgo=safe - timedelta(600),
        responsable=("M. Peña", "", "J. Restrepo Arboleda")[number % 3],
        estado=_STATES[number % 5],
    )


class FakeExpedientes:
    """`total` lines; `gates` hold an answer back until they are set."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[str, Orden, int]] = []
        self.threads: set[int] = set()
        self.gates: dict[str, threading.Event] = {}

    def count(self, consulta: str) -> Conteo:
        if gate := self.gates.get(consulta):
            gate.wait(5)
        if consulta == "saldo>":
            message = "Falta el valor después de «saldo>», en la posición 6."
            raise InvalidDataError(message)
        if consulta.startswith("nada"):
            return Conteo(0, 0)
        found = min(1, self.total) if consulta.startswith("una") else self.total
        if consulta.startswith(("estado", "situacion", "responsable", "riesgo", "-")):
            found = self.total // 7
        return Conteo(found, sum(line(n).saldo for n in range(min(found, 1000))))

    def rows(
        self, consulta: str, orden: Orden, lines: range, total: int
    ) -> Sequence[ExpedienteLine]:
        self.asked.append((consulta, orden, lines.start))
        self.threads.add(threading.get_ident())
        return [line(n) for n in lines if n < total]


def head(number: int) -> ExpedienteHead:
    row = line(number)
    return ExpedienteHead(
        id=row.id,
        numero=row.numero,
        deudor=row.deudor,
        identificacion=f"NIT {row.identificacion}",
        procedimiento="SVSP · PRO-GJU-130-008 v17",
        etapa=row.etapa,
        actividad=row.actividad,
        estado=row.estado,
        saldo=row.saldo,
        vence_proximo=row.vence_proximo,
        fecha_segura=row.fecha_segura,
        fecha_legal=row.fecha_legal,
        entra_en_riesgo=row.entra_en_riesgo,
        responsable=row.responsable,
        dependencia="Grupo de Cobro Coactivo",
        situacion="en_estudio",
        recibido=date(2026, 1, 20),
        salidas=("7", "11", "17"),
        falta=(
            "Oficio de cobro persuasivo firmado",
            "Constancia de la llamada, si la hubo",
        ),
        referencias=(("Radicado SIGA", "2026-1-004417"),),
        terminado=row.estado == "ARCHIVADO",
    )


def view(number: int) -> ExpedienteView:
    top = head(number)
    when = datetime(2026, 9, 28, 15, 5, tzinfo=UTC)
    return ExpedienteView(
        head=top,
        notificaciones=(
            NotificacionLine(
                "Mandamiento de pago",
                top.deudor,
                "nada",
                "por correo certificado",
                date(2026, 9, 1),
                date(2026, 9, 4),
                "RA-418-CO",
                "",
                3,
                "Quedó notificado por correo certificado el 4 de septiembre de 2026.",
            ),
            NotificacionLine(
                "Mandamiento de pago",
                "Peña Ñáñez, Íngrid",
                "corregir",
                "por correo certificado",
                date(2026, 9, 1),
                None,
                "RA-419-CO",
                "dirección errada",
                2,
                "Volvió por dirección errada: corrija el envío y hágalo otra vez por "
                "correo certificado. El término solo corre desde la notificación hecha "
                "en debida forma (ET 567).",
            ),
        ),
        deudores=(
            DeudorLine(
                top.deudor,
                top.identificacion,
                "principal",
                "Calle 26 # 57-41, torre 8, piso 3",
                "Bogotá, D.C.",
                "notificaciones@custodiadelllano.example",
                "601 555 0134",
            ),
            DeudorLine(
                "Peña Ñáñez, Íngrid", "CC 52.111.222", "solidario", "", "", "", ""
            ),
        ),
        titulos=(
            TituloLine(
                "Resolución 2024-4410",
                "Superintendencia de Vigilancia y Seguridad Privada",
                date(2024, 11, 5),
                date(2024, 11, 20),
                date(2024, 12, 9),
                (("Vigencia", "2023"), ("Concepto", "Contribución")),
            ),
        ),
        obligaciones=(
            ObligacionLine(
                "Contribución",
                2023,
                top.saldo + 500_000_00,
                top.saldo,
                "ley68",
                date(2024, 12, 10),
                "VIGENTE",
            ),
        ),
        actuaciones=(
            ActuacionLine(
                date(2026, 9, 28),
                "gestion",
                "Llamada al representante legal. Contestó que revisará con su "
                "contador y que responde antes del viernes. Pidió el estado de "
                "cuenta por correo electrónico.",
                "6",
                "M. Peña",
                when,
            ),
            ActuacionLine(
                date(2026, 9, 25),
                "documento_emitido",
                "Oficio de cobro persuasivo SVSP-OF-2026-000112, firmado.",
                "6",
                "J. Restrepo Arboleda",
                when,
            ),
            ActuacionLine(
                date(2026, 9, 10),
                "nota",
                "Nota puesta en otro expediente.",
                "4",
                "M. Peña",
                when,
                anulada=True,
            ),
            ActuacionLine(
                date(2026, 9, 1),
                "cierre_actividad",
                "Actividad 4 cerrada: procede el cobro.",
                "4",
                "M. Peña",
                when,
            ),
        ),
        terminos=(
            TerminoLine(
                "Cobro persuasivo",
                "6",
                date(2026, 8, 1),
                "45 días hábiles",
                HOY - timedelta(2),
                None,
                "abierto",
            ),
            TerminoLine(
                "Respuesta a la solicitud de acuerdo",
                "7",
                date(2026, 9, 20),
                "15 días hábiles",
                HOY + timedelta(4),
                None,
                "abierto",
            ),
            TerminoLine(
                "Verificación del título",
                "4",
                date(2026, 1, 20),
                "1 mes",
                date(2026, 2, 20),
                date(2026, 2, 3),
                "cumplido",
            ),
        ),
        documentos=(
            DocumentoLine(
                1,
                "Oficio de cobro persuasivo",
                "112",
                date(2026, 9, 25),
                "firmado",
                "pdf",
                "M. Peña",
                "C. Duarte",
                "6",
            ),
            DocumentoLine(
                2,
                "Constancia de llamada",
                "",
                date(2026, 9, 28),
                "borrador",
                "docx",
                "M. Peña",
                "",
                "6",
            ),
        ),
        pagos=(
            PagoLine(
                date(2026, 3, 2),
                500_000_00,
                "Banco Agrario",
                "0042-7781",
                "imputado",
                380_000_00,
                120_000_00,
                0,
            ),
        ),
    )


@dataclass
class FakeCases:
    """Cases that are `view`s; `problem` is raised by the interest."""

    empty: bool = False
    problem: UserError | None = None
    folder: Path = field(default_factory=Path)

    def load(self, expediente_id: int) -> ExpedienteView:
        if expediente_id < 0:
            message = "Ese expediente ya no existe."
            raise NotFoundError(message)
        if self.empty:
            top = replace(head(expediente_id), vence_proximo=None, fecha_segura=None)
            return ExpedienteView(top)
        return view(expediente_id)

    def liquidacion(self, expediente_id: int) -> Sequence[LiquidacionLine]:
        if self.problem is not None:
            raise self.problem
        if self.empty:
            return ()
        return (
            LiquidacionLine(
                concepto="Contribución 2023",
                regimen="ley68",
                exigible=date(2024, 12, 10),
                corte=HOY,
                dias=659,
                capital=line(expediente_id).saldo,
                interes=13_260_400_00,
                total=line(expediente_id).saldo + 13_260_400_00,
                por_dia=20_122_00,
                tramos=(
                    TramoLine(
                        date(2024, 12, 11),
                        HOY,
                        659,
                        line(expediente_id).saldo,
                        "12 % anual",
                        "13.260.399,7260",
                        "Ley 68 de 1923, art. 9",
                    ),
                ),
                advertencias=("La tasa usada no está verificada con su fuente.",),
            ),
        )

    def archivo(self, documento: DocumentoLine) -> Path:
        return self.folder / f"{documento.id}.pdf"

    def enviar(self, documento_id: int) -> Changes:
        return Changes(frozenset({1}), resumen=f"Quedó en revisión {documento_id}.")

    def emitir(self, documento_id: int) -> Changes:
        return Changes(frozenset({1}), resumen=f"Se firmó {documento_id}.")


def procedimiento() -> Procedimiento:
    persuasivo = Actividad(
        id="6",
        etapa=Etapa.PERSUASIVO,
        nombre="Realizar proceso de cobro persuasivo",
        responsable="Profesional Grupo de Cobro Coactivo",
        rol=(Rol.PRO,),
        revisa=(Rol.COO,),
        firma=(Rol.JEF,),
        envia="Correspondencia",
        descripcion=(
            "Ubique al vigilado, llámelo y envíele el oficio que lo invita a pagar "
            "o a pedir un acuerdo. Deje constancia de cada contacto: de ella depende "
            "que pueda seguirse al cobro coactivo."
        ),
        norma="Manual de gestión de cartera, capítulo II",
        registro="Oficio y constancia de llamada",
        plazo=Plazo(45, Unidad.HABILES),
        documentos=("oficio-persuasivo", "constancia-llamada"),
        campos=(
            Campo(
                "medio",
                "¿Por qué medio se comunicó con el deudor?",
                TipoCampo.OPCION,
                obligatorio=True,
                opciones=(
                    ("oficio", "Oficio"),
                    ("llamada", "Llamada"),
                    ("correo", "Correo electrónico"),
                ),
            ),
            Campo(
                "fecha_oficio",
                "Fecha del oficio",
                TipoCampo.FECHA,
                obligatorio=True,
                ayuda="La que tiene el oficio, no la del envío.",
                si=Condicion("medio", ("oficio",)),
            ),
            Campo(
                "hora_llamada",
                "Hora de la llamada",
                TipoCampo.HORA,
                si=Condicion("medio", ("llamada",)),
            ),
            Campo("ofrece", "Valor que ofrece pagar", TipoCampo.DINERO),
            Campo("contesto", "¿Contestó el deudor?", TipoCampo.SI_NO),
            Campo("notas", "Qué dijo", TipoCampo.PARRAFO),
            Campo(
                "fecha_pago",
                "¿Qué día pagó?",
                TipoCampo.FECHA,
                obligatorio=True,
                resultados=("paga",),
            ),
        ),
        evidencia=(
            Evidencia(
                "oficio-persuasivo",
                "Oficio de cobro persuasivo firmado",
                TipoEvidencia.DOCUMENTO,
                "oficio-persuasivo",
            ),
            Evidencia("siga", "Radicado de salida", TipoEvidencia.RADICADO, "SIGA"),
        ),
        salidas=(
            Salida("paga", "El deudor pagó", siguiente="17"),
            Salida(
                "solicita_acuerdo",
                "El deudor solicita un acuerdo de pago",
                siguiente="7",
                ayuda="La solicitud debe constar por escrito.",
            ),
            Salida("no_paga", "No paga ni solicita acuerdo", permanece=True),
        ),
    )
    acuerdo = Actividad(
        id="7",
        etapa=Etapa.PERSUASIVO,
        nombre="Suscribir acuerdo de pago",
        responsable="Profesional",
        rol=(Rol.PRO,),
        salidas=(Salida("cumplido", "Cumplido", siguiente="17"),),
    )
    pagos = Actividad(
        id="17",
        etapa=Etapa.TERMINACION,
        nombre="Reporte de pagos recibidos",
        responsable="Financiera",
        rol=(Rol.FIN,),
        salidas=(Salida("total", "Pago total", fin=Fin.ARCHIVADO),),
    )
    return Procedimiento(
        codigo="PRO-GJU-130-008",
        sigla="SVSP",
        nombre="Cobro persuasivo y coactivo",
        version=17,
        alias=(),
        inicio="6",
        inicio_cartera=(),
        actividades={a.id: a for a in (persuasivo, acuerdo, pagos)},
        salidas_comunes=(
            SalidaComun("prescripcion", "La acción de cobro prescribió", "17"),
        ),
    )


class FakeStep:
    """The activity 6 of `procedimiento`; remembers what it was asked."""

    def __init__(self, actividad: str = "6", draft: StepDraft | None = None) -> None:
        proc = procedimiento()
        self.saved: list[StepDraft] = []
        self.recorded: list[StepDraft] = []
        self.refusal: UserError | None = None
        self.written: list[str] = []
        self.updated = 0
        self.draft = draft
        self.conocidas = {"ofrece": Conocida("1423500", "de la llamada del 28 sep")}
        self._paso = Paso(
            expediente_id=1,
            numero="SVSP-2026-000002",
            deudor=_NAMES[0],
            version=1,
            procedimiento=proc,
            actividad=proc.actividades[actividad],
            salidas=proc.salidas(actividad),
            recorridas=frozenset(),
            desde=date(2026, 9, 1),
            vence=date(2026, 11, 3),
            borrador=None,
        )

    @property
    def paso(self) -> Paso:
        return self._paso

    def actualizar(self) -> None:
        self.updated += 1

    def evaluar(self, draft: StepDraft) -> Avance:
        siga = bool(draft.answers.get("siga"))
        requisitos = (
            Requisito(
                "oficio-persuasivo",
                "Oficio de cobro persuasivo firmado",
                cumple=True,
                documento="oficio-persuasivo",
            ),
            Requisito(
                "siga",
                "Radicado de salida en SIGA",
                cumple=siga,
                radicado=True,
                adjuntable=True,
                norma="Punto de control de la actividad",
            ),
            Requisito(
                "",
                "El término de 45 días todavía corre.",
                cumple=False,
                aviso=True,
                norma="PRO-GJU-130-008, actividad 6",
            ),
        )
        documentos = (
            DocumentoPosible(
                "oficio-persuasivo", "Oficio de cobro persuasivo", "PDF", "firmado", 1
            ),
            DocumentoPosible(
                "constancia-llamada",
                "Constancia de llamada",
                "Word",
                campos=(
                    DatoDocumento("constancia-llamada/hora", "Hora de la llamada"),
                    DatoDocumento(
                        "constancia-llamada/temas", "Qué se trató", lista=True
                    ),
                ),
                faltantes=("Hora de la llamada", "Qué se trató"),
            ),
        )
        goes = {"paga": "17", "solicita_acuerdo": "7"}
        ready = bool(draft.outcome) and siga
        after = goes.get(draft.outcome)
        return Avance(
            requisitos=requisitos,
            documentos=documentos,
            frases=(
                "Queda registrado el cierre de la actividad 6 con fecha 30 sep 2026.",
                "El expediente pasa a 7 · Suscribir acuerdo de pago.",
                "Empieza a correr un término de 15 días hábiles: vence el 21 oct 2026.",
            ),
            boton=f"&Registrar y pasar a {after}" if after else "&Registrar",
            puede=ready,
            forzable=True,
        )

    def guardar(self, draft: StepDraft) -> None:
        self.saved.append(draft)

    def registrar(self, draft: StepDraft, progress: Progress) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        progress.report(1, 1, "Registrando")
        self.recorded.append(draft)
        return Changes(frozenset({1}), resumen="La actividad 6 quedó cerrada.")

    def adjuntar(self, evidencia: str, archivo: Path) -> Changes:
        return Changes(frozenset({1}), resumen=f"{archivo.name} quedó en {evidencia}.")

    def emitir(self, documento_id: int) -> Changes:
        return Changes(frozenset({1}), resumen=f"Se firmó {documento_id}.")

    def elaborar(self, documento: str, draft: StepDraft) -> Path:
        self.written.append(documento)
        self.saved.append(draft)
        return Path(f"{documento}.pdf")

    def enviar(self, documento_id: int) -> Changes:
        return Changes(frozenset({1}), resumen=f"Quedó en revisión {documento_id}.")


class FakeImporter:
    """Reads a hundred rows, three of them wrong."""

    def __init__(self) -> None:
        self.ran: list[ImportRequest] = []
        self.gate: threading.Event | None = None

    def formats(self) -> Sequence[tuple[str, str]]:
        return (("titulos", "Títulos"), ("cartera", "Cartera"), ("pagos", "Pagos"))

    def procedures(self) -> Sequence[tuple[str, str]]:
        return (("PRO-GJU-130-008", "SVSP · PRO-GJU-130-008 v17"),)

    def fields(self, formato: str) -> Sequence[tuple[str, str]]:
        assert formato in {value for value, _ in self.formats()}
        return (("documento", "Identificación"), ("capital", "Capital"))

    def profiles(self, formato: str) -> Sequence[str]:
        return ("Financiera",) if formato == "cartera" else ()

    def forget(self, profile: str) -> Changes:
        return Changes(resumen=f"Se borró «{profile}».")

    def example(self, formato: str, path: Path) -> Changes:
        if path.exists():
            message = f"«{path.name}» está abierto en otro programa."
            raise UserError(message)
        path.write_text(formato)
        return Changes(resumen=f"Se escribió «{path.name}».")

    def look(self, request: ImportRequest, progress: Progress) -> Mirada:
        progress.report(1, 1, "Buscando la tabla")
        columns = (
            ColumnaVista("A", "NIT", "documento", 99, ("890903938-8",)),
            ColumnaVista("B", "VR. CAPITAL", "capital", 99, ("1.000.000",)),
        )
        rows = (("NIT", "VR. CAPITAL"), ("890903938-8", "1.000.000"))
        found = Vista((), None, rows, 0, 1, 1, columns, (), "0" * 64)
        return Mirada(found, request.perfil or "")

    def run(self, request: ImportRequest, progress: Progress) -> Changes:
        while self.gate is not None and not self.gate.is_set():
            progress.report(40, 100, "Leyendo filas")
        self.ran.append(request)
        errors = [
            {
                "celda": "O396",
                "fila": 396,
                "motivo": "«N/A» no es un valor de dinero.",
            }
        ]
        data: dict[str, object] = {
            "leidas": 100,
            "nuevas": 90,
            "cambiadas": 4,
            "iguales": 3,
            "rechazadas": 3,
            "errores": errors,
        }
        return Changes(lista=True, resumen="Se importaron 94 filas.", datos=data)


def make_shell(
    jobs: Jobs,
    theme: Theme,
    *,
    total: int = 240,
    cases: FakeCases | None = None,
    step: FakeStep | None = None,
    importer: FakeImporter | None = None,
    liquidations: FakeLiquidations | None = None,
) -> Shell:
    guided = step or FakeStep()
    return Shell(
        today=HOY,
        load_place=lambda: Place(
            "SVSP · PRO-GJU-130-008 v17", "M. Peña (profesional)", "base local"
        ),
        jobs=jobs,
        theme=theme,
        days=Days(HOY, lambda day, n: day + timedelta(n)),
        expedientes=FakeExpedientes(total),
        cases=cases or FakeCases(),
        liquidations=liquidations or FakeLiquidations(),
        open_step=lambda _id: guided,
        importer=importer or FakeImporter(),
    )
