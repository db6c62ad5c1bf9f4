// Makes generated/chart/: the land archive and the place names that the page ships. Run by `npm run build`.

import { mkdirSync, writeFileSync } from 'node:fs'
import { landArchive } from './land_tiles.mjs'
import { places } from './places.mjs'

const folder = new URL('../generated/chart/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('land.pmtiles', folder), landArchive())
writeFileSync(new URL('places.json', folder), JSON.stringify(places()))
