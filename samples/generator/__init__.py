"""Draws invented papers in official layouts, and damages them as scanners and phones do."""
