// What the person chose last time, and what their system prefers.

import type { Language, PaletteName } from './address'

type Choice = 'lang' | 'palette' | 'keys' | 'desk' | 'graphics' | 'vectors' | 'headings' | 'dangers' | 'zones' | 'past' | 'names' | 'incidents' | 'notices' | 'coverage' | 'density' | 'tracks' | 'marked'

/** The kept value, or null: none, or the browser keeps nothing. */
export function keptChoice(name: Choice): string | null {
  try {
    return localStorage.getItem(`marsad.${name}`)
  } catch {
    return null
  }
}

export function keepChoice(name: Choice, value: string): void {
  try {
    localStorage.setItem(`marsad.${name}`, value)
  } catch {
    // A browser that keeps nothing: the address still holds the choice.
  }
}

export function preferredLanguage(): Language {
  const kept = keptChoice('lang')
  if (kept === 'en' || kept === 'ar') return kept
  return navigator.languages.some((tag) => tag.startsWith('ar')) && !navigator.language.startsWith('en') ? 'ar' : 'en'
}

export function preferredPalette(): PaletteName {
  const kept = keptChoice('palette')
  if (kept === 'day' || kept === 'dusk' || kept === 'night') return kept
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'day'
}
