import { describe, expect, it } from 'vitest'
import { Fleet } from '../src/fleet/fleet'
import { DrawOrder } from '../src/map/draw_order'
import { SHAPES } from '../src/map/symbol_shader'

function fleetOf(...stations: { kind: number; state?: number }[]): Fleet {
  const buffer = new ArrayBuffer(stations.length * 28)
  const view = new DataView(buffer)
  stations.forEach(({ kind, state = 0 }, slot) => {
    view.setUint32(slot * 28, slot, true)
    view.setUint8(slot * 28 + 20, kind)
    view.setUint8(slot * 28 + 23, state)
  })
  const fleet = new Fleet()
  fleet.apply(new Int32Array(buffer), stations.length)
  return fleet
}

describe('the order of drawing', () => {
  it('sorts stations by shape, marks over them, locating devices last', () => {
    const fleet = fleetOf({ kind: 7 }, { kind: 1 }, { kind: 5 }, { kind: 2, state: 2 }, { kind: 8, state: 4 }, { kind: 6 }, { kind: 0 })
    fleet.select(1)
    const order = new DrawOrder()
    order.sort(fleet)
    const drawn = SHAPES.map((_, i) => [...order.indices.subarray(order.starts[i], order.starts[i + 1])])
    expect(Object.fromEntries(SHAPES.map((shape, i) => [shape, drawn[i]]))).toEqual({
      ship: [1, 3, 6], aid: [2], fixed: [4], aircraft: [5], mark: [1, 3, 4], locating: [0],
    })
  })

  it('leaves out what the filter hides', () => {
    const fleet = fleetOf({ kind: 4 }, { kind: 7 })
    fleet.setFilter({ hiddenGroups: new Set(['aton', 'locating']), hiddenStates: new Set() })
    const order = new DrawOrder()
    order.sort(fleet)
    expect([...order.indices.subarray(0, order.starts.at(-1))]).toEqual([1])
  })
})
