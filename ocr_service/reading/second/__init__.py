"""The second reader: looks again at words in doubt, and is believed as far as evidence goes."""
