"""A dialect as a format of delimited text."""

from __future__ import annotations

from marsad.decode.format import SIGNED, Doubt, Format, Recognition, Sample
from marsad.decode.tabular.dialect import Dialect
from marsad.decode.tabular.head import TextHead
from marsad.decode.tabular.layout import Layout
from marsad.decode.tabular.lines_reader import LinesReader
from marsad.decode.tabular.plan import plan_of

_DECIMALS = ("lat", "lon", "sog", "cog")


def text_format(dialect: Dialect, samples: dict[str, bytes]) -> Format:
    """A format that is known by the header of its first line."""

    def recognise(sample: Sample) -> Recognition | Doubt | None:
        head = sample.text
        if head is None or not dialect.knows(head.normal_names):
            return None
        names = head.normal_names
        layout = dialect.layout(names, lambda column: head.column(names.index(column)))
        return reading(head, layout, SIGNED)

    return Format(dialect.name, recognise, dialect, samples)


def reading(head: TextHead, layout: Layout, certainty: int, decimal: str | None = None) -> Recognition:
    """How text with this head is read by a layout."""
    names = head.normal_names
    places = [names.index(layout.columns[field]) for field in _DECIMALS if field in layout.columns]
    mark = decimal or head.decimal_of(places)
    plan = plan_of(layout, list(names), head.delimiter, mark)
    return Recognition(certainty, stream=lambda source: LinesReader(plan, head.first_line, head.encoding, source))
