// Zones on the chart, under the vessels: what is watched is filled, what is only known has an edge alone.

import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as Chart } from 'maplibre-gl'
import type { Zone } from '../live/zones'
import type { Zones } from '../state/zones.svelte'
import type { ChartPalette } from '../theme/palettes'

const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] }

export function zoneFeatures(zones: Zones, nowMs: number): Feature[] {
  if (!zones.shown) return []
  const drawn = (zone: Zone): Feature => {
    const { name, watch, watches } = zone.properties
    return { type: 'Feature', geometry: zone.geometry, properties: { name, watches: Boolean(watches ?? watch?.length ?? hasLimit(zone)), holds: zones.holds(zone, nowMs) } }
  }
  return [...zones.configured.map(drawn), ...zones.saved.filter(({ properties }) => properties.name !== zones.draft?.original).map(drawn)]
}

function hasLimit({ properties }: Zone): boolean {
  return properties.dwell_min !== undefined || properties.speed_max_kn !== undefined || properties.speed_min_kn !== undefined
}

/** Source and layers; call again after every change of style. */
export function addZones(chart: Chart, palette: ChartPalette): void {
  if (!chart.getSource('zones')) chart.addSource('zones', { type: 'geojson', data: NONE })
  const watched = ['all', ['get', 'watches'], ['get', 'holds']]
  const layers = [
    { id: 'zone-fill', type: 'fill', filter: ['all', ['==', ['geometry-type'], 'Polygon'], watched], paint: { 'fill-color': palette.notice, 'fill-opacity': 0.1 } },
    { id: 'zone-edge', type: 'line', filter: watched, paint: { 'line-color': palette.notice, 'line-width': 2 } },
    { id: 'zone-known', type: 'line', filter: ['!', watched], paint: { 'line-color': palette.notice, 'line-width': 1.1, 'line-opacity': 0.8, 'line-dasharray': [4, 3] } },
    {
      id: 'zone-name', type: 'symbol', minzoom: 6, layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans, Noto Sans Arabic, sans-serif'], 'text-size': 11, 'text-max-width': 9, 'text-optional': true },
      paint: { 'text-color': palette.notice, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
    },
  ].map((layer) => ({ ...layer, source: 'zones' })) as unknown as LayerSpecification[]
  for (const layer of layers) if (!chart.getLayer(layer.id)) chart.addLayer(layer)
}

export function showZones(chart: Chart, features: readonly Feature[]): void {
  chart.getSource<GeoJSONSource>('zones')?.setData({ type: 'FeatureCollection', features: [...features] })
}
