"""PyMuPDF without its model of page layouts: nobody here asks it, and it takes 0.7 s and 54 MB."""

import sys

sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type]  # Python: not to be found

import pymupdf as pymupdf  # noqa: E402

__all__ = ["pymupdf"]
