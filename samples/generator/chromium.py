"""Debian's Chromium: it prints the samples, and looks at the screens in tests and benchmarks."""

import shutil

# The same without its windows: half the processor time. Some systems have the whole one only.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
