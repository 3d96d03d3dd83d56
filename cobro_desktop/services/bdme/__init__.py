"""The Boletín de Deudores Morosos del Estado on the cases (RULES 8; F84, B9, S8)."""
