// Decoded values as a person reads them.

import { groupOf } from '../fleet/groups'
import { dateTimeZ } from '../format/position'
import { cleanText } from '../format/text'
import type { Messages } from '../i18n'
import type { VesselField } from '../live/messages'

/** Any decoded value as clean text: numbers without noise, truth in words, lists and groups flat. */
export function fieldValue(value: unknown, t: Messages): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? t.yes : t.no
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(6)))
  if (Array.isArray(value)) return value.map((item) => fieldValue(item, t)).join(', ')
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, item]) => `${cleanText(name)} ${fieldValue(item, t)}`)
      .join('; ')
  return cleanText(value)
}

/** The quality marks of a row in words, by bit as in schema/flags. */
function marks(bits: number, t: Messages): string {
  const set = t.flag.filter((_, bit) => bits & (1 << bit))
  return set.length ? set.join(', ') : t.none
}

/** A field of the details: coded numbers in words with the code behind, times as dates. */
export function detailValue(field: VesselField, t: Messages): { text: string; unit: string } {
  const { name, value } = field
  const unit = cleanText(field.unit)
  if (typeof value !== 'number') return { text: fieldValue(value, t), unit }
  if (unit === 'us UTC') return { text: dateTimeZ(value / 1000), unit: '' }
  if (name === 'flags') return { text: marks(value, t), unit: '' }
  if (name === 'ship_type') return { text: `${t.group[groupOf(1, value)]} (${value})`, unit }
  const words: Record<string, readonly string[]> = { status: t.navStatus, epfd: t.epfd, maneuver: t.maneuver, aid_type: t.aidType }
  const word = words[name]?.[value]
  return { text: word ? `${word} (${value})` : fieldValue(value, t), unit }
}
