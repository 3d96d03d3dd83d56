"""The agenda of terms: the place, the reason of a date, the register."""
