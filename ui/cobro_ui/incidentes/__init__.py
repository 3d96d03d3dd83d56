"""Incidents of a case in the window."""
