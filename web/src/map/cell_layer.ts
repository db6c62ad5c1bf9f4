// Squares of the sea under all else: where vessels were, from where they were heard. A class has a size as well as a colour.

import type { Feature, FeatureCollection, Position } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl'
import type { Coverage, Density, Square } from '../live/layers'
import type { ChartPalette } from '../theme/palettes'

/** Mean numbers of vessels at which the next class begins. */
export const DENSITY_FROM = [0, 0.2, 1, 3, 10] as const
/** Side of the mark of each class, as a share of the square's. */
export const DENSITY_SIDE = [0.36, 0.52, 0.68, 0.84, 1] as const
/** Seconds since a square was heard from at which the next class begins. */
export const HEARD_FROM_S = [0, 3_600, 86_400] as const
/** Reach of the mark by how many receivers heard it: one, two, more. */
export const RECEIVER_SIDE = [0.45, 0.7, 0.95] as const
/** Squares of this size have their number written in them from this zoom on. */
const FINEST_DEG = 1 / 40
const NUMBERS_FROM = 10.6
const BELOW = 'coast'
const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }

function classOf(value: number, from: readonly number[]): number {
  let found = 0
  for (const [at, least] of from.entries()) if (value >= least) found = at
  return found
}

function square({ lon, lat }: Square, cellDeg: number, side: number): Position[] {
  const gap = ((1 - side) * cellDeg) / 2
  const [w, s, e, n] = [lon + gap, lat + gap, lon + cellDeg - gap, lat + cellDeg - gap]
  return [[w, s], [e, s], [e, n], [w, n], [w, s]]
}

function diamond({ lon, lat }: Square, cellDeg: number, side: number): Position[] {
  const [x, y, r] = [lon + cellDeg / 2, lat + cellDeg / 2, (cellDeg * side) / 2]
  return [[x - r, y], [x, y - r], [x + r, y], [x, y + r], [x - r, y]]
}

function middle({ lon, lat }: Square, cellDeg: number, text: string): Feature {
  return { type: 'Feature', properties: { text }, geometry: { type: 'Point', coordinates: [lon + cellDeg / 2, lat + cellDeg / 2] } }
}

const shape = (ring: Position[], properties: Record<string, number>): Feature => ({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })

/** A mean number of vessels with as many digits as mean something. */
export const meanVessels = (vessels: number): string => (vessels >= 10 ? vessels.toFixed(0) : vessels >= 1 ? vessels.toFixed(1) : vessels.toFixed(2))

export function densityFeatures({ cellDeg, squares }: Density): Feature[] {
  const marks = squares.map((one) => {
    const grade = classOf(one.vessels, DENSITY_FROM)
    return shape(square(one, cellDeg, DENSITY_SIDE[grade]!), { grade })
  })
  return cellDeg > FINEST_DEG ? marks : [...marks, ...squares.map((one) => middle(one, cellDeg, meanVessels(one.vessels)))]
}

export function coverageFeatures({ cellDeg, squares }: Coverage): Feature[] {
  return squares.map((one) => {
    const side = RECEIVER_SIDE[Math.min(Math.max(one.receivers, 1), RECEIVER_SIDE.length) - 1]!
    return shape(diamond(one, cellDeg, side), { grade: classOf(one.heardS, HEARD_FROM_S) })
  })
}

/** Sources and layers; call again after every change of style. */
export function addCells(chart: Chart, palette: ChartPalette): void {
  for (const id of ['coverage', 'density']) if (!chart.getSource(id)) chart.addSource(id, { type: 'geojson', data: NONE, tolerance: 0, buffer: 0 })
  const areas = ['==', ['geometry-type'], 'Polygon']
  const colour = (from: readonly string[]): unknown[] => ['match', ['get', 'grade'], ...from.slice(1).flatMap((hex, i) => [i + 1, hex]), from[0]]
  const layers = [
    { id: 'density-fill', source: 'density', type: 'fill', filter: areas, paint: { 'fill-color': colour(palette.density), 'fill-opacity': 0.72, 'fill-antialias': false } },
    // What was heard an hour ago or longer has an edge alone; after a day the edge is thin.
    { id: 'coverage-fill', source: 'coverage', type: 'fill', filter: ['==', ['get', 'grade'], 0], paint: { 'fill-color': palette.coverage[0], 'fill-opacity': 0.6, 'fill-antialias': false } },
    { id: 'coverage-edge', source: 'coverage', type: 'line', filter: ['>', ['get', 'grade'], 0], paint: { 'line-color': colour(palette.coverage), 'line-width': ['match', ['get', 'grade'], 1, 1.6, 0.9] } },
    {
      id: 'density-number', source: 'density', type: 'symbol', minzoom: NUMBERS_FROM, filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'text'], 'text-font': ['Noto Sans, sans-serif'], 'text-size': 11, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
    },
  ] as unknown as LayerSpecification[]
  for (const layer of layers) if (!chart.getLayer(layer.id)) chart.addLayer(layer, BELOW)
}

export function showCells(chart: Chart, source: 'density' | 'coverage', features: readonly Feature[]): void {
  chart.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features: [...features] })
}
