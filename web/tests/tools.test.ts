import { describe, expect, it } from 'vitest'
import { typedPosition } from '../src/format/typed_position'
import { type Mover, carried, closestApproach, HORIZON_S } from '../src/geo/cpa'
import { distanceM, rhumb, rhumbDestination } from '../src/geo/sphere'
import { approachShapes } from '../src/map/drawing'
import { readOwnNotes } from '../src/state/own_notes'
import made from './sphere_cases.json'

interface Cases {
  pairs: { a: Mover; b: Mover; nowS: number; cpaM: number; tcpaS: number; rangeM: number }[]
  ways: { from: [number, number]; to: [number, number]; greatM: number; rhumbM: number; rhumbDeg: number }[]
}
/** Made by tests/geo/test_page_cases.py from marsad.geo.sphere. */
const cases = made as unknown as Cases
const place = ([lon, lat]: [number, number]) => ({ lon, lat })

describe('ways', () => {
  it('are as long and point as on the sphere of the server', () => {
    for (const { from, to, greatM, rhumbM, rhumbDeg } of cases.ways) {
      expect(distanceM(place(from), place(to))).toBeCloseTo(greatM, 2)
      const way = rhumb(place(from), place(to))
      expect(way.distanceM).toBeCloseTo(rhumbM, 2)
      expect(way.bearingDeg).toBeCloseTo(rhumbDeg, 6)
      const there = rhumbDestination(place(from), way.bearingDeg, way.distanceM)
      expect(distanceM(there, place(to))).toBeLessThan(0.1)
    }
  })

  it('take the short way over the date line, and stand still where they begin', () => {
    expect(rhumb({ lon: 179.9, lat: 0 }, { lon: -179.9, lat: 0 })).toMatchObject({ bearingDeg: 90 })
    expect(rhumb({ lon: 10, lat: 10 }, { lon: 10, lat: 10 }).distanceM).toBe(0)
  })
})

describe('closest point of approach', () => {
  it('is the least distance of the next hours, on random pairs', () => {
    let ahead = 0
    for (const { a, b, nowS, cpaM, tcpaS, rangeM } of cases.pairs) {
      const told = closestApproach(a, b, nowS)
      expect(told.rangeM).toBeCloseTo(rangeM, 1)
      expect(Math.abs(told.cpaM - cpaM)).toBeLessThan(0.5)
      // Two who hardly differ in their ways have no sharp time: the distance then is what counts.
      if (tcpaS > 1 && tcpaS < HORIZON_S - 1) {
        ahead++
        expect(Math.abs(distanceM(carried(a, nowS + told.tcpaS), carried(b, nowS + told.tcpaS)) - cpaM)).toBeLessThan(0.5)
      }
    }
    expect(ahead).toBeGreaterThan(15)
  })

  const ship = (lon: number, lat: number, cogDeg: number | null, sogKn: number | null, tS = 1000): Mover => ({ lon, lat, cogDeg, sogKn, tS })

  it('of two who meet head on is half way', () => {
    const told = closestApproach(ship(45, 12, 90, 12), ship(45.2, 12, 270, 12), 1000)
    expect(told.cpaM).toBeLessThan(1)
    expect(told.closest[0].lon).toBeCloseTo(45.1, 3)
    expect(told.tcpaS).toBeCloseTo(told.rangeM / (24 * 0.514444), -1)
    expect(approachShapes('tool', told, 'x').filter(({ geometry }) => geometry.type === 'LineString')).toHaveLength(3)
  })

  it('carries both to the same instant first', () => {
    const old = closestApproach(ship(45, 12, 90, 12, 400), ship(45.2, 12, 270, 12, 1000), 1000)
    expect(old.now[0].lon).toBeCloseTo(45 + (12 * 600) / 3600 / 60 / Math.cos((12 * Math.PI) / 180), 3)
    expect(old.now[1].lon).toBeCloseTo(45.2, 6)
  })

  it('is now where they part, or go side by side, or lie still', () => {
    expect(closestApproach(ship(45, 12, 270, 12), ship(45.2, 12, 90, 12), 1000)).toMatchObject({ tcpaS: 0, opening: true })
    expect(closestApproach(ship(45, 12, 0, 12), ship(45.01, 12, 0, 12), 1000).cpaM).toBeGreaterThan(900)
    expect(closestApproach(ship(45, 12, null, null), ship(45.01, 12, null, 3), 9000)).toMatchObject({ tcpaS: 0, opening: true })
  })

  it('says so when they still close at the horizon', () => {
    expect(closestApproach(ship(45, 12, 90, 2), ship(49, 12, 270, 2), 1000)).toMatchObject({ beyond: true, opening: false })
  })
})

describe('typed positions', () => {
  it.each([
    ['12 30.5 N 045 10 E', 12 + 30.5 / 60, 45 + 10 / 60],
    ["12°30.500′S 045°10.000′W", -(12 + 30.5 / 60), -(45 + 10 / 60)],
    ['12.5, 45.25', 12.5, 45.25],
    ['-12.5 -45.25', -12.5, -45.25],
    ['12 30 30 N, 45 10 15 E', 12.508333, 45.170833],
    ['١٢٫٥'.replace('٫', '.') + '، ٤٥', 12.5, 45],
  ])('%s', (text, lat, lon) => {
    expect(typedPosition(text)?.lat).toBeCloseTo(lat, 5)
    expect(typedPosition(text)?.lon).toBeCloseTo(lon, 5)
  })

  it.each(['', '12', 'north', '91, 45', '12, 181', '12 60 N 45 E', '-12 N 45 E', '12 N 45 N', '1e1, 2', '12 5 6 7 N 45 E', '<b>'])('refuses %j', (text) => {
    expect(typedPosition(text)).toBeNull()
  })
})

describe('own notes', () => {
  const note = { id: 'a', lon: 45, lat: 12, text: 'nets', tMs: 1 }
  it('are read back, and nothing else is', () => {
    expect(readOwnNotes(JSON.stringify([note]))).toEqual([note])
    expect(readOwnNotes(JSON.stringify([null, 3, { ...note, lat: 91 }, { ...note, text: 5 }, note]))).toEqual([note])
    for (const kept of [null, '', '{', '{}', '7']) expect(readOwnNotes(kept)).toEqual([])
  })
})
