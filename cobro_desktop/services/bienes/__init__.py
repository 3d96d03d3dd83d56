"""Goods of the debtors, measures on them and the money they gave (RULES 13)."""
