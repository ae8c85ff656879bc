"""`python -m benchmarks.reading.apart READER [OPTION…]`: one reader in a process of its own.

Reads lines `PATH\tDPI` from its input and answers each with one line of JSON: `text`, `seconds`
(of one core, children included), `peak_mb` and whatever else the reader says. A first answer
without text says that it is ready, so that starting up and loading models is charged to nobody.
Only the standard library is imported here: peers run this in their own environment.
"""

import json
import os
import resource
import sys
from typing import Any, TextIO

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def spent() -> float:
    """CPU seconds of this process and of its children that have ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, WHO))


def peak_mb() -> float:
    """The most memory that this process, or any one of its children, ever had."""
    return max(resource.getrusage(who).ru_maxrss for who in WHO) / 1024


def serve(name: str, options: list[str], asked: TextIO, answers: TextIO) -> None:
    """Answer until the input ends."""
    from benchmarks.reading.readers import MAKERS

    def say(**answer: Any) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    read = MAKERS[name](options)
    say(ready=name)
    for line in asked:
        path, dpi = line.rstrip("\n").split("\t")
        before = spent()
        text, more = read(path, int(dpi))
        say(text=text, seconds=spent() - before, peak_mb=peak_mb(), **more)


def main() -> None:
    # Readers and their children print what they like; the answers keep the true output.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    serve(sys.argv[1], sys.argv[2:], sys.stdin, answers)


if __name__ == "__main__":
    main()
