// Incident reports: those that are shown, the one that is open, the report that is being written.

import type { Field, Show } from '../i18n/incidents'
import { momentTyped, typedMoment } from '../format/typed_moment'
import { typedPosition } from '../format/typed_position'
import type { LonLat } from '../geo/mercator'
import { NM_M } from '../geo/sphere'
import { fetchJson, Refused, send } from '../live/deeds'
import { cleanIncident, type Incident, type IncidentList, type Status, type Version } from '../live/incidents'

/** A report as it is typed. */
export interface Draft {
  incident: number | null
  /** The version that it corrects. */
  corrects: Version | null
  source: string
  kind: string
  text: string
  language: string
  happened: string
  within: string
  received: string
  by: string
  position: string
  radius: string
  where: string
  mmsi: string
  names: string
  alerts: string[]
  reliability: string
  credibility: string
}

/** What a new report begins with: the alert or the vessel that it is about. */
export interface About {
  alert?: string
  mmsi?: number[]
  names?: string[]
  place?: LonLat | null
}

const SHOWN = 100
const ON_CHART = 500
/** Which field of the form a field of the server is about. */
const FIELDS: Record<string, Field> = {
  source: 'source', kind: 'kind', text: 'text', language: 'language', happened_ms: 'happened', within_min: 'within', received_ms: 'received', by: 'by', lon_deg: 'position',
  lat_deg: 'position', radius_m: 'radius', where: 'where', mmsi: 'mmsi', names: 'names', alerts: 'alerts', reliability: 'reliability', credibility: 'credibility',
  incident: 'incident', corrects: 'report', report: 'report', status: 'status', why: 'why',
}

