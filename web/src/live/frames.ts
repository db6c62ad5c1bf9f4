// The live protocol, version 1: little-endian binary frames, the first byte says the kind.

import { cleanText } from '../format/text'
import type { Alert, AlertsFrame } from './alerts'
import { cleanWhere, type AnswerFrame, type Where } from './past'
import type { Alarm, Feed, Hello, Note, NotesFrame, Status } from './messages'

export const RECORD_BYTES = 28
export const RECORD_WORDS = RECORD_BYTES / 4
const ROWS_HEADER_BYTES = 16
const GONE_HEADER_BYTES = 8

/** A frame that breaks the protocol. The link is closed and opened again. */
export class FrameError extends Error {}

export type Frame =
  | { kind: 'hello'; hello: Hello }
  | { kind: 'rows'; count: number; timeMs: number; words: Int32Array<ArrayBuffer> }
  | { kind: 'static'; rows: readonly (readonly unknown[])[] }
  | { kind: 'gone'; slots: Uint32Array }
  | { kind: 'status'; status: Status }
  | { kind: 'notes'; notes: NotesFrame }
  | { kind: 'alerts'; alerts: AlertsFrame }
  | { kind: 'past'; where: Where }
  | { kind: 'answer'; answer: AnswerFrame }

function json(buffer: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(buffer, 1)))
  } catch {
    throw new FrameError('a frame does not hold valid JSON')
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FrameError('a frame is not a JSON object')
  return value as Record<string, unknown>
}

function list<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : []
}

function counted(buffer: ArrayBuffer, headerBytes: number, itemBytes: number): number {
  if (buffer.byteLength < headerBytes) throw new FrameError('a frame is shorter than its header')
  const count = new DataView(buffer).getUint32(4, true)
  if (buffer.byteLength !== headerBytes + count * itemBytes) throw new FrameError('a frame is not as long as its count says')
  return count
}

/** Names, addresses and errors of feeds hold what a person or a peer wrote: one line, no direction characters. */
function cleanFeed(feed: Feed): Feed {
  return {
    ...feed,
    name: cleanText(feed.name),
    url: cleanText(feed.url),
    state: cleanText(feed.state),
    error: feed.error === null ? null : cleanText(feed.error),
    rate: Number(feed.rate) || 0,
    bytes: Number(feed.bytes) || 0,
  }
}

function cleanAlarm(alarm: Alarm): Alarm {
  return { code: cleanText(alarm.code), text_en: cleanText(alarm.text_en), text_ar: cleanText(alarm.text_ar) }
}

/** One frame, or null for a kind this page does not know (a newer server): such a frame is left aside. */
export function decodeFrame(buffer: ArrayBuffer): Frame | null {
  if (buffer.byteLength === 0) throw new FrameError('an empty frame')
  switch (new Uint8Array(buffer)[0]) {
    case 1: {
      const hello = object(json(buffer)) as unknown as Hello
      if (hello.protocol !== 1) throw new FrameError('the server speaks another protocol: reload the page')
      return { kind: 'hello', hello: { ...hello, static_fields: list(hello.static_fields) } }
    }
    case 2: {
      const count = counted(buffer, ROWS_HEADER_BYTES, RECORD_BYTES)
      const timeMs = new DataView(buffer).getFloat64(8, true)
      return { kind: 'rows', count, timeMs, words: new Int32Array(buffer, ROWS_HEADER_BYTES, count * RECORD_WORDS) }
    }
    case 3: {
      const rows = json(buffer)
      if (!Array.isArray(rows)) throw new FrameError('static data are not a list')
      return { kind: 'static', rows: rows.filter(Array.isArray) }
    }
    case 4: {
      const count = counted(buffer, GONE_HEADER_BYTES, 4)
      return { kind: 'gone', slots: new Uint32Array(buffer, GONE_HEADER_BYTES, count) }
    }
    case 5: {
      const status = object(json(buffer)) as unknown as Status
      return { kind: 'status', status: { ...status, feeds: list<Feed>(status.feeds).map(cleanFeed), alarms: list<Alarm>(status.alarms).map(cleanAlarm) } }
    }
    case 6: {
      const notes = object(json(buffer))
      return { kind: 'notes', notes: { notes: list<Note>(notes.notes), gone: list(notes.gone) } }
    }
    case 7: {
      const told = object(json(buffer))
      const alerts = list<Alert>(told.alerts)
      return { kind: 'alerts', alerts: { all: told.all === true, total: Number(told.total) || alerts.length, alerts, gone: list(told.gone) } }
    }
    case 8:
      return { kind: 'past', where: cleanWhere(object(json(buffer))) }
    case 9: {
      const told = object(json(buffer))
      return { kind: 'answer', answer: { number: Number(told['number']), status: Number(told['status']) || 503, body: told['body'] } }
    }
    default:
      return null
  }
}
