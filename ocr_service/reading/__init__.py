"""Pixels to pages. The only room that knows images, PDF and outside programs."""
