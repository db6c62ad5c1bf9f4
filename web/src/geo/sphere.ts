// Ways on a sphere of the mean earth radius, as marsad.geo.sphere reckons them: degrees and metres, longitudes in [-180, 180).

import { type LonLat, wrapLon } from './mercator'

export const RADIUS_M = 6_371_008.8
export const NM_M = 1852
export const KNOT_MPS = NM_M / 3600

const rad = (deg: number): number => (deg * Math.PI) / 180
const deg = (value: number): number => (value * 180) / Math.PI

/** Great-circle distance, exact for neighbouring and for antipodal points alike. */
export function distanceM(a: LonLat, b: LonLat): number {
  const [phi1, phi2, dlon] = [rad(a.lat), rad(b.lat), rad(b.lon - a.lon)]
  const east = Math.cos(phi2) * Math.sin(dlon)
  const north = Math.cos(phi1) * Math.sin(phi2) - Math.sin(phi1) * Math.cos(phi2) * Math.cos(dlon)
  const along = Math.sin(phi1) * Math.sin(phi2) + Math.cos(phi1) * Math.cos(phi2) * Math.cos(dlon)
  return RADIUS_M * Math.atan2(Math.hypot(east, north), along)
}

/** Mercator's stretched latitude on the unit sphere. */
const stretched = (phi: number): number => Math.asinh(Math.tan(phi))

/** How far apart two meridians lie for a way between two latitudes: the cosine, or its mean along the way. */
function narrowing(phi1: number, phi2: number): number {
  const rise = stretched(phi2) - stretched(phi1)
  return Math.abs(phi2 - phi1) > 1e-9 ? (phi2 - phi1) / rise : Math.cos(phi1)
}

/** Length and constant true bearing of the rhumb line, which is the straight line on the chart; the short way round. */
export function rhumb(a: LonLat, b: LonLat): { distanceM: number; bearingDeg: number } {
  const [phi1, phi2] = [rad(a.lat), rad(b.lat)]
  const dlon = rad(wrapLon(b.lon - a.lon))
  const bearing = deg(Math.atan2(dlon, stretched(phi2) - stretched(phi1)))
  return { distanceM: RADIUS_M * Math.hypot(phi2 - phi1, narrowing(phi1, phi2) * dlon), bearingDeg: (bearing + 360) % 360 }
}

/** The place reached at a constant bearing; a way over a pole ends there. */
export function rhumbDestination(from: LonLat, bearingDeg: number, wayM: number): LonLat {
  const phi1 = rad(from.lat)
  const phi2 = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, phi1 + (wayM / RADIUS_M) * Math.cos(rad(bearingDeg))))
  const dlon = ((wayM / RADIUS_M) * Math.sin(rad(bearingDeg))) / Math.max(1e-12, narrowing(phi1, phi2))
  return { lon: wrapLon(from.lon + deg(dlon)), lat: deg(phi2) }
}
