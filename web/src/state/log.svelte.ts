// The watch log on the page: what is shown of it, and the entry that is being written.

import { momentTyped, typedMoment } from '../format/typed_moment'
import { typedPosition } from '../format/typed_position'
import type { LonLat } from '../geo/mercator'
import { fetchJson, Refused, send } from '../live/deeds'
import { coordinates } from './incidents.svelte'
import { type Amendment, cleanEntry, type LogEntry, type LogKind, type LogPage } from '../live/log'

const AT_ONCE = 60
export type Narrow = 'mmsi' | 'since' | 'until'
export type LogField = 'text' | 'mmsi' | 'place' | 'moment' | 'alert' | 'amends'
const FIELDS: Record<string, LogField> = { text: 'text', mmsi: 'mmsi', lon_deg: 'place', lat_deg: 'place', t_ms: 'moment', alert: 'alert', amends: 'amends' }

/** An entry as it is typed; `alert` and `amends` are chosen. */
export interface LogDraft {
  text: string
  mmsi: string
  place: string
  moment: string
  alert: string | null
  amends: number | null
}

const EMPTY: LogDraft = { text: '', mmsi: '', place: '', moment: '', alert: null, amends: null }

function withAmendments(entry: LogEntry, some: readonly Amendment[]): LogEntry {
  const fresh = some.filter(({ seq }) => !entry.amended_by.some((one) => one.seq === seq))
  return fresh.length ? { ...entry, amended_by: [...entry.amended_by, ...fresh] } : entry
}

