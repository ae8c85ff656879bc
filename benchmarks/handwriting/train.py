"""Trains the reader of handwritten figures on composed strips and exports it to ONNX.

    python -m benchmarks.handwriting.train PACKAGES OUT.onnx [--strips 30000] [--rounds 3]
        [--start WEIGHTS.pt] [--seed 1]

`--start` goes on from the weights that an earlier run left beside its OUT.
PACKAGES: a folder with the archives that glyphs.py names. Needs PyTorch and onnx beside
what the service needs, in an environment of their own; one core, about twenty minutes.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.handwriting.compose import Composer, Strip, composer
from benchmarks.handwriting.network import Network
from ocr_service.reading.handwriting.figures import BY_HAND, IN_PRINT, STRIDE
from ocr_service.reading.handwriting.strip import HEIGHT

BATCH = 32
WIDEST = 440
PEAK_RATE = 3e-3


def strips(maker: Composer, count: int) -> list[Strip]:
    """So many strips, none wider than WIDEST, the narrow first."""
    made: list[Strip] = []
    while len(made) < count:
        strip = maker.strip()
        if strip.picture.shape[2] <= WIDEST:
            made.append(replace(strip, picture=strip.picture.astype(np.float16)))
    return sorted(made, key=lambda strip: strip.picture.shape[2])


def batches(made: Sequence[Strip], rng: np.random.Generator) -> Iterator[Sequence[Strip]]:
    """Strips of like width together, the groups in chance order."""
    starts = np.arange(0, len(made), BATCH)
    rng.shuffle(starts)
    for start in starts:
        yield made[start : start + BATCH]


def stacked(group: Sequence[Strip]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pictures padded with paper, their lengths in steps, all labels in a row, their lengths."""
    width = max(strip.picture.shape[2] for strip in group)
    width += -width % STRIDE
    pictures = np.zeros((len(group), 2, HEIGHT, width), np.float32)
    for place, strip in zip(pictures, group, strict=True):
        place[:, :, : strip.picture.shape[2]] = strip.picture
    steps = [width // STRIDE] * len(group)
    labels = [figure for strip in group for figure in strip.label]
    sizes = [len(strip.label) for strip in group]
    return torch.from_numpy(pictures), *(torch.tensor(row) for row in (steps, labels, sizes))


def varied(pictures: Tensor) -> Tensor:
    """The same strips with other ink: darker or paler, bluer or blacker, a pixel up or down."""
    count = len(pictures)
    ink = torch.empty(count, 2, 1, 1).uniform_(0.8, 1.15)
    ink[:, 1] *= torch.rand(count, 1, 1).mul(1.6).clamp(max=1.0)  # now and then hardly blue
    return (torch.roll(pictures, int(torch.randint(-1, 2, ())), 2) * ink).clamp(max=1.0)


def loss_of(network: Network, group: Sequence[Strip]) -> Tensor:
    """The CTC loss of a group of strips, varied anew."""
    pictures, steps, labels, sizes = stacked(group)
    pictures = varied(pictures).contiguous(memory_format=torch.channels_last)
    told = network(pictures).transpose(0, 1)
    return nn.functional.ctc_loss(told, labels, steps, sizes, zero_infinity=True)


def train(made: Sequence[Strip], rounds: int, start: Path | None = None) -> Network:
    """A network that has seen every strip ``rounds`` times; ``start``: weights to go on from."""
    network = Network().to(memory_format=torch.channels_last)  # a third faster on a processor
    if start:
        network.load_state_dict(torch.load(start))
    network.train()
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=1e-3)
    total = rounds * -(-len(made) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, PEAK_RATE / 2 if start else PEAK_RATE, total, pct_start=0.1 if start else 0.3
    )
    rng = np.random.default_rng(0)
    for round_ in range(rounds):
        losses = []
        for group in batches(made, rng):
            optimizer.zero_grad()
            loss = loss_of(network, group)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(
            f"round {round_ + 1}: loss {np.mean(losses):.4f}, {time.process_time():.0f} s",
            flush=True,
        )
    return network


def right(network: Network, made: Sequence[Strip]) -> float:
    """The share of strips whose figures are all read right, by hand or in print."""
    network.eval()
    hits = 0
    with torch.inference_mode():
        for start in range(0, len(made), BATCH):
            group = made[start : start + BATCH]
            best = network(stacked(group)[0]).argmax(2).numpy()
            for row, strip in zip(best, group, strict=True):
                changed = np.flatnonzero(np.diff(row, prepend=0) & 0xFF)
                read = [_bare(k) for k in row[changed] if k]
                hits += read == [_bare(k) for k in strip.label]
    return hits / len(made)


def _bare(class_: int) -> int:
    """The class without the difference between pen and print."""
    return class_ - IN_PRINT + BY_HAND if IN_PRINT <= class_ < IN_PRINT + 10 else int(class_)


def export(network: Network, out: Path) -> None:
    network.eval()
    torch.onnx.export(
        network,
        (torch.zeros(1, 2, HEIGHT, 96),),
        str(out),
        input_names=["strips"],
        output_names=["steps"],
        dynamic_axes={"strips": {0: "n", 3: "width"}, "steps": {0: "n", 1: "time"}},
        dynamo=False,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--strips", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--start", type=Path, help="weights (.pt) to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held", type=int, default=3000, help="strips to score at the end")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    made = strips(composer(options.packages, options.seed), options.strips)
    print(f"{len(made)} strips composed, {time.process_time():.0f} s", flush=True)
    network = train(made, options.rounds, options.start)
    export(network, options.out)
    torch.save(network.state_dict(), options.out.with_suffix(".pt"))
    held = strips(composer(options.packages, seed=2, held=True), options.held)
    print(f"held back: {right(network, held):.4f} of strips right")


if __name__ == "__main__":
    main()
