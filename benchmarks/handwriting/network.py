"""The network that reads a head line: small convolutions, read from left to right by CTC.

Needs PyTorch (``pip install torch onnx``), for training only: the service runs the exported file.
"""

import torch
from torch import Tensor, nn

from ocr_service.reading.handwriting.figures import CLASSES


def _block(before: int, after: int, stride: tuple[int, int] = (1, 1)) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride=stride, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )


class _Again(nn.Module):
    """Looks once more at what was seen; at first it changes nothing, so a shallower network's
    weights can be gone on from."""

    def __init__(self, depth: int) -> None:
        super().__init__()
        self.look = nn.Conv2d(depth, depth, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(depth)
        nn.init.zeros_(self.norm.weight)

    def forward(self, seen: Tensor) -> Tensor:
        return torch.relu(seen + self.norm(self.look(seen)))


class Network(nn.Module):
    """Strips (n, 2, 40, width) in, log probabilities (n, width / 2, CLASSES) out."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Sequential(
            nn.Conv2d(2, 16, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            _block(16, 32, stride=(2, 1)),
            _block(32, 48),
            nn.MaxPool2d((2, 1)),
            _block(48, 64),
            _Again(64),
            _Again(64),
            nn.Conv2d(64, 96, (5, 1), bias=False),
            nn.BatchNorm2d(96),
            nn.ReLU(),
        )
        self.told = nn.Sequential(
            nn.Conv1d(96, 96, 5, padding=2),
            nn.ReLU(),
            nn.Dropout(0.1),
            nn.Conv1d(96, 96, 5, padding=4, dilation=2),
            nn.ReLU(),
            nn.Dropout(0.1),
            nn.Conv1d(96, CLASSES, 1),
        )

    def forward(self, strips: Tensor) -> Tensor:
        row = self.seen(strips).squeeze(2)
        return torch.log_softmax(self.told(row).transpose(1, 2), dim=2)
