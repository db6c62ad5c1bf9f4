// The way that the chosen vessel came, and the one under the pointer.

import type { Fleet, Vessel } from '../fleet/fleet'
import { latOf, lonOf } from '../geo/mercator'
import type { TrailPoint } from '../live/messages'
import { type Chosen, fetchTrail } from '../live/rest'
import { withGrowth } from './trail'

const HOVER_MS = 250

export class Trails {
  /** Points of the chosen vessel's. */
  points = $state(0)
  #fleet: Fleet
  #show: (trails: readonly (readonly TrailPoint[])[]) => void
  #trail: TrailPoint[] = []
  #hoverTrail: TrailPoint[] = []
  #request: AbortController | null = null
  #hoverRequest: AbortController | null = null
  #hoverWait: ReturnType<typeof setTimeout> | undefined

  constructor(fleet: Fleet, show: (trails: readonly (readonly TrailPoint[])[]) => void) {
    this.#fleet = fleet
    this.#show = show
  }

  /** Another vessel is chosen; null: none. */
  choose(chosen: Chosen | null): void {
    this.#trail = []
    this.show()
    if (chosen) void this.#load(chosen)
  }

  grow(vessel: Vessel | undefined): void {
    if (!vessel) return
    const grown = withGrowth(this.#trail, { lon: lonOf(vessel.x), lat: latOf(vessel.y) }, vessel)
    if (grown === this.#trail) return
    this.#trail = grown
    this.show()
  }

  /** The pointer came to a vessel; -1: it left, or stands on the chosen one. */
  hover(slot: number): void {
    this.#hoverRequest?.abort()
    clearTimeout(this.#hoverWait)
    if (this.#hoverTrail.length) {
      this.#hoverTrail = []
      this.show()
    }
    if (slot < 0) return
    const mmsi = this.#fleet.identity(slot)?.mmsi ?? null
    const request = (this.#hoverRequest = new AbortController())
    this.#hoverWait = setTimeout(() => {
      void fetchTrail({ mmsi, slot }, request.signal).then((trail) => {
        if (request.signal.aborted) return
        this.#hoverTrail = trail
        this.show()
      })
    }, HOVER_MS)
  }

  show(): void {
    this.points = this.#trail.length
    this.#show([this.#trail, this.#hoverTrail])
  }

  async #load(chosen: Chosen): Promise<void> {
    this.#request?.abort()
    const request = (this.#request = new AbortController())
    const trail = await fetchTrail(chosen, request.signal)
    if (request.signal.aborted) return
    this.#trail = trail
    this.show()
  }
}
