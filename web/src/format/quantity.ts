// Numbers of evidence as mariners read them: the name says the unit that they are kept in, the screen shows nautical ones.

const NM = 1852

function length(metres: number): string {
  const size = Math.abs(metres)
  if (size < NM / 10) return `${metres.toFixed(0)} m`
  return `${(metres / NM).toFixed(size < NM ? 2 : 1)} NM`
}

function lasting(seconds: number): string {
  const size = Math.abs(seconds)
  if (size < 120) return `${seconds.toFixed(0)} s`
  return size < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`
}

/** A number with the unit that its name tells; null for a name that tells none. Depths and lengths of hulls stay in metres. */
export function quantity(name: string, value: number): string | null {
  if (/^(depth|deepest|length|moved|scope|swing)_m$/u.test(name)) return `${value.toFixed(Math.abs(value) < 10 ? 1 : 0)} m`
  if (name.endsWith('_mps2')) return `${value.toFixed(2)} m/s²`
  if (name.endsWith('_km')) return length(value * 1000)
  if (name.endsWith('_m')) return length(value)
  if (name.endsWith('_kn') || name === 'knots') return `${value.toFixed(1)} kn`
  if (name.endsWith('_deg')) return `${String(Math.round(value) % 360).padStart(3, '0')}°`
  if (/(_min|minutes(_ago)?)$/u.test(name)) return lasting(value * 60)
  if (name.endsWith('_h')) return lasting(value * 3600)
  if (name.endsWith('_s')) return lasting(value)
  if (/share|probability|chance/u.test(name)) return `${Number((value * 100).toPrecision(3))} %`
  return null
}
