// The tools of the chart: what is measured, ringed, compared and noted. Nothing of it leaves the browser.

import type { Vessel } from '../fleet/fleet'
import type { Approach, Mover } from '../geo/cpa'
import { closestApproach } from '../geo/cpa'
import { type LonLat, latOf, lonOf, wrapLon } from '../geo/mercator'
import { NM_M, rhumb } from '../geo/sphere'
import { keepChoice, keptChoice } from './choices'
import { LONGEST_OWN_NOTE, loadOwnNotes, MOST_OWN_NOTES, type OwnNote, saveOwnNotes } from './own_notes'

export const TOOLS = ['measure', 'rings', 'cpa', 'notes'] as const
export type Tool = (typeof TOOLS)[number]
export const VECTOR_MIN = [0, 6, 12] as const
export type VectorMin = (typeof VECTOR_MIN)[number]
export const MOST_RINGS = 20

/** A vessel by MMSI, else by her slot: radar contacts have no MMSI. */
export interface Whom {
  mmsi: number | null
  slot: number
}

export interface Rings {
  id: number
  about: Whom | LonLat
  stepNm: number
  count: number
}

export interface Leg {
  distanceNm: number
  bearingDeg: number
  to: LonLat
}

/** What the tools ask of the picture. */
export interface Picture {
  vessel(slot: number): Vessel | undefined
  slotOfMmsi(mmsi: number): number | undefined
}

export function legsOf(points: readonly LonLat[]): Leg[] {
  return points.slice(1).map((to, i) => {
    const { distanceM, bearingDeg } = rhumb(points[i]!, to)
    return { distanceNm: distanceM / NM_M, bearingDeg, to }
  })
}

export function moverOf(vessel: Vessel): Mover {
  return { lon: lonOf(vessel.x), lat: latOf(vessel.y), tS: vessel.tS, sogKn: vessel.sogKn, cogDeg: vessel.cogDeg }
}

export class Tools {
  /** The tool that takes the next click on the chart; null: a click chooses a vessel. */
  active: Tool | null = $state(null)
  legs: LonLat[] = $state.raw([])
  rings: Rings[] = $state.raw([])
  stepNm = $state(1)
  ringCount = $state(3)
  pair: [Whom | null, Whom | null] = $state.raw([null, null])
  notes: OwnNote[] = $state.raw(loadOwnNotes())
  /** Where the next note goes, once chosen. */
  notePlace: LonLat | null = $state.raw(null)
  noteText = $state('')
  notKept = $state(false)
  vectorMin: VectorMin = $state(VECTOR_MIN.find((one) => String(one) === keptChoice('vectors')) ?? 6)
  headingLines = $state(keptChoice('headings') !== 'off')
  dangers = $state(keptChoice('dangers') !== 'off')
  #picture: Picture
  #lastId = 0

  constructor(picture: Picture) {
    this.#picture = picture
  }

  use(tool: Tool | null): void {
    this.active = this.active === tool ? null : tool
  }

  /** Takes a click, or what was typed: a vessel where there is one, else the place; false when no tool is in use. */
  take(slot: number, place: LonLat): boolean {
    const vessel = slot < 0 ? undefined : this.#picture.vessel(slot)
    const at: LonLat = vessel ? { lon: lonOf(vessel.x), lat: latOf(vessel.y) } : { lon: wrapLon(place.lon), lat: place.lat }
    if (this.active === 'measure') this.legs = [...this.legs, at]
    else if (this.active === 'rings') this.addRings(vessel ? whom(vessel) : at)
    else if (this.active === 'cpa') {
      if (vessel) this.choose(whom(vessel))
    } else if (this.active === 'notes') this.notePlace = at
    else return false
    return true
  }

  addRings(about: Whom | LonLat): void {
    const ring = { id: ++this.#lastId, about, stepNm: this.stepNm, count: this.ringCount }
    if (Number.isFinite(ring.stepNm) && ring.stepNm > 0 && ring.stepNm <= 100 && ring.count >= 1 && ring.count <= 12)
      this.rings = [...this.rings, ring].slice(-MOST_RINGS)
  }

  /** The first of two, then the other; a third begins anew. */
  choose(one: Whom): void {
    const [first, second] = this.pair
    if (first === null || second !== null) this.pair = [one, null]
    else if (first.slot !== one.slot) this.pair = [first, one]
  }

  /** The vessel as the picture holds her now; undefined: not in the picture. */
  find(one: Whom | null): Vessel | undefined {
    if (one === null) return undefined
    const slot = one.mmsi === null ? one.slot : this.#picture.slotOfMmsi(one.mmsi)
    return slot === undefined ? undefined : this.#picture.vessel(slot)
  }

  approach(nowMs: number): Approach | null {
    const [a, b] = [this.find(this.pair[0]), this.find(this.pair[1])]
    return a && b ? closestApproach(moverOf(a), moverOf(b), nowMs / 1000) : null
  }

  addNote(nowMs: number): void {
    const text = this.noteText.trim().slice(0, LONGEST_OWN_NOTE)
    if (!this.notePlace || !text || this.notes.length >= MOST_OWN_NOTES) return
    const { lon, lat } = this.notePlace
    this.#keep([...this.notes, { id: `${Date.now()}-${++this.#lastId}`, lon, lat, text, tMs: Math.round(nowMs) }])
    this.noteText = ''
    this.notePlace = null
  }

  dropNote(id: string): void {
    this.#keep(this.notes.filter((note) => note.id !== id))
  }

  setVectors(minutes: VectorMin): void {
    this.vectorMin = minutes
    keepChoice('vectors', String(minutes))
  }

  setHeadingLines(on: boolean): void {
    this.headingLines = on
    keepChoice('headings', on ? 'on' : 'off')
  }

  setDangers(on: boolean): void {
    this.dangers = on
    keepChoice('dangers', on ? 'on' : 'off')
  }

  #keep(notes: OwnNote[]): void {
    this.notes = notes
    this.notKept = !saveOwnNotes(notes)
  }
}

export function whom(vessel: Vessel): Whom {
  return { mmsi: vessel.identity?.mmsi ?? null, slot: vessel.slot }
}

export function isPlace(about: Whom | LonLat): about is LonLat {
  return 'lon' in about
}
