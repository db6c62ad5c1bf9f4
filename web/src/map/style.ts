// The chart under the vessels: Natural Earth land from the page's own files, a graticule, names. No address off the origin.

import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl'
import type { Language } from '../state/address'
import type { ChartPalette } from '../theme/palettes'
import { graticule } from './graticule'

const FONT = ['Noto Sans, Noto Sans Arabic, sans-serif']
const ITALIC = ['Noto Sans, Noto Sans Arabic, sans-serif']

const kindIs = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind]

/** `language` chooses the names; `withNames` is false in measurements that compare bare charts. */
export function chartStyle(palette: ChartPalette, language: Language): StyleSpecification {
  const name: ExpressionSpecification = ['get', language]
  const halo = { 'text-halo-color': palette.halo, 'text-halo-width': 1 }
  return {
    version: 8,
    sources: {
      land: { type: 'vector', url: 'land://archive', attribution: '' },
      places: { type: 'geojson', data: new URL('./chart/places.json', document.baseURI).href },
      grid: { type: 'geojson', data: graticule() },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
      { id: 'land', type: 'fill', source: 'land', 'source-layer': 'land', paint: { 'fill-color': palette.land, 'fill-antialias': false } },
      {
        id: 'grid', type: 'line', source: 'grid', filter: ['any', ['==', ['get', 'step'], 10], ['>=', ['zoom'], 5.5]],
        paint: { 'line-color': palette.grid, 'line-width': 0.6, 'line-opacity': 0.8 },
      },
      {
        id: 'border', type: 'line', source: 'land', 'source-layer': 'border',
        paint: { 'line-color': palette.border, 'line-width': 0.8, 'line-dasharray': [4, 3] },
      },
      {
        id: 'coast', type: 'line', source: 'land', 'source-layer': 'coast',
        paint: { 'line-color': palette.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 8, 1.1] },
      },
      {
        id: 'seas', type: 'symbol', source: 'places', maxzoom: 9,
        filter: ['all', kindIs('sea'), ['>=', ['zoom'], ['get', 'rank']]],
        layout: {
          'text-field': name, 'text-font': ITALIC, 'text-size': ['interpolate', ['linear'], ['zoom'], 2, 11, 7, 15],
          'text-letter-spacing': language === 'ar' ? 0 : 0.12, 'text-max-width': 8, 'text-padding': 12,
        },
        paint: { 'text-color': palette.seaText, 'text-halo-color': palette.sea, 'text-halo-width': 1 },
      },
      {
        id: 'countries', type: 'symbol', source: 'places', maxzoom: 8,
        filter: ['all', kindIs('country'), ['any', ['==', ['get', 'rank'], 1], ['all', ['==', ['get', 'rank'], 2], ['>=', ['zoom'], 4]], ['>=', ['zoom'], 5.5]]],
        layout: { 'text-field': name, 'text-font': FONT, 'text-size': 11, 'text-max-width': 7, 'text-padding': 8 },
        paint: { 'text-color': palette.countryText, 'text-halo-color': palette.land, 'text-halo-width': 1 },
      },
      {
        id: 'port-dots', type: 'circle', source: 'places',
        filter: ['all', kindIs('port'), ['any', ['all', ['==', ['get', 'rank'], 1], ['>=', ['zoom'], 5]], ['>=', ['zoom'], 7.5]]],
        paint: { 'circle-radius': 2.2, 'circle-color': palette.portDot, 'circle-stroke-color': palette.halo, 'circle-stroke-width': 0.8 },
      },
      {
        id: 'ports', type: 'symbol', source: 'places',
        filter: ['all', kindIs('port'), ['any', ['all', ['==', ['get', 'rank'], 1], ['>=', ['zoom'], 5]], ['>=', ['zoom'], 7.5]]],
        layout: {
          'text-field': name, 'text-font': FONT, 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 0.35],
          'text-padding': 4, 'symbol-sort-key': ['get', 'rank'],
        },
        paint: { 'text-color': palette.portText, ...halo },
      },
    ],
  }
}
