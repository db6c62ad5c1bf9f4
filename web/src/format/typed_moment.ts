// A moment as people type it, always UTC: 2026-11-23 04:30, 2026-11-23T04:30:15Z, 04:30, 0430Z.

const ARABIC_DIGITS = /[\u0660-\u0669]/g
const DAY_MS = 86_400_000

/** Milliseconds UTC; a time of day alone is the newest such moment up to five minutes from now. Null: no moment. */
export function typedMoment(text: string, nowMs: number): number | null {
  const plain = text.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) - 0x0660)).trim()
  const told = /^(?:(\d{4})-(\d{1,2})-(\d{1,2})[ T]+)?(\d{1,2}):?(\d{2})(?::(\d{2}))?\s*(?:Z|UTC)?$/i.exec(plain)
  if (!told) return null
  const [, year, month, day, ...clock] = told
  const [hours, minutes, seconds] = clock.map((part) => Number(part ?? 0)) as [number, number, number]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const ofDay = ((hours * 60 + minutes) * 60 + seconds) * 1000
  if (year === undefined) {
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS + ofDay
    return today > nowMs + 300_000 ? today - DAY_MS : today
  }
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const date = new Date(midnight)
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? midnight + ofDay : null
}

/** The same moment as it is typed: 2026-11-23 04:30, with seconds where it has some. */
export function momentTyped(ms: number): string {
  const text = new Date(ms).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, ms % 60_000 === 0 ? 16 : 19)}`
}
