import { cleanText } from '../format/text'
import type { Messages } from '../i18n'

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
