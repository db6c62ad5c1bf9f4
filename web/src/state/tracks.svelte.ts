// Tracks of several vessels at once: of those that were marked, or of those in view.

import type { Feature } from 'geojson'
import type { Fleet } from '../fleet/fleet'
import { KIND } from '../fleet/groups'
import { latOf, lonOf } from '../geo/mercator'
import type { TrailPoint } from '../live/messages'
import { fetchTrail } from '../live/rest'
import type { Bounds } from '../map/chart'
import { trackFeatures } from '../map/track_layer'
import { keepChoice, keptChoice } from './choices'
import { withGrowth } from './trail'

export const TRACKS_OF = ['none', 'marked', 'view'] as const
export type TracksOf = (typeof TRACKS_OF)[number]
/** So many tracks are shown at once; of more, those nearest to the middle. */
export const MOST_TRACKS = 40
const AT_ONCE = 4
const GROW_MS = 5_000
/** Tracks that come one after the other are drawn together. */
const GATHER_MS = 500
const FIXED: ReadonlySet<number> = new Set([KIND.baseStation, KIND.aton, KIND.virtualAton])

interface Track {
  points: TrailPoint[]
  features: Feature[]
  isAsked: boolean
}

export class Tracks {
  of: TracksOf = $state(TRACKS_OF.find((one) => one === keptChoice('tracks')) ?? 'none')
  /** MMSI of vessels whose tracks are asked for. */
  marked: readonly number[] = $state.raw(readMarked())
  /** How many vessels there are whose tracks were wanted. */
  wanted = $state(0)
  /** How many of them are on the chart. */
  shown = $state(0)
  features: readonly Feature[] = $state.raw([])
  #fleet: Fleet
  #tracks = new Map<number, Track>()
  #asking = 0
  #wanted = ''
  #dueMs = 0
  #telling: ReturnType<typeof setTimeout> | undefined

  constructor(fleet: Fleet) {
    this.#fleet = fleet
  }

  choose(of: TracksOf): void {
    this.of = of
    keepChoice('tracks', of)
  }

  /** Marks a vessel or lets her go; false when there are too many. */
  mark(mmsi: number, on: boolean): boolean {
    const others = this.marked.filter((one) => one !== mmsi)
    if (on && others.length >= MOST_TRACKS) return false
    this.marked = on ? [...others, mmsi] : others
    keepChoice('marked', JSON.stringify(this.marked))
    if (on && this.of === 'none') this.choose('marked')
    return true
  }

  nameOf(mmsi: number): string {
    const slot = this.#fleet.slotOfMmsi(mmsi)
    return (slot === undefined ? '' : this.#fleet.identity(slot)?.name) || String(mmsi)
  }

  /** To be called each second: asks for tracks that are wanted, lets others go, grows those that are there. Where the
   * same are wanted that is done every few seconds: a line that grows has the chart drawn anew. */
  second(bounds: Bounds | null): void {
    if (this.of === 'none' && this.#tracks.size === 0) return
    const wanted = `${this.of} ${this.marked.join()} ${this.of === 'view' && bounds ? Object.values(bounds).map((deg) => (deg as number).toFixed(3)).join() : ''}`
    const goesOn = wanted === this.#wanted
    if (goesOn && performance.now() < this.#dueMs) return
    this.#wanted = wanted
    this.#dueMs = performance.now() + (this.#tracks.size ? GROW_MS : 0)
    const all = this.of === 'marked' ? this.marked.flatMap((mmsi) => this.#fleet.slotOfMmsi(mmsi) ?? []) : this.of === 'view' && bounds ? this.#inView(bounds) : []
    const there = new Set(all)
    // Who moves towards the middle of the same view does not take the place of who has a track already.
    const kept = goesOn ? [...this.#tracks.keys()].filter((slot) => there.has(slot)) : []
    const slots = new Set([...new Set([...kept, ...all])].slice(0, MOST_TRACKS))
    let changed = false
    for (const slot of this.#tracks.keys()) if (!slots.has(slot)) changed = this.#tracks.delete(slot) || changed
    for (const slot of slots) {
      const vessel = this.#fleet.vessel(slot)
      const track = this.#tracks.get(slot) ?? { points: [], features: [], isAsked: false }
      this.#tracks.set(slot, track)
      if (!track.isAsked) void this.#ask(slot, track)
      else if (vessel && track.points.length) {
        const grown = withGrowth(track.points, { lon: lonOf(vessel.x), lat: latOf(vessel.y) }, vessel)
        if (grown === track.points) continue
        track.points = grown
        track.features = trackFeatures(grown)
        changed = true
      }
    }
    this.wanted = this.of === 'marked' ? this.marked.length : all.length
    if (changed) this.#tell()
  }

  #tell(): void {
    clearTimeout(this.#telling)
    this.#telling = undefined
    const tracks = [...this.#tracks.values()].filter(({ features }) => features.length)
    this.shown = tracks.length
    this.features = tracks.flatMap(({ features }) => features)
  }

  async #ask(slot: number, track: Track): Promise<void> {
    if (this.#asking >= AT_ONCE) return
    this.#asking++
    track.isAsked = true
    const points = await fetchTrail({ mmsi: this.#fleet.identity(slot)?.mmsi ?? null, slot }, new AbortController().signal)
    this.#asking--
    if (this.#tracks.get(slot) !== track) return
    track.points = points
    track.features = trackFeatures(points)
    this.#telling ??= setTimeout(() => this.#tell(), GATHER_MS)
    this.#askNext()
  }

  #askNext(): void {
    for (const [slot, track] of this.#tracks) if (!track.isAsked) void this.#ask(slot, track)
  }

  /** Slots of what moves in view, nearest to the middle first. */
  #inView({ west, south, east, north }: Bounds): number[] {
    const [midLon, midLat] = [(west + east) / 2, (south + north) / 2]
    const found: [far: number, slot: number][] = []
    for (let index = 0; index < this.#fleet.count; index++) {
      if (FIXED.has(this.#fleet.kindAt(index))) continue
      const [x, y] = this.#fleet.placeAt(index)
      const east_ = ((((lonOf(x) - midLon + 180) % 360) + 360) % 360) - 180
      const north_ = latOf(y) - midLat
      if (Math.abs(east_) * 2 > east - west || Math.abs(north_) * 2 > north - south) continue
      found.push([Math.hypot(east_, north_), this.#fleet.slotAt(index)])
    }
    return found.sort((a, b) => a[0] - b[0]).map(([, slot]) => slot)
  }
}

function readMarked(): number[] {
  try {
    const told: unknown = JSON.parse(keptChoice('marked') ?? '[]')
    return Array.isArray(told) ? told.filter((one): one is number => Number.isInteger(one) && one > 0 && one < 1e9).slice(0, MOST_TRACKS) : []
  } catch {
    return []
  }
}