export const coordinates = (lat: number, lon: number): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`
const listOf = (text: string): string[] => text.split(/[,،;\n]+/u).map((part) => part.trim()).filter(Boolean)

export class Incidents {
  show: Show = $state('open')
  q = $state('')
  list: Incident[] = $state.raw([])
  total = $state(0)
  /** Those on the chart, whatever the list shows. */
  open: Incident[] = $state.raw([])
  number: number | null = $state(null)
  opened: Incident | null = $state.raw(null)
  draft: Draft | null = $state(null)
  /** The draft is before the person; else it waits, and is not thrown away. */
  writing = $state(false)
  /** Fields of the deed that was refused; of a verdict beside the version (`at`, its record), of a turn at 0. */
  wrong: ReadonlySet<Field> = $state.raw(new Set())
  at: number | null = $state(null)
  trouble: 'failed' | 'notSaved' | 'refused' | null = $state(null)
  busy = $state(false)
  #signedOut: () => void
  #seen: number | undefined
  #asked = 0

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  /** The server's newest record about incidents: with another one all is asked for again. */
  follow(newest: number | undefined): void {
    if (newest === undefined || newest === this.#seen) return
    this.#seen = newest
    void this.load()
  }

  async load(): Promise<void> {
    const asked = ++this.#asked
    const query = new URLSearchParams({ show: this.show, q: this.q, limit: String(SHOWN) })
    try {
      const [open, list, opened] = await Promise.all([
        fetchJson<IncidentList>(`./api/incidents?limit=${ON_CHART}`),
        fetchJson<IncidentList>(`./api/incidents?${query.toString()}`),
        this.number === null ? null : fetchJson<Incident>(`./api/incidents/${this.number}`),
      ])
      if (asked !== this.#asked) return
      this.open = open.incidents.map(cleanIncident)
      this.list = list.incidents.map(cleanIncident)
      this.total = list.total
      this.opened = opened && cleanIncident(opened)
      if (this.trouble === 'failed') this.trouble = null
    } catch {
      if (asked === this.#asked) this.trouble = 'failed'
    }
  }

  choose(number: number | null): void {
    this.writing = false
    this.number = number
    this.opened = [...this.list, ...this.open].find((one) => one.number === number) ?? null
    this.#clear()
    void this.load()
  }

  /** A form for a report: of a new incident, of one that is known, or in the place of a version that was wrong; one that is being typed stays. */
  begin(nowMs: number, incident: number | null = null, corrects: Version | null = null, about: About = {}): void {
    this.writing = true
    if (this.draft) return // what is being typed is not thrown away
    this.#clear()
    const was = corrects?.report
    this.draft = {
      incident, corrects,
      source: was?.source ?? '',
      kind: was?.kind ?? (incident === null ? '' : (this.opened?.kind ?? '')),
      text: was?.text ?? '',
      language: was?.language ?? '',
      happened: was?.happened_ms == null ? '' : momentTyped(was.happened_ms),
      within: was?.within_min == null ? '' : String(was.within_min),
      received: momentTyped(was ? was.received_ms : Math.floor(nowMs / 60_000) * 60_000),
      by: was?.by ?? '',
      position: was?.lat_deg == null || was.lon_deg == null ? (about.place ? coordinates(about.place.lat, about.place.lon) : '') : coordinates(was.lat_deg, was.lon_deg),
      radius: was?.radius_m == null ? '' : String(Number((was.radius_m / NM_M).toFixed(3))),
      where: was?.where ?? '',
      mmsi: (was?.mmsi ?? about.mmsi ?? []).join(', '),
      names: was?.names.join(', ') ?? (about.names ?? []).map((one) => one.replace(/[,،;]/gu, ' ').trim()).filter(Boolean).join(', '),
      alerts: [...(was?.alerts ?? (about.alert === undefined ? [] : [about.alert]))],
      reliability: was?.reliability ?? 'F',
      credibility: String(was?.credibility ?? 6),
    }
  }

  discard(): void {
    this.draft = null
    this.writing = false
    this.#clear()
  }

  /** Saves the report that was typed; what is wrong stands beside its field, and what was typed stays. */
  async save(nowMs: number): Promise<boolean> {
    const draft = this.draft
    if (!draft) return false
    const wrong = new Set<Field>()
    const moment = (text: string, field: Field): number | null => {
      const ms = text.trim() ? typedMoment(text, nowMs) : null
      if (text.trim() && ms === null) wrong.add(field)
      return ms
    }
    const place = draft.position.trim() ? typedPosition(draft.position) : null
    if (draft.position.trim() && !place) wrong.add('position')
    const radius = String(draft.radius ?? '').trim()
    if (radius && !(Number(radius) > 0)) wrong.add('radius')
    const mmsi = listOf(draft.mmsi)
    if (mmsi.some((one) => !/^\d{1,9}$/.test(one))) wrong.add('mmsi')
    const report = {
      source: draft.source, kind: draft.kind, text: draft.text, language: draft.language,
      happened_ms: moment(draft.happened, 'happened'),
      within_min: draft.within === '' ? null : Number(draft.within),
      received_ms: moment(draft.received, 'received'),
      by: draft.by,
      lon_deg: place?.lon ?? null,
      lat_deg: place?.lat ?? null,
      radius_m: radius ? Number(radius) * NM_M : null,
      where: draft.where,
      mmsi: mmsi.map(Number),
      names: listOf(draft.names),
      alerts: [...draft.alerts],
      reliability: draft.reliability,
      credibility: Number(draft.credibility),
    }
    if (wrong.size) {
      this.#refuse(wrong, null)
      return false
    }
    const body = { report, incident: draft.incident, corrects: draft.corrects?.seq ?? null }
    if (!(await this.#deed('report', body, null))) return false
    this.draft = null
    this.writing = false
    return true
  }

  decide(version: Version, status: Status | '', why: string): Promise<boolean> {
    return this.#deed('verdict', { report: version.seq, status, why }, version.seq)
  }

  turn(incident: Incident, why: string): Promise<boolean> {
    return this.#deed('turn', { incident: incident.number, open: !incident.open, why }, 0)
  }

  async #deed(path: string, body: unknown, at: number | null): Promise<boolean> {
    this.busy = true
    this.#clear()
    try {
      const incident = cleanIncident(await send<Incident>(`./api/incidents/${path}`, body))
      this.number = incident.number
      this.opened = incident
      void this.load()
      return true
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(0, '')
      if (refused.status === 401) this.#signedOut()
      this.#refuse(new Set([...refused.fields.keys()].flatMap((key) => FIELDS[key] ?? [])), at)
      if (!refused.fields.size) this.trouble = 'notSaved'
      return false
    } finally {
      this.busy = false
    }
  }

  #refuse(wrong: ReadonlySet<Field>, at: number | null): void {
    this.wrong = wrong
    this.at = at
    this.trouble = 'refused'
  }

  #clear(): void {
    this.wrong = new Set()
    this.at = null
    this.trouble = null
  }
}
