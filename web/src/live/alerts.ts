// An alert as the server tells it, made safe to show: names and places may come from the air.

import { cleanText, isolateLatin } from '../format/text'

export const LEVELS = ['emergency', 'alarm', 'warning', 'caution', 'information'] as const
export type Level = (typeof LEVELS)[number]

export interface Words {
  en: string
  ar: string
}

export interface Alert {
  id: string
  kind: string
  level: Level
  level_words: Words
  title: Words
  reason: Words
  doubts: Words[]
  position_unreliable: boolean
  vessels: { mmsi: number; name: string }[]
  lon_deg: number | null
  lat_deg: number | null
  place: string
  t_start_ms: number
  raised_ms: number
  active: boolean
  sounds: boolean
  acknowledged_ms: number | null
  acknowledged_by: string
  assigned_to: string
  /** 0: for this occurrence. */
  shelved_until_ms: number | null
  shelved_by: string
  muted_until_ms: number | null
  escalated_ms: number | null
  cleared_ms: number | null
  withdrawn_ms: number | null
  rule: string
  /** Empty, or what holds several together: interference, present, gathered. */
  group: string
  count: number
  notes: string[]
  events: string[]
}

export interface AlertsFrame {
  all: boolean
  total: number
  alerts: Alert[]
  gone: string[]
}

const words = (told: Words): Words => ({ en: cleanText(told?.en), ar: isolateLatin(cleanText(told?.ar)) })

/** The alert with every text on one line and without direction characters; one of an unknown level is an alarm. */
export function cleanAlert(alert: Alert): Alert {
  return {
    ...alert,
    level: LEVELS.includes(alert.level) ? alert.level : 'alarm',
    level_words: words(alert.level_words),
    title: words(alert.title),
    reason: words(alert.reason),
    doubts: alert.doubts.map(words),
    vessels: alert.vessels.map(({ mmsi, name }) => ({ mmsi, name: cleanText(name) })),
    place: cleanText(alert.place),
    acknowledged_by: cleanText(alert.acknowledged_by),
    assigned_to: cleanText(alert.assigned_to),
    shelved_by: cleanText(alert.shelved_by),
    notes: alert.notes.map(cleanText),
  }
}

/** Graver, not acknowledged, active, less in doubt, newer: the order in which to deal with them. */
export function inOrder(a: Alert, b: Alert): number {
  const key = (alert: Alert): number[] => [
    LEVELS.indexOf(alert.level),
    alert.acknowledged_ms === null ? 0 : 1,
    alert.active ? 0 : 1,
    alert.doubts.length,
    -alert.raised_ms,
  ]
  const [left, right] = [key(a), key(b)]
  for (const [at, value] of left.entries()) if (value !== right[at]) return value - (right[at] ?? 0)
  return a.id < b.id ? -1 : 1
}
