"""*Pagos por identificar*: the tray of money that is of no case yet."""
