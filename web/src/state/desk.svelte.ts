// The alert desk: what the server tells of alerts, and what the person does with them.

import { type Alert, type AlertsFrame, cleanAlert, inOrder, LEVELS, type Level } from '../live/alerts'
import { fetchJson, Refused, send } from '../live/deeds'
import { Sound } from './sound'

export type Verb = 'ack' | 'mute' | 'shelve' | 'unshelve' | 'note' | 'assign' | 'lift'
export type ShelveBy = 'alert' | 'vessel' | 'place' | 'rule'
export type Tab = 'waiting' | 'shelved' | 'aside'
/** Hours for which an alert can be shelved; null: for this occurrence. */
export const SHELVE_H = [null, 1, 2, 6, 12, 24, 168] as const

export interface EventLine {
  id: string
  kind: string
  status: string
  t_start: string
  t_end: string | null
  lat_deg: number | null
  lon_deg: number | null
  radius_m?: number | null
  detector: string
  version: string
  evidence: Record<string, unknown>
}

export interface Opened {
  id: string
  events: EventLine[]
  members: Alert[]
  /** The alert as it was told with its evidence. */
  alert: Alert
  /** False: the desk has let go of it, and this is what the journal tells. */
  onDesk: boolean
}

export class Desk {
  alerts: ReadonlyMap<string, Alert> = $state.raw(new Map())
  total = $state(0)
  tab: Tab = $state('waiting')
  /** The alert that is open, with its evidence when it has come. */
  openId: string | null = $state(null)
  opened: Opened | null = $state.raw(null)
  /** The open alert cannot be read: it is said, with what to do. */
  unread = $state(false)
  /** What the server said to the last deed that it refused: beside the alert that it was about. */
  refusal: { id: string; status: number; sentence: string } | null = $state.raw(null)
  busy: string | null = $state(null)
  soundBlocked = $state(false)
  /** Null: a desk of the past makes no sound. */
  #sound: Sound | null
  #signedOut: () => void

  constructor(signedOut: () => void, isPast = false) {
    this.#signedOut = signedOut
    this.#sound = isPast ? null : new Sound((blocked) => (this.soundBlocked = blocked))
  }

  readonly waiting: Alert[] = $derived([...this.alerts.values()].filter((alert) => alert.shelved_until_ms === null).sort(inOrder))
  readonly shelved: Alert[] = $derived([...this.alerts.values()].filter((alert) => alert.shelved_until_ms !== null).sort(inOrder))
  readonly unacknowledged: number = $derived(this.waiting.filter((alert) => alert.acknowledged_ms === null && alert.level !== 'caution' && alert.level !== 'information').length)
  readonly gravest: Level | null = $derived(this.#gravest((alert) => alert.acknowledged_ms === null))

  /** The MMSI of vessels in danger, or a danger, by an alert that holds: of collision, and all that is graver than a warning. */
  readonly dangerous: ReadonlySet<number> = $derived(
    new Set(
      [...this.alerts.values()]
        .filter((alert) => alert.active && alert.withdrawn_ms === null && (alert.kind === 'close_quarters' || alert.level === 'alarm' || alert.level === 'emergency'))
        .flatMap((alert) => alert.vessels.map(({ mmsi }) => mmsi)),
    ),
  )

  take(frame: AlertsFrame): void {
    const next = new Map(frame.all ? [] : this.alerts)
    for (const alert of frame.alerts) next.set(alert.id, cleanAlert(alert))
    for (const id of frame.gone) next.delete(id)
    this.alerts = next
    this.total = frame.total
    this.#sound?.play(this.#gravest((alert) => alert.sounds))
    if (this.openId !== null && frame.alerts.some(({ id }) => id === this.openId)) void this.#load(this.openId)
  }

  #gravest(fits: (alert: Alert) => boolean): Level | null {
    return LEVELS.find((level) => this.waiting.some((alert) => alert.level === level && fits(alert))) ?? null
  }

  /** The open alert where it is none of those that wait or are shelved: dealt with, or long over. */
  readonly past: Alert | null = $derived(this.opened && this.opened.id === this.openId && !this.alerts.has(this.opened.id) ? this.opened.alert : null)

  get(id: string | null): Alert | undefined {
    return id === null ? undefined : (this.alerts.get(id) ?? this.opened?.members.find((one) => one.id === id) ?? (this.opened?.id === id ? this.opened.alert : undefined))
  }

  open(id: string | null): void {
    this.openId = id
    this.opened = null
    this.unread = false
    this.refusal = null
    if (id !== null) void this.#load(id)
  }

  /** Does something; true when it is on the server's disk. What became of it comes back like any other change. */
  async act(id: string, verb: Verb, more: { hours?: number | null; by?: ShelveBy; text?: string } = {}): Promise<boolean> {
    this.busy = id
    this.refusal = null
    try {
      await send(`./api/alerts/${encodeURIComponent(id)}/${verb}`, more)
      return true
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(0, '')
      if (refused.status === 401) this.#signedOut()
      else this.refusal = { id, status: refused.status, sentence: refused.message }
      return false
    } finally {
      this.busy = null
    }
  }

  /** Silences for 30 seconds what sounds now. */
  async muteAll(): Promise<void> {
    for (const alert of this.waiting.filter((one) => one.sounds)) await this.act(alert.id, 'mute')
  }

  async #load(id: string): Promise<void> {
    try {
      const told = await fetchJson<{ alert: Alert; events: EventLine[]; members: Alert[]; on_desk?: boolean }>(`./api/alerts/${encodeURIComponent(id)}`)
      if (this.openId === id) this.opened = { id, events: told.events, members: told.members.map(cleanAlert), alert: cleanAlert(told.alert), onDesk: told.on_desk !== false }
    } catch {
      // What the picture holds of the alert is shown; the evidence is asked for again with its next change.
      if (this.openId === id && !this.alerts.has(id)) this.unread = true
    }
  }
}
