import { describe, expect, it } from 'vitest'
import { age, bearing, clockZ, knots, position } from '../src/format/position'
import { quantity } from '../src/format/quantity'
import { cleanText, isolateLatin } from '../src/format/text'
import { formatAddress, parseAddress } from '../src/state/address'
import { ar } from '../src/i18n/ar'
import { en } from '../src/i18n/en'

describe('cleanText', () => {
  it('takes out control and direction characters and keeps the rest as text', () => {
    expect(cleanText('A\u202eB\u2066C\u200fD\u0000\u001bE\nF')).toBe('ABCDE F')
    expect(cleanText('<SCRIPT SRC=//A.BC>')).toBe('<SCRIPT SRC=//A.BC>')
    expect(cleanText('سنبوق')).toBe('سنبوق')
    expect([cleanText(null), cleanText({}), cleanText(12)]).toEqual(['', '', '12'])
  })
})

describe('a number of evidence', () => {
  it('is shown in nautical units by what its name tells', () => {
    expect(quantity('cpa_m', 100)).toBe('100 m')
    expect(quantity('cpa_m', 926)).toBe('0.50 NM')
    expect(quantity('apart_km', 18.52)).toBe('10.0 NM')
    expect(quantity('depth_m', 7.25)).toBe('7.3 m')
    expect(quantity('closing_kn', 12.34)).toBe('12.3 kn')
    expect(quantity('course_deg', 359.7)).toBe('000°')
    expect(quantity('tcpa_min', 5.8)).toBe('6 min')
    expect(quantity('held_minutes_ago', 1)).toBe('60 s')
    expect(quantity('heard_share', 0.1234)).toBe('12.3 %')
    expect(quantity('reports', 12)).toBeNull()
  })
})

describe('an Arabic sentence', () => {
  it('keeps each Latin piece together and loses no letter', () => {
    const told = 'سفينة (MMSI 235098383) منذ 08:54Z عند 12-12.0N 045-18.0E؛ بسرعة 14.0 kn.'
    expect(isolateLatin(told)).toBe(
      'سفينة \u2066(MMSI 235098383)\u2069 منذ \u206608:54Z\u2069 عند \u206612-12.0N 045-18.0E\u2069؛ بسرعة \u206614.0 kn\u2069.',
    )
    expect(isolateLatin(told).replace(/[\u2066\u2069]/gu, '')).toBe(told)
    expect(isolateLatin('سنبوق')).toBe('سنبوق')
  })
})

describe('mariners’ figures', () => {
  it('rounds minutes into degrees', () => {
    expect(position(12.8020517, 45.0409333)).toBe('12°48.123′N 045°02.456′E')
    expect(position(-0.9999999, -179.99999999)).toBe('01°00.000′S 180°00.000′W')
  })
  it('writes courses, speeds, times, ages', () => {
    expect([bearing(7.2), bearing(359.7), bearing(null), knots(0), knots(null)]).toEqual(['007°', '000°', '–', '0.0', '–'])
    expect(clockZ(0)).toBe('00:00:00Z')
    expect([age(42, en.unit), age(185, en.unit), age(7800, en.unit), age(400_000, en.unit), age(null, en.unit), age(-3, en.unit)])
      .toEqual(['42 s', '3 min 05 s', '2 h 10 min', '4 d 15 h', '–', '0 s'])
  })
})

describe('the address', () => {
  it('goes there and back', () => {
    const state = { lat: 12.5, lon: 45.25, zoom: 8.5, lang: 'ar', palette: 'night', hiddenGroups: ['cargo'], hiddenStates: ['lost'], mmsi: 200000001, list: true } as const
    expect(parseAddress(formatAddress({ ...state, hiddenGroups: ['cargo'], hiddenStates: ['lost'] }))).toEqual(state)
  })
  it('leaves nonsense out', () => {
    expect(parseAddress('#at=x,y&z=99&lang=xx&palette=<b>&hide=locating,foo&mmsi=-1&list=yes')).toEqual({ hiddenGroups: [], hiddenStates: [], list: false })
  })
})

describe('the languages', () => {
  it('use Western digits', () => {
    expect(/[٠-٩۰-۹]/.test(JSON.stringify(ar, (_, value: unknown) => (typeof value === 'function' ? String(value) : value)))).toBe(false)
  })
  it('have as many words for every list', () => {
    expect([ar.kind.length, ar.navStatus.length]).toEqual([en.kind.length, en.navStatus.length])
    expect(Object.keys(ar.field)).toEqual(Object.keys(en.field))
  })
})
