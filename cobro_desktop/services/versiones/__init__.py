"""Versions of procedures: installed, compared, and cases that move between them."""
