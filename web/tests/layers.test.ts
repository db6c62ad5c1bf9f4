import { describe, expect, it } from 'vitest'
import type { TrailPoint } from '../src/live/messages'
import { coverageFeatures, densityFeatures, meanVessels } from '../src/map/cell_layer'
import { timeMarks, trackFeatures } from '../src/map/track_layer'

const MINUTE = 60_000
const T0 = Date.UTC(2026, 2, 1, 12, 2)

function track(minutes: number, from = 45, step = 0.01): TrailPoint[] {
  return Array.from({ length: minutes + 1 }, (_, i) => {
    const lon = from + i * step
    return [lon > 180 ? lon - 360 : lon, 12, T0 + i * MINUTE, 10, 90] as TrailPoint
  })
}

const width = (feature: GeoJSON.Feature): number => {
  const ring = (feature.geometry as GeoJSON.Polygon).coordinates[0]!
  const lons = ring.map(([lon]) => lon!)
  return Math.max(...lons) - Math.min(...lons)
}

describe('time marks', () => {
  it('stand at round minutes, never more than a handful, between the points where no point is', () => {
    const marks = timeMarks(track(28))
    expect(marks.map(({ tMs }) => new Date(tMs).getUTCMinutes())).toEqual([5, 10, 15, 20, 25, 30])
    expect(timeMarks(track(300)).length).toBeLessThanOrEqual(7)
    const [half] = timeMarks([[45, 12, T0, 10, 90], [45.06, 12, T0 + 6 * MINUTE, 10, 90]])
    expect(half!.lon).toBeCloseTo(45.03)
  })
  it('cross the date line the short way', () => {
    for (const { lon } of timeMarks(track(28, 179.9))) expect(Math.abs(lon)).toBeGreaterThan(179)
  })
  it('are none of a track of one point, or of none', () => {
    expect(trackFeatures([])).toEqual([])
    expect(trackFeatures(track(0))).toEqual([])
  })
})

describe('squares', () => {
  it('have bigger marks for more vessels, and numbers where they are finest', () => {
    const told = { cellDeg: 1 / 40, sinceMs: 0, untilMs: 1, minutes: 1, squares: [0.1, 0.5, 2, 5, 50].map((vessels, i) => ({ lon: i, lat: 0, vessels })) }
    const made = densityFeatures(told)
    const sides = made.filter(({ geometry }) => geometry.type === 'Polygon').map(width)
    expect([...sides].sort((a, b) => a - b)).toEqual(sides)
    expect(new Set(sides).size).toBe(5)
    expect(made.filter(({ geometry }) => geometry.type === 'Point').map(({ properties }) => properties!['text'])).toEqual(['0.10', '0.50', '2.0', '5.0', '50'])
    expect(densityFeatures({ ...told, cellDeg: 0.1 }).every(({ geometry }) => geometry.type === 'Polygon')).toBe(true)
    expect(meanVessels(9.99)).toBe('10.0')
  })
  it('tell of receivers by size and of age by class', () => {
    const of = (heardS: number, receivers: number): GeoJSON.Feature => coverageFeatures({ cellDeg: 0.1, sinceMs: 0, squares: [{ lon: 0, lat: 0, heardS, receivers }] })[0]!
    expect(width(of(1, 1))).toBeLessThan(width(of(1, 2)))
    expect(width(of(1, 9))).toBe(width(of(1, 3)))
    expect([0, 3_599, 3_600, 86_399, 86_400].map((s) => of(s, 1).properties!['grade'])).toEqual([0, 0, 1, 1, 2])
  })
})
