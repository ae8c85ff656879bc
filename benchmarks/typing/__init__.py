"""Fits the model that tells papers by their words on drawn papers."""
