// The look back of a person, as the page of now knows it: where it begins, and whether it stands beside now.

import type { LonLat } from '../geo/mercator'
import type { Hello } from '../live/messages'
import { formatAddress, type Language, type PaletteName } from './address'
import { keepChoice, keptChoice } from './choices'
import { isMessage, tellWindow } from './past_messages'

const BACK_MS = 600_000

/** What the look back has to know of the page around it. */
export interface Around {
  centre: LonLat
  zoom: number
  language: Language
  palette: PaletteName
  /** The vessel that is chosen; null: none. */
  selectedMmsi: number | null
  nowMs: number
  hello: Hello | null
}

export class Past {
  /** The address of the look back; null: there is none. */
  src: string | null = $state(null)
  /** Side by side with now; else over its chart. */
  beside = $state(keptChoice('past') !== 'alone')
  #frame: HTMLIFrameElement | null = null

  /** Looks back to a moment, milliseconds UTC, and where it is told to a place. */
  open(ms: number, around: Around, place: LonLat = around.centre): void {
    const view = { lat: place.lat, lon: place.lon, zoom: Math.max(around.zoom, 4), lang: around.language, palette: around.palette, hiddenGroups: [], hiddenStates: [], list: false }
    const mmsi = around.selectedMmsi === null ? {} : { mmsi: around.selectedMmsi }
    this.src = `./?past=${Math.round(ms)}${formatAddress({ ...view, ...mmsi })}`
  }

  /** Looks back, at first ten minutes, where there are records; or back to now. */
  toggle(around: Around): void {
    if (this.src !== null) this.close()
    else if (around.hello?.past) this.open(around.nowMs - BACK_MS, around)
  }

  close(): void {
    this.src = null
  }

  setBeside(beside: boolean): void {
    this.beside = beside
    keepChoice('past', beside ? 'beside' : 'alone')
    tellWindow(this.#frame?.contentWindow, { beside })
  }

  /** Hears the look back in a frame, until the returned function is called. */
  attach(frame: HTMLIFrameElement, hear: { show(place: LonLat, zoom: number): void; closed(): void }): () => void {
    this.#frame = frame
    const take = (event: MessageEvent): void => {
      if (event.source !== frame.contentWindow || !isMessage(event)) return
      const { ready, close, beside, place, zoom } = event.data
      if (ready) tellWindow(frame.contentWindow, { beside: this.beside })
      if (beside !== undefined) this.setBeside(beside)
      if (place && zoom !== undefined && this.beside) hear.show(place, zoom)
      if (close) {
        this.close()
        hear.closed()
      }
    }
    window.addEventListener('message', take)
    return () => {
      window.removeEventListener('message', take)
      this.#frame = null
    }
  }

  moved(place: LonLat, zoom: number): void {
    if (this.beside) tellWindow(this.#frame?.contentWindow, { place, zoom })
  }

  tellLook(language: Language, palette: PaletteName): void {
    tellWindow(this.#frame?.contentWindow, { language, palette })
  }
}
