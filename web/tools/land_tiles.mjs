// Land, coast and borders of Natural Earth (public domain, by way of the npm package world-atlas) as vector tiles.

import { createRequire } from 'node:module'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { feature, mesh } from 'topojson-client'
import { pmtiles } from './pmtiles_writer.mjs'

const require = createRequire(import.meta.url)
const MAX_ZOOM = 5
const TILE = { maxZoom: MAX_ZOOM, indexMaxZoom: MAX_ZOOM, indexMaxPoints: 0, extent: 4096, buffer: 64 }

/** The cuts along the date line and the pole are not coast: take them out of the lines. */
function withoutCuts(multiLine) {
  const isCut = ([x1, y1], [x2, y2]) =>
    (Math.abs(x1) > 179.99 && Math.abs(x2) > 179.99) || (y1 < -85 && y2 < -85)
  const lines = []
  for (const line of multiLine.coordinates) {
    let run = [line[0]]
    for (let i = 1; i < line.length; i++) {
      if (isCut(line[i - 1], line[i])) {
        if (run.length > 1) lines.push(run)
        run = []
      }
      run.push(line[i])
    }
    if (run.length > 1) lines.push(run)
  }
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } }
}

function layer(geojson, tolerance) {
  return new GeoJSONVT(geojson, { ...TILE, tolerance })
}

function split(land) {
  const features = land.type === 'FeatureCollection' ? land.features : [land]
  return {
    type: 'FeatureCollection',
    features: features.flatMap(({ geometry }) =>
      (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((coordinates) => ({
        type: 'Feature',
        properties: {},
        geometry: { type: 'Polygon', coordinates },
      })),
    ),
  }
}

/** The archive's bytes: layers `land`, `coast` and `border`, zoom 0 to 5. */
export function landArchive() {
  const atlas = require('world-atlas/land-10m.json')
  const countries = require('world-atlas/countries-10m.json')
  const layers = {
    land: layer(split(feature(atlas, atlas.objects.land)), 3),
    coast: layer(withoutCuts(mesh(atlas, atlas.objects.land)), 3),
    border: layer(
      withoutCuts(mesh(countries, countries.objects.countries, (a, b) => a !== b)),
      3,
    ),
  }
  const tiles = new Map()
  for (let z = 0; z <= MAX_ZOOM; z++)
    for (let x = 0; x < 2 ** z; x++)
      for (let y = 0; y < 2 ** z; y++) {
        const found = {}
        for (const [name, index] of Object.entries(layers)) {
          const tile = index.getTile(z, x, y)
          if (tile && tile.features.length) found[name] = tile
        }
        if (Object.keys(found).length) tiles.set(`${z}/${x}/${y}`, Buffer.from(fromGeojsonVt(found, { version: 2, extent: TILE.extent })))
      }
  const metadata = {
    name: 'Marsad land',
    attribution: 'Natural Earth',
    vector_layers: Object.keys(layers).map((id) => ({ id, fields: {} })),
  }
  return pmtiles(tiles, { minZoom: 0, maxZoom: MAX_ZOOM, metadata })
}
