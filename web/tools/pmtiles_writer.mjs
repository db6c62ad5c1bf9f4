// Writes a PMTiles v3 archive (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md).
// Nothing is compressed: the same input gives the same bytes under any zlib, and the server compresses on the way.

const HEADER_BYTES = 127
const ROOT_LIMIT_BYTES = 16384 - HEADER_BYTES

/** Position of a tile on the Hilbert curve of all zoom levels. */
export function tileId(z, x, y) {
  let id = 0
  for (let level = 0; level < z; level++) id += 4 ** level
  let tx = x
  let ty = y
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const rx = (tx & side) > 0 ? 1 : 0
    const ry = (ty & side) > 0 ? 1 : 0
    id += side * side * ((3 * rx) ^ ry)
    if (ry === 0) {
      if (rx === 1) {
        tx = side - 1 - (tx & (side - 1))
        ty = side - 1 - (ty & (side - 1))
      }
      ;[tx, ty] = [ty, tx]
    }
  }
  return id
}

function pushVarint(out, value) {
  while (value >= 128) {
    out.push((value % 128) | 128)
    value = Math.floor(value / 128)
  }
  out.push(value)
}

/** entries: {id, offset, length, run}, sorted by id. run 0 marks a leaf directory. */
function directory(entries) {
  const out = []
  pushVarint(out, entries.length)
  let last = 0
  for (const entry of entries) {
    pushVarint(out, entry.id - last)
    last = entry.id
  }
  for (const entry of entries) pushVarint(out, entry.run)
  for (const entry of entries) pushVarint(out, entry.length)
  entries.forEach((entry, i) => {
    const before = entries[i - 1]
    pushVarint(out, before && entry.offset === before.offset + before.length ? 0 : entry.offset + 1)
  })
  return Buffer.from(out)
}

function directories(entries) {
  const whole = directory(entries)
  if (whole.length <= ROOT_LIMIT_BYTES) return { root: whole, leaves: Buffer.alloc(0) }
  for (let perLeaf = 1024; ; perLeaf *= 2) {
    const roots = []
    const leaves = []
    let offset = 0
    for (let i = 0; i < entries.length; i += perLeaf) {
      const leaf = directory(entries.slice(i, i + perLeaf))
      roots.push({ id: entries[i].id, offset, length: leaf.length, run: 0 })
      leaves.push(leaf)
      offset += leaf.length
    }
    const root = directory(roots)
    if (root.length <= ROOT_LIMIT_BYTES) return { root, leaves: Buffer.concat(leaves) }
  }
}

/** tiles: Map of "z/x/y" to bytes. Equal tiles are stored once, neighbours on the curve as one run. */
export function pmtiles(tiles, { minZoom, maxZoom, metadata }) {
  const sorted = [...tiles].map(([key, data]) => {
    const [z, x, y] = key.split('/').map(Number)
    return { id: tileId(z, x, y), data }
  })
  sorted.sort((a, b) => a.id - b.id)
  const places = new Map()
  const blobs = []
  const entries = []
  let offset = 0
  for (const { id, data } of sorted) {
    const key = data.toString('latin1')
    let place = places.get(key)
    if (!place) {
      place = { offset, length: data.length }
      places.set(key, place)
      blobs.push(data)
      offset += data.length
    }
    const before = entries.at(-1)
    if (before && before.offset === place.offset && before.id + before.run === id) before.run += 1
    else entries.push({ id, ...place, run: 1 })
  }
  const { root, leaves } = directories(entries)
  const meta = Buffer.from(JSON.stringify(metadata))
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'latin1')
  header[7] = 3
  const sizes = [root.length, meta.length, leaves.length, offset]
  let at = HEADER_BYTES
  sizes.forEach((size, i) => {
    header.writeBigUInt64LE(BigInt(at), 8 + i * 16)
    header.writeBigUInt64LE(BigInt(size), 16 + i * 16)
    at += size
  })
  header.writeBigUInt64LE(BigInt(sorted.length), 72)
  header.writeBigUInt64LE(BigInt(entries.length), 80)
  header.writeBigUInt64LE(BigInt(blobs.length), 88)
  header[96] = 1 // clustered
  header[97] = 1 // directories are not compressed
  header[98] = 1 // tiles are not compressed
  header[99] = 1 // Mapbox vector tiles
  header[100] = minZoom
  header[101] = maxZoom
  const bounds = [-180, -85.0511288, 180, 85.0511288]
  bounds.forEach((degrees, i) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4))
  header[118] = minZoom
  return Buffer.concat([header, root, meta, leaves, ...blobs])
}
