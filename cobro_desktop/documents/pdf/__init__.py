"""The page of the oficios: fonts, letterhead, body, PDF/A."""
