"""What is dropped or pasted on the electronic file: files, mails, a screenshot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, Signal
from PySide6.QtGui import QDropEvent, QImage
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

NO_FILES: Final = (
    "De ahí no llega ningún archivo. Guarde primero el correo o el documento en una "
    "carpeta, y arrástrelo desde ella."
)
NOTHING_COPIED: Final = (
    "Lo que está copiado no es una imagen ni un archivo. Copie una captura de "
    "pantalla, o los archivos en su carpeta, y pegue otra vez."
)
_OUTLOOK: Final = "FileGroupDescriptor"


class Intake(QObject):
    """Takes what is dropped anywhere on a widget, its children included."""

    dropped = Signal(object)
    """A tuple of `Path`; empty when what came holds no file of the computer."""

    def __init__(self, target: QWidget, *inside: QWidget) -> None:
        super().__init__(target)
        for widget in (target, *inside):
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept what may hold files, leave everything else to the widget."""
        if not isinstance(event, QDropEvent) or not brings_files(event.mimeData()):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(files_of(event.mimeData()))
        return True


def brings_files(data: QMimeData) -> bool:
    """Tell whether some data are files, or look like them (a mail of Outlook)."""
    return data.hasUrls() or any(_OUTLOOK in kind for kind in data.formats())


def files_of(data: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders of the computer that some data name."""
    return tuple(Path(u.toLocalFile()) for u in data.urls() if u.isLocalFile())


def picture_of(data: QMimeData) -> bytes:
    """Return a copied picture as PNG; nothing when there is none."""
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return b""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # PySide's stub asks for bytes where Qt and PySide take the name of the format.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(kept.data())
