// The closest point of approach of two vessels that hold course and speed. Both are first carried to the same instant.

import type { LonLat } from './mercator'
import { KNOT_MPS, distanceM, rhumbDestination } from './sphere'

/** Who was at a place at a time (seconds UTC). Without course or speed: she is taken to lie where she is. */
export interface Mover extends LonLat {
  tS: number
  sogKn: number | null
  cogDeg: number | null
}

export interface Approach {
  /** Distance at the closest point, and the time to it from `nowS`: 0 when they part already. */
  cpaM: number
  tcpaS: number
  rangeM: number
  /** They are nearest now and draw apart, or keep their distance. */
  opening: boolean
  /** They still close when the horizon is reached. */
  beyond: boolean
  /** Where each is now and at the closest point. */
  now: [LonLat, LonLat]
  closest: [LonLat, LonLat]
}

/** So far ahead is looked: beyond it no course holds. */
export const HORIZON_S = 6 * 3600
const STEP_S = 60
const GOLDEN = (Math.sqrt(5) - 1) / 2

/** Where she is at another instant if she holds course and speed. */
export function carried(one: Mover, atS: number): LonLat {
  if (one.sogKn === null || one.cogDeg === null) return { lon: one.lon, lat: one.lat }
  return rhumbDestination(one, one.cogDeg, one.sogKn * KNOT_MPS * (atS - one.tS))
}

export function closestApproach(a: Mover, b: Mover, nowS: number): Approach {
  const range = (afterS: number): number => distanceM(carried(a, nowS + afterS), carried(b, nowS + afterS))
  let nearest = 0
  let least = range(0)
  const rangeM = least
  for (let s = STEP_S; s <= HORIZON_S; s += STEP_S) {
    const m = range(s)
    // Less by a hair is rounding: two who go together keep their distance.
    if (m >= least - 1e-3) continue
    nearest = s
    least = m
  }
  let [low, high] = [Math.max(0, nearest - STEP_S), Math.min(HORIZON_S, nearest + STEP_S)]
  while (high - low > 0.01) {
    const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
    if (range(left) <= range(right)) high = right
    else low = left
  }
  const found = (low + high) / 2
  const tcpaS = found < 0.05 || range(found) >= rangeM - 1e-3 ? 0 : found
  const at = nowS + tcpaS
  return {
    cpaM: range(tcpaS),
    tcpaS,
    rangeM,
    opening: tcpaS === 0,
    beyond: tcpaS > HORIZON_S - 1,
    now: [carried(a, nowS), carried(b, nowS)],
    closest: [carried(a, at), carried(b, at)],
  }
}
