// Names on the map, English and Arabic: ports (npm package sea-ports, MIT), countries (world-atlas), seas (our list).

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'

const require = createRequire(import.meta.url)
const list = (name) => JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8'))

function point(kind, en, ar, lon, lat, rank) {
  return {
    type: 'Feature',
    properties: { kind, en, ar, rank },
    geometry: { type: 'Point', coordinates: [Math.round(lon * 1e4) / 1e4, Math.round(lat * 1e4) / 1e4] },
  }
}

function ports() {
  const arabic = list('port_names_ar.json')
  return Object.values(require('sea-ports').JSON)
    .filter((port) => port.coordinates?.every(Number.isFinite) && port.coordinates.length === 2)
    .map((port) => point('port', port.name, arabic[port.name] ?? port.name, ...port.coordinates, port.name in arabic ? 1 : 2))
}

function ringArea(ring) {
  let area = 0
  for (let i = 1; i < ring.length; i++) area += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
  return area / 2
}

function centroid(ring) {
  let x = 0
  let y = 0
  const area = ringArea(ring)
  for (let i = 1; i < ring.length; i++) {
    const cross = ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]
    x += (ring[i - 1][0] + ring[i][0]) * cross
    y += (ring[i - 1][1] + ring[i][1]) * cross
  }
  return [x / (6 * area), y / (6 * area)]
}

/** ISO 3166 numeric to the region's name in a language, by way of CLDR's aliases. */
function regionName(numeric, language) {
  const region = new Intl.Locale(Intl.getCanonicalLocales(`und-${numeric}`)[0]).region
  return region && /^[A-Z]{2}$/.test(region) ? new Intl.DisplayNames(language, { type: 'region' }).of(region) : undefined
}

function countries() {
  const atlas = require('world-atlas/countries-50m.json')
  return feature(atlas, atlas.objects.countries).features.flatMap((country) => {
    const name = country.properties.name
    const arabic = country.id && regionName(country.id, 'ar')
    if (!arabic || !country.geometry) return []
    const { type, coordinates } = country.geometry
    const rings = type === 'Polygon' ? [coordinates[0]] : coordinates.map((polygon) => polygon[0])
    const largest = rings.reduce((a, b) => (Math.abs(ringArea(a)) > Math.abs(ringArea(b)) ? a : b))
    const area = Math.abs(ringArea(largest))
    return [point('country', name, arabic, ...centroid(largest), area > 60 ? 1 : area > 8 ? 2 : 3)]
  })
}

/** GeoJSON points with kind (port, country, sea), en, ar and rank (ports and countries: 1 first; seas: lowest zoom). */
export function places() {
  const seas = list('seas.json').map(([en, ar, lon, lat, zoom]) => point('sea', en, ar, lon, lat, zoom))
  return { type: 'FeatureCollection', features: [...seas, ...countries(), ...ports()] }
}
