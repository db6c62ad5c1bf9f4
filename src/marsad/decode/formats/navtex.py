"""Safety broadcasts as text: NAVTEX messages one after the other (ZCZC to NNNN), or an archive of them with one JSON
object a line (`date`, `file`, `text`)."""

import re

from marsad.decode.broadcast.reader import ArchiveReader, TextReader
from marsad.decode.format import BEGUN, Format, Recognition, Sample

_TEXTS = b"""ZCZC SA67
121430 UTC JUL 15
NAV. WARN. NO. 516
GERMAN BIGHT. WEISSE BANK
DRIFTING YELLOW MEASURING BUOY
IN POSITION 53-57 N 006-30 E
CANCEL THIS MESSAGE 130230 UTC JUL 15.
NNNN

ZCZC PA28
-85-9-) 2-,8,& 4.2(2414LOCG
PIPELAING OPERATIONS
NNNN
"""
_ARCHIVE = (
    b'{"date": "2015-10-12", "file": "MA15", "text": "ZCZC MA15\\n121600 UTC OCT 15\\nCANCEL NORWEGIAN NAV. WARNING '
    b'560/2015\\nNNNN"}\n'
    b'{"date": "2014-11-12", "file": "RC62", "text": "ZCZC RC62\\nWARNING OF ICE ACCRETION\\nNNNN"}\n'
)
_KNOWN_ARCHIVE = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"date"\s*:\s*"[^"]*"\s*,\s*"file"\s*:\s*"[^"]*"\s*,\s*"text"')
_KNOWN_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s*ZCZC[ \t]*[A-Z]{2}\d\d")


def recognise(sample: Sample) -> Recognition | None:
    """By its first message: damaged ones hold anything, also what looks like a sentence of AIS."""
    if _KNOWN_ARCHIVE.match(sample.data):
        return Recognition(BEGUN, stream=ArchiveReader)
    if _KNOWN_TEXT.match(sample.data):
        return Recognition(BEGUN, stream=TextReader)
    return None


FORMAT = Format("navtex", recognise, samples={"navtex.txt": _TEXTS, "navtex.jsonl": _ARCHIVE})
