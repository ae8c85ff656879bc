"""Fits the numbers that turn evidence into a probability, and reports how far they hold."""
