"""Hostile bytes into the decoder: `make fuzz`, or `python tests/fuzz/decoder.py --seconds 300` and then `--replay`.

A fuzzer sees nothing inside compiled kernels, so it drives their Python form (NUMBA_DISABLE_JIT=1), and what it found
worth keeping is then decoded in both forms: the rows must be the same. Each input is also decoded in two pieces, and
must give what it gives in one; each byte must be accounted for; and no sentence may take longer than LONGEST_S.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "fuzz" / "decoder"
LONGEST_S = 0.1
"""For one sentence, in the Python form, which is some thousand times slower than the kernels."""
FIXED_S = 0.4
"""For one input besides its sentences: the Arrow tables, an instrumented interpreter and a busy machine."""
LONGEST_INPUT = 4_096


def decode(data: bytes, cut: int) -> str:
    """Decode, cut in two, and give a hash of all rows. Raises AssertionError where the accounts do not add up."""
    from marsad.decode.batch import joined
    from marsad.decode.decoder import Decoder

    decoder = Decoder()
    batches = [decoder.feed(data[:cut], 1_700_000_000_000_000, "fuzz"), decoder.feed(data[cut:], None, "fuzz")]
    waiting = decoder.waiting()
    fed = sum(batch.counts.bytes for batch in batches)
    assert fed + waiting == len(data), f"{len(data)} bytes fed, {fed} accounted for, {waiting} waiting"
    whole = joined([*batches, decoder.flush("fuzz")])
    assert whole.counts.bytes == len(data), f"{len(data)} bytes in, {whole.counts.bytes} accounted for"
    rejects = whole.tables["reject"]["length"].to_pylist() if "reject" in whole.tables else []
    assert sum(rejects) == whole.counts.reject_bytes, "reject rows and counts differ"
    rows = {name: table.to_pylist() for name, table in sorted({**whole.tables, **whole.applications}.items())}
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def target(blob: bytes) -> None:
    """One input: its first byte says where it is cut."""
    from tests.decode.streams import assert_same, decoded

    if not blob:
        return
    data = blob[1:]
    cut = blob[0] * len(data) // 255
    began = time.perf_counter()
    decode(data, cut)
    took = time.perf_counter() - began
    sentences = 1 + data.count(b"VDM") + data.count(b"VDO") + data.count(b"\n") + data.count(b"\r")
    assert took < FIXED_S + LONGEST_S * sentences, f"{sentences} sentences took {took:.2f} s"
    assert_same(decoded(data), decoded(data, [cut]))


def seeds(corpora: Path | None) -> list[bytes]:
    """Inputs to start from: those that broke others, mixes of what loggers write, and lines of the corpora."""
    from tests.decode.killers import KILLERS
    from tests.decode.lines import mixed_lines

    found = [*KILLERS.values()]
    found += [b"\n".join(mixed_lines(seed, 8)) + b"\n" for seed in range(20)]
    for file in sorted(corpora.rglob("nmea/*/*")) if corpora else []:
        if file.suffix in {".nmea", ".txt", ".log", ".aivdm"}:
            lines = file.read_bytes().splitlines(keepends=True)
            found += [b"".join(lines[at : at + 3]) for at in range(0, len(lines), max(1, len(lines) // 5))]
    return [seed[: LONGEST_INPUT - 1] for seed in found]


def fuzz(folder: Path, seconds: int) -> None:
    """Drive the decoder until the time is over; does not return."""
    import atheris

    with atheris.instrument_imports(include=["marsad"]):
        import marsad.decode.decoder  # noqa: F401

    named = os.environ.get("MARSAD_CORPORA")
    near = Path(named) if named else ROOT.parent / "shared" / "data"
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(near if near.is_dir() else None)):
        (folder / f"seed-{number:03}").write_bytes(b"\x80" + seed)
    options = [
        f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=3072", f"-max_len={LONGEST_INPUT}",
        f"-artifact_prefix={folder.parent}/", "-verbosity=1", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(folder)], target)
    atheris.Fuzz()


def digests(folder: Path) -> None:
    """Print a hash of the rows of each input of the corpus."""
    for file in sorted(folder.iterdir()):
        blob = file.read_bytes()
        if blob:
            print(file.name, decode(blob[1:], blob[0] * (len(blob) - 1) // 255))


def replay(folder: Path) -> int:
    """Decode the corpus with the kernels and in their Python form; 1 where the rows differ."""
    answers = []
    for disabled in "0", "1":
        done = subprocess.run(
            [sys.executable, __file__, "--digests", "--folder", str(folder)],
            env={**os.environ, "NUMBA_DISABLE_JIT": disabled}, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        answers.append(done.stdout.splitlines())
    different = [one for one, other in zip(*answers, strict=True) if one != other]
    print(f"{len(answers[0])} inputs decoded by the kernels and in Python form; {len(different)} differ.")
    for one in different[:20]:
        print(f"  {folder / one.split()[0]}")
    return int(bool(different))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where inputs worth keeping are kept")
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--digests", action="store_true")
    arguments = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    warnings.filterwarnings("ignore", "overflow encountered", RuntimeWarning)  # hashes wrap; kernels say nothing of it
    if arguments.replay:
        sys.exit(replay(arguments.folder))
    if arguments.digests:
        digests(arguments.folder)
    elif os.environ.get("NUMBA_DISABLE_JIT") != "1":
        sys.exit("Set NUMBA_DISABLE_JIT=1: inside compiled kernels a fuzzer sees nothing.")
    else:
        fuzz(arguments.folder, arguments.seconds)
