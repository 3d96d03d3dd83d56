"""Versions of procedures, cases that move between them, and entity packs."""
