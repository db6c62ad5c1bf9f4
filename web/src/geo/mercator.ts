// Web mercator as the live protocol counts it: the world is 2^32 units wide, (0, 0) is 0 N 0 E, x grows east, y south.

export const WORLD_UNITS = 2 ** 32
export const MAX_LAT_DEG = 85.0511287798066
const EARTH_CIRCUMFERENCE_M = 40_075_016.685_578_49

export interface LonLat {
  lon: number
  lat: number
}

export function unitsX(lonDeg: number): number {
  return (lonDeg / 360) * WORLD_UNITS
}

export function unitsY(latDeg: number): number {
  const clamped = Math.max(-MAX_LAT_DEG, Math.min(MAX_LAT_DEG, latDeg))
  const s = Math.sin((clamped * Math.PI) / 180)
  return -((Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * WORLD_UNITS)
}

export function lonOf(x: number): number {
  return (x / WORLD_UNITS) * 360
}

export function latOf(y: number): number {
  return (Math.atan(Math.sinh((-y / WORLD_UNITS) * 2 * Math.PI)) * 180) / Math.PI
}

/** Units that one metre on the ground takes at this latitude. */
export function unitsPerMetre(latDeg: number): number {
  return WORLD_UNITS / (EARTH_CIRCUMFERENCE_M * Math.cos((latDeg * Math.PI) / 180))
}

/** Longitude brought into [-180, 180). */
export function wrapLon(lonDeg: number): number {
  return ((((lonDeg + 180) % 360) + 360) % 360) - 180
}

/** The signed difference a - b along the equator, the short way round: what int32 arithmetic gives. */
export function shortWayX(a: number, b: number): number {
  const d = (((a - b) % WORLD_UNITS) + WORLD_UNITS) % WORLD_UNITS
  return d >= WORLD_UNITS / 2 ? d - WORLD_UNITS : d
}

/** A line's longitudes made continuous, so that it is drawn across the date line and not round the world. */
export function unwrapLine(points: readonly (readonly [number, number])[]): [number, number][] {
  let shift = 0
  let last: number | undefined
  return points.map(([lon, lat]) => {
    if (last !== undefined) {
      const jump = lon + shift - last
      if (jump > 180) shift -= 360
      else if (jump < -180) shift += 360
    }
    last = lon + shift
    return [last, lat]
  })
}

/** The corners of a circle on the ground, closed. radius in metres. */
export function circle(centre: LonLat, radiusM: number, corners = 72): [number, number][] {
  const out: [number, number][] = []
  const d = radiusM / 6_371_008.8
  const lat1 = (centre.lat * Math.PI) / 180
  for (let i = 0; i <= corners; i++) {
    const bearing = (i / corners) * 2 * Math.PI
    const lat = Math.asin(Math.sin(lat1) * Math.cos(d) + Math.cos(lat1) * Math.sin(d) * Math.cos(bearing))
    const lon = Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(lat1), Math.cos(d) - Math.sin(lat1) * Math.sin(lat))
    out.push([centre.lon + (lon * 180) / Math.PI, (lat * 180) / Math.PI])
  }
  return out
}
