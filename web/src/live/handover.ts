// Handovers as the server tells them, made safe to show.

import { cleanLines, cleanText, isolateLatin } from '../format/text'
import { LEVELS, type Level, type Words } from './alerts'
import { type Kind, KINDS, type Status, STATUSES } from './incidents'

export interface Left {
  alerts: LeftAlert[]
  shelved: (LeftAlert & { until_ms: number | null; shelved_by: string })[]
  shelves: { title: Words; until_ms: number; by: string; rule: string; vessel: number; place: string }[]
  rules_off: { name: string; titles: Words[]; places: string[]; vessels: number[]; everywhere: boolean; until_ms: number | null }[]
  /** Handovers of before there was such a thing have none. */
  switched_off: { name: string; by: string; since_ms: number; why: string }[]
  detectors_off: string[]
  outages: { name: string; state: string; quiet_s: number; error: string | null }[]
  alarms: { code: string; text_en: string; text_ar: string }[]
  incidents: { number: number; kind: Kind; status: Status; source: string; grade: string; text: string; language: string }[]
  left_out: Partial<Record<Part, number>>
}

export const PARTS = ['alerts', 'shelved', 'shelves', 'rules_off', 'switched_off', 'detectors_off', 'outages', 'alarms', 'incidents'] as const
export type Part = (typeof PARTS)[number]

export interface LeftAlert {
  id: string
  level: Level
  title: Words
  reason: Words
  vessels: { mmsi: number; name: string }[]
  raised_ms: number
  acknowledged_by: string
  /** When its event ended, null while it lasts; when later reports explained it away, null where none did. Older handovers say neither. */
  cleared_ms?: number | null
  withdrawn_ms?: number | null
  assigned_to: string
  notes: string[]
}

export interface Handover {
  number: number
  given_ms: number
  from_ms: number
  by: string
  to: string
  remarks: string
  counts: Partial<Record<Part, number>>
  head: string
  key: string
  taken: { by: string; t_ms: number; remarks: string } | null
}

export interface HandoverList {
  from_ms: number
  key: string | null
  fingerprint: string | null
  trouble: string | null
  handovers: Handover[]
}

const words = (told: Words): Words => ({ en: cleanText(told?.en), ar: isolateLatin(cleanText(told?.ar)) })

function cleanAlert<T extends LeftAlert>(told: T): T {
  return {
    ...told,
    level: LEVELS.includes(told.level) ? told.level : 'alarm',
    title: words(told.title),
    reason: words(told.reason),
    acknowledged_by: cleanText(told.acknowledged_by),
    assigned_to: cleanText(told.assigned_to),
    notes: told.notes.map(cleanText),
  }
}

export function cleanLeft(left: Left): Left {
  return {
    alerts: left.alerts.map(cleanAlert),
    shelved: left.shelved.map((one) => ({ ...cleanAlert(one), shelved_by: cleanText(one.shelved_by) })),
    shelves: left.shelves.map((one) => ({ ...one, title: words(one.title), by: cleanText(one.by), rule: cleanText(one.rule), place: cleanText(one.place) })),
    rules_off: left.rules_off.map((one) => ({ ...one, name: cleanText(one.name), titles: one.titles.map(words), places: one.places.map(cleanText) })),
    switched_off: (left.switched_off ?? []).map((one) => ({ ...one, name: cleanText(one.name), by: cleanText(one.by), why: cleanText(one.why) })),
    detectors_off: left.detectors_off.map(cleanText),
    outages: left.outages.map((one) => ({ ...one, name: cleanText(one.name), state: cleanText(one.state), error: one.error === null ? null : cleanText(one.error) })),
    alarms: left.alarms.map((one) => ({ code: one.code, text_en: cleanText(one.text_en), text_ar: isolateLatin(cleanText(one.text_ar)) })),
    incidents: left.incidents.map((one) => ({
      ...one,
      kind: KINDS.includes(one.kind) ? one.kind : 'other',
      status: STATUSES.includes(one.status) ? one.status : 'claimed',
      source: cleanText(one.source),
      grade: cleanText(one.grade),
      text: cleanLines(one.text),
      language: /^[A-Za-z0-9-]{2,40}$/.test(one.language) ? one.language : '',
    })),
    left_out: left.left_out,
  }
}

export function cleanHandover(told: Handover): Handover {
  const taken = told.taken && { ...told.taken, by: cleanText(told.taken.by), remarks: cleanLines(told.taken.remarks) }
  return { ...told, by: cleanText(told.by), to: cleanText(told.to), remarks: cleanLines(told.remarks), head: cleanText(told.head), key: cleanText(told.key), taken }
}
