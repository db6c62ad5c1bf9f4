// Layers that the room counts, as it tells them: squares of the sea, for where vessels were and from where they were heard.

import { fetchJson } from './deeds'
import type { Bounds } from '../map/chart'

/** A square by its south-west corner. */
export interface Square {
  lon: number
  lat: number
}

export interface Density {
  /** Height and width of a square. */
  cellDeg: number
  /** Counted from when to when; null: nothing was counted yet. */
  sinceMs: number | null
  untilMs: number | null
  minutes: number
  /** How many vessels were in a square at a time, on the mean. */
  squares: (Square & { vessels: number })[]
}

export interface Coverage {
  cellDeg: number
  sinceMs: number | null
  squares: (Square & { heardS: number; receivers: number })[]
}

interface Told {
  cell_deg: number
  since_ms: number | null
  column: number[]
  row: number[]
}

function placesOf(told: Told): Square[] {
  return told.column.map((column, i) => ({ lon: column * told.cell_deg - 180, lat: told.row[i]! * told.cell_deg - 90 }))
}

/** A little more than the view, so that a small step shows no bare edge. */
function asked({ west, south, east, north }: Bounds): string {
  const [wide, high] = [(east - west) / 5, (north - south) / 5]
  const all = east - west + 2 * wide >= 360
  const lat = (value: number): string => Math.max(-90, Math.min(90, value)).toFixed(4)
  return `west=${all ? -180 : (west - wide).toFixed(4)}&east=${all ? 180 : (east + wide).toFixed(4)}&south=${lat(south - high)}&north=${lat(north + high)}`
}

/** Rejects with Refused. */
export async function fetchDensity(bounds: Bounds, hours: number): Promise<Density> {
  const told = await fetchJson<Told & { until_ms: number | null; minutes: number; vessels: number[] }>(`./api/layers/density?${asked(bounds)}&hours=${hours}`)
  return { cellDeg: told.cell_deg, sinceMs: told.since_ms, untilMs: told.until_ms, minutes: told.minutes, squares: placesOf(told).map((place, i) => ({ ...place, vessels: told.vessels[i]! })) }
}

/** Rejects with Refused. */
export async function fetchCoverage(bounds: Bounds): Promise<Coverage> {
  const told = await fetchJson<Told & { heard_s: number[]; receivers: number[] }>(`./api/layers/coverage?${asked(bounds)}`)
  return { cellDeg: told.cell_deg, sinceMs: told.since_ms, squares: placesOf(told).map((place, i) => ({ ...place, heardS: told.heard_s[i]!, receivers: told.receivers[i]! })) }
}
