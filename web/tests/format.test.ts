import { describe, expect, it } from 'vitest'
import { age, bearing, clockZ, knots, position } from '../src/format/position'
import { cleanText } from '../src/format/text'
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
