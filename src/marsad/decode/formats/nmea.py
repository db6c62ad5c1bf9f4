"""Sentences as receivers send them: AIS, and radar tracks, with the wrappers that real logs have around them."""

import re

from marsad.decode.batch import Batch
from marsad.decode.decoder import Decoder
from marsad.decode.format import SIGNED, Format, Recognition, Sample

_SENTENCE = re.compile(
    rb"[!$\\-][A-Za-z]{0,4}(VDM|VDO|TTM|TLL|TLB|PGHP|BSVI|SI),|[!$][A-Z]{5},|\\[^\\\r\n]{1,255}\\|,[AB12]?,[0-W`-w]+,[0-5]\*"
)
_EMPTY = re.compile(rb"[\s\0]*\Z")
_SAMPLES = {
    "log.nmea": rb"\s:st,c:1609459200*3F\!AIVDM,1,1,,A,139>Jh@P1T39J`079hp1hQKp0000,0*41" + b"\r\n"
    b"!AIVDM,2,1,0,A,539>Jh@2=r25L58l001L58n1E0000000000000166@D5500HtAhA1CP00000,0*08\r\n"
    b"!AIVDM,2,2,0,A,00000000000,2*24\r\nno sentence\r\n\r\n",
}


class _OneSource:
    """The decoder with one source."""

    def __init__(self, source: str | None, keep_sentences: bool) -> None:
        self._source, self._decoder = source, Decoder(keep_sentences=keep_sentences)

    def feed(self, data: bytes | memoryview) -> Batch:
        return self._decoder.feed(data, source=self._source)

    def flush(self) -> Batch:
        return self._decoder.flush(self._source)


def recognise(sample: Sample) -> Recognition | None:
    """Any sentence will do, whatever is around it; so will nothing at all."""
    if _SENTENCE.search(sample.data) or (sample.whole and _EMPTY.match(sample.data)):
        return Recognition(SIGNED, stream=lambda source: _OneSource(source, sample.keep_sentences))
    return None


FORMAT = Format("nmea", recognise, samples=_SAMPLES)
