// What people and alerts draw on the chart: legs, rings, closest points, evidence, own notes. Shapes for the chart's own source.

import type { Feature, FeatureCollection, Position } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl'
import { type Approach } from '../geo/cpa'
import { type LonLat, circle, unwrapLine } from '../geo/mercator'
import type { ChartPalette } from '../theme/palettes'

/** Whose colour a shape has. */
export type Tone = 'tool' | 'danger' | 'evidence'

const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }
const LARGEST_RADIUS_M = 2_000_000
const at = ({ lon, lat }: LonLat): Position => [lon, lat]

export function line(tone: Tone, points: readonly LonLat[], dashed = false): Feature {
  return { type: 'Feature', properties: { tone, dashed }, geometry: { type: 'LineString', coordinates: unwrapLine(points.map(({ lon, lat }) => [lon, lat] as const)) } }
}

export function dot(tone: Tone, place: LonLat, text = ''): Feature {
  return { type: 'Feature', properties: { tone, text }, geometry: { type: 'Point', coordinates: at(place) } }
}

export function ring(tone: Tone, centre: LonLat, radiusM: number, text = ''): Feature[] {
  if (!(radiusM > 0 && radiusM < LARGEST_RADIUS_M)) return []
  const corners = circle(centre, radiusM)
  const edge: Feature = { type: 'Feature', properties: { tone, dashed: false }, geometry: { type: 'LineString', coordinates: corners } }
  const [lon, lat] = corners[0]!
  const label: Feature = { type: 'Feature', properties: { tone, text, bare: true }, geometry: { type: 'Point', coordinates: [lon, lat] } }
  return text ? [edge, label] : [edge]
}

/** Both ways to the closest point, the two places there and the line between them. */
export function approachShapes(tone: Tone, approach: Approach, text: string): Feature[] {
  const ways = approach.now.map((now, i) => line(tone, [now, approach.closest[i]!], true))
  const [a, b] = approach.closest
  if (approach.opening) return [line(tone, approach.now), dot(tone, middle(...approach.now), text)]
  return [...ways, line(tone, approach.closest), dot(tone, a), dot(tone, b, text)]
}

function middle(a: LonLat, b: LonLat): LonLat {
  const [start, end] = unwrapLine([[a.lon, a.lat], [b.lon, b.lat]])
  return { lon: (start![0] + end![0]) / 2, lat: (start![1] + end![1]) / 2 }
}

/** The shapes' source and layers; call again after every change of style. */
export function addDrawing(chart: Chart, palette: ChartPalette): void {
  if (!chart.getSource('drawing')) chart.addSource('drawing', { type: 'geojson', data: NONE })
  const colour = ['match', ['get', 'tone'], 'danger', palette.danger, 'evidence', palette.notice, palette.tool] as never
  const lines = ['==', ['geometry-type'], 'LineString']
  const points = ['==', ['geometry-type'], 'Point']
  const layers = [
    { id: 'drawing-halo', type: 'line', filter: lines, paint: { 'line-color': palette.halo, 'line-width': 4, 'line-opacity': 0.6 } },
    { id: 'drawing-line', type: 'line', filter: ['all', lines, ['!', ['get', 'dashed']]], paint: { 'line-color': colour, 'line-width': 2 } },
    { id: 'drawing-dash', type: 'line', filter: ['all', lines, ['get', 'dashed']], paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [3, 2] } },
    { id: 'drawing-dot', type: 'circle', filter: ['all', points, ['!', ['to-boolean', ['get', 'bare']]]], paint: { 'circle-radius': 4, 'circle-color': colour, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 1.5 } },
    {
      id: 'drawing-text', type: 'symbol', filter: ['all', points, ['!=', ['get', 'text'], '']],
      layout: { 'text-field': ['get', 'text'], 'text-font': ['Noto Sans, Noto Sans Arabic, sans-serif'], 'text-size': 12, 'text-anchor': 'bottom', 'text-offset': [0, -0.6], 'text-max-width': 14, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': colour, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ].map((layer) => ({ ...layer, source: 'drawing' })) as unknown as LayerSpecification[]
  for (const layer of layers) if (!chart.getLayer(layer.id)) chart.addLayer(layer)
}

export function showDrawing(chart: Chart, features: readonly Feature[]): void {
  chart.getSource<GeoJSONSource>('drawing')?.setData({ type: 'FeatureCollection', features: [...features] })
}
