// Colours of the chart and of the symbols by day, at dusk and by night. The controls' colours are in page.css, same names.

import type { Group } from '../fleet/groups'
import type { PaletteName } from '../state/address'

export interface ChartPalette {
  sea: string
  land: string
  coast: string
  border: string
  grid: string
  gridText: string
  seaText: string
  countryText: string
  portText: string
  portDot: string
  halo: string
  outline: string
  label: string
  trail: string
  notice: string
  doubt: string
  selected: string
  /** What the tools draw, and dangers of collision. */
  tool: string
  danger: string
  /** Classes of density from few to many, and of coverage from new to old. */
  density: readonly [string, string, string, string, string]
  coverage: readonly [string, string, string]
  group: Record<Group, string>
}

const day: ChartPalette = {
  sea: '#d3e3ec',
  land: '#f1ecdf',
  coast: '#8d9a91',
  border: '#c3b9a3',
  grid: '#b4cad6',
  gridText: '#55707f',
  seaText: '#4d7288',
  countryText: '#8a7d62',
  portText: '#4a4334',
  portDot: '#6b6048',
  halo: '#ffffff',
  outline: '#12232e',
  label: '#12232e',
  trail: '#1d5fa8',
  notice: '#7a3e9d',
  doubt: '#b45309',
  selected: '#0b3d91',
  tool: '#0f5c7c',
  danger: '#b00020',
  density: ['#e9b949', '#dd8a34', '#c75a2a', '#97263c', '#561043'],
  coverage: ['#0f766e', '#2f7f78', '#66807d'],
  group: {
    other: '#5d6b75',
    cargo: '#2e7d46',
    tanker: '#b3322b',
    passenger: '#1f62b5',
    high_speed: '#a67a00',
    fishing: '#b4561a',
    pleasure: '#a03a94',
    service: '#0d7c86',
    authority: '#23419b',
    base_station: '#3d4a52',
    aton: '#8a6a00',
    aircraft: '#c2410c',
    locating: '#d00000',
    radar: '#4b5563',
  },
}

const dusk: ChartPalette = {
  sea: '#253a4a',
  land: '#3d3f39',
  coast: '#6d766c',
  border: '#575a52',
  grid: '#33495a',
  gridText: '#93a9b6',
  seaText: '#8fa9b8',
  countryText: '#a5a797',
  portText: '#cfcfc2',
  portDot: '#a8a898',
  halo: '#1b2a35',
  outline: '#0d161d',
  label: '#dbe5ea',
  trail: '#86b4e6',
  notice: '#cb9fe2',
  doubt: '#eda450',
  selected: '#f4c964',
  tool: '#9fdcea',
  danger: '#ff8076',
  density: ['#6a5a86', '#95619b', '#c4698c', '#e88f63', '#f9d070'],
  coverage: ['#5fd0c2', '#58b3a9', '#8aa6ad'],
  group: {
    other: '#9babb5',
    cargo: '#66b67c',
    tanker: '#e2766c',
    passenger: '#70a3e2',
    high_speed: '#cfab48',
    fishing: '#dc8a54',
    pleasure: '#cc85c2',
    service: '#55b5bd',
    authority: '#8ba3e6',
    base_station: '#a2afb8',
    aton: '#c9a84c',
    aircraft: '#ec8752',
    locating: '#ff4a3f',
    radar: '#a6b0b8',
  },
}

const night: ChartPalette = {
  sea: '#0a141c',
  land: '#171b1a',
  coast: '#39443f',
  border: '#2b302d',
  grid: '#16242e',
  gridText: '#5d7482',
  seaText: '#4a6576',
  countryText: '#5f6459',
  portText: '#8d9088',
  portDot: '#6d7068',
  halo: '#0a1118',
  outline: '#05090d',
  label: '#a9bac4',
  trail: '#5b8fc7',
  notice: '#a277bd',
  doubt: '#d08a3a',
  selected: '#e2b04a',
  tool: '#8fd0e0',
  danger: '#ff6b60',
  density: ['#473a63', '#6b447a', '#96506f', '#b56f4b', '#cfa24f'],
  coverage: ['#3f9a90', '#3c827b', '#5f7780'],
  group: {
    other: '#7f8d96',
    cargo: '#4f9a63',
    tanker: '#c65a50',
    passenger: '#5486c4',
    high_speed: '#b39136',
    fishing: '#bf7440',
    pleasure: '#b06aa6',
    service: '#3f969e',
    authority: '#7088cf',
    base_station: '#84919a',
    aton: '#ab8f3a',
    aircraft: '#cf7040',
    locating: '#ff3b30',
    radar: '#8a949c',
  },
}

export const PALETTES: Record<PaletteName, ChartPalette> = { day, dusk, night }

/** '#rrggbb' to three numbers of 0 to 1. */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255]
}
