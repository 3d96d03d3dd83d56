"""Default interest: one module per regime (RULES 1), days, periods, whole portfolio."""
