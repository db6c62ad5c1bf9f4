// Meridians and parallels every ten degrees, and every degree for the close view.

import type { FeatureCollection } from 'geojson'
import { MAX_LAT_DEG } from '../geo/mercator'

export function graticule(): FeatureCollection {
  const lines = new Map<number, [number, number][][]>([
    [10, []],
    [1, []],
  ])
  const stepOf = (degrees: number): number => (degrees % 10 === 0 ? 10 : 1)
  for (let lon = -180; lon < 180; lon++)
    lines.get(stepOf(lon))?.push([
      [lon, -MAX_LAT_DEG],
      [lon, MAX_LAT_DEG],
    ])
  for (let lat = -80; lat <= 80; lat++)
    lines.get(stepOf(lat))?.push([
      [-180, lat],
      [180, lat],
    ])
  return {
    type: 'FeatureCollection',
    features: [...lines].map(([step, coordinates]) => ({
      type: 'Feature',
      properties: { step },
      geometry: { type: 'MultiLineString', coordinates },
    })),
  }
}
