"""A report on disturbed cells as one HTML file that needs nothing else: figures, maps, events."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

import numpy as np
import pyarrow as pa

from marsad.detectors.interference_rule.cell_rule import CellRule
from marsad.detectors.interference_rule.cell_value import NAMES
from marsad.detectors.interference_rule.cell_watch import LEVELS, RED, YELLOW
from marsad.runtime.interference.cell_maps import COLOURS
from marsad.runtime.interference.daily_file import day_of
from marsad.runtime.interference.judged_cells import Judged
from marsad.runtime.interference.report_words import REASONS, WORDS, Language

MOST_EVENTS: Final = 100
"""Rows of the table of events; all of them are in the Parquet file."""
_STYLE: Final = """
body { font: 16px/1.5 "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif; margin: 0 auto; max-width: 75rem;
  padding: 1.5rem; color: #18202a; background: #fff; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
img, svg { max-width: 100%; height: auto; display: block; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid #cdd5dc; text-align: start; white-space: nowrap; }
td.n { text-align: end; } bdi { unicode-bidi: isolate; } p.faint { color: #5a6672; }
.key span { margin-inline-end: 1.5rem; }
.key i { display: inline-block; width: 1.1em; height: 1.1em; vertical-align: -.15em; border: 1px solid #5a6672; }
@media print { h2 { break-after: avoid; } tr, img { break-inside: avoid; } }
"""


def report_of(judged: Judged, events: pa.Table, maps: Mapping[int | None, bytes], rule: CellRule, language: Language
              ) -> str:  # fmt: skip
    """The page. `maps` has the PNG of all days under None, and those of events under their numbers."""
    words = WORDS[language]
    direction = "rtl" if language == "ar" else "ltr"
    parts = [
        f"<h1>{words['title']}</h1>", f'<p class="faint">{_period(judged, words)}</p>',
        f"<p>{words['what'].format(false=_ltr(f'{rule.false_share:.0%}'))}</p>", f"<p>{words['limits']}</p>",
        f"<h2>{words['levels']}</h2>", _levels(judged, words), _rejected(judged.counts.rejected, language),
        f"<h2>{words['days']}</h2>", _days(judged),
        f"<h2>{words['map']}</h2>", _key(words), _image(maps[None], words["map"]),
        f"<h2>{words['events']}</h2>", _events(events, words),
    ]  # fmt: skip
    for number, png in maps.items():
        if number is not None:
            title = words["event"].format(number=number)
            parts += [f'<h2 id="event-{number}">{title}</h2>', _image(png, title)]
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{words["title"]}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def _ltr(text: str) -> str:
    """Figures among words that may run the other way."""
    return f'<bdi dir="ltr">{escape(text)}</bdi>'


def _period(judged: Judged, words: Mapping[str, str]) -> str:
    window = judged.counts.window
    return words["period"].format(
        first=_ltr(str(day_of(window.min()))), last=_ltr(str(day_of(window.max()))), days=len(np.unique(window)),
        cells=_ltr(f"{len(np.unique(judged.counts.cell)):,}"), rows=_ltr(f"{len(window):,}"),
    )  # fmt: skip


def _levels(judged: Judged, words: Mapping[str, str]) -> str:
    """How often each level of ours met each of gpsjam's rule."""
    both = np.zeros((len(LEVELS), len(NAMES)), np.int64)
    np.add.at(both, (judged.judged["level"], judged.value_level), 1)
    head = "".join(f"<th>{words[name]}</th>" for name in NAMES[1:])
    lines = [f"<tr><th>{words['rule']} \\ {words['gpsjam']}</th>{head}</tr>"]
    for level, name in enumerate(LEVELS):
        cells = "".join(f'<td class="n">{_ltr(f"{many:,}")}</td>' for many in both[level, 1:].tolist())
        lines.append(f"<tr><th>{words[name]}</th>{cells}</tr>")
    return f'<div class="wide"><table>{"".join(lines)}</table></div>'


def _rejected(rejected: Mapping[str, int], language: Language) -> str:
    if not rejected:
        return ""
    told = "; ".join(f"{REASONS[language].get(why, why)}: {_ltr(f'{many:,}')}" for why, many in rejected.items())
    return f"<p>{WORDS[language]['rejected']}: {told}.</p>"


def _days(judged: Judged) -> str:
    """Bars of disturbed cells for each day, heavily disturbed ones below."""
    window, level = judged.counts.window, judged.judged["level"]
    first, last = int(window.min()), int(window.max())
    many = [np.bincount(window[level == one] - first, minlength=last - first + 1) for one in (RED, YELLOW)]
    top, wide, high = max(1, int((many[0] + many[1]).max())), 1000.0, 160.0
    step = wide / (last - first + 1)
    bars = []
    for at, (red, yellow) in enumerate(zip(many[0].tolist(), many[1].tolist(), strict=True)):
        low = high - high * red / top
        x = f'x="{at * step:.1f}" width="{max(step - 1, 0.5):.1f}"'
        said = f"<title>{day_of(first + at)}: {red} / {yellow}</title>"
        bars.append(f'<g>{said}<rect {x} y="{low:.1f}" height="{high - low:.1f}" fill="{_hex(RED)}"/>'
                    f'<rect {x} y="{low - high * yellow / top:.1f}" height="{high * yellow / top:.1f}" '
                    f'fill="{_hex(YELLOW)}"/></g>')  # fmt: skip
    ends = (f'<text x="0" y="{high + 18}">{day_of(first)}</text><text x="{wide}" y="{high + 18}" '
            f'text-anchor="end">{day_of(last)}</text><text x="{wide / 2}" y="{high + 18}" '
            f'text-anchor="middle">max {top:,}</text>')  # fmt: skip
    return (f'<svg viewBox="0 0 {wide:g} {high + 24:g}" role="img" direction="ltr" font-size="14" fill="#5a6672">'
            f'{"".join(bars)}{ends}</svg>')  # fmt: skip


def _events(events: pa.Table, words: Mapping[str, str]) -> str:
    if not events.num_rows:
        return f"<p>{words['nothing']}</p>"
    heads = ("number", "when", "where", "cells", "aircraft", "share", "false_share", "confidence")
    lines = ["<tr>" + "".join(f"<th>{words[name]}</th>" for name in heads) + "</tr>"]
    lines += [_line(one, words) for one in events.slice(0, MOST_EVENTS).to_pylist()]
    told = words["events_of"].format(shown=min(MOST_EVENTS, events.num_rows), all=_ltr(f"{events.num_rows:,}"))
    return f'<p class="faint">{told}</p>\n<div class="wide"><table>{"".join(lines)}</table></div>'


def _line(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    told = [
        f"{one['number']}", f"{one['t_start']} .. {one['t_end']} ({one['days']})",
        f"{_degrees(one['lat_deg'], 'NS')} {_degrees(one['lon_deg'], 'EW')}",
        f"{one['cells']:,} ({one['most_cells']:,})",
        f"{one['seen']:,}, {one['bad']:,}", f"{one['share']:.0%}, {one['worst_share']:.0%}",
        f"{one['false_share']:.0e}",
    ]  # fmt: skip
    sure = words["sure" if one["confidence"] == "high" else "unsure"]
    return "<tr>" + "".join(f"<td>{_ltr(text)}</td>" for text in told) + f"<td>{sure}</td></tr>"


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):.1f}°{letters[value < 0]}"


def _key(words: Mapping[str, str]) -> str:
    told = [f'<span><i style="background:{_hex(level)}"></i> {words[LEVELS[level]]}</span>' for level in COLOURS]
    return f'<p class="key">{"".join(told)}</p>'


def _image(png: bytes, said: str) -> str:
    return f'<img alt="{escape(said)}" src="data:image/png;base64,{b64encode(png).decode()}">'


def _hex(level: int) -> str:
    return "#" + "".join(f"{part:02x}" for part in COLOURS[level])


def numbers_of(events: pa.Table, most: int) -> Iterable[int]:
    """The events that get a map of their own: the first of the table that are sure."""
    sure = [one["number"] for one in events.select(["number", "confidence"]).to_pylist() if one["confidence"] == "high"]
    return sure[:most]
