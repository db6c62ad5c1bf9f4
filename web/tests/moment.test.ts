import { describe, expect, it } from 'vitest'
import { momentTyped, typedMoment } from '../src/format/typed_moment'
import { cleanLines } from '../src/format/text'
import { incidentFeatures } from '../src/map/incident_marks'
import type { Incident, Report, Status, Version } from '../src/live/incidents'

const NOW = Date.UTC(2026, 10, 23, 4, 30)

describe('a typed moment', () => {
  it.each([
    ['2026-11-23 04:30', NOW],
    ['2026-11-23T04:30:15Z', NOW + 15_000],
    ['04:30', NOW],
    ['0434Z', NOW + 240_000],
    ['04:36', NOW + 360_000 - 86_400_000],
    ['٠٤:٣٠', NOW],
    ['2024-02-29 00:00 UTC', Date.UTC(2024, 1, 29)],
  ])('%s', (text, ms) => {
    expect(typedMoment(text, NOW)).toBe(ms)
  })
  it.each(['', 'noon', '24:00', '2026-02-29 00:00', '2026-13-01 00:00', '2026-11-23', '4:3', '04:61'])('not %s', (text) => {
    expect(typedMoment(text, NOW)).toBeNull()
  })
  it('is typed as it is read', () => {
    for (const ms of [NOW, NOW + 15_000]) expect(typedMoment(momentTyped(ms), NOW)).toBe(ms)
  })
})

it('lines stay, what steers text goes', () => {
  expect(cleanLines('one\r\n\u202etwo\u0007\n\nthree ')).toBe('one\ntwo\n\nthree')
})

const version = (seq: number, status: Status, place: Partial<Report>, corrected_by: number | null = null): Version => ({
  seq, version: seq, t_ms: 0, author: '', status, corrects: null, corrected_by, verdicts: [],
  report: { lon_deg: null, lat_deg: null, radius_m: null, ...place } as Report,
})

it('a claim never stands on the chart as confirmed, and what was corrected does not stand there', () => {
  const incident = {
    number: 7, lead: 2, status: 'confirmed',
    versions: [version(1, 'claimed', { lon_deg: 45, lat_deg: 12, radius_m: 3704 }), version(2, 'confirmed', { lon_deg: 46, lat_deg: 12 }), version(3, 'claimed', {}), version(4, 'refuted', { lon_deg: 44, lat_deg: 12 }, 5)],
  } as Incident
  const drawn = incidentFeatures([incident], (one) => `n${one.number}`).map(({ geometry, properties }) => [geometry.type, properties!['status'], properties!['text']])
  expect(drawn).toEqual([['LineString', 'claimed', ''], ['Point', 'claimed', ''], ['Point', 'confirmed', 'n7']])
})
