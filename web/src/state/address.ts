// The address holds the view: what is after the # restores the same screen on another machine.

import { STATES, type State } from '../fleet/filter'
import { GROUPS, type Group } from '../fleet/groups'

export type Language = 'en' | 'ar'
export type PaletteName = 'day' | 'dusk' | 'night'
export const PALETTE_NAMES: readonly PaletteName[] = ['day', 'dusk', 'night']

export interface ViewState {
  lat?: number
  lon?: number
  zoom?: number
  lang?: Language
  palette?: PaletteName
  hiddenGroups: Group[]
  hiddenStates: State[]
  mmsi?: number
  list: boolean
}

const finite = (text: string | undefined): number | undefined => {
  const value = text === undefined || text === '' ? NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}

function among<T extends string>(known: readonly T[], text: string | null): T[] {
  const told = new Set((text ?? '').split(','))
  return known.filter((name) => told.has(name))
}

/** Reads an address; what is absent or makes no sense is left out. */
export function parseAddress(hash: string): ViewState {
  const query = new URLSearchParams(hash.replace(/^#/, ''))
  const state: ViewState = {
    hiddenGroups: among(GROUPS, query.get('hide')).filter((group) => group !== 'locating'),
    hiddenStates: among(STATES, query.get('hide')),
    list: query.get('list') === '1',
  }
  const [lat, lon] = (query.get('at') ?? '').split(',').map(finite)
  if (lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 540) {
    state.lat = lat
    state.lon = lon
  }
  const zoom = finite(query.get('z') ?? undefined)
  if (zoom !== undefined && zoom >= 0 && zoom <= 24) state.zoom = zoom
  const lang = query.get('lang')
  if (lang === 'en' || lang === 'ar') state.lang = lang
  const palette = query.get('palette')
  const known = PALETTE_NAMES.find((name) => name === palette)
  if (known) state.palette = known
  const mmsi = finite(query.get('mmsi') ?? undefined)
  if (mmsi !== undefined && Number.isInteger(mmsi) && mmsi >= 0 && mmsi < 2 ** 30) state.mmsi = mmsi
  return state
}

export function formatAddress(state: ViewState): string {
  const parts: string[] = []
  if (state.lat !== undefined && state.lon !== undefined) parts.push(`at=${state.lat.toFixed(5)},${state.lon.toFixed(5)}`)
  if (state.zoom !== undefined) parts.push(`z=${state.zoom.toFixed(2)}`)
  if (state.lang) parts.push(`lang=${state.lang}`)
  if (state.palette) parts.push(`palette=${state.palette}`)
  const hidden = [...state.hiddenGroups, ...state.hiddenStates]
  if (hidden.length) parts.push(`hide=${hidden.join(',')}`)
  if (state.mmsi !== undefined) parts.push(`mmsi=${state.mmsi}`)
  if (state.list) parts.push('list=1')
  return parts.length ? `#${parts.join('&')}` : ''
}
