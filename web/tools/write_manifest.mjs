// Writes build-inputs.json beside the built page: a hash of what it was built from and of each file built.
// tests/serve/test_page_build.py recomputes both without Node.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, relative } from 'node:path'

const web = fileURLToPath(new URL('..', import.meta.url))
const page = join(web, '../src/marsad/serve/page')
const INPUTS = [
  '.npmrc', 'index.html', 'package-lock.json', 'package.json', 'src', 'svelte.config.js', 'tools', 'tsconfig.json', 'vite.config.ts',
]

function files(path) {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => files(join(path, entry.name)))
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    throw error
  }
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex')
const hashes = (root, paths) =>
  paths
    .map((path) => [relative(root, path).replaceAll('\\', '/'), sha256(readFileSync(path))])
    .sort(([a], [b]) => (a < b ? -1 : 1))

const inputs = hashes(web, INPUTS.flatMap((name) => files(join(web, name))))
const outputs = hashes(page, files(page).filter((path) => !path.endsWith('build-inputs.json')))
const manifest = {
  inputs_sha256: sha256(inputs.map(([path, hash]) => `${hash}  ${path}\n`).join('')),
  outputs: Object.fromEntries(outputs),
}
writeFileSync(join(page, 'build-inputs.json'), JSON.stringify(manifest, null, 1) + '\n')
