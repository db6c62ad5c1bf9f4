// Names beside the symbols, on a canvas of their own above the chart: the browser shapes every script,
// and each name is drawn once and then copied.

import type { Fleet, Vessel } from '../fleet/fleet'
import { groupOf } from '../fleet/groups'
import { latOf, unitsPerMetre } from '../geo/mercator'
import type { ChartPalette } from '../theme/palettes'
import { type Camera, onScreen } from './camera'

const MOST_LABELS = 300
const MOST_KEPT = 2_000
const FONT = '600 11px "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif'
const HEIGHT_PX = 16

/** How far down a name must go to leave the ship's own hull free, when it is drawn to scale. */
function below(vessel: Vessel, camera: Camera): number {
  const hull = vessel.identity?.hull
  const way = vessel.headingDeg ?? vessel.cogDeg
  if (!hull || way === null) return 0
  const pxPerMetre = unitsPerMetre(latOf(vessel.y)) * camera.pxPerUnit
  if ((hull.bow + hull.stern) * pxPerMetre < 40) return 0
  const south = -Math.cos((way * Math.PI) / 180)
  const along = Math.max(hull.bow * south, -hull.stern * south)
  return (along + (hull.port + hull.starboard) / 2) * pxPerMetre + HEIGHT_PX / 2 + 2
}

export class Labels {
  #canvas: HTMLCanvasElement
  #kept = new Map<string, HTMLCanvasElement>()
  #look = ''
  #blank = true

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
  }

  /** Draws the names of what is in view, first come first served where they would overlap. */
  draw(fleet: Fleet, camera: Camera, palette: ChartPalette, near: readonly number[], offsetPx: number): void {
    const wanted = near.length <= MOST_LABELS ? near : []
    const always = [...fleet.pinned]
    if (this.#blank && wanted.length === 0 && always.length === 0) return
    const context = this.#fit(camera)
    if (!context) return
    this.#restyle(`${palette.label}${palette.halo}${camera.pixelRatio}`)
    this.#blank = true
    const taken: [number, number, number][] = []
    for (const index of new Set([...always, ...wanted])) {
      const vessel = fleet.vesselAt(index)
      const name = vessel.identity?.name
      const text = name || (fleet.pinned.has(index) && vessel.identity ? String(vessel.identity.mmsi) : '')
      if (!text) continue
      const [x, y] = onScreen(camera, vessel.x, vessel.y)
      if (x < -60 || y < -20 || x > camera.width + 20 || y > camera.height + 20) continue
      const image = this.#image(text, palette, vessel, camera.pixelRatio)
      const left = Math.round(x + offsetPx + 4)
      const top = Math.round(y - HEIGHT_PX / 2 + below(vessel, camera))
      const right = left + image.width / camera.pixelRatio
      if (taken.some(([l, t, r]) => left < r && right > l && Math.abs(top - t) < HEIGHT_PX - 2)) continue
      taken.push([left, top, right])
      context.drawImage(image, left, top, image.width / camera.pixelRatio, HEIGHT_PX)
      this.#blank = false
    }
    this.#canvas.hidden = this.#blank
  }

  #fit(camera: Camera): CanvasRenderingContext2D | null {
    const width = Math.round(camera.width * camera.pixelRatio)
    const height = Math.round(camera.height * camera.pixelRatio)
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width
      this.#canvas.height = height
    }
    const context = this.#canvas.getContext('2d')
    context?.setTransform(camera.pixelRatio, 0, 0, camera.pixelRatio, 0, 0)
    context?.clearRect(0, 0, camera.width, camera.height)
    return context
  }

  #restyle(look: string): void {
    if (look === this.#look && this.#kept.size < MOST_KEPT) return
    this.#look = look
    this.#kept.clear()
  }

  #image(text: string, palette: ChartPalette, vessel: Vessel, pixelRatio: number): HTMLCanvasElement {
    const distress = groupOf(vessel.kind, vessel.typeCode) === 'locating'
    const key = `${distress ? '!' : ''}${text}`
    const before = this.#kept.get(key)
    if (before) return before
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    if (!context) return canvas
    context.font = FONT
    canvas.width = Math.ceil((context.measureText(text).width + 6) * pixelRatio)
    canvas.height = HEIGHT_PX * pixelRatio
    context.scale(pixelRatio, pixelRatio)
    context.font = FONT
    context.textBaseline = 'middle'
    context.lineJoin = 'round'
    context.lineWidth = 3
    context.strokeStyle = palette.halo
    context.strokeText(text, 3, HEIGHT_PX / 2)
    context.fillStyle = distress ? palette.group.locating : palette.label
    context.fillText(text, 3, HEIGHT_PX / 2)
    this.#kept.set(key, canvas)
    return canvas
  }
}
