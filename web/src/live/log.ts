// The watch log as the server tells it. Texts of others are made safe here, once.

import { cleanLines, cleanText } from '../format/text'

export const LOG_KINDS = ['log', 'alert', 'alert_action', 'incident', 'handover', 'rule', 'zone', 'watch_list', 'person', 'session', 'export', 'system'] as const
export type LogKind = (typeof LOG_KINDS)[number]

/** An entry that corrects another: its number, when it was written and by whom. */
export interface Amendment {
  seq: number
  t_ms: number
  author: string
}

export interface LogEntry {
  seq: number
  t_ms: number
  author: string
  source: 'operator' | 'system'
  kind: LogKind
  text: { en: string; ar: string }
  links: { alert: string | null; mmsi: number[]; lon_deg: number | null; lat_deg: number | null; t_ms: number | null; amends: number | null; incident?: number | null }
  amended_by: Amendment[]
}

export interface LogPage {
  entries: LogEntry[]
  next_before_seq: number | null
  behind: number
}

export function cleanEntry(entry: LogEntry): LogEntry {
  return { ...entry, author: cleanText(entry.author), amended_by: entry.amended_by.map((one) => ({ ...one, author: cleanText(one.author) })), text: { en: cleanLines(entry.text.en), ar: cleanLines(entry.text.ar) } }
}
