"""Every sentence used, as plain NMEA with tag blocks."""

from __future__ import annotations

from typing import BinaryIO

from marsad.decode.batch import Batch


class Writer:
    """Sentences into a binary file; the decoder must keep them (`Decoder(keep_sentences=True)`)."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, batch: Batch) -> None:
        """Append the sentences of a batch."""
        self._out.write(batch.sentences)

    def close(self) -> None:
        """Nothing is held back."""
        self._out.flush()
