"""Joins several PDF into one, for the printer."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cobro_desktop.domain.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence


def unir(documentos: Sequence[bytes], *, doble_cara: bool = False) -> bytes:
    """Return one PDF with all the pages, in their order.

    With `doble_cara`, each document begins on the front of a sheet: one of an odd
    number of pages gets a blank one.

    Raises:
        UnreadableFileError: one of them is no PDF.
    """
    import pikepdf

    with pikepdf.new() as joined:
        for content in documentos:
            try:
                with pikepdf.open(io.BytesIO(content)) as document:
                    joined.pages.extend(document.pages)
                    if doble_cara and len(document.pages) % 2:
                        box = [float(n) for n in document.pages[-1].mediabox]
                        size = (box[2] - box[0], box[3] - box[1])
                        joined.add_blank_page(page_size=size)
            except pikepdf.PdfError as error:
                message = "Uno de los documentos no es un PDF que se pueda unir."
                raise UnreadableFileError(message, {"causa": str(error)}) from error
        output = io.BytesIO()
        joined.save(output)
        return output.getvalue()
