"""Incidents of the cases: opened and closed on the record (PROCEDURES 5)."""
