import { describe, expect, it } from 'vitest'
import { FrameError, RECORD_BYTES, decodeFrame } from '../src/live/frames'

function withJson(kind: number, value: unknown): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(value))
  const bytes = new Uint8Array(1 + text.length)
  bytes[0] = kind
  bytes.set(text, 1)
  return bytes.buffer
}

function rows(count: number, told = count): ArrayBuffer {
  const buffer = new ArrayBuffer(16 + count * RECORD_BYTES)
  const view = new DataView(buffer)
  view.setUint8(0, 2)
  view.setUint32(4, told, true)
  view.setFloat64(8, 1_700_000_000_123, true)
  return buffer
}

describe('decodeFrame', () => {
  it('reads rows in place', () => {
    const buffer = rows(3)
    new DataView(buffer).setInt32(16 + RECORD_BYTES + 4, -5, true)
    const frame = decodeFrame(buffer)
    if (frame?.kind !== 'rows') throw new Error('not rows')
    expect([frame.count, frame.timeMs, frame.words.length]).toEqual([3, 1_700_000_000_123, 21])
    expect(frame.words[7 + 1]).toBe(-5)
  })

  it.each([1, 0, 7, 0xffff_ffff])('refuses rows whose count %i is not what follows', (told) => {
    expect(() => decodeFrame(rows(2, told))).toThrow(FrameError)
  })

  it('reads gone slots', () => {
    const buffer = new ArrayBuffer(16)
    const view = new DataView(buffer)
    view.setUint8(0, 4)
    view.setUint32(4, 2, true)
    view.setUint32(8, 7, true)
    view.setUint32(12, 4_000_000_000, true)
    const frame = decodeFrame(buffer)
    expect(frame?.kind === 'gone' && [...frame.slots]).toEqual([7, 4_000_000_000])
  })

  it('refuses another protocol, broken JSON, cut and empty frames', () => {
    expect(() => decodeFrame(withJson(1, { protocol: 2 }))).toThrow(FrameError)
    expect(() => decodeFrame(withJson(1, [1]))).toThrow(FrameError)
    expect(() => decodeFrame(new Uint8Array([5, 0x7b]).buffer)).toThrow(FrameError)
    expect(() => decodeFrame(new Uint8Array([2, 0, 0]).buffer)).toThrow(FrameError)
    expect(() => decodeFrame(new ArrayBuffer(0))).toThrow(FrameError)
  })

  it('fills what a status or a hello leaves out, and leaves unknown kinds aside', () => {
    const status = decodeFrame(withJson(5, { now_ms: 1 }))
    expect(status?.kind === 'status' && [status.status.feeds, status.status.alarms]).toEqual([[], []])
    expect(decodeFrame(new Uint8Array([99, 1]).buffer)).toBeNull()
  })
})
