// The way a vessel has come: told by the server, then grown from the live picture.

import type { Vessel } from '../fleet/fleet'
import type { LonLat } from '../geo/mercator'
import type { TrailPoint } from '../live/messages'

const MOST_POINTS = 20_000

/** The trail with the vessel's newest position at its end; the same array when that adds nothing. */
export function withGrowth(trail: TrailPoint[], place: LonLat, vessel: Vessel): TrailPoint[] {
  const tMs = vessel.tS * 1000
  const last = trail.at(-1)
  if (last && (last[2] >= tMs || (Math.abs(last[0] - place.lon) < 1e-6 && Math.abs(last[1] - place.lat) < 1e-6))) return trail
  const kept = trail.length >= MOST_POINTS ? trail.slice(-MOST_POINTS / 2) : trail
  return [...kept, [place.lon, place.lat, tMs, vessel.sogKn, vessel.cogDeg]]
}
