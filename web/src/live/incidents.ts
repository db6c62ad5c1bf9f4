// Incident reports as the server tells them, made safe to show: texts come from anybody.

import { cleanLines, cleanText } from '../format/text'

export const KINDS = [
  'suspicious approach', 'boarding', 'attack', 'distress', 'collision', 'grounding', 'fire', 'man overboard', 'pollution', 'interference', 'other',
] as const
export type Kind = (typeof KINDS)[number]
export const MEANS = ['telephone', 'e-mail', 'vhf', 'broadcast', 'in person', 'other'] as const
export type Means = (typeof MEANS)[number]
export const RELIABILITY = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Reliability = (typeof RELIABILITY)[number]
export const CREDIBILITY = [1, 2, 3, 4, 5, 6] as const
export type Credibility = (typeof CREDIBILITY)[number]
export const STATUSES = ['claimed', 'confirmed', 'refuted'] as const
export type Status = (typeof STATUSES)[number]

export interface Report {
  source: string
  kind: Kind
  text: string
  language: string
  happened_ms: number | null
  within_min: number | null
  received_ms: number
  by: Means
  lon_deg: number | null
  lat_deg: number | null
  radius_m: number | null
  where: string
  mmsi: number[]
  names: string[]
  alerts: string[]
  reliability: Reliability
  credibility: Credibility
}

export interface Verdict {
  t_ms: number
  author: string
  status: Status
  why: string
}

export interface Version {
  /** Number of its record in the journal. */
  seq: number
  version: number
  t_ms: number
  author: string
  status: Status
  corrects: number | null
  corrected_by: number | null
  report: Report
  verdicts: Verdict[]
}

export interface Incident {
  number: number
  open: boolean
  status: Status
  kind: Kind
  lead: number
  opened_ms: number
  changed_ms: number
  versions: Version[]
  turns: { t_ms: number; author: string; what: 'closed' | 'opened'; why: string }[]
}

export interface IncidentList {
  total: number
  incidents: Incident[]
}

const known = <T extends string | number>(list: readonly T[], value: T, otherwise: T): T => (list.includes(value) ? value : otherwise)

/** A claim is what is not known to be anything else. */
const statusOf = (told: Status): Status => known(STATUSES, told, 'claimed')

function cleanReport(report: Report): Report {
  return {
    ...report,
    source: cleanText(report.source),
    kind: known(KINDS, report.kind, 'other'),
    text: cleanLines(report.text),
    language: /^[A-Za-z0-9-]{2,40}$/.test(report.language) ? report.language : '',
    by: known(MEANS, report.by, 'other'),
    where: cleanText(report.where),
    names: report.names.map(cleanText),
    alerts: report.alerts.map(cleanText),
    reliability: known(RELIABILITY, report.reliability, 'F'),
    credibility: known(CREDIBILITY, report.credibility, 6),
  }
}

export function cleanIncident(incident: Incident): Incident {
  return {
    ...incident,
    status: statusOf(incident.status),
    kind: known(KINDS, incident.kind, 'other'),
    versions: incident.versions.map((one) => ({
      ...one,
      author: cleanText(one.author),
      status: statusOf(one.status),
      report: cleanReport(one.report),
      verdicts: one.verdicts.map((verdict) => ({ ...verdict, author: cleanText(verdict.author), status: statusOf(verdict.status), why: cleanLines(verdict.why) })),
    })),
    turns: incident.turns.map((turn) => ({ ...turn, author: cleanText(turn.author), why: cleanLines(turn.why) })),
  }
}

/** The version to be told first. */
export function leadOf(incident: Incident): Version {
  return incident.versions.find((one) => one.seq === incident.lead) ?? incident.versions[0]!
}
