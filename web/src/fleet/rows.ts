// The list's order: indices of the fleet, filtered and sorted.

import { RECORD_BYTES, RECORD_WORDS } from '../live/frames'
import type { Fleet } from './fleet'
import { groupIndex } from './groups'

export const COLUMNS = ['name', 'mmsi', 'group', 'sog', 'cog', 'state', 'age'] as const
export type Column = (typeof COLUMNS)[number]

export interface Order {
  column: Column
  descending: boolean
}

/** Slots of the shown vessels in order. What is not available comes last either way; equals by slot. */
export function orderedSlots(fleet: Fleet, order: Order): number[] {
  const indices: number[] = []
  for (let index = 0; index < fleet.count; index++) if (fleet.isShown(index)) indices.push(index)
  const key = keyOf(fleet, order.column)
  const keys = new Map<number, number | string | null>(indices.map((index) => [index, key(index)]))
  const sign = order.descending ? -1 : 1
  indices.sort((a, b) => {
    const [ka, kb] = [keys.get(a) ?? null, keys.get(b) ?? null]
    if (ka !== kb) {
      if (ka === null) return 1
      if (kb === null) return -1
      return ka < kb ? -sign : sign
    }
    return fleet.slotAt(a) - fleet.slotAt(b)
  })
  return indices.map((index) => fleet.slotAt(index))
}

function keyOf(fleet: Fleet, column: Column): (index: number) => number | string | null {
  const bytes = fleet.bytes
  const halves = new Uint16Array(bytes.buffer)
  const half = (index: number, offset: number): number | null => {
    const value = halves[index * (RECORD_BYTES / 2) + offset]!
    return value === 65535 ? null : value
  }
  switch (column) {
    case 'name':
      return (index) => fleet.identity(fleet.slotAt(index))?.name.toUpperCase() || null
    case 'mmsi':
      return (index) => fleet.identity(fleet.slotAt(index))?.mmsi ?? null
    case 'group':
      return (index) => groupIndex(fleet.kindAt(index), bytes[index * RECORD_BYTES + 21]!)
    case 'sog':
      return (index) => half(index, 6)
    case 'cog':
      return (index) => half(index, 7)
    case 'state':
      return (index) => fleet.stateAt(index) & 3
    case 'age':
      return (index) => -(fleet.words[index * RECORD_WORDS + 6]! >>> 0)
  }
}
