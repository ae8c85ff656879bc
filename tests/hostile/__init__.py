"""Files that nobody should send: broken, absurd, or made to harm what opens them.

All are made here from a seed, but for those that installed packages happen to bring along.
"""
