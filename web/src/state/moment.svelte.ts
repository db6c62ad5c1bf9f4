// A look back, in the page inside the page: its moment, how it goes on, and what it asks of that moment.

import type { LonLat } from '../geo/mercator'
import { askThrough, type Answer } from '../live/asked'
import type { Frame } from '../live/frames'
import type { Link } from '../live/link'
import type { Where } from '../live/past'
import { isLanguage, isPalette, type Language, type PaletteName } from './address'
import { isMessage, tellWindow } from './past_messages'

/** The server closed the link: this room keeps no records; too many look back just now. */
const NO_PAST = 4404
const TOO_MANY = 4409

export class Moment {
  where: Where | null = $state.raw(null)
  /** Why there is no link, by the server's word. */
  closed: 'none' | 'many' | null = $state(null)
  /** The look stands beside the picture of now, not over it. */
  beside = $state(true)
  /** Both charts show the same place. */
  together = $state(true)
  #link: Link | null = null
  #number = 0
  #asked = new Map<number, (answer: Answer) => void>()

  /** `startMs`: the moment with which it begins. */
  constructor(readonly startMs: number) {
    askThrough((path) => this.#ask(path))
  }

  begin(link: Link): void {
    this.#link = link
    link.tell('at_ms', this.startMs)
  }

  /** Goes to a moment; what is before the log or after now is brought to its end. */
  go(ms: number): void {
    const where = this.where
    const within = where ? Math.min(Math.max(ms, where.from_ms), where.until_ms) : ms
    this.#link?.tell('at_ms', Math.round(within))
  }

  play(speed: number): void {
    this.#link?.tell('speed', speed)
  }

  /** Takes a frame that only a look back has; gives the moment where it tells one. */
  take(frame: Frame): number | null {
    if (frame.kind === 'answer') {
      this.#asked.get(frame.answer.number)?.(frame.answer)
      this.#asked.delete(frame.answer.number)
    }
    if (frame.kind !== 'past') return null
    this.where = frame.where
    this.closed = null
    if (frame.where.share === null && frame.where.at_ms !== null) {
      this.#link?.remember('at_ms', frame.where.at_ms)
      this.#link?.remember('speed', frame.where.speed)
    }
    return frame.where.at_ms
  }

  wasClosed(code: number): void {
    this.closed = code === NO_PAST ? 'none' : code === TOO_MANY ? 'many' : null
    for (const answer of this.#asked.values()) answer({ status: 503, body: null })
    this.#asked.clear()
  }

  /** Tells the page around this one, and hears it. */
  follow(hear: { show(place: LonLat, zoom: number): void; look(language: Language, palette: PaletteName): void }): void {
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent || !isMessage(event)) return
      const { place, zoom, language, palette, beside } = event.data
      if (beside !== undefined) this.beside = beside
      if (place && zoom !== undefined && this.together) hear.show(place, zoom)
      if (isLanguage(language) && isPalette(palette)) hear.look(language, palette)
    })
    tellWindow(window.parent, { ready: true })
  }

  moved(place: LonLat, zoom: number): void {
    if (this.together) tellWindow(window.parent, { place, zoom })
  }

  setBeside(beside: boolean): void {
    tellWindow(window.parent, { beside })
  }

  close(): void {
    tellWindow(window.parent, { close: true })
  }

  #ask(path: string): Promise<Answer> {
    const number = ++this.#number
    return new Promise((resolve) => {
      this.#asked.set(number, resolve)
      if (!this.#link?.once({ ask: { number, path } })) {
        this.#asked.delete(number)
        resolve({ status: 503, body: null })
      }
    })
  }
}
