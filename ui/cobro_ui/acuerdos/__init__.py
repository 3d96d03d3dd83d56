"""Agreements of payment in the window."""
