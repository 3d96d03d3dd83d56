"""Money that came in and of whom it is: candidates, tray, matching by hand (F78)."""
