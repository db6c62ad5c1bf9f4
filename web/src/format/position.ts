// Positions, courses, speeds and times as mariners write them. Western digits in every language.

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

function degreesMinutes(absDeg: number, width: number): string {
  const thousandths = Math.round(absDeg * 60_000)
  const degrees = Math.floor(thousandths / 60_000)
  const minutes = (thousandths % 60_000) / 1000
  return `${pad(degrees, width)}°${minutes.toFixed(3).padStart(6, '0')}′`
}

/** 12°48.123′N 045°02.456′E */
export function position(latDeg: number, lonDeg: number): string {
  const lat = degreesMinutes(Math.abs(latDeg), 2) + (latDeg < 0 ? 'S' : 'N')
  const lon = degreesMinutes(Math.abs(lonDeg), 3) + (lonDeg < 0 ? 'W' : 'E')
  return `${lat} ${lon}`
}

export function knots(value: number | null): string {
  return value === null ? '–' : value.toFixed(1)
}

/** Three-figure bearing: 007°. */
export function bearing(value: number | null): string {
  return value === null ? '–' : `${pad(Math.round(value) % 360, 3)}°`
}

/** 14:03:22Z */
export function clockZ(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)}Z`
}

/** 2026-11-22 14:03:22Z */
export function dateTimeZ(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 19).replace('T', ' ') + 'Z'
}

export interface AgeUnits {
  s: string
  min: string
  h: string
  d: string
}

/** An age in its two largest units: 42 s, 3 min 05 s, 2 h 10 min, 4 d 3 h. */
export function age(seconds: number | null, unit: AgeUnits): string {
  if (seconds === null || !Number.isFinite(seconds)) return '–'
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return `${s} ${unit.s}`
  if (s < 3600) return `${Math.floor(s / 60)} ${unit.min} ${pad(s % 60, 2)} ${unit.s}`
  if (s < 86_400) return `${Math.floor(s / 3600)} ${unit.h} ${pad(Math.floor((s % 3600) / 60), 2)} ${unit.min}`
  return `${Math.floor(s / 86_400)} ${unit.d} ${Math.floor((s % 86_400) / 3600)} ${unit.h}`
}

/** 1,234,567 as in English, in every language. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
