// Which vessel is under the pointer. One pass over the integers: 200,000 vessels take well under a millisecond,
// so there is no index to keep up to date.

import type { Fleet } from '../fleet/fleet'
import { KIND } from '../fleet/groups'
import { RECORD_WORDS } from '../live/frames'
import type { Camera } from './camera'

/** Index of the nearest shown vessel within `reachPx` of a place on screen, or -1. Locating devices come first. */
export function pick(fleet: Fleet, camera: Camera, screenX: number, screenY: number, reachPx: number): number {
  const x = Math.round(camera.centreX + (screenX - camera.width / 2) / camera.pxPerUnit) | 0
  const y = Math.round(camera.centreY + (screenY - camera.height / 2) / camera.pxPerUnit)
  const reach = reachPx / camera.pxPerUnit
  const words = fleet.words
  let best = reach * reach
  let found = -1
  for (let index = 0; index < fleet.count; index++) {
    const at = index * RECORD_WORDS
    const dy = words[at + 2]! - y
    if (dy > reach || dy < -reach) continue
    const dx = (words[at + 1]! - x) | 0
    if (dx > reach || dx < -reach) continue
    if (!fleet.isShown(index)) continue
    const far = (dx * dx + dy * dy) * (fleet.kindAt(index) === KIND.locatingDevice ? 0.1 : 1)
    if (far < best) {
      best = far
      found = index
    }
  }
  return found
}
