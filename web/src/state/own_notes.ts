// A person's own notes on the chart: kept in this browser, told to nobody.

import { cleanText } from '../format/text'
import type { LonLat } from '../geo/mercator'

export interface OwnNote extends LonLat {
  id: string
  text: string
  tMs: number
}

export const MOST_OWN_NOTES = 200
export const LONGEST_OWN_NOTE = 200
const KEY = 'marsad.own-notes'

/** What is kept, without whatever makes no sense. */
export function readOwnNotes(kept: string | null): OwnNote[] {
  let told: unknown
  try {
    told = JSON.parse(kept ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(told)) return []
  return (told as Partial<OwnNote>[]).flatMap((one) => {
    const { id, lon, lat, text, tMs } = one ?? {}
    if (typeof id !== 'string' || typeof text !== 'string' || typeof tMs !== 'number') return []
    if (typeof lon !== 'number' || typeof lat !== 'number' || Math.abs(lat) > 90 || Math.abs(lon) > 180) return []
    return [{ id, lon, lat, tMs, text: cleanText(text).slice(0, LONGEST_OWN_NOTE) }]
  }).slice(0, MOST_OWN_NOTES)
}

export function loadOwnNotes(): OwnNote[] {
  try {
    return readOwnNotes(localStorage.getItem(KEY))
  } catch {
    return []
  }
}

/** False when the browser keeps nothing: the note is on the chart until the page is closed. */
export function saveOwnNotes(notes: readonly OwnNote[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(notes))
    return true
  } catch {
    return false
  }
}
