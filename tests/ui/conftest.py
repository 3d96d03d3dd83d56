"""Fixtures of the window's tests."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent

from cobro_ui.jobs.runner import Jobs
from cobro_ui.theme.roles import Scheme
from cobro_ui.theme.theme import Appearance, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session", autouse=True)
def _offscreen() -> None:
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="module", autouse=True)
def _collected_on_this_thread() -> Iterator[None]:
    """As in the program: no widget is destroyed by a worker that collects garbage."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.unfreeze()
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _without_the_last_test_s_windows(
    qapp: QApplication, _collected_on_this_thread: None
) -> None:
    """Every look would be put on them too; until a test ends, pytest keeps them."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    # The application outlives the test: larger letters must not reach the next one.
    font = qapp.font()
    theme = Theme(qapp)
    theme.apply(Appearance(Scheme.LIGHT))
    yield theme
    qapp.setFont(font)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs(qapp)
    yield jobs
    jobs.close()
