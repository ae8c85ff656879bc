"""The searchable PDF: where its words stand, what is copied out of it, what it weighs."""
