"""`python -m tests.fuzzing --inputs 100000`: reads so many broken inputs and tells what failed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from tests.fuzzing.bounds import peak
from tests.fuzzing.running import SEED, faults_of, input_of, kind_of, run
from tests.fuzzing.sources import seeds

_BATCH = 250


def main() -> int:
    """Run the inputs in batches, one line each; exit status 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--number", type=int, help="run one input alone, its error unhidden")
    parser.add_argument(
        "--out", type=Path, help="a file to which faults are added, as lines of JSON"
    )
    given = parser.parse_args()
    sound = seeds(whole=True)
    if given.number is not None:
        sys.stdout.write(f"{kind_of(given.number)}\n")
        faults = faults_of(input_of(given.number, sound, given.seed))
        sys.stdout.write("".join(f"{one}\n" for one in faults))
        return 1 if faults else 0
    read: Counter[str] = Counter()
    failed = 0
    end = given.first + given.inputs
    for first in range(given.first, end, _BATCH):
        tally = run(range(first, min(first + _BATCH, end)), sound, given.seed)
        read += tally.read
        failed += len(tally.faults)
        lines = [json.dumps(vars(fault), ensure_ascii=False) + "\n" for fault in tally.faults]
        if given.out is not None:
            with given.out.open("a", encoding="utf-8") as out:
                out.writelines(lines)
        else:
            sys.stdout.writelines(lines)
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(read.items()))
        sys.stdout.write(
            f"{sum(read.values())} inputs ({told}) of {len(sound)} sound pages; {failed} faults; "
            f"{time.process_time():.0f} s, {peak() // 1000} MB\n"
        )
        sys.stdout.flush()
    return 1 if failed else 0


sys.exit(main())
