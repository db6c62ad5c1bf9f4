"""What is asked of the positions of an aircraft before they are doubted."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.plugin.parameters import Parameters, parameter


@dataclass(frozen=True)
class AircraftRule(Parameters):
    """All times are those of fixes, never of rows."""

    fastest_kn: float = parameter(800.0, "No aircraft goes faster over ground", unit="kn", low=100, high=4000)
    slack_m: float = parameter(3000.0, "A place may be wrong by", unit="m", low=0, high=50_000)
    flies_kn: float = parameter(100.0, "What flies high on wings goes no slower", unit="kn", low=20, high=300)
    flew_kn: float = parameter(200.0, "and flew so fast before", unit="kn", low=50, high=1000)
    high_ft: float = parameter(10_000.0, "High: above", unit="ft", low=0, high=60_000)
    descends_ft: float = parameter(3000.0, "with no more change of altitude since than", unit="ft", low=0, high=60_000)
    least_fixes: int = parameter(5, "An event has so many doubtful fixes", low=1, high=1000)
    least_s: float = parameter(60.0, "and lasts so long", unit="s", low=0, high=86_400)
    settle_fixes: int = parameter(30, "So many fixes that agree with each other are believed", low=2, high=10_000)
    few_fixes: int = parameter(5, "where no more than so many were believed before them", low=1, high=1000)
    gap_s: float = parameter(60.0, "After so long without a fix it may be back without a jump", unit="s", low=1,
                             high=3600)  # fmt: skip
    near_m: float = parameter(50_000.0, "Aircraft with targets so near are one event", unit="m", low=0, high=1e6)
    join_s: float = parameter(900.0, "when they are doubted within", unit="s", low=0, high=86_400)
    poor_nac_p: int = parameter(2, "Navigation accuracy is poor up to this category", low=0, high=11)
