// Rules of alerts as the server tells them, and what a trial of one found.

import { cleanText, isolateLatin } from '../format/text'
import type { Words } from './alerts'
import type { Trial } from './zones'

export const PRIORITIES = ['emergency', 'alarm', 'warning', 'caution', 'none'] as const
export type Priority = (typeof PRIORITIES)[number]

/** What a rule says, as a file would; `area` is drawn in files only. */
export interface RuleText {
  priority: Priority
  kinds?: string[]
  vessels?: number[]
  places?: string[]
  area?: unknown
  valid_from?: string
  valid_to?: string
  lasts?: string
}

export interface Rule {
  name: string
  rule: RuleText
  on: boolean
  author: string
  t_ms: number
  why: string
  configured: boolean
  changed: boolean
}

export interface RuleList {
  rules: Rule[]
  kinds: Record<string, Words>
}

export interface RuleTrial {
  since_ms: number | null
  until_ms: number | null
  events: number
  days: number
  alerts: number
  alerts_then: number
  heard: number
  heard_then: number
  /** Of all of them; the lists have the newest. */
  more_count: number
  fewer_count: number
  more: Trial['shown']
  fewer: Trial['shown']
  is_cut: boolean
}

/** The rule with what people wrote made safe to show; its own name stays as it is where it is sent. */
export function shownName(name: string): string {
  return cleanText(name)
}

export function cleanRules({ rules, kinds }: RuleList): RuleList {
  return { kinds, rules: rules.map((one) => ({ ...one, author: cleanText(one.author), why: cleanText(one.why) })) }
}

export function cleanTrial(trial: RuleTrial): RuleTrial {
  const clean = (some: Trial['shown']): Trial['shown'] => some.map((one) => ({ ...one, reason: { en: cleanText(one.reason.en), ar: isolateLatin(cleanText(one.reason.ar)) } }))
  return { ...trial, more: clean(trial.more), fewer: clean(trial.fewer) }
}
