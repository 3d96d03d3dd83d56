"""Packs that bring an institution as data: exported, imported, withdrawn (F39)."""
