"""Invented papers: the sample dossiers, and the generator that draws them."""
