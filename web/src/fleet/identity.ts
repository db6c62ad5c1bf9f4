// Static data of a vessel, as the server tells them once per slot.

import { cleanText } from '../format/text'

export interface Identity {
  /** Null for a radar contact. */
  mmsi: number | null
  name: string
  callsign: string
  imo: number | null
  /** Metres from the antenna to bow, stern, port and starboard side; null: not known or not plausible. */
  hull: Hull | null
}

export interface Hull {
  bow: number
  stern: number
  port: number
  starboard: number
}

const LONGEST_M = 500
const BROADEST_M = 90

const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0)

/** The hull round the antenna. Dimensions on air can be absurd: such a hull is not drawn. */
export function hullOf(bow: unknown, stern: unknown, port: unknown, starboard: unknown): Hull | null {
  let [a, b, c, d] = [number(bow), number(stern), number(port), number(starboard)]
  const length = a + b
  const beam = c + d
  if (length <= 0 || beam <= 0 || length > LONGEST_M || beam > BROADEST_M) return null
  // A ship without a reference point sends its length and beam in the second of each pair: put it round the middle.
  if (a === 0 && c === 0) [a, b, c, d] = [length / 2, length / 2, beam / 2, beam / 2]
  return { bow: a, stern: b, port: c, starboard: d }
}

/** Slot and identity of each row; rows without slot are left out. `fields` names the columns. */
export function* identities(
  fields: readonly string[],
  rows: readonly (readonly unknown[])[],
): Generator<[slot: number, identity: Identity]> {
  const column = new Map(fields.map((name, i) => [name, i]))
  const cell = (row: readonly unknown[], name: string): unknown => row[column.get(name) ?? -1]
  for (const row of rows) {
    const slot = cell(row, 'slot')
    const mmsi = cell(row, 'mmsi')
    if (typeof slot !== 'number') continue
    const imo = number(cell(row, 'imo'))
    yield [
      slot,
      {
        mmsi: typeof mmsi === 'number' ? mmsi : null,
        name: cleanText(cell(row, 'name')),
        callsign: cleanText(cell(row, 'callsign')),
        imo: imo || null,
        hull: hullOf(
          cell(row, 'to_bow_m'),
          cell(row, 'to_stern_m'),
          cell(row, 'to_port_m'),
          cell(row, 'to_starboard_m'),
        ),
      },
    ]
  }
}
