import { describe, expect, it } from 'vitest'
import { Fleet, MARK } from '../src/fleet/fleet'
import { hullOf } from '../src/fleet/identity'
import { orderedSlots } from '../src/fleet/rows'

interface Row { slot: number; x?: number; kind?: number; type?: number; state?: number; sog?: number; cog?: number; heading?: number }

function records(...rows: Row[]): [Int32Array<ArrayBuffer>, number] {
  const buffer = new ArrayBuffer(rows.length * 28)
  const view = new DataView(buffer)
  rows.forEach(({ slot, x = 0, kind = 1, type = 70, state = 0, sog = 65535, cog = 65535, heading = 65535 }, i) => {
    view.setUint32(i * 28, slot, true)
    view.setInt32(i * 28 + 4, x, true)
    view.setInt32(i * 28 + 8, -x, true)
    view.setUint16(i * 28 + 12, sog, true)
    view.setUint16(i * 28 + 14, cog, true)
    view.setUint16(i * 28 + 16, heading, true)
    view.setInt16(i * 28 + 18, -32768, true)
    view.setUint8(i * 28 + 20, kind)
    view.setUint8(i * 28 + 21, type)
    view.setUint8(i * 28 + 22, 255)
    view.setUint8(i * 28 + 23, state)
    view.setUint32(i * 28 + 24, 4_000_000_000, true)
  })
  return [new Int32Array(buffer), rows.length]
}

const FIELDS = ['slot', 'mmsi', 'name', 'callsign', 'imo', 'to_bow_m', 'to_stern_m', 'to_port_m', 'to_starboard_m']

describe('Fleet', () => {
  it('keeps the newest row of a slot and null for what is not available', () => {
    const fleet = new Fleet()
    fleet.apply(...records({ slot: 9, x: 1 }, { slot: 4, x: 2, sog: 123, cog: 3599, heading: 359 }, { slot: 9, x: 3 }))
    expect(fleet.count).toBe(2)
    expect(fleet.vessel(9)).toMatchObject({ x: 3, y: -3, sogKn: null, cogDeg: null, headingDeg: null, rotDegMin: null, navStatus: null, tS: 4_000_000_000 })
    expect(fleet.vessel(4)).toMatchObject({ sogKn: 12.3, cogDeg: 359.9, headingDeg: 359 })
  })

  it('agrees with a plain map under random rows, removals and pruning', () => {
    let seed = 7
    const draw = (below: number): number => (seed = (seed * 48271) % 2147483647) % below
    const fleet = new Fleet()
    const oracle = new Map<number, number>()
    for (let round = 0; round < 400; round++) {
      const rows = Array.from({ length: draw(40) }, () => ({ slot: draw(3000), x: draw(1_000_000), kind: draw(9) }))
      fleet.apply(...records(...rows))
      for (const { slot, x } of rows) oracle.set(slot, x)
      const gone = Array.from({ length: draw(20) }, () => draw(3000))
      fleet.remove(gone)
      for (const slot of gone) oracle.delete(slot)
      if (draw(20) === 0) {
        fleet.keepInside((x) => x < 700_000)
        for (const [slot, x] of oracle) if (x >= 700_000) oracle.delete(slot)
      }
      for (const index of fleet.pinned) expect(fleet.kindAt(index)).toBe(7)
    }
    expect(fleet.count).toBe(oracle.size)
    for (const [slot, x] of oracle) expect(fleet.vessel(slot)?.x).toBe(x)
  })

  it('hides by group and state, never a locating device or the chosen vessel', () => {
    const fleet = new Fleet()
    fleet.apply(...records({ slot: 0, type: 70 }, { slot: 1, type: 80, state: 2 }, { slot: 2, kind: 7, state: 2 }, { slot: 3, type: 70 }))
    fleet.select(3)
    fleet.setFilter({ hiddenGroups: new Set(['cargo', 'locating']), hiddenStates: new Set(['lost']) })
    expect([0, 1, 2, 3].map((slot) => fleet.isShown(fleet.index(slot)))).toEqual([false, false, true, true])
    expect(fleet.marks[fleet.index(3)]! & MARK.selected).toBeTruthy()
    fleet.select(-1)
    expect(fleet.isShown(fleet.index(3))).toBe(false)
  })

  it('marks the dangerous, whom no filter hides, as they come and go', () => {
    const fleet = new Fleet()
    fleet.apply(...records({ slot: 0, type: 70 }, { slot: 1, type: 70 }))
    fleet.applyStatic(['slot', 'mmsi'], [[0, 235000001], [1, 235000002]])
    fleet.setFilter({ hiddenGroups: new Set(['cargo']), hiddenStates: new Set() })
    const dangerous = () => [0, 1].map((slot) => [fleet.isShown(fleet.index(slot)), (fleet.marks[fleet.index(slot)]! & MARK.dangerous) !== 0])
    fleet.setDangerous([235000002, 999])
    expect(dangerous()).toEqual([[false, false], [true, true]])
    const before = fleet.revision
    fleet.setDangerous([235000002])
    expect(fleet.revision).toBe(before)
    fleet.apply(...records({ slot: 1, type: 70 }))
    expect(dangerous()[1]).toEqual([true, true])
    fleet.setDangerous([])
    expect(dangerous()).toEqual([[false, false], [false, false]])
  })

  it('finds a vessel by MMSI until its slot has a new owner', () => {
    const fleet = new Fleet()
    fleet.applyStatic(FIELDS, [[5, 111, 'A\u202eB\n', null, 0, 0, 0, 0, 0], ['x', 1], [6]])
    expect(fleet.identity(fleet.slotOfMmsi(111)!)).toEqual({ mmsi: 111, name: 'AB', callsign: '', imo: null, hull: null })
    fleet.applyStatic(FIELDS, [[5, 222, 'C', 'D', 7, 10, 20, 3, 4]])
    expect([fleet.slotOfMmsi(111), fleet.slotOfMmsi(222)]).toEqual([undefined, 5])
    fleet.remove([5])
    expect(fleet.slotOfMmsi(222)).toBeUndefined()
  })

  it('orders the list, what is missing last either way', () => {
    const fleet = new Fleet()
    fleet.apply(...records({ slot: 0, sog: 50 }, { slot: 1 }, { slot: 2, sog: 10 }))
    expect(orderedSlots(fleet, { column: 'sog', descending: false })).toEqual([2, 0, 1])
    expect(orderedSlots(fleet, { column: 'sog', descending: true })).toEqual([0, 2, 1])
  })
})

describe('hullOf', () => {
  it('leaves absurd dimensions out and centres a hull without a reference point', () => {
    expect(hullOf(511, 511, 20, 20)).toBeNull()
    expect(hullOf(100, 50, 63, 63)).toBeNull()
    expect(hullOf(0, 0, 0, 0)).toBeNull()
    expect(hullOf('100', null, 3, 3)).toBeNull()
    expect(hullOf(0, 100, 0, 20)).toEqual({ bow: 50, stern: 50, port: 10, starboard: 10 })
    expect(hullOf(120, 30, 12, 8)).toEqual({ bow: 120, stern: 30, port: 12, starboard: 8 })
  })
})
