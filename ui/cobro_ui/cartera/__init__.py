"""*Depuración y cartera* and the calendar of the office."""
