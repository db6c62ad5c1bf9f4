"""Appends records without end to the journal that is named, and tells of each when it was acknowledged: a child to be
killed. With a number of records and a size it stops by itself, and opens the journal anew now and then."""

import os
import sys
import time

from marsad.store.journal.journal import Journal


def main(url, most, size):
    n = 0
    while n < most:
        journal = Journal.open(url, lambda: time.time_ns() // 1000)
        for _ in range(1 << 62 if size == 0 else 40):
            if n >= most:
                break
            # Now and then several at once: all of them are kept, or none.
            many = 3 if n % 5 == 4 else 1
            written = journal.append_all([("action", "Layla", {"n": n, "pad": "x" * size})] * many)
            n += 1
            os.write(1, f"{written[-1].seq} {written[-1].hash}\n".encode())
        journal.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
