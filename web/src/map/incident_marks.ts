// Incident reports on the chart, each version where it says: a claim is hollow with a question mark, never drawn as confirmed.

import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl'
import { circle } from '../geo/mercator'
import { type Incident, leadOf, type Status } from '../live/incidents'
import type { ChartPalette } from '../theme/palettes'

const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }
const SIZE = 52
const RATIO = 2
/** The surer stands above the less sure. */
const SURENESS: readonly Status[] = ['refuted', 'claimed', 'confirmed']
export const INCIDENT_LAYER = 'incident-mark'

/** The versions that nothing corrects and that tell a place; the one to be told first bears the number and the kind. */
export function incidentFeatures(incidents: readonly Incident[], called: (incident: Incident) => string): Feature[] {
  return incidents.flatMap((incident) =>
    incident.versions.flatMap((version): Feature[] => {
      const { lon_deg: lon, lat_deg: lat, radius_m: radius } = version.report
      if (version.corrected_by !== null || lon === null || lat === null) return []
      const leads = version.seq === leadOf(incident).seq
      const properties = { number: incident.number, status: version.status, text: leads ? called(incident) : '', rank: 2 * SURENESS.indexOf(version.status) + (leads ? 1 : 0) }
      const point: Feature = { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } }
      if (radius === null || !(radius > 0 && radius < 2_000_000)) return [point]
      return [{ type: 'Feature', properties, geometry: { type: 'LineString', coordinates: circle({ lon, lat }, radius) } }, point]
    }),
  )
}

/** Source, pictures and layers; call again after every change of style. */
export function addIncidents(chart: Chart, palette: ChartPalette): void {
  if (!chart.getSource('incidents')) chart.addSource('incidents', { type: 'geojson', data: NONE })
  const colourOf: Record<Status, string> = { claimed: palette.doubt, confirmed: palette.danger, refuted: palette.gridText }
  for (const status of ['claimed', 'confirmed', 'refuted'] as const) {
    const picture = markPicture(status, colourOf[status], palette.halo)
    if (picture && !chart.hasImage(`incident-${status}`)) chart.addImage(`incident-${status}`, picture, { pixelRatio: RATIO })
  }
  const colour = ['match', ['get', 'status'], 'confirmed', colourOf.confirmed, 'refuted', colourOf.refuted, colourOf.claimed]
  const isConfirmed = ['==', ['get', 'status'], 'confirmed']
  const edges = ['==', ['geometry-type'], 'LineString']
  const layers = [
    { id: 'incident-sure', type: 'line', filter: ['all', edges, isConfirmed], paint: { 'line-color': colour, 'line-width': 2 } },
    { id: 'incident-unsure', type: 'line', filter: ['all', edges, ['!', isConfirmed]], paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': [2, 3] } },
    {
      id: INCIDENT_LAYER, type: 'symbol', filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'icon-image': ['concat', 'incident-', ['get', 'status']], 'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'rank'] },
    },
    {
      id: 'incident-name', type: 'symbol', filter: ['all', ['==', ['geometry-type'], 'Point'], ['!=', ['get', 'text'], '']],
      // what is surer and graver keeps its words where there is no room for all
      layout: { 'text-field': ['get', 'text'], 'text-font': ['Noto Sans, Noto Sans Arabic, sans-serif'], 'text-size': 12, 'text-anchor': 'top', 'text-offset': [0, 0.2], 'symbol-sort-key': ['-', 0, ['get', 'rank']] },
      paint: { 'text-color': colour, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    },
  ].map((layer) => ({ ...layer, source: 'incidents' })) as unknown as LayerSpecification[]
  for (const layer of layers) if (!chart.getLayer(layer.id)) chart.addLayer(layer)
}

export function showIncidents(chart: Chart, features: readonly Feature[]): void {
  chart.getSource<GeoJSONSource>('incidents')?.setData({ type: 'FeatureCollection', features: [...features] })
}

/** A speech bubble whose tip is the place: hollow and dashed with a question mark, full with an exclamation mark, or with a cross. */
function markPicture(status: Status, colour: string, halo: string): ImageData | null {
  const pen = new OffscreenCanvas(SIZE, SIZE).getContext('2d')
  if (!pen) return null
  const [left, top, right, foot, middle] = [6, 6, SIZE - 6, SIZE - 18, SIZE / 2]
  const bubble = new Path2D(`M${left + 6} ${top}H${right - 6}Q${right} ${top} ${right} ${top + 6}V${foot - 6}Q${right} ${foot} ${right - 6} ${foot}H${middle + 8}L${middle} ${SIZE - 5}L${middle - 8} ${foot}H${left + 6}Q${left} ${foot} ${left} ${foot - 6}V${top + 6}Q${left} ${top} ${left + 6} ${top}Z`)
  pen.lineJoin = 'round'
  pen.lineWidth = 9
  pen.strokeStyle = halo
  pen.stroke(bubble)
  pen.fillStyle = status === 'confirmed' ? colour : halo
  pen.fill(bubble)
  pen.lineWidth = 4
  pen.strokeStyle = colour
  if (status === 'claimed') pen.setLineDash([7, 5])
  pen.stroke(bubble)
  pen.setLineDash([])
  const centre = (top + foot) / 2
  if (status === 'refuted') {
    pen.stroke(new Path2D(`M${middle - 7} ${centre - 7}l14 14m0 -14l-14 14`))
  } else {
    pen.fillStyle = status === 'confirmed' ? halo : colour
    pen.font = "600 26px 'Noto Sans', sans-serif"
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(status === 'confirmed' ? '!' : '?', middle, centre + 2)
  }
  return pen.getImageData(0, 0, SIZE, SIZE)
}
