"""Turns scanned Vietnamese paper dossiers into structured records for reuse."""

__version__ = "0.1.0"
