// What nobody is alerted of, as the server tells it: events that raised no alert, and shelves that hold from now on.

import { cleanText, isolateLatin } from '../format/text'
import type { Words } from './alerts'
import type { EventLine } from '../state/desk.svelte'

export interface Suppressed {
  why: string
  title: Words
  reason: Words
  vessels: { mmsi: number; name: string }[]
  event: EventLine
}

/** Shelved until a moment, whatever comes of it. Empty conditions hold for all; null: no place. */
export interface StandingShelf {
  title: Words
  until_ms: number
  by: string
  rule: string
  vessel: number
  place: string
  lon_deg: number | null
  lat_deg: number | null
}

export interface SuppressedList {
  /** How many there ever were, by reason. */
  counts: Record<string, number>
  /** How many of them can be listed, by reason. */
  listed: Record<string, number>
  events: Suppressed[]
  shelves: StandingShelf[]
}

/** Why an event raised no alert: a rule silences it, or one of the room's own reasons. */
export type Why = { by: 'rule'; rule: string } | { by: 'area' | 'information' | 'early' | 'other'; rule: '' }

/** The reason that hides nothing: a revision that says nothing new. */
export const AGAIN = 'told again'

export function whyOf(why: string): Why {
  if (why.startsWith('rule ')) return { by: 'rule', rule: cleanText(why.slice(5)) }
  if (why === "outside the desk's area") return { by: 'area', rule: '' }
  if (why === 'withdrawn before it was told') return { by: 'early', rule: '' }
  return { by: why.endsWith(' only') ? 'information' : 'other', rule: '' }
}

const words = (told: Words): Words => ({ en: cleanText(told?.en), ar: isolateLatin(cleanText(told?.ar)) })

export function cleanSuppressed(list: SuppressedList): SuppressedList {
  return {
    ...list,
    events: list.events.map((one) => ({ ...one, title: words(one.title), reason: words(one.reason), vessels: one.vessels.map(({ mmsi, name }) => ({ mmsi, name: cleanText(name) })) })),
    shelves: list.shelves.map((one) => ({ ...one, title: words(one.title), by: cleanText(one.by), rule: cleanText(one.rule), place: cleanText(one.place) })),
  }
}
