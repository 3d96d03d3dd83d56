"""The portfolio: runs of its activities, their items, the comité and its effects."""
