// Handing over the watch: what is left now, who has handed over, what is being typed.

import { momentTyped, typedMoment } from '../format/typed_moment'
import type { HandoverField } from '../i18n/handover'
import { fetchJson, Refused, send } from '../live/deeds'
import { cleanHandover, cleanLeft, type Handover, type HandoverList, type Left } from '../live/handover'

const FIELDS: Record<string, HandoverField> = { to: 'to', remarks: 'remarks', from_ms: 'from', number: 'number' }

export class Watch {
  list: Handover[] = $state.raw([])
  /** What is left now. */
  left: Left | null = $state.raw(null)
  fingerprint = $state('')
  hasTrouble = $state(false)
  to = $state('')
  remarks = $state('')
  /** When the shift began, as typed; empty: as the server says. */
  from = $state('')
  takeRemarks = $state('')
  /** A handover that is looked at, and what it holds. */
  shown: number | null = $state(null)
  held: Left | null = $state.raw(null)
  wrong: ReadonlySet<HandoverField> = $state.raw(new Set())
  /** Which deed was refused. */
  at: 'give' | 'take' | null = $state(null)
  trouble: 'failed' | 'notSaved' | 'refused' | null = $state(null)
  busy = $state(false)
  #signedOut: () => void
  #seen: number | undefined
  #typed = ''

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  /** The newest one while nobody took it over. */
  readonly waiting: Handover | null = $derived(this.list[0] && !this.list[0].taken ? this.list[0] : null)

  /** The server's newest record about handovers: with another one the list is asked for again. */
  follow(newest: number | undefined): void {
    if (newest === undefined || newest === this.#seen) return
    this.#seen = newest
    void this.load()
  }

  async load(): Promise<void> {
    try {
      const told = await fetchJson<HandoverList>('./api/handover?limit=50')
      this.list = told.handovers.map(cleanHandover)
      this.fingerprint = told.fingerprint ?? ''
      this.hasTrouble = told.trouble !== null
      if (this.from === this.#typed) this.from = this.#typed = momentTyped(Math.floor(told.from_ms / 1000) * 1000)
      if (this.trouble === 'failed') this.trouble = null
    } catch {
      this.trouble = 'failed'
    }
  }

  /** What is left now is asked for again. */
  async look(): Promise<void> {
    try {
      this.left = cleanLeft(await fetchJson<Left>('./api/handover/preview'))
      if (this.trouble === 'failed') this.trouble = null
    } catch (error) {
      // a replay has none to show
      if (!(error instanceof Refused && error.status === 409)) this.trouble = 'failed'
    }
  }

  async show(number: number | null): Promise<void> {
    this.shown = number
    this.held = null
    if (number === null) return
    try {
      const told = await fetchJson<{ document: Left }>(`./api/handover/${number}/document`)
      if (this.shown === number) this.held = cleanLeft(told.document)
    } catch {
      this.trouble = 'failed'
    }
  }

  async give(nowMs: number): Promise<void> {
    const from = this.from.trim() ? typedMoment(this.from, nowMs) : null
    if (this.from.trim() && from === null) {
      this.#refuse(new Set(['from']), 'give')
      return
    }
    const same = this.from === this.#typed
    if (await this.#deed('give', { to: this.to, remarks: this.remarks, from_ms: same ? null : from })) {
      this.to = this.remarks = ''
      this.from = this.#typed
    }
  }

  async take(number: number): Promise<void> {
    if (await this.#deed('take', { number, remarks: this.takeRemarks })) this.takeRemarks = ''
  }

  async #deed(path: 'give' | 'take', body: unknown): Promise<boolean> {
    this.busy = true
    this.wrong = new Set()
    this.at = this.trouble = null
    try {
      await send(`./api/handover/${path}`, body)
      await Promise.all([this.load(), this.look()])
      return true
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(0, '')
      if (refused.status === 401) this.#signedOut()
      this.#refuse(new Set([...refused.fields.keys()].flatMap((key) => FIELDS[key] ?? [])), path)
      if (!refused.fields.size) this.trouble = 'notSaved'
      return false
    } finally {
      this.busy = false
    }
  }

  #refuse(wrong: ReadonlySet<HandoverField>, at: 'give' | 'take'): void {
    this.wrong = wrong
    this.at = at
    this.trouble = 'refused'
  }
}
