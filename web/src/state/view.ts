// What the page asks the server for: the box on screen with a margin, so that a small move shows no hole.

import { MAX_LAT_DEG, WORLD_UNITS, shortWayX, unitsX, unitsY, wrapLon } from '../geo/mercator'
import type { Bounds } from '../map/chart'

const MARGIN = 0.25

export interface ViewMessage {
  /** As sent; west > east crosses the date line. */
  told: Bounds
  inside(x: number, y: number): boolean
}

/** The message for a box in degrees; null: the whole world. */
export function viewMessage(bounds: Bounds | null): ViewMessage {
  const world: ViewMessage = { told: { west: -180, south: -90, east: 180, north: 90 }, inside: () => true }
  if (!bounds) return world
  const width = bounds.east - bounds.west
  const height = bounds.north - bounds.south
  const south = Math.max(-MAX_LAT_DEG, bounds.south - height * MARGIN)
  const north = Math.min(MAX_LAT_DEG, bounds.north + height * MARGIN)
  const allRound = width * (1 + 2 * MARGIN) >= 360
  const west = allRound ? -180 : wrapLon(bounds.west - width * MARGIN)
  const east = allRound ? 180 : wrapLon(bounds.east + width * MARGIN)
  const middle = unitsX((bounds.west + bounds.east) / 2)
  const half = allRound ? WORLD_UNITS : (width * (0.5 + MARGIN) * WORLD_UNITS) / 360
  const top = unitsY(north)
  const bottom = unitsY(south)
  return {
    told: { west, south, east, north },
    inside: (x, y) => y >= top && y <= bottom && Math.abs(shortWayX(x, middle)) <= half,
  }
}
