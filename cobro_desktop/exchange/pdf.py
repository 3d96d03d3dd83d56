"""Opens a PDF to look at it: PDFium works for one thread at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument

# PDFium is one for the whole process, so is its turn: a page drawn for the window
# while a writer takes the words of another file would end the program.
_TURNO: Final = threading.Lock()


@contextmanager
def abrir_pdf(content: bytes) -> Iterator[PdfDocument]:
    """Open a PDF; what is taken from it is used, and closed, before leaving.

    Raises:
        PdfiumError: it is damaged, or asks for a password.
    """
    import pypdfium2

    with _TURNO, pypdfium2.PdfDocument(content) as document:
        yield document
