"""Packages of cases: made, received with their differences, and what is lent."""
