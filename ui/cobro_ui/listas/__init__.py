"""Any list on the screen, taken to Excel, to PDF or to the printer."""
