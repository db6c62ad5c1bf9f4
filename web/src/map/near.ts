// Finds the vessels in view and packs what the close-up passes need of them.

import type { Fleet } from '../fleet/fleet'
import { groupIndex } from '../fleet/groups'
import { RECORD_WORDS } from '../live/frames'
import { latOf, unitsPerMetre } from '../geo/mercator'
import { type Camera } from './camera'
import { NEAR_FLOATS } from './near_shader'

/** Below this zoom nothing but symbols is drawn. */
export const NEAR_ZOOM = 8.5
/** More vessels than this in view: lines and hulls would be a tangle, and cost. */
export const NEAR_LIMIT = 1500
const HULL_MIN_PX = 18
const KNOT_MPS = 1852 / 3600

/** Indices of the shown vessels in view, in the fleet's order; stops after `limit`. */
export function inView(fleet: Fleet, camera: Camera, marginPx: number, limit: number): number[] {
  const found: number[] = []
  const halfX = Math.min((camera.width / 2 + marginPx) / camera.pxPerUnit, 2 ** 31)
  const halfY = (camera.height / 2 + marginPx) / camera.pxPerUnit
  const words = fleet.words
  for (let index = 0; index < fleet.count; index++) {
    const at = index * RECORD_WORDS
    if (Math.abs(words[at + 2]! - camera.centreY) > halfY) continue
    if (Math.abs((words[at + 1]! - camera.centreX) | 0) > halfX) continue
    if (!fleet.isShown(index)) continue
    found.push(index)
    if (found.length > limit) break
  }
  return found
}

export class NearInstances {
  count = 0
  places = new Int32Array(NEAR_LIMIT * 2)
  numbers = new Float32Array(NEAR_LIMIT * NEAR_FLOATS)
  #hulls: number[] = []

  /** Packs the vessels and marks in the fleet those whose hull is drawn; true when a mark changed. */
  pack(fleet: Fleet, camera: Camera, indices: readonly number[]): boolean {
    const before = this.#hulls
    this.#hulls = []
    this.count = 0
    for (const index of indices) this.#add(fleet, camera, index)
    const same = before.length === this.#hulls.length && before.every((slot, i) => slot === this.#hulls[i])
    if (same) return false
    for (const slot of before) this.#setHull(fleet, slot, false)
    for (const slot of this.#hulls) this.#setHull(fleet, slot, true)
    return true
  }

  #setHull(fleet: Fleet, slot: number, drawn: boolean): void {
    const index = fleet.index(slot)
    if (index >= 0) fleet.setHull(index, drawn)
  }

  #add(fleet: Fleet, camera: Camera, index: number): void {
    const vessel = fleet.vesselAt(index)
    if (vessel.kind > 2 && vessel.kind !== 6) return
    const perMetre = unitsPerMetre(latOf(vessel.y))
    const moving = vessel.sogKn !== null && vessel.sogKn >= 0.5
    // A lost vessel keeps its hull where it was last seen, but nothing says where it goes.
    const isLost = (vessel.stateBits & 3) === 2
    const course = vessel.cogDeg !== null && moving ? vessel.cogDeg : null
    const heading = vessel.headingDeg ?? course
    const hull = vessel.identity?.hull
    const toScale =
      hull && heading !== null && (hull.bow + hull.stern) * perMetre * camera.pxPerUnit >= HULL_MIN_PX && vessel.kind <= 2
    if (toScale) this.#hulls.push(vessel.slot)
    const radians = (degrees: number | null): number => (degrees === null ? -1 : (degrees * Math.PI) / 180)
    this.places.set([vessel.x, vessel.y], this.count * 2)
    this.numbers.set(
      [
        toScale ? radians(heading) : radians(isLost ? null : vessel.headingDeg),
        radians(isLost ? null : course),
        (vessel.sogKn ?? 0) * KNOT_MPS * perMetre,
        perMetre,
        ...(toScale ? [hull.bow, hull.stern, hull.port, hull.starboard] : [-1, 0, 0, 0]),
        groupIndex(vessel.kind, vessel.typeCode),
      ],
      this.count * NEAR_FLOATS,
    )
    this.count++
  }
}
