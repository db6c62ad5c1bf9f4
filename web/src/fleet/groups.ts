// Groups of vessels that filters and colours know, from the station's kind and the AIS ship type code.

export const KIND = {
  unknown: 0,
  classA: 1,
  classB: 2,
  baseStation: 3,
  aton: 4,
  virtualAton: 5,
  sarAircraft: 6,
  locatingDevice: 7,
  radarContact: 8,
} as const

/** Order is the index into every palette's list of symbol colours. */
export const GROUPS = [
  'other',
  'cargo',
  'tanker',
  'passenger',
  'high_speed',
  'fishing',
  'pleasure',
  'service',
  'authority',
  'base_station',
  'aton',
  'aircraft',
  'locating',
  'radar',
] as const

export type Group = (typeof GROUPS)[number]

const index = (group: Group): number => GROUPS.indexOf(group)

const OF_SHIP_TYPE = new Uint8Array(256).map((_, code) => {
  if (code === 30) return index('fishing')
  if (code === 36 || code === 37) return index('pleasure')
  if (code === 35 || code === 51 || code === 55 || code === 58 || code === 59) return index('authority')
  if ((code >= 31 && code <= 34) || (code >= 50 && code <= 54)) return index('service')
  if (code >= 40 && code <= 49) return index('high_speed')
  if (code >= 60 && code <= 69) return index('passenger')
  if (code >= 70 && code <= 79) return index('cargo')
  if (code >= 80 && code <= 89) return index('tanker')
  return index('other')
})

const OF_KIND: Readonly<Record<number, number>> = {
  [KIND.baseStation]: index('base_station'),
  [KIND.aton]: index('aton'),
  [KIND.virtualAton]: index('aton'),
  [KIND.sarAircraft]: index('aircraft'),
  [KIND.locatingDevice]: index('locating'),
  [KIND.radarContact]: index('radar'),
}

/** The group's index in GROUPS. Cost: one look-up; called for every row. */
export function groupIndex(kind: number, typeCode: number): number {
  return OF_KIND[kind] ?? OF_SHIP_TYPE[typeCode & 255] ?? 0
}

export function groupOf(kind: number, typeCode: number): Group {
  return GROUPS[groupIndex(kind, typeCode)] ?? 'other'
}
