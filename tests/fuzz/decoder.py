"""Hostile bytes into the decoder: `make fuzz`, or `python tests/fuzz/decoder.py --seconds 300` and then `--replay`.

A fuzzer sees nothing inside compiled kernels, so it drives their Python form (NUMBA_DISABLE_JIT=1), and what it found
worth keeping is then decoded in both forms: the rows must be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "build" / "fuzz" / "decoder"
LONGEST_S = 2.0
"""For one input of at most 4 KiB in the Python form, which is some thousand times slower than the kernels."""
SEEDS = (
    b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\r\n",
    b"!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E\r\n"
    b"!AIVDM,2,2,3,B,1@0000000000000,2*55\r\n",
    b"\\g:1-2-7,s:r003669945,c:1120959341*6C\\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\r\n",
    b"\\s:a,c:1700000000000*2B\\\\g:2-2-7*59\\!AIVDM,1,1,,,?3:5uL0iuGmPD00,2*00\r\n",
    b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A,r003669945,1332115265\r\n",
    b"2019-11-11T06:14:00Z !AIVDM,1,1,,B,65E4;r5I0Q9R04D0@01000000000,0*69\n",
    b"$PGHP,1,2008,5,9,0,0,0,10,338,2,,1,09*17\r\n!AIVDM,1,1,,A,86:hqAh0J010,0*00\r\n",
    b"$RATTM,01,1.2,045.0,T,05.1,090.0,T,0.3,4.2,N,b,T,,120000.00,A*2E\r\n",
    b"$RATLL,01,1234.56,N,04512.34,E,NAME,120000.00,T,*12\r\n$GPGGA,,,*00\r\n\r\n\0\0garbage\r!--VDM,1,1,,A,1,0\n",
    b"!AIVDM,9,1,9,A,1,0*00\r\n!AIVDM,0,0,,A,,0*26\r\n!=IVDM,1,1,99,C,>5?Per18=HB1U:1@E=B0m<L,2*51\r\n",
)


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
    if blob:
        data = blob[1:]
        began = time.perf_counter()
        decode(data, blob[0] * len(data) // 255)
        assert time.perf_counter() - began < LONGEST_S, f"took {time.perf_counter() - began:.1f} s"


def fuzz(seconds: int) -> None:
    """Drive the decoder until the time is over; does not return."""
    import atheris

    with atheris.instrument_imports(include=["marsad"]):
        import marsad.decode.decoder  # noqa: F401

    CORPUS.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS):
        (CORPUS / f"seed-{number}").write_bytes(b"\x80" + seed)
    options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=4096", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, str(CORPUS)], target)
    atheris.Fuzz()


def digests() -> None:
    """Print a hash of the rows of each input of the corpus."""
    for file in sorted(CORPUS.iterdir()):
        blob = file.read_bytes()
        if blob:
            print(file.name, decode(blob[1:], blob[0] * (len(blob) - 1) // 255))


def replay() -> int:
    """Decode the corpus with the kernels and in their Python form; 1 where the rows differ."""
    answers = []
    for disabled in "0", "1":
        done = subprocess.run(
            [sys.executable, __file__, "--digests"], env={**os.environ, "NUMBA_DISABLE_JIT": disabled},
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        answers.append(done.stdout.splitlines())
    different = [one for one, other in zip(*answers, strict=True) if one != other]
    print(f"{len(answers[0])} inputs decoded by the kernels and in Python form; {len(different)} differ.")
    for one in different[:20]:
        print(f"  {CORPUS / one.split()[0]}")
    return int(bool(different))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--digests", action="store_true")
    arguments = parser.parse_args()
    if arguments.replay:
        sys.exit(replay())
    if arguments.digests:
        digests()
    elif os.environ.get("NUMBA_DISABLE_JIT") != "1":
        sys.exit("Set NUMBA_DISABLE_JIT=1: inside compiled kernels a fuzzer sees nothing.")
    else:
        fuzz(arguments.seconds)
