"""The life of documents in memory, for the tests of its screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from cobro_desktop.domain.ciclo_documento import Bandeja, Paso
from cobro_desktop.domain.control_documento import Examen, Gravedad
from cobro_desktop.domain.documentos import EstadoDocumento
from cobro_desktop.domain.errors import NotAllowedError
from cobro_desktop.services.changes import Changes
from cobro_desktop.services.documentos.bandejas import Pendiente, VidaDocumento
from cobro_desktop.services.progress import Progress
from cobro_desktop.storage.queries.documentos import Dicho, Version

NOW = datetime(2026, 9, 29, 15, 4, tzinfo=UTC)
LONG = "CONSORCIO DE VIGILANCIA Y SEGURIDAD PRIVADA DEL PACÍFICO & HERMANOS LTDA."


def pending(number: int, tray: Bandeja, estado: str, nota: str = "") -> Pendiente:
    return Pendiente(
        tray,
        number,
        number,
        f"SVSP-2026-{number:06d}",
        LONG if number % 2 else "ÑÁÑEZ S.A.S.",
        "auto-avoca",
        "Auto que avoca conocimiento",
        estado,
        "docx",
        date(2026, 9, 28),
        f"{number} de 2026" if estado != "en_revision" else "",
        "M. Peña",
        2,
        "a" * 64,
        nota,
    )


def check(problem: str = "", gravedad: Gravedad = Gravedad.BLOQUEA) -> Examen:
    name = "Valores iguales en letras y en cifras"
    return Examen("letras", name, gravedad, problem)


@dataclass
class FakeDocuments:
    """Some documents; remembers what it was asked."""

    lines: list[Pendiente] = field(default_factory=list)
    checks: tuple[Examen, ...] = (check(),)
    steps: frozenset[Paso] = frozenset({Paso.REVISAR, Paso.DEVOLVER, Paso.APROBAR})
    state: EstadoDocumento = EstadoDocumento.EN_REVISION
    refuses: bool = False
    done: list[tuple[object, ...]] = field(default_factory=list)

    def pending(self) -> Sequence[Pendiente]:
        return self.lines

    def life(self, documento_id: int) -> VidaDocumento:
        version = Version(1, "a" * 64, "auto.docx", 9, "borrador", "M. Peña", NOW)
        said = Dicho(
            documento_id,
            1,
            "reviso",
            "observado",
            "Falta el título.",
            "coo",
            "COO",
            NOW,
        )
        return VidaDocumento(
            documento_id,
            1,
            "SVSP-2026-000001",
            LONG,
            "Auto que avoca conocimiento",
            "docx",
            self.state,
            "",
            date(2026, 9, 28),
            "M. Peña",
            "",
            (version,),
            (said,),
            self.checks,
            self.steps,
        )

    def file(self, life: VidaDocumento) -> Path:
        return Path(f"{life.nombre}.docx")

    def send(self, documento_id: int) -> Changes:
        return self._did("send", documento_id)

    def agree(self, documento_id: int, sha256: str) -> Changes:
        return self._did("agree", documento_id, sha256)

    def give_back(self, documento_id: int, text: str, sha256: str) -> Changes:
        return self._did("give_back", documento_id, text, sha256)

    def write_again(self, documento_id: int) -> Changes:
        return self._did("write_again", documento_id)

    def approve(self, documento_id: int, sha256: str) -> Changes:
        return self._did("approve", documento_id, sha256)

    def sign(self, documento_id: int, sha256: str) -> Changes:
        return self._did("sign", documento_id, sha256)

    def sign_many(self, ids: Sequence[int], progress: Progress) -> Changes:
        results = [
            {"documento_id": one, "hecho": n == 0, "texto": "Está en revisión."}
            for n, one in enumerate(ids)
        ]
        progress.report(len(ids), len(ids), "")
        self.done.append(("sign_many", *ids))
        return Changes(
            resumen=f"Se firmaron 1 de {len(ids)} documentos.",
            datos={"resultados": results},
        )

    def register(self, documento_id: int, numero: str, day: date) -> Changes:
        return self._did("register", documento_id, numero, day)

    def deliver(self, documento_id: int, day: date, how: str) -> Changes:
        return self._did("deliver", documento_id, day, how)

    def annul(self, documento_id: int, reason: str) -> Changes:
        return self._did("annul", documento_id, reason)

    def _did(self, *what: object) -> Changes:
        if self.refuses:
            message = "Ese documento cambió mientras usted lo leía."
            raise NotAllowedError(message)
        self.done.append(what)
        return Changes(frozenset({1}), resumen="Hecho.")
