"""The work of the office: trays, priorities, returns, offices and debtors."""
