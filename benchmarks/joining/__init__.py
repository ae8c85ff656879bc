"""Fits how two readings are joined: `python -m benchmarks.joining` prints the weights."""
