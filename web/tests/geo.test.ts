import { describe, expect, it } from 'vitest'
import { circle, latOf, lonOf, shortWayX, unitsPerMetre, unitsX, unitsY, unwrapLine, wrapLon } from '../src/geo/mercator'
import { onScreen } from '../src/map/camera'
import { viewMessage } from '../src/state/view'

describe('mercator', () => {
  it('goes there and back', () => {
    for (const [lon, lat] of [[0, 0], [45.03, 12.8], [-179.99, -60], [179.99, 84.9]] as const) {
      expect(lonOf(unitsX(lon))).toBeCloseTo(lon, 9)
      expect(latOf(unitsY(lat))).toBeCloseTo(lat, 9)
    }
    expect(unitsX(180)).toBe(2 ** 31)
    expect(unitsY(85.0511287798066)).toBeCloseTo(-(2 ** 31), 0)
    expect(unitsY(10)).toBeLessThan(0)
  })

  it('takes the short way over the date line', () => {
    expect(shortWayX(unitsX(-179), unitsX(179))).toBeCloseTo(unitsX(2), 0)
    expect(wrapLon(190)).toBe(-170)
    expect(wrapLon(-541)).toBe(179)
    expect(unwrapLine([[179, 0], [-179, 1], [-178, 1], [178, 1]])).toEqual([[179, 0], [181, 1], [182, 1], [178, 1]])
  })

  it('draws a circle of the right size', () => {
    const east = circle({ lon: 45, lat: 60 }, 1852).reduce((most, [lon]) => Math.max(most, lon), 0)
    expect((east - 45) * 60 * Math.cos(Math.PI / 3)).toBeCloseTo(1, 2)
    expect(unitsPerMetre(0) * 40_075_016.6856).toBeCloseTo(2 ** 32, 0)
  })
})

describe('the camera', () => {
  const camera = { centreX: 2 ** 31 - 10, centreY: 0, restX: 0, restY: 0, pxPerUnit: 1, width: 100, height: 100, pixelRatio: 1, zoom: 20, worlds: [0] }

  it('finds a place beyond the date line on screen', () => {
    expect(onScreen(camera, -(2 ** 31) + 5, 3)).toEqual([65, 53])
  })
})

describe('the view told to the server', () => {
  it('has a margin, and west > east across the date line', () => {
    const view = viewMessage({ west: 170, south: -10, east: 190, north: 10 })
    expect(view.told).toEqual({ west: 165, south: -15, east: -165, north: 15 })
    expect(view.inside(unitsX(-170), 0)).toBe(true)
    expect(view.inside(unitsX(160), 0)).toBe(false)
    expect(view.inside(unitsX(175), unitsY(20))).toBe(false)
  })

  it('is the whole world when that is what is seen, or when there is no chart', () => {
    expect(viewMessage({ west: -200, south: -80, east: 200, north: 80 }).told).toMatchObject({ west: -180, east: 180 })
    expect(viewMessage(null).told).toEqual({ west: -180, south: -90, east: 180, north: 90 })
  })
})
