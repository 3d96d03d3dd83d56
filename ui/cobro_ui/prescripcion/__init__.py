"""The prescription in the window: the radar, the tab of a case, what if."""
