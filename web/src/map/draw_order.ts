// Which stations each symbol program draws, as indices into the fleet's records.

import { type Fleet, MARK } from '../fleet/fleet'
import { KIND } from '../fleet/groups'
import { RECORD_BYTES } from '../live/frames'
import { SHAPES, type Shape } from './symbol_shader'

const shape = (name: Shape): number => SHAPES.indexOf(name)

const SHAPE_OF_KIND = Uint8Array.from({ length: 256 }, (_, kind) => {
  if (kind === KIND.aton || kind === KIND.virtualAton) return shape('aid')
  if (kind === KIND.baseStation || kind === KIND.radarContact) return shape('fixed')
  if (kind === KIND.sarAircraft) return shape('aircraft')
  if (kind === KIND.locatingDevice) return shape('locating')
  return shape('ship')
})
const MARKED = shape('mark')
const DOUBTFUL = 4
const LOST = 2

export class DrawOrder {
  indices = new Uint32Array(1024)
  /** Where each shape begins in `indices`, and at the end where the last one stops. */
  starts = new Uint32Array(SHAPES.length + 1)

  /** Sorts the shown stations by shape; a marked one is drawn twice. Cost: two passes over the fleet. */
  sort(fleet: Fleet): void {
    if (this.indices.length < fleet.count * 2) this.indices = new Uint32Array(Math.ceil(fleet.count * 2.5))
    const bytes = fleet.bytes
    const marks = fleet.marks
    const next = new Uint32Array(SHAPES.length + 1)
    const isMarked = (index: number): boolean => {
      const state = bytes[index * RECORD_BYTES + 23]!
      return (marks[index]! & (MARK.selected | MARK.hovered | MARK.dangerous)) !== 0 || (state & DOUBTFUL) !== 0 || (state & 3) === LOST
    }
    for (let index = 0; index < fleet.count; index++) {
      if (!fleet.isShown(index)) continue
      next[SHAPE_OF_KIND[bytes[index * RECORD_BYTES + 20]!]! + 1]!++
      if (isMarked(index)) next[MARKED + 1]!++
    }
    for (let i = 1; i < next.length; i++) next[i]! += next[i - 1]!
    this.starts.set(next)
    for (let index = 0; index < fleet.count; index++) {
      if (!fleet.isShown(index)) continue
      this.indices[next[SHAPE_OF_KIND[bytes[index * RECORD_BYTES + 20]!]!]!++] = index
      if (isMarked(index)) this.indices[next[MARKED]!++] = index
    }
  }
}
