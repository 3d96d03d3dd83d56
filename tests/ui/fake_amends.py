"""Changes of dates and money of a case in memory, for tests and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cobro_desktop.domain.errors import InvalidDataError, UserError
from cobro_desktop.services.changes import Changes
from cobro_ui.actuaciones.enmiendas import AmendRequest, DatedAct, KnownEvent
from cobro_ui.actuaciones.ports import ActCase

from .fakes import LONG

EFFECTS = (
    "El expediente queda suspendido.",
    (
        "El término «Pagar o proponer excepciones (ET 830)» vencía el 9 de abril de "
        "2026 y pasa a vencer el 15 de abril de 2026."
    ),
    (
        "El término «Recepción de títulos ejecutivos» ya se cumplió y no se toca: "
        "vencía el 3 de marzo de 2026, y así contado habría vencido el 10 de marzo. "
        "Revise si importa."
    ),
    (
        "La acción de cobro del título n.º 20244100012345 prescribía el 15 de enero de "
        "2030 y pasa a prescribir el 15 de febrero de 2030."
    ),
    "A hoy, los intereses: $ 204.821 antes, $ 194.630 ahora.",
)
ACTS = (
    DatedAct(
        31,
        date(2026, 3, 16),
        "«Mandamiento de pago» quedó notificado personalmente a VIGÍAS & CÍA. S.A.S. "
        "el 16 de marzo de 2026.",
        ((7, "VIGÍAS & CÍA. S.A.S."), (8, "María Montenegro, solidaria")),
    ),
    DatedAct(30, date(2026, 3, 2), "Actividad 10, «Proferir mandamiento»: emitido."),
)
REFUSED = "Se cruza con otra suspensión que ya detiene los términos. No se registró."


class FakeAmends:
    """One case; remembers what was asked, and refuses the cause `se cruza`."""

    def __init__(self, *, name: str = LONG, ended: str = "") -> None:
        self.name = name
        self.ended = ended
        self.done: list[AmendRequest] = []
        self.foreseen: list[AmendRequest] = []
        self.refusal: UserError | None = None
        self.open: Sequence[tuple[int, str]] = (
            (4, "Auto que suspende el remate (ET 818), desde el 24 mar 2026"),
        )
        self.known: Sequence[KnownEvent] = (
            KnownEvent(
                9,
                "El concordato o proceso de insolvencia del 20 ene 2026",
                terminado=False,
            ),
        )

    def case(self, expediente_id: int) -> ActCase:
        number = f"SVSP-2026-{expediente_id:06d}"
        return ActCase(number, self.name, "NIT 879.076.479-8", 150_000_000, self.ended)

    def suspensions(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        assert expediente_id
        return self.open

    def acts(self, expediente_id: int) -> Sequence[DatedAct]:
        assert expediente_id
        return ACTS

    def obligations(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        assert expediente_id
        return ((1, "Multa 2024, exigible desde el 15 de enero de 2025"),)

    def titles(self, expediente_id: int) -> Sequence[tuple[int, str]]:
        assert expediente_id
        return ((1, "20244100012345, del 15 ene 2025"), (2, "R-2, del 2 feb 2025"))

    def events(self, expediente_id: int) -> Sequence[KnownEvent]:
        assert expediente_id
        return self.known

    def withdrawable(self, expediente_id: int) -> Sequence[tuple[str, str]]:
        del expediente_id
        return [("pago:7", "Pago de $ 500.000"), ("gasto:2", "Gasto de $ 30.000")]

    def preview(self, request: AmendRequest) -> Sequence[str]:
        if getattr(request, "causa", "") == "se cruza":
            raise InvalidDataError(REFUSED)
        self.foreseen.append(request)
        return EFFECTS

    def record(self, request: AmendRequest) -> Changes:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(request)
        return Changes(frozenset({1}), resumen="Quedó registrado.")
