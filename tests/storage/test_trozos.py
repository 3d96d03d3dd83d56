from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cobro_desktop.storage.trozos import trozos


@given(st.lists(st.integers()), st.integers(1, 7))
def test_nothing_is_lost_or_moved_and_only_the_last_is_short(
    values: list[int], size: int
) -> None:
    parts = list(trozos(iter(values), size))

    assert [value for part in parts for value in part] == values
    assert all(len(part) == size for part in parts[:-1])
    assert all(0 < len(part) <= size for part in parts)
