"""The bulletin of debtors of the State, in the window."""
