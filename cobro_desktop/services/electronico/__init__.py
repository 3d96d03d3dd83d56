"""The electronic file of a case: order, pages, index and packages (RULES 12)."""
