"""Reading in a sealed room: a child of its own for each piece of a file, with hard limits.

The child is forked, so models are loaded once; it has no network, no database and no queue, and
hands pages out through a pipe. What it dies of is told by its parent, which goes on.
"""
