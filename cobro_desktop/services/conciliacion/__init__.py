"""What collection and the books say of the same debts, side by side."""
