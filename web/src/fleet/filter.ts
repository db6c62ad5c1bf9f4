// What is left out of the map and of the list, alike.

import { GROUPS, type Group, KIND, groupIndex } from './groups'

export const STATES = ['active', 'stale', 'lost'] as const
export type State = (typeof STATES)[number]

/** Groups and states that are *hidden*: an empty filter shows all. */
export interface Filter {
  hiddenGroups: ReadonlySet<Group>
  hiddenStates: ReadonlySet<State>
}

export const SHOW_ALL: Filter = { hiddenGroups: new Set(), hiddenStates: new Set() }

export type Test = (kind: number, typeCode: number, stateBits: number) => boolean

/** A fast test for one filter. A locating device is never hidden. */
export function filterTest(filter: Filter): Test {
  const groups = GROUPS.map((group) => !filter.hiddenGroups.has(group))
  const states = STATES.map((state) => !filter.hiddenStates.has(state))
  return (kind, typeCode, stateBits) =>
    kind === KIND.locatingDevice || ((groups[groupIndex(kind, typeCode)] ?? true) && (states[stateBits & 3] ?? true))
}

export function isFiltering(filter: Filter): boolean {
  return filter.hiddenGroups.size > 0 || filter.hiddenStates.size > 0
}
