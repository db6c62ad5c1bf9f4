// Zones: those that there are, the one that is being drawn, and what it would have told of.

import { momentTyped, typedMoment } from '../format/typed_moment'
import { typedPosition } from '../format/typed_position'
import type { LonLat } from '../geo/mercator'
import { fetchJson, Refused, send } from '../live/deeds'
import { cleanZone, cornersOf, crossesItself, groupsOf, type ShipGroup, type Trial, typesOf, type Watch, type Zone, type ZoneList, type ZoneProperties } from '../live/zones'
import { keepChoice, keptChoice } from './choices'

export type ZoneField = 'name' | 'corners' | 'watch' | 'dwell' | 'fast' | 'slow' | 'buffer' | 'since' | 'until' | 'days'
const MOST_CORNERS = 500

/** A zone as it is typed. `original`: the name of the saved one that it replaces. */
export interface ZoneDraft {
  original: string | null
  name: string
  kind: string
  corners: LonLat[]
  watch: Set<Watch>
  groups: Set<ShipGroup>
  dwell: string
  fast: string
  slow: string
  buffer: string
  since: string
  until: string
}

export class Zones {
  saved: Zone[] = $state.raw([])
  configured: Zone[] = $state.raw([])
  leftOut = $state(0)
  failed = $state(false)
  shown = $state(keptChoice('zones') !== 'off')
  draft: ZoneDraft | null = $state(null)
  /** Clicks on the chart are corners. */
  drawing = $state(false)
  /** The corner that the next click moves; -1: it adds one. */
  moving = $state(-1)
  days = $state('7')
  trial: Trial | null = $state.raw(null)
  wrong: ReadonlySet<ZoneField> = $state.raw(new Set())
  /** What the server said, where no field says it. */
  sentence = $state('')
  trouble: 'notSaved' | 'mayNot' | 'busy' | null = $state(null)
  busy: 'try' | 'save' | null = $state(null)
  #signedOut: () => void
  #seen: number | undefined

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  follow(newest: number | undefined): void {
    if (newest === undefined || newest === this.#seen) return
    this.#seen = newest
    void this.load()
  }

  async load(): Promise<void> {
    try {
      const told = await fetchJson<ZoneList>('./api/zones/list')
      this.saved = told.saved.map(cleanZone)
      this.configured = told.configured.map(cleanZone)
      this.leftOut = told.left_out
      this.failed = false
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#signedOut()
      this.failed = true
    }
  }

  show(on: boolean): void {
    this.shown = on
    keepChoice('zones', on ? 'on' : 'off')
  }

  holds({ properties }: Zone, nowMs: number): boolean {
    const since = properties.since ? Date.parse(properties.since) : -Infinity
    const until = properties.until ? Date.parse(properties.until) : Infinity
    return since <= nowMs && nowMs < until
  }

  begin(): void {
    this.#open({ original: null, name: '', kind: 'area', corners: [], watch: new Set(['enter']), groups: new Set(), dwell: '', fast: '', slow: '', buffer: '', since: '', until: '' })
    this.drawing = true
  }

  /** The form as a saved zone is; false for one of several rings, which only files draw. */
  edit({ geometry, properties: p }: Zone): boolean {
    const corners = cornersOf(geometry)
    if (!corners || corners.length > MOST_CORNERS) return false
    const number = (value: number | undefined): string => (value === undefined ? '' : String(value))
    const moment = (value: string | undefined): string => (value ? momentTyped(Date.parse(value)) : '')
    this.#open({
      original: p.name, name: p.name, kind: p.kind ?? 'area', corners, watch: new Set(p.watch ?? []), groups: groupsOf(p.ship_types ?? []), dwell: number(p.dwell_min),
      fast: number(p.speed_max_kn), slow: number(p.speed_min_kn), buffer: number(p.buffer_m), since: moment(p.since), until: moment(p.until),
    })
    return true
  }

  discard(): void {
    this.draft = null
    this.drawing = false
    this.#calm()
  }

  /** A click on the chart; true when it was a corner. */
  take(place: LonLat): boolean {
    if (!this.drawing || !this.draft) return false
    this.setCorner(this.moving, place)
    this.moving = -1
    return true
  }

  /** Moves a corner, or adds one where there is none of this number. */
  setCorner(at: number, place: LonLat): void {
    if (!this.draft) return
    const exact = { lon: Math.round(place.lon * 1e5) / 1e5, lat: Math.round(place.lat * 1e5) / 1e5 }
    const corners = [...this.draft.corners]
    if (at >= 0 && at < corners.length) corners[at] = exact
    else if (corners.length < MOST_CORNERS) corners.push(exact)
    this.draft.corners = corners
    this.trial = null
  }

  removeCorner(at: number): void {
    if (!this.draft) return
    this.draft.corners = this.draft.corners.filter((_, i) => i !== at)
    this.moving = -1
    this.trial = null
  }

  /** A corner as it was typed; false where it is no position. */
  typeCorner(at: number, text: string): boolean {
    const place = typedPosition(text)
    if (place) this.setCorner(at, place)
    return place !== null
  }

  async try(nowMs: number): Promise<boolean> {
    const zone = this.#zone(nowMs)
    const days = Number(this.days)
    if (!(days > 0 && days <= 31)) this.wrong = new Set([...this.wrong, 'days'])
    if (!zone || this.wrong.size) return false
    const trial = await this.#send<Trial>('try', './api/zones/try', { zones: collection(zone), days })
    this.trial = trial
    return trial !== null
  }

  async save(nowMs: number): Promise<boolean> {
    const zone = this.#zone(nowMs)
    if (!zone) return false
    const { original, name } = this.draft!
    const remove = original !== null && original !== name.trim() ? [original] : []
    if (!(await this.#send('save', './api/zones', { zones: collection(zone), remove }))) return false
    this.discard()
    await this.load()
    return true
  }

  async remove(name: string): Promise<void> {
    if (!(await this.#send('save', './api/zones', { remove: [name] }))) return
    this.discard()
    await this.load()
  }

  #open(draft: ZoneDraft): void {
    this.draft = draft
    this.drawing = false
    this.#calm()
  }

  #calm(): void {
    this.moving = -1
    this.trial = null
    this.wrong = new Set()
    this.sentence = ''
    this.trouble = null
  }

  /** The zone as it is typed; null where a field is wrong. */
  #zone(nowMs: number): Zone | null {
    const draft = this.draft
    if (!draft) return null
    const wrong = new Set<ZoneField>()
    const properties: ZoneProperties = { name: draft.name.trim(), kind: draft.kind, watch: [...draft.watch] }
    const number = (field: 'dwell' | 'fast' | 'slow' | 'buffer', low: number, high: number): number | undefined => {
      const text = draft[field].trim().replace(',', '.')
      if (text === '') return undefined
      const value = Number(text)
      if (!(value >= low && value <= high)) wrong.add(field)
      return value
    }
    const moment = (field: 'since' | 'until'): string | undefined => {
      if (!draft[field].trim()) return undefined
      const value = typedMoment(draft[field], nowMs)
      if (value === null) wrong.add(field)
      return value === null ? undefined : new Date(value).toISOString()
    }
    const told = { dwell_min: number('dwell', 1, 43_200), speed_max_kn: number('fast', 0.1, 100), speed_min_kn: number('slow', 0.1, 100), buffer_m: number('buffer', 0, 10_000), since: moment('since'), until: moment('until') }
    for (const [key, value] of Object.entries(told)) if (value !== undefined) Object.assign(properties, { [key]: value })
    if (draft.groups.size) properties.ship_types = typesOf(draft.groups)
    if (!properties.name) wrong.add('name')
    if (draft.corners.length < 3 || crossesItself(draft.corners)) wrong.add('corners')
    if (!draft.watch.size) wrong.add('watch')
    if (draft.watch.has('dwell') && told.dwell_min === undefined) wrong.add('dwell')
    if (draft.watch.has('fast') && told.speed_max_kn === undefined) wrong.add('fast')
    if (draft.watch.has('slow') && told.speed_min_kn === undefined) wrong.add('slow')
    if (told.speed_min_kn !== undefined && told.speed_max_kn !== undefined && told.speed_min_kn >= told.speed_max_kn) wrong.add('slow')
    if (told.since !== undefined && told.until !== undefined && told.until <= told.since) wrong.add('until')
    this.wrong = wrong
    this.sentence = ''
    this.trouble = null
    const ring = [...draft.corners, draft.corners[0]!].map(({ lon, lat }) => [lon, lat])
    return wrong.size ? null : { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties }
  }

  async #send<T>(what: 'try' | 'save', path: string, body: unknown): Promise<T | null> {
    this.busy = what
    try {
      return await send<T>(path, body)
    } catch (error) {
      const { status, message } = error instanceof Refused ? error : new Refused(0, '')
      if (status === 401) this.#signedOut()
      this.trouble = status === 403 ? 'mayNot' : status === 409 ? 'busy' : status === 422 ? null : 'notSaved'
      this.sentence = status === 422 ? message : ''
      return null
    } finally {
      this.busy = null
    }
  }
}

function collection(zone: Zone): { type: 'FeatureCollection'; features: Zone[] } {
  return { type: 'FeatureCollection', features: [zone] }
}
