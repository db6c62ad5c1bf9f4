// What nobody is alerted of: asked for while somebody looks at it, and again when there is more of it.

import { type Alert, cleanAlert } from '../live/alerts'
import { AGAIN, cleanSuppressed, type Suppressed, type SuppressedList } from '../live/aside'
import { fetchJson, Refused } from '../live/deeds'

/** What is listed: what is muted, what groups hold, or events without an alert, all or for one reason of the server's. */
export type Shown = 'muted' | 'grouped' | { why: string }
const MOST = 100
/** A flood of events must not have the page ask without end. */
const PAUSE_MS = 2_000

export class Aside {
  shown: Shown = $state.raw({ why: '' })
  list: SuppressedList = $state.raw({ counts: {}, listed: {}, events: [], shelves: [] })
  grouped: Alert[] = $state.raw([])
  groupedTotal = $state(0)
  failed = $state(false)
  loaded = $state(false)
  openId: string | null = $state(null)
  #signedOut: () => void
  #seen = ''
  #askedAt = -PAUSE_MS
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  /** Reasons with how many events each kept from being alerts, the most first. */
  readonly reasons: [why: string, n: number][] = $derived(
    Object.entries(this.list.counts)
      .filter(([why, n]) => why !== AGAIN && n > 0)
      .sort((a, b) => b[1] - a[1]),
  )
  readonly again: number = $derived(this.list.counts[AGAIN] ?? 0)
  /** The event that is open. */
  readonly opened: Suppressed | null = $derived(this.list.events.find(({ event }) => event.id === this.openId) ?? null)

  /** Asks again when a number that the server counts has changed. */
  follow(mark: string): void {
    if (mark === this.#seen) return
    this.#seen = mark
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.load(), Math.max(0, this.#askedAt + PAUSE_MS - performance.now()))
  }

  /** Nobody looks any more. */
  leave(): void {
    clearTimeout(this.#waiting)
    this.#seen = ''
    this.openId = null
  }

  choose(shown: Shown): void {
    this.shown = shown
    this.openId = null
    void this.load()
  }

  open(id: string | null): void {
    this.openId = id
  }

  async load(): Promise<void> {
    this.#askedAt = performance.now()
    const shown = this.shown
    const why = typeof shown === 'object' ? shown.why : ''
    try {
      const [list, held] = await Promise.all([
        fetchJson<SuppressedList>(`./api/suppressed?limit=${MOST}&why=${encodeURIComponent(why)}`),
        fetchJson<{ total: number; alerts: Alert[] }>(`./api/alerts?show=grouped&limit=${MOST}`),
      ])
      if (shown !== this.shown) return
      this.list = cleanSuppressed(list)
      this.grouped = held.alerts.map(cleanAlert)
      this.groupedTotal = held.total
      this.failed = false
      this.loaded = true
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#signedOut()
      this.failed = true
    }
  }
}
