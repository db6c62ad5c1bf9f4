// Where the chart looks, in the units of the picture. The chart is always north up and flat.

import type { Map as Chart } from 'maplibre-gl'
import { WORLD_UNITS, shortWayX, unitsX, unitsY } from '../geo/mercator'

export interface Camera {
  /** Whole units of the centre, and what is left over, 0 to 1. */
  centreX: number
  centreY: number
  restX: number
  restY: number
  pxPerUnit: number
  width: number
  height: number
  pixelRatio: number
  zoom: number
  /** Copies of the world to draw, as shifts in whole worlds. */
  worlds: number[]
}

export function cameraOf(chart: Chart): Camera {
  const centre = chart.getCenter()
  const zoom = chart.getZoom()
  const canvas = chart.getCanvas()
  const x = shortWayX(unitsX(centre.lng), 0)
  const y = unitsY(centre.lat)
  const pxPerUnit = (512 * 2 ** zoom) / WORLD_UNITS
  const width = canvas.clientWidth
  const worldPx = pxPerUnit * WORLD_UNITS
  return {
    centreX: Math.floor(x),
    centreY: Math.floor(y),
    restX: x - Math.floor(x),
    restY: y - Math.floor(y),
    pxPerUnit,
    width,
    height: canvas.clientHeight,
    pixelRatio: canvas.width / Math.max(1, width),
    zoom,
    worlds: worldPx < width + 80 ? [-1, 0, 1] : [0],
  }
}

/** Screen place of a point in CSS pixels, in the copy of the world nearest to the centre. */
export function onScreen(camera: Camera, x: number, y: number): [number, number] {
  return [
    camera.width / 2 + (shortWayX(x, camera.centreX) - camera.restX) * camera.pxPerUnit,
    camera.height / 2 + (y - camera.centreY - camera.restY) * camera.pxPerUnit,
  ]
}
