// What lies on the chart besides vessels: the trail of the chosen vessel, area notices, met-hydro reports, texts.

import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl'
import { circle, unwrapLine } from '../geo/mercator'
import type { Note, TrailPoint } from '../live/messages'
import type { ChartPalette } from '../theme/palettes'

const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }
const BELOW = 'seas'

/** Notices and trail as the chart's own sources; call again after every change of style. */
export function addOverlays(chart: Chart, palette: ChartPalette): void {
  for (const id of ['trail', 'notes']) if (!chart.getSource(id)) chart.addSource(id, { type: 'geojson', data: NONE })
  const layers: LayerSpecification[] = [
    { id: 'note-area', type: 'fill', source: 'notes', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': palette.notice, 'fill-opacity': 0.12 } },
    { id: 'note-edge', type: 'line', source: 'notes', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': palette.notice, 'line-width': 1.4, 'line-dasharray': [3, 2] } },
    { id: 'trail', type: 'line', source: 'trail', layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': palette.trail, 'line-width': 2, 'line-opacity': ['get', 'opacity'] } },
    { id: 'note-dot', type: 'circle', source: 'notes', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 6, 'circle-color': palette.notice, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 1.5 } },
    {
      id: 'note-mark', type: 'symbol', source: 'notes', filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'mark'], 'text-font': ['Noto Sans, sans-serif'], 'text-size': 10, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': palette.halo },
    },
  ]
  for (const layer of layers) if (!chart.getLayer(layer.id)) chart.addLayer(layer, layer.id.startsWith('note-') && layer.id !== 'note-mark' && layer.id !== 'note-dot' ? BELOW : undefined)
}

/** The first trail is the chosen vessel's, the next that of the vessel under the pointer. */
export function showTrails(chart: Chart, trails: readonly (readonly TrailPoint[])[]): void {
  const features = trails.flatMap((points, i): Feature[] => {
    const line = unwrapLine(points.map(([lon, lat]) => [lon, lat] as const))
    if (line.length < 2) return []
    return [{ type: 'Feature', properties: { opacity: i === 0 ? 0.9 : 0.5 }, geometry: { type: 'LineString', coordinates: line } }]
  })
  chart.getSource<GeoJSONSource>('trail')?.setData({ type: 'FeatureCollection', features })
}

const MARK: Record<Note['kind'], string> = { safety_text: '!', area_notice: 'A', met_hydro: '~', application: 'i' }

export function showNotes(chart: Chart, notes: readonly Note[]): void {
  chart.getSource<GeoJSONSource>('notes')?.setData({ type: 'FeatureCollection', features: notes.flatMap(noteFeatures) })
}

function noteFeatures(note: Note): Feature[] {
  const properties = { id: note.id, mark: MARK[note.kind] ?? 'i' }
  const features: Feature[] = []
  if (note.polygon && note.polygon.length >= 3) {
    const ring = unwrapLine([...note.polygon, note.polygon[0]!])
    features.push({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } })
  }
  if (note.lon === null || note.lat === null || note.lon === undefined || note.lat === undefined) return features
  if (note.radius_m && note.radius_m > 0 && note.radius_m < 2_000_000)
    features.push({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [circle({ lon: note.lon, lat: note.lat }, note.radius_m)] } })
  features.push({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [note.lon, note.lat] } })
  return features
}
