// Tracks of several vessels with the times at which they passed.

import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl'
import { unwrapLine } from '../geo/mercator'
import type { TrailPoint } from '../live/messages'
import type { ChartPalette } from '../theme/palettes'

const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }
const MINUTE_MS = 60_000
/** Minutes between two marks: the first that gives no more than MOST_MARKS. */
const STEPS_MIN = [5, 10, 30, 60, 120, 360] as const
const MOST_MARKS = 6

/** Round instants on a track with the place at each, between two points by straight line. */
export function timeMarks(points: readonly TrailPoint[]): { lon: number; lat: number; tMs: number }[] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return []
  const step = (STEPS_MIN.find((minutes) => (last[2] - first[2]) / (minutes * MINUTE_MS) <= MOST_MARKS) ?? 1_440) * MINUTE_MS
  const found = []
  let at = 0
  for (let t = Math.ceil(first[2] / step) * step; t <= last[2]; t += step) {
    while (at < points.length - 2 && points[at + 1]![2] < t) at++
    const [a, b] = [points[at]!, points[at + 1] ?? points[at]!]
    const share = b[2] > a[2] ? (t - a[2]) / (b[2] - a[2]) : 0
    const east = ((((b[0] - a[0] + 180) % 360) + 360) % 360) - 180
    found.push({ lon: a[0] + east * share, lat: a[1] + (b[1] - a[1]) * share, tMs: t })
  }
  return found
}

const clock = (tMs: number): string => `${new Date(tMs).toISOString().slice(11, 16)}Z`

/** The line of a track, and its time marks. */
export function trackFeatures(points: readonly TrailPoint[]): Feature[] {
  const line = unwrapLine(points.map(([lon, lat]) => [lon, lat] as const))
  if (line.length < 2) return []
  const marks = timeMarks(points).map(({ lon, lat, tMs }): Feature => ({ type: 'Feature', properties: { text: clock(tMs) }, geometry: { type: 'Point', coordinates: [lon, lat] } }))
  return [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line } }, ...marks]
}

/** Source and layers; call again after every change of style. */
export function addTracks(chart: Chart, palette: ChartPalette): void {
  if (!chart.getSource('tracks')) chart.addSource('tracks', { type: 'geojson', data: NONE })
  const layers = [
    { id: 'track-line', type: 'line', filter: ['==', ['geometry-type'], 'LineString'], layout: { 'line-join': 'round' }, paint: { 'line-color': palette.trail, 'line-width': 1.6, 'line-opacity': 0.85 } },
    { id: 'track-mark', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 2.6, 'circle-color': palette.halo, 'circle-stroke-color': palette.trail, 'circle-stroke-width': 1.4 } },
    {
      id: 'track-time', type: 'symbol', minzoom: 8, filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'text'], 'text-font': ['Noto Sans, sans-serif'], 'text-size': 10.5, 'text-anchor': 'left', 'text-offset': [0.6, 0], 'text-padding': 3 },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
    },
  ].map((layer) => ({ ...layer, source: 'tracks' })) as unknown as LayerSpecification[]
  for (const layer of layers) if (!chart.getLayer(layer.id)) chart.addLayer(layer)
}

export function showTracks(chart: Chart, features: readonly Feature[]): void {
  chart.getSource<GeoJSONSource>('tracks')?.setData({ type: 'FeatureCollection', features: [...features] })
}
