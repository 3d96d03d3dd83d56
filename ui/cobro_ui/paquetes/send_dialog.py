"""*Enviar en un paquete*: for whom, where it is written, and what closes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from cobro_desktop.formats import cantidad
from cobro_ui.actuaciones.choices import fill_options
from cobro_ui.actuaciones.dialog import ActDialog
from cobro_ui.paquetes.ports import SendRequest
from cobro_ui.widgets.date_field import DateField
from cobro_ui.widgets.file_field import FileField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cobro_desktop.services.changes import Changes
    from cobro_desktop.services.progress import Progress
    from cobro_ui.paquetes.ports import PackageSource, PackedCases
    from cobro_ui.ports import Shell

LOAN: Final = "prestamo"
BACK: Final = "devolucion"
_PURPOSES: Final = (
    ("intercambio", "Pasar los expedientes a otra oficina"),
    (LOAN, "Prestarlos: otra oficina los trabaja y los devuelve"),
    (BACK, "Devolver lo que nos prestaron"),
    ("remision", "Remitirlos: a la SDH, a CISA"),
    ("auditoria", "Mostrarlos a quien audita"),
)
_AIDS: Final = {
    "intercambio": "Lleva todo, también los borradores.",
    LOAN: "Aquí queda anotado quién los tiene, y se avisa a quien los trabaje.",
    BACK: "Quien los prestó recibe lo que se hizo aquí y lo une con lo suyo.",
    "remision": "Lleva solo lo emitido; todas sus páginas deben estar contadas.",
    "auditoria": "Lleva todo, aunque falten páginas por contar.",
}
_SHORT: Final = 8
"""Characters that a passphrase needs."""
_MOST: Final = 3


class SendDialog(ActDialog):
    """Asks what the package is for and writes it."""

    def __init__(
        self, source: PackageSource, ids: Sequence[int], shell: Shell, parent: QWidget
    ) -> None:
        super().__init__("Enviar en un paquete", shell, parent)
        self._source, self._ids = source, tuple(ids)
        self.purpose = QComboBox()
        self.whom = QLineEdit()
        self.until = DateField(shell.days, shell.theme)
        self.why = QLineEdit()
        self.target = SaveField("expedientes.zip")
        self.secret = QLineEdit()
        self.again = QLineEdit()
        self.key = FileField()
        self.key_secret = QLineEdit()
        for field in (self.secret, self.again, self.key_secret):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        fill_options(self.purpose, _PURPOSES)
        self._ask()
        self.read("cases", lambda: source.cases(self._ids), self._show)

    @override
    def button(self) -> str:
        return "&Prestar" if self._purpose() == LOAN else "&Hacer el paquete"

    @override
    def ready(self) -> bool:
        loan = self._purpose() == LOAN
        for question in self._of_loan:
            question.show(wanted=loan)
        self._repeat.show(wanted=bool(self.secret.text()))
        self._key_word.show(wanted=bool(self.key.value()))
        self._purpose_.say(_AIDS[self._purpose()])
        early = self._early() if loan else ""
        self._until.tell(self.until.problem() or early)
        self._repeat.tell(self._not_the_same())
        self._target.tell(self.target.problem())
        self._key.tell(self.key.problem())
        signs = not self.key.value() or bool(self.key_secret.text())
        return (
            bool(self.target.value())
            and (not loan or bool(self.whom.text().strip()))
            and signs
            and not any(
                (
                    early,
                    self._not_the_same(),
                    self.target.problem(),
                    self.key.problem(),
                    loan and self.until.problem(),
                )
            )
        )

    @override
    def work(self) -> Callable[[Progress], Changes]:
        source, request = self._source, self._request()
        return lambda progress: source.send(request, progress)

    def _request(self) -> SendRequest:
        key = self.key.value()
        loan = self._purpose() == LOAN
        return SendRequest(
            self._ids,
            Path(self.target.value()),
            self._purpose(),
            self.whom.text() if loan else "",
            self.until.value() if loan else None,
            self.why.text() if loan else "",
            self.secret.text(),
            Path(key) if key else None,
            self.key_secret.text(),
        )

    def _purpose(self) -> str:
        return str(self.purpose.currentData())

    def _early(self) -> str:
        day = self.until.value()
        if day is not None and day < self.shell.today:
            return "Ese día ya pasó."
        return ""

    def _not_the_same(self) -> str:
        word = self.secret.text()
        if word and len(word) < _SHORT:
            return f"Necesita al menos {_SHORT} caracteres."
        if word and self.again.text() and self.again.text() != word:
            return "No es la misma que escribió arriba."
        return "Escríbala otra vez." if word != self.again.text() else ""

    def _ask(self) -> None:
        self._purpose_ = self.ask("&Para qué", self.purpose, _AIDS["intercambio"])
        whom = self.ask("&A quién", self.whom, "La oficina o la persona.")
        self._until = self.ask("H&asta", self.until, "Cuándo deben volver; opcional.")
        why = self.ask("&Motivo", self.why)
        self._of_loan = (whom, self._until, why)
        self._target = self.ask("A&rchivo", self.target)
        self.ask(
            "C&ontraseña",
            self.secret,
            "Si la escribe, nadie lee el paquete sin ella. Dígala por otro medio.",
        )
        self._repeat = self.ask("Repí&tala", self.again)
        self._key = self.ask(
            "C&lave que firma", self.key, "La clave de la oficina; opcional."
        )
        self._key_word = self.ask("Contraseña de la clave", self.key_secret)
        for line in (self.whom, self.why, self.secret, self.again, self.key_secret):
            line.textChanged.connect(self.answered)
        self.purpose.currentIndexChanged.connect(self.answered)
        self.until.changed.connect(self.answered)
        self.target.edit.textChanged.connect(self.answered)
        self.key.changed.connect(self.answered)

    def _show(self, found: PackedCases) -> None:
        numbers = found.numeros
        shown = ", ".join(numbers[:_MOST])
        more = f" y {len(numbers) - _MOST} más" if len(numbers) > _MOST else ""
        subject = f"{numbers[0]} · {found.deudor}" if found.deudor else shown + more
        count = cantidad(len(numbers), "expediente")
        self.about(
            subject,
            f"{count}, con sus documentos, su índice y todos sus datos, en un archivo "
            ".zip que cualquiera abre y nadie altera.",
        )
        if found.recibidos == len(numbers):
            self.purpose.setCurrentIndex(self.purpose.findData(BACK))
        name = numbers[0] if len(numbers) == 1 else "expedientes"
        self.target.suggest(f"{name}.zip")
        self.blocked = False
        self.answered()


class SaveField(QWidget):
    """A file that will be written."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Elija dónde se guarda")
        choose = QPushButton("Elegir…")
        choose.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit, 1)
        layout.addWidget(choose)
        self.setFocusProxy(self.edit)

    def suggest(self, name: str) -> None:
        """Offer a name when somebody chooses a folder."""
        self._name = name

    def value(self) -> str:
        """Return the path, with its ending."""
        text = self.edit.text().strip()
        return text if not text or text.lower().endswith(".zip") else f"{text}.zip"

    def problem(self) -> str:
        """Say that its folder is not there."""
        path = self.value()
        if path and not Path(path).parent.is_dir():
            return "No existe esa carpeta."
        return ""

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "Guardar el paquete", self._name, "Paquete (*.zip)"
        )
        if path:
            self.edit.setText(path)
