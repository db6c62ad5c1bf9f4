// What the server says of a look back, beside what a live link says.

import { cleanText } from '../format/text'

/** Where the look is, milliseconds UTC: `at_ms` null before the first moment is there. */
export interface Where {
  at_ms: number | null
  from_ms: number
  until_ms: number
  /** Times as fast as the clock; 0: it stands still. */
  speed: number
  /** How much of the way to a moment is done, 0 to 1; null: it is there. */
  share: number | null
  trouble: string | null
}

export interface AnswerFrame {
  number: number
  status: number
  body: unknown
}

export function cleanWhere(told: Record<string, unknown>): Where {
  const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
  return {
    at_ms: number(told['at_ms']),
    from_ms: number(told['from_ms']) ?? 0,
    until_ms: number(told['until_ms']) ?? 0,
    speed: number(told['speed']) ?? 0,
    share: number(told['share']),
    trouble: typeof told['trouble'] === 'string' ? cleanText(told['trouble']) : null,
  }
}
