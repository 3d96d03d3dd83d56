from __future__ import annotations

import pytest
from pytest_archon import archrule

import cobro_desktop
import cobro_ui

HEAVY_OR_ABOVE = ["PySide6*", "cobro_ui*", "cobro_desktop.cli*"]
FORBIDDEN = {
    "domain": [
        *HEAVY_OR_ABOVE,
        "sqlalchemy*",
        "docx*",
        "reportlab*",
        "openpyxl*",
        "cobro_desktop.services*",
        "cobro_desktop.storage*",
        "cobro_desktop.documents*",
        "cobro_desktop.exchange*",
    ],
    "storage": [
        *HEAVY_OR_ABOVE,
        "cobro_desktop.services*",
        "cobro_desktop.documents*",
        "cobro_desktop.exchange*",
    ],
    "documents": [
        *HEAVY_OR_ABOVE,
        "sqlalchemy*",
        "cobro_desktop.services*",
        "cobro_desktop.storage*",
        "cobro_desktop.exchange*",
    ],
    "exchange": [
        *HEAVY_OR_ABOVE,
        "sqlalchemy*",
        "cobro_desktop.services*",
        "cobro_desktop.storage*",
        "cobro_desktop.documents*",
    ],
    "services": HEAVY_OR_ABOVE,
    "cli": ["PySide6*", "cobro_ui*", "sqlalchemy*", "cobro_desktop.storage.rows*"],
}


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_each_layer_ignores_those_above(layer: str) -> None:
    (
        archrule(layer)
        .match(f"cobro_desktop.{layer}*")
        .should_not_import(*FORBIDDEN[layer])
        .check(cobro_desktop, skip_type_checking=True, only_direct_imports=True)
    )


def test_the_shell_never_sees_rows() -> None:
    (
        archrule("cobro_ui")
        .match("cobro_ui*")
        .should_not_import("sqlalchemy*", "cobro_desktop.storage.rows*")
        .check(cobro_ui, skip_type_checking=True, only_direct_imports=True)
    )


def test_the_law_needs_only_the_standard_library() -> None:
    allowed = ["cobro_desktop.domain*", "stdnum*"]
    third_party = [
        "alembic*", "babel*", "cryptography*", "docxtpl*", "holidays*", "pikepdf*",
        "platformdirs*", "pypdfium2*", "python_calamine*", "rich*", "segno*",
        "sqlcipher3*", "typer*", "xlsxwriter*",
    ]  # fmt: skip
    (
        archrule("domain")
        .match("cobro_desktop.domain*")
        .should_not_import(*third_party)
        .may_import(*allowed)
        .check(cobro_desktop, skip_type_checking=True, only_direct_imports=True)
    )
