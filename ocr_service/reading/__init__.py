"""Pixels to pages. The only room that knows images, PDF and outside programs."""

import sys

# PyMuPDF would load a model of page layout that nothing here asks for: half a second and 40 MB
# of each process, and threads that a fork does not take along.
sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type]
