"""The only place where contracts meet the things that keep them.

``parts``: what every process has. ``workplace``: a worker's eyes and mind, wired apart, since the
front door never loads them.
"""
