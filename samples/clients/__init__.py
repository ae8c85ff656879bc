"""Clients as a one-stop system might write them; each can be copied out and run by itself."""