export class Log {
  q = $state('')
  kind: LogKind | '' = $state('')
  mmsi = $state('')
  since = $state('')
  until = $state('')
  alert: string | null = $state(null)
  /** Fields of the question that cannot be read: what is shown is the answer to the one before. */
  unread: ReadonlySet<Narrow> = $state.raw(new Set())
  entries: LogEntry[] = $state.raw([])
  /** Where older entries go on; null: there are none. */
  next: number | null = $state(null)
  behind = $state(0)
  failed = $state(false)
  busy = $state(false)
  draft: LogDraft = $state({ ...EMPTY })
  wrong: ReadonlySet<LogField> = $state.raw(new Set())
  trouble: 'notSaved' | 'mayNot' | null = $state(null)
  #signedOut: () => void
  #seen: number | undefined
  #asked = 0

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  /** The server's newest record, while the log is looked at: with another one the newest entries are asked for again. */
  follow(newest: number | undefined): void {
    if (newest === undefined || newest === this.#seen) return
    this.#seen = newest
    void this.load()
  }

  /** The newest entries; what was shown beyond them stays. */
  async load(nowMs = Date.now()): Promise<void> {
    const asked = ++this.#asked
    const page = await this.#ask(nowMs, null)
    if (!page || asked !== this.#asked) return
    const oldest = page.entries.at(-1)?.seq ?? 0
    const amends = new Map<number, Amendment[]>()
    for (const { seq, t_ms, author, links } of page.entries) if (links.amends) amends.set(links.amends, [...(amends.get(links.amends) ?? []), { seq, t_ms, author }])
    const older = page.next_before_seq === null ? [] : this.entries.filter(({ seq }) => seq < oldest || page.entries.length === 0).map((entry) => withAmendments(entry, amends.get(entry.seq) ?? []))
    const joins = older.length > 0 && (page.entries.length === 0 || this.entries.some(({ seq }) => seq >= oldest))
    this.entries = joins ? [...page.entries, ...older] : page.entries
    if (!joins) this.next = page.next_before_seq
    this.behind = page.behind
  }

  /** Another question: what was shown is forgotten. One that cannot be read is told beside its field, and not asked. */
  ask(nowMs: number): void {
    const wrong = new Set<Narrow>()
    if (this.mmsi.trim() && !/^\d{1,9}$/.test(this.mmsi.trim())) wrong.add('mmsi')
    if (this.since.trim() && typedMoment(this.since, nowMs) === null) wrong.add('since')
    if (this.until.trim() && typedMoment(this.until, nowMs) === null) wrong.add('until')
    this.unread = wrong
    if (wrong.size) return
    this.entries = []
    this.next = null
    void this.load(nowMs)
  }

  async more(nowMs: number): Promise<void> {
    if (this.next === null || this.busy) return
    this.busy = true
    const asked = this.#asked
    const page = await this.#ask(nowMs, this.next)
    this.busy = false
    if (!page || asked !== this.#asked) return
    const known = new Set(this.entries.map(({ seq }) => seq))
    this.entries = [...this.entries, ...page.entries.filter(({ seq }) => !known.has(seq))]
    this.next = page.next_before_seq
  }

  about(what: Partial<LogDraft>): void {
    Object.assign(this.draft, what)
  }

  /** The form as the entry is, to be corrected. */
  amend(entry: LogEntry): void {
    const { mmsi, lon_deg, lat_deg, t_ms, alert } = entry.links
    this.clear()
    this.about({
      text: entry.text.en, mmsi: mmsi.join(', '), alert, amends: entry.seq,
      place: lon_deg === null || lat_deg === null ? '' : coordinates(lat_deg, lon_deg),
      moment: t_ms === null ? '' : momentTyped(t_ms),
    })
  }

  clear(): void {
    this.draft = { ...EMPTY }
    this.wrong = new Set()
    this.trouble = null
  }

  /** Writes what was typed; true when it is kept. What is wrong is told beside its field, and what was typed stays. */
  async save(nowMs: number): Promise<boolean> {
    const { text, mmsi, place, moment, alert, amends } = this.draft
    const vessels = mmsi.split(/[\s,،;]+/u).filter(Boolean)
    const at: LonLat | null = place.trim() ? typedPosition(place) : null
    const t_ms = moment.trim() ? typedMoment(moment, nowMs) : null
    const wrong = new Set<LogField>()
    if (!text.trim()) wrong.add('text')
    if (vessels.some((one) => !/^\d{1,9}$/.test(one))) wrong.add('mmsi')
    if (place.trim() && !at) wrong.add('place')
    if (moment.trim() && t_ms === null) wrong.add('moment')
    this.wrong = wrong
    this.trouble = null
    if (wrong.size) return false
    this.busy = true
    try {
      await send('./api/log/add', { text, alert, mmsi: vessels.map(Number), lon_deg: at?.lon ?? null, lat_deg: at?.lat ?? null, t_ms, amends })
    } catch (error) {
      this.#refused(error)
      return false
    } finally {
      this.busy = false
    }
    this.clear()
    await this.load(nowMs)
    return true
  }

  #refused(error: unknown): void {
    const { status, fields } = error instanceof Refused ? error : new Refused(0, '')
    if (status === 401) this.#signedOut()
    this.wrong = new Set([...fields.keys()].flatMap((key) => FIELDS[key] ?? []))
    if (!this.wrong.size) this.trouble = status === 403 ? 'mayNot' : 'notSaved'
  }

  async #ask(nowMs: number, before: number | null): Promise<LogPage | null> {
    const query = new URLSearchParams({ limit: String(AT_ONCE), q: this.q.trim() })
    if (this.kind) query.set('kind', this.kind)
    if (/^\d{1,9}$/.test(this.mmsi.trim())) query.set('mmsi', this.mmsi.trim())
    if (this.alert) query.set('alert', this.alert)
    const since = typedMoment(this.since, nowMs)
    const until = typedMoment(this.until, nowMs)
    if (since !== null) query.set('since', String(since))
    if (until !== null) query.set('until', String(until))
    if (before !== null) query.set('before_seq', String(before))
    try {
      const page = await fetchJson<LogPage>(`./api/log?${query}`)
      this.failed = false
      return { ...page, entries: page.entries.map(cleanEntry) }
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#signedOut()
      this.failed = true
      return null
    }
  }
}
