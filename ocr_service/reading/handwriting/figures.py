"""The reader of figures by pen and in print among the words of a head line (figures.onnx)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ocr_service.domain.errors import MissingDependency
from ocr_service.reading.handwriting.strip import HEIGHT, Planes

MODEL = Path(__file__).with_name("figures.onnx")
EXTRA = "pip install 'ocr-service[second]'"
STRIDE = 2  # pixels of a strip for each step of the answer
BLANK = 0
BY_HAND, IN_PRINT = 1, 11  # the classes of figure 0
NUMBER, DAY, MONTH, YEAR, SLASH = 21, 22, 23, 24, 25
CLASSES = 26

Steps = NDArray[np.float32]
"""Probabilities (steps, classes) of CTC."""


class FigureReader(Protocol):
    """Whoever tells the classes at each step of strips (2, HEIGHT, width) of one place."""

    def steps(self, strips: Sequence[Planes]) -> Sequence[Steps]: ...


class Figures:
    """Loaded once a process; reads strips of one place together."""

    def __init__(self, model: Path = MODEL) -> None:
        """Raises MissingDependency when onnxruntime or the model is not there."""
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingDependency(f"onnxruntime is not installed; run: {EXTRA}") from error
        if not model.is_file():
            raise MissingDependency(f"the model {model.name} was not found; run: {EXTRA}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )

    def steps(self, strips: Sequence[Planes]) -> list[Steps]:
        """The classes at each step of each strip; at least one strip."""
        width = max(planes.shape[2] for planes in strips)
        batch = np.zeros((len(strips), 2, HEIGHT, width), np.float32)
        for row, planes in zip(batch, strips, strict=True):
            row[:, :, : planes.shape[2]] = planes
        answer = np.exp(self._session.run(None, {"strips": batch})[0])
        return [
            steps[: planes.shape[2] // STRIDE] for steps, planes in zip(answer, strips, strict=True)
        ]


def digit(class_: int) -> str:
    """The figure a class stands for, by pen or in print; "" for a word or the slash."""
    return str((class_ - BY_HAND) % 10) if BY_HAND <= class_ < NUMBER else ""
