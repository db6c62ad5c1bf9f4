"""Kinds of events that the simulator makes."""

from __future__ import annotations

KINDS = (
    "distress",
    "distress_test",
    "close_quarters",
    "zone",
    "gap",
    "loitering",
    "rendezvous",
    "drift",
    "anchor_drag",
    "sudden_stop",
    "grounding",
    "port_visit",
    "cable_crossing",
    "identity_clone",
    "identity_swap",
    "identity_change",
    "fake_track",
    "teleport",
    "abnormal",
    "watch_list",
    "jamming",
    "spoof_circle",
    "spoof_relocation",
    "spoof_dragoff",
    "slot_starvation",
    "feed_replay",
)
