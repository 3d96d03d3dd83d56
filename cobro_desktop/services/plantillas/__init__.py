"""Word templates of the office: imported, examined, in force from a day on (F56)."""
