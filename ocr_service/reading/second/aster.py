"""The line recogniser whose weights the package `asterocr` brings (MIT), run by onnxruntime.

Only its weights are used, never its code. Measured: reading lines in batches or with whole numbers
for weights (int8) saves nothing on processors without VNNI, so strips are read one by one.
"""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ocr_service.domain.errors import MissingDependency
from ocr_service.reading.image import Pixels
from ocr_service.reading.second.ctc import Steps

HEIGHT = 32
WIDEST = 1000  # pixels of a strip at that height; beyond 1,024 the recogniser fails
EXTRA = "pip install 'ocr-service[second]'"


def find_weights(folder: Path | None = None) -> Path:
    """The folder with asternet.onnx and vocab.json: as told, or that of the package.

    Raises MissingDependency with the command that mends it.
    """
    if folder is None:
        package = importlib.util.find_spec("asterocr")
        places = package.submodule_search_locations if package else None
        folder = Path(next(iter(places))) / "assets" if places else None
    if folder is None or not (folder / "asternet.onnx").is_file():
        raise MissingDependency(f"the second reader's weights were not found; run: {EXTRA}")
    return folder


class Aster:
    """Reads grey strips of one line each; loaded once a process."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises MissingDependency where onnxruntime or the weights are not installed."""
        try:
            import onnxruntime
        except ImportError as error:
            raise MissingDependency(f"onnxruntime is not installed; run: {EXTRA}") from error
        folder = find_weights(folder)
        names = json.loads((folder / "vocab.json").read_text("utf-8"))["chars"]
        self.letters = "".join(["\0", *names[1:]])
        self.classes: Mapping[str, int] = {
            letter: at for at, letter in enumerate(self.letters) if at
        }
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(folder / "asternet.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def steps(self, strip: Pixels) -> Steps:
        """What stands on a grey strip (height x width, dark on light), class by class."""
        high, wide = strip.shape[:2]
        width = min(max(HEIGHT, wide * HEIGHT // max(high, 1)), WIDEST)
        width = (width + 3) // 4 * 4
        way = cv2.INTER_AREA if high > HEIGHT else cv2.INTER_LINEAR
        sized = cv2.resize(strip, (width, HEIGHT), interpolation=way)
        seen = (sized.astype(np.float32) / 127.5) - 1
        answer = self._session.run(None, {"images": np.repeat(seen[None, None], 3, axis=1)})[0]
        return np.asarray(answer[:, 0], dtype=np.float32)
