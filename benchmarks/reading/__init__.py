"""How well and how fast pages are read: known text, drawn, damaged, read, compared."""
