"""Measures understanding alone: drawn papers are read once and kept, then understood again."""
