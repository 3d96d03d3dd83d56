"""Facts about the binding that the program depends on (PERFORMANCE, facts)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 300


def test_void_calls_keep_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    thing = QObject()
    label.setText("x")
    thing.setObjectName("x")

    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("x")
        thing.setObjectName("x")
    after = sys.getrefcount(None)

    assert after - before < CALLS // 10
