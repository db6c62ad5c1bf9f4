// Zones as the server tells them, and what a dry run of one found.

import type { Geometry, Position } from 'geojson'
import { cleanText } from '../format/text'
import type { LonLat } from '../geo/mercator'

export const WATCHES = ['enter', 'leave', 'dwell', 'fast', 'slow'] as const
export type Watch = (typeof WATCHES)[number]

export interface ZoneProperties {
  name: string
  kind?: string
  watch?: Watch[]
  watches?: boolean
  ship_types?: number[]
  dwell_min?: number
  speed_max_kn?: number
  speed_min_kn?: number
  buffer_m?: number
  since?: string
  until?: string
  source?: string
}

export interface Zone {
  type: 'Feature'
  geometry: Geometry
  properties: ZoneProperties
}

export interface ZoneList {
  saved: Zone[]
  configured: Zone[]
  left_out: number
}

export interface Trial {
  since_ms: number | null
  until_ms: number | null
  reports: number
  events: number
  alerts: number
  per_day: number
  levels: Record<string, number>
  shown: { t_ms: number; level: string; level_words: Record<'en' | 'ar', string>; mmsi: number[]; reason: Record<'en' | 'ar', string>; lon_deg: number | null; lat_deg: number | null }[]
  is_cut: boolean
}

/** Groups of AIS ship types that a zone may concern, as people choose them. */
export const SHIP_TYPES = {
  cargo: [70, 79], tanker: [80, 89], passenger: [60, 69], high_speed: [40, 49], fishing: [30, 30], pleasure: [36, 37], service: [31, 34], authority: [35, 35], untold: [0, 0],
} as const
export type ShipGroup = keyof typeof SHIP_TYPES
export const SHIP_GROUPS = Object.keys(SHIP_TYPES) as ShipGroup[]

export function typesOf(groups: Iterable<ShipGroup>): number[] {
  return [...groups].flatMap((group) => {
    const [low, high] = SHIP_TYPES[group]
    return Array.from({ length: high - low + 1 }, (_, i) => low + i)
  })
}

export function groupsOf(types: readonly number[]): Set<ShipGroup> {
  return new Set(SHIP_GROUPS.filter((group) => types.some((one) => one >= SHIP_TYPES[group][0] && one <= SHIP_TYPES[group][1])))
}

export function cleanZone(zone: Zone): Zone {
  return { ...zone, properties: { ...zone.properties, name: cleanText(zone.properties.name), source: cleanText(zone.properties.source) } }
}

/** The corners of a zone that can be drawn by hand: one ring without holes; null for any other. */
export function cornersOf(geometry: Geometry): LonLat[] | null {
  const ring = geometry.type === 'Polygon' && geometry.coordinates.length === 1 ? geometry.coordinates[0]! : geometry.type === 'MultiPolygon' && geometry.coordinates.length === 1 && geometry.coordinates[0]!.length === 1 ? geometry.coordinates[0]![0]! : null
  if (!ring) return null
  const closed = ring.length > 1 && same(ring[0]!, ring.at(-1)!)
  return (closed ? ring.slice(0, -1) : ring).map(([lon, lat]) => ({ lon: lon!, lat: lat! }))
}

const same = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1]

/** Whether two sides of a ring meet elsewhere than at their common corner. */
export function crossesItself(corners: readonly LonLat[]): boolean {
  const n = corners.length
  const side = (a: LonLat, b: LonLat, c: LonLat): number => Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon))
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b, c, d] = [corners[i]!, corners[i + 1]!, corners[j]!, corners[(j + 1) % n]!]
      if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) return true
    }
  }
  return false
}
