// The address holds the view: what is after the # restores the same screen on another machine.

import { STATES, type State } from '../fleet/filter'
import { GROUPS, type Group } from '../fleet/groups'
import type { LonLat } from '../geo/mercator'
import type { Panel } from './panels'

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

export const isLanguage = (text: unknown): text is Language => text === 'en' || text === 'ar'
export const isPalette = (text: unknown): text is PaletteName => PALETTE_NAMES.some((name) => name === text)

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
  if (isLanguage(lang)) state.lang = lang
  const palette = query.get('palette')
  if (isPalette(palette)) state.palette = palette
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

/** What of a room its address holds. */
export interface Addressed {
  centre: LonLat
  zoom: number
  language: Language
  palette: PaletteName
  hiddenGroups: ReadonlySet<Group>
  hiddenStates: ReadonlySet<State>
  selectedMmsi: number | null
  panel: Panel
}

/** The address of a room; its place only where somebody has chosen one. */
export function addressOf(room: Addressed, hasPlace: boolean): string {
  const state: ViewState = {
    ...(hasPlace ? { lat: room.centre.lat, lon: room.centre.lon, zoom: room.zoom } : {}),
    lang: room.language,
    palette: room.palette,
    hiddenGroups: GROUPS.filter((group) => room.hiddenGroups.has(group)),
    hiddenStates: STATES.filter((name) => room.hiddenStates.has(name)),
    list: room.panel === 'list',
  }
  if (room.selectedMmsi !== null) state.mmsi = room.selectedMmsi
  return formatAddress(state) || '#'
}
