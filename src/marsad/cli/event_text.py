"""The explanation of an event for a terminal."""

from __future__ import annotations

from typing import Any


def event_text(told: dict[str, Any]) -> str:
    """Reason, evidence, rule and parameters, wrapped to the terminal."""
    import shutil
    import textwrap

    width = min(shutil.get_terminal_size((80, 24)).columns, 110)
    event, rule = told["event"], told["rule"]
    lines = [f"{told['kind']['english']}: event {event['id']}, {event['status']}, revision {event['revision']}"]
    lines += textwrap.wrap(told["reason"]["en"], width, initial_indent="  ", subsequent_indent="  ")
    lines += [f"  {told['reason']['ar']}"]
    lines += [f"  Doubt: {doubt}." for doubt in told["doubts"]]
    lines += [f"  Alert: {told['alert']}", "", "Evidence:"]
    for name in ("t_start", "t_end", "t_event", "lon_deg", "lat_deg", "radius_m"):
        lines.append(f"  {name:<24} {'not known' if event[name] is None else event[name]}")
    lines += [f"  {name:<24} {value}" for name, value in event["evidence"].items()]
    lines += ["", f"Rule: detector {rule['detector']}, version {rule['version']}"]
    for paragraph in (rule["text"] or "").split("\n\n"):
        lines += textwrap.wrap(" ".join(paragraph.split()), width, initial_indent="  ", subsequent_indent="  ")
    lines += textwrap.wrap(rule["note"], width, initial_indent="  ", subsequent_indent="  ") if rule["note"] else []
    lines += ["", "Parameters:"] if rule["parameters"] else []
    for one in rule["parameters"]:
        unit = f" {one['unit']}" if one["unit"] else ""
        source = f" ({one['source']})" if one["source"] else ""
        lines.append(f"  {one['name']:<24} {one['value']}{unit}  {one['meaning']}{source}")
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in "\n".join(lines))
