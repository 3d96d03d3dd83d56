"""Workbooks and text files that other offices send and receive."""
