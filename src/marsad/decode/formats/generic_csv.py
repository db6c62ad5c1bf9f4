"""Delimited text of any layout: read by a column map of the configuration, or where its header can only mean one thing.

Never by a guess: a table that leaves something open gives a report and the map to write.
"""

from marsad.decode.format import SPELLED, STATED, Doubt, Format, Recognition, Sample
from marsad.decode.tabular.column_map import ColumnMap
from marsad.decode.tabular.head import TextHead, text_head
from marsad.decode.tabular.mapped import fits, layout_of
from marsad.decode.tabular.report import report
from marsad.decode.tabular.spelled import Spelled
from marsad.decode.text_format import reading
from marsad.schema.refusal import Refusal

_SAMPLES = {
    "points.csv": b'"timestamp","mmsi","lat","lon"\n"2019-07-01 00:00:00.000","258221500","61.055","5.505555"\n'
    b'"2019-07-01 00:00:10.500","226009350","48.863888333333335","2.30487"\n',
    "solent.csv": b"Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n"
    b"2016-01-12 13:02:11.218,235070762,50.7730133333333,-1.092935,157.8,5.9\n",
    "semicolon.csv": b"mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;message_nr\n"
    b"257000001;5,25;60,5;2020-01-01 00:00:00;10,5;90;511;0;1\n"
    b"257000002;5,5;60,75;2020-01-01 00:00:30;0;360;511;5;18\n",
}


def recognise(sample: Sample) -> Recognition | Doubt | None:
    """A map that fits is taken; else the names of the columns must tell all that is needed."""
    stated = [one for one in sample.maps if _head_for(one, sample) is not None]
    if len(stated) > 1:
        told = " and ".join(f"[columns.{one.name}]" for one in stated)
        raise Refusal(f'{sample.name} fits {told}: give each a pattern of file names, as in files = "ais-*.csv".')
    if stated:
        return _by_map(stated[0], sample)
    head = sample.text
    if head is None:
        return None
    names = head.normal_names

    def cells_of(column: str) -> list[str]:
        return head.column(names.index(column))

    spelled = Spelled(names, cells_of)
    if not spelled.found:
        return None
    troubles = spelled.troubles()
    if troubles:
        return Doubt(tuple(troubles), report(spelled, head.names, cells_of, sample.name))
    return reading(head, spelled.layout("generic-csv"), SPELLED)


def _head_for(chosen: ColumnMap, sample: Sample) -> TextHead | None:
    """The head of the text as this map sees it, where it fits."""
    head = text_head(sample.data, sample.whole, chosen.delimiter) if chosen.delimiter else sample.text
    if head is None:
        return None
    if chosen.names:
        named = TextHead(head.encoding, head.delimiter, b"", (chosen.names, *head.cells))
        same_width = len(head.cells[0]) == len(chosen.names)
        return named if same_width and chosen.files and fits(chosen, named.normal_names, sample.name) else None
    return head if fits(chosen, head.normal_names, sample.name) else None


def _by_map(chosen: ColumnMap, sample: Sample) -> Recognition:
    head = _head_for(chosen, sample)
    assert head is not None  # noqa: S101 - it was one to be chosen
    names = head.normal_names
    layout = layout_of(chosen, lambda column: head.column(names.index(column)))
    return reading(head, layout, STATED, chosen.decimal or None)


FORMAT = Format("generic-csv", recognise, samples=_SAMPLES)
