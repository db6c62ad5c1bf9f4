// Writes generated/licences.txt: the licence of everything that is built into the page.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
// What the bundler takes into the page, their own parts included, and the data behind the chart.
const BUNDLED = [
  'svelte', 'maplibre-gl', 'pmtiles', 'fflate', '@maplibre/geojson-vt', '@maplibre/maplibre-gl-style-spec', '@maplibre/mlt',
  '@maplibre/vt-pbf', '@mapbox/point-geometry', '@mapbox/tiny-sdf', '@mapbox/unitbezier', '@mapbox/vector-tile', 'bidi-js',
  'earcut', 'gl-matrix', 'kdbush', 'murmurhash-js', 'pbf', 'potpack', 'quickselect', 'tinyqueue', 'world-atlas', 'sea-ports',
  '@fontsource/noto-sans', '@fontsource/noto-sans-arabic', 'clsx', 'esm-env',
]

function licence(name) {
  const folder = new URL(`node_modules/${name}/`, root)
  const about = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^(un)?licen[cs]e/i.test(entry))
  const text = file ? readFileSync(new URL(file, folder), 'utf8').replaceAll('\r\n', '\n').trim() : `Licence: ${about.license}`
  return `${name} ${about.version}\n\n${text}\n`
}

const head = 'The page holds these works, each under its own licence.\nBase map: Natural Earth, public domain.\n'
writeFileSync(new URL('generated/licences.txt', root), [head, ...BUNDLED.map(licence)].join(`\n${'-'.repeat(80)}\n\n`))
