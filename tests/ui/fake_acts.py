"""Acts of a small office in memory, for tests and pictures of their dialogs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cobro_desktop.domain.errors import InvalidDataError, NotAllowedError, UserError
from cobro_desktop.domain.imputacion import Conceptos, Imputacion
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.progress import Progress
from cobro_desktop.services.reparto_pago import PagoPrevisto, PartePrevista
from cobro_ui.actuaciones.ports import (
    ActCase,
    AssignRequest,
    AttachRequest,
    EvidenceOption,
    Means,
    Notifiable,
    NotificationRequest,
    PaymentRequest,
    Person,
    ShareRequest,
)

from .fakes import LONG

PEOPLE = (
    Person("pena", "Mariana Peña Ortiz", "Profesional universitaria"),
    Person("arango", "Tomás Arango Leal", "Profesional universitario"),
    Person(
        "monte",
        "María Fernanda de los Ángeles Montenegro Castañeda",
        "Profesional especializada del Grupo de Cobro Coactivo y Gestión de Cartera",
    ),
    Person("raiz", "raiz", ""),
)
CURRENT = "6 · Realizar proceso de cobro persuasivo"
EVIDENCE = (
    EvidenceOption("oficio", "Oficio de cobro firmado", CURRENT, True, True),  # noqa: FBT003
    EvidenceOption("llamada", "Constancia de llamada", CURRENT, True, False),  # noqa: FBT003
    EvidenceOption(
        "ejecutoria",
        "Notificaciones y constancia de ejecutoria del título ejecutivo y de los "
        "recursos que se hayan decidido",
        "1 · Recepción de títulos ejecutivos",
        actual=False,
        consta=True,
    ),
)
EFFECTS = (
    "Se interrumpe la prescripción: se cuenta de nuevo desde el día siguiente.",
    "Empiezan los 15 días hábiles del ET 830: vencen el 21 de octubre de 2026.",
)

NEXT = (
    "La citación se entregó el 2 de marzo de 2026; si no comparece hasta el 16 de "
    "marzo de 2026, notifique por correo certificado (ET 826)."
)
MEANS = {
    ("mandamiento-pago", "personal"): Means(
        "Día de la diligencia", "ET 569 y 826", "El deudor comparece."
    ),
    ("mandamiento-pago", "correo"): Means(
        "Día de la entrega",
        "ET 565 y 826",
        "El deudor no compareció dentro de los diez días de la citación.",
        direccion="direccion",
        guia=True,
    ),
}


class FakeActs:
    """One case that owes 1.528.110, and its people; remembers what was asked."""

    def __init__(self, *, name: str = LONG, ended: str = "") -> None:
        self.name = name
        self.ended = ended
        self.done: list[object] = []
        self.refusal: UserError | None = None
        self.waits = ""
        self.objection = ""
        self.now: Mapping[int, str] = {}

    def case(self, expediente_id: int) -> ActCase:
        number = f"SVSP-2026-{expediente_id:06d}"
        return ActCase(number, self.name, "NIT 879.076.479-8", 150_000_000, self.ended)

    def preview_payment(self, request: PaymentRequest) -> PagoPrevisto:
        if request.referencia == "REPETIDA":
            message = "Ya está registrado un pago igual. No se repitió."
            raise InvalidDataError(message)
        if self.waits:
            return PagoPrevisto(espera=self.waits)
        owed = Conceptos(150_000_000, 2_811_000)
        paid = Conceptos(min(request.valor, 150_000_000), 0)
        part = PartePrevista("Multa", 2024, owed, paid)
        rule = Imputacion.CC_1653
        interest = Conceptos(paid.capital - 2_811_000, 2_811_000)
        first = PartePrevista("Multa", 2024, owed, interest)
        other = PagoPrevisto((first, part), 0, "Código Civil, art. 1653", regla=rule)
        norm = "ET, art. 804; Ley 1066 de 2006, art. 6"
        return PagoPrevisto((part, part), 0, norm, otra=other)

    def pay(self, request: PaymentRequest) -> Changes:
        return self._do(request, "Ingresó un pago.")

    def notifiable(self, expediente_id: int) -> Notifiable:
        assert expediente_id
        return Notifiable(
            (("mandamiento-pago", "Mandamiento de pago"), ("auto-archivo", "Auto")),
            (("879076479", f"{self.name} · principal"),),
            (("personal", "Personalmente"), ("correo", "Por correo certificado")),
            MEANS,
            (("no reside", "No reside"), ("rehusado", "Rehusado")),
            (("879076479", "direccion", "Calle 26 # 57-41, torre 8, piso 3"),),
            {("mandamiento-pago", "879076479"): NEXT},
        )

    def preview_notification(self, request: NotificationRequest) -> Sequence[str]:
        if request.hecho is None:
            return ("Queda como intento fallido: no empieza ningún término.",)
        return (*EFFECTS, self.objection) if self.objection else EFFECTS

    def notify(self, request: NotificationRequest) -> Changes:
        return self._do(request, "Quedó notificado.")

    def evidence(self, expediente_id: int) -> Sequence[EvidenceOption]:
        assert expediente_id
        return EVIDENCE

    def attach(self, request: AttachRequest, progress: Progress) -> Changes:
        progress.report(1, 1, "Anexando")
        return self._do(request, "Se anexó.")

    def people(self) -> Sequence[Person]:
        return PEOPLE

    def assigned(self, expedientes: Collection[int]) -> Mapping[int, str]:
        return {one: who for one, who in self.now.items() if one in expedientes}

    def reasons(self) -> Sequence[str]:
        return ("Carga de trabajo", "Retiro o cambio de cargo")

    def assign(self, request: AssignRequest, progress: Progress) -> Changes:
        progress.report(1, len(request.expedientes), "Asignando")
        return self._do(request, "Se asignaron.")

    def preview_share(self, request: ShareRequest) -> list[str]:
        count = len(request.expedientes)
        return [f"{login}: {count} expedientes." for login in request.logins]

    def share(self, request: ShareRequest, progress: Progress) -> Changes:
        progress.report(1, len(request.expedientes), "Repartiendo")
        return self._do(request, "Se repartieron.")

    def _do(self, request: object, text: str) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(request)
        return Changes(frozenset({1}), resumen=text)


class FakePeople:
    """Who works: nobody said it yet."""

    def __init__(self, *, known: bool = False) -> None:
        self.login = "pena" if known else ""

    def to_ask(self) -> Sequence[Person]:
        return () if self.login else PEOPLE

    def everybody(self) -> Sequence[Person]:
        return PEOPLE

    def current(self) -> str:
        return self.login

    def become(self, login: str) -> None:
        self.login = login


NOT_ALLOWED = NotAllowedError(
    "Mariana Peña Ortiz no puede registrar pagos: lo hace quien tiene el rol FIN o TES."
)
