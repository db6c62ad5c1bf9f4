// What of the layers stands on the chart, remembered in this browser; those that the room counts are asked for while they are on.

import type { Feature } from 'geojson'
import { Refused } from '../live/deeds'
import { type Coverage, type Density, fetchCoverage, fetchDensity } from '../live/layers'
import { coverageFeatures, densityFeatures } from '../map/cell_layer'
import type { Bounds } from '../map/chart'
import { keepChoice, keptChoice } from './choices'

/** Hours over which density is told; 0: it is off. */
export const DENSITY_H = [0, 1, 6, 24] as const
export type DensityHours = (typeof DENSITY_H)[number]
const AGAIN_MS = 60_000
const TRY_AGAIN_MS = 5_000
const NOTHING: readonly Feature[] = []
type Switch = 'names' | 'incidents' | 'notices' | 'coverage'

export class Layers {
  names = $state(keptChoice('names') !== 'off')
  incidents = $state(keptChoice('incidents') !== 'off')
  notices = $state(keptChoice('notices') !== 'off')
  coverage = $state(keptChoice('coverage') === 'on')
  densityH: DensityHours = $state(DENSITY_H.find((one) => String(one) === keptChoice('density')) ?? 0)
  density: Density | null = $state.raw(null)
  heard: Coverage | null = $state.raw(null)
  densityFailed = $state(false)
  coverageFailed = $state(false)
  #signedOut: () => void
  #densityAsked = new Asked()
  #coverageAsked = new Asked()

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  readonly densityShapes: readonly Feature[] = $derived(this.density && this.densityH ? densityFeatures(this.density) : NOTHING)
  readonly coverageShapes: readonly Feature[] = $derived(this.heard && this.coverage ? coverageFeatures(this.heard) : NOTHING)

  set(name: Switch, on: boolean): void {
    this[name] = on
    keepChoice(name, on ? 'on' : 'off')
    if (!on && name === 'coverage') this.heard = null
  }

  setDensity(hours: DensityHours): void {
    this.densityH = hours
    keepChoice('density', String(hours))
    this.density = null
  }

  /** To be called each second with what the chart shows: asks when that is another part, or a minute has passed. */
  second(bounds: Bounds | null): void {
    if (!bounds) return
    const view = [bounds.west, bounds.south, bounds.east, bounds.north].map((deg) => deg.toFixed(3)).join()
    const hours = this.densityH
    if (hours && this.#densityAsked.isDue(`${view} ${hours}`))
      void this.#ask(this.#densityAsked, () => fetchDensity(bounds, hours), (told) => {
        if (told && this.densityH === hours) this.density = told
        this.densityFailed = told === null
      })
    if (this.coverage && this.#coverageAsked.isDue(view))
      void this.#ask(this.#coverageAsked, () => fetchCoverage(bounds), (told) => {
        if (told && this.coverage) this.heard = told
        this.coverageFailed = told === null
      })
  }

  async #ask<T>(asked: Asked, ask: () => Promise<T>, take: (told: T | null) => void): Promise<void> {
    const number = asked.begin()
    try {
      const told = await ask()
      if (asked.isNewest(number)) take(told)
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#signedOut()
      if (!asked.isNewest(number)) return
      asked.failed()
      take(null)
    }
  }
}

/** What was asked last and when. */
class Asked {
  #key = ''
  #wanted = ''
  #dueMs = 0
  #number = 0

  isDue(key: string): boolean {
    this.#wanted = key
    return key !== this.#key || performance.now() >= this.#dueMs
  }

  begin(): number {
    this.#key = this.#wanted
    this.#dueMs = performance.now() + AGAIN_MS
    return ++this.#number
  }

  isNewest(number: number): boolean {
    return number === this.#number
  }

  failed(): void {
    this.#dueMs = performance.now() + TRY_AGAIN_MS
  }
}
