// A position as people type it: 12°48.5'N 45°02.4'E, 12 48.5 N 045 02.4 E, 12.8083, 45.04, 12 48 30 S 45 2 24 W.

import type { LonLat } from '../geo/mercator'

const ARABIC_DIGITS = /[\u0660-\u0669]/g

function angle(text: string, limit: number): number | null {
  const side = /[NSEWnsew]/.exec(text)?.[0]?.toUpperCase()
  const numbers = text.replace(/[NSEWnsew]/, ' ').trim().split(/[\s°º'′’"″:]+/).filter(Boolean)
  if (numbers.length === 0 || numbers.length > 3 || numbers.some((one) => !/^[+-]?\d+(\.\d+)?$/.test(one))) return null
  const [degrees, minutes = 0, seconds = 0] = numbers.map(Number) as [number, number?, number?]
  if (minutes < 0 || minutes >= 60 || seconds < 0 || seconds >= 60) return null
  const negative = numbers[0]!.startsWith('-')
  if (side && negative) return null
  const value = Math.abs(degrees) + minutes / 60 + seconds / 3600
  if (value > limit) return null
  return negative || side === 'S' || side === 'W' ? -value : value
}

/** Latitude first; null when it cannot be read as one position. */
export function typedPosition(text: string): LonLat | null {
  const plain = text.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) - 0x0660)).replace(/[،;]/g, ',').trim()
  const sided = /^([^NSEW]*[NS])[\s,]*([^NSEW]*[EW])$/i.exec(plain)
  const parts = sided ? sided.slice(1) : /[NSEW]/i.test(plain) ? [] : plain.includes(',') ? plain.split(',') : plain.split(/\s+/)
  if (parts.length !== 2) return null
  const lat = angle(parts[0]!.replaceAll(',', ' '), 90)
  const lon = angle(parts[1]!.replaceAll(',', ' '), 180)
  return lat === null || lon === null ? null : { lat, lon }
}
