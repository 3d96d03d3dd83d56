"""The clause library of an institution: reading it and changing it (B15)."""
