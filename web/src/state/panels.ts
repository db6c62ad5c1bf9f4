// The panels that the "Room" menu opens beside the chart. A new one is a line here, its words in i18n/panels.ts and its component in ui/Panels.svelte.

export const ROOM_PANELS = [
  { name: 'notes', icon: 'notes', key: 'm', wide: false },
  { name: 'tools', icon: 'tools', key: 'o', wide: false },
  { name: 'layers', icon: 'layers', key: 'y', wide: false },
  { name: 'zones', icon: 'zone', key: 'z', wide: false },
  { name: 'rules', icon: 'rules', key: 'u', wide: false },
  { name: 'log', icon: 'log', key: 'g', wide: true },
  { name: 'incidents', icon: 'incident', key: 'i', wide: true },
  { name: 'handover', icon: 'handover', key: 'e', wide: true },
] as const

export type RoomPanel = (typeof ROOM_PANELS)[number]['name']

/** What stands at the start of the stage: the list, the filter, a panel of the room; feeds hang above the foot. */
export type Panel = 'list' | 'filter' | 'feeds' | RoomPanel | null

/** A panel of the room with what its line says; undefined for the list, the filter, the feeds and none. */
export function roomPanel(name: Panel): (typeof ROOM_PANELS)[number] | undefined {
  return ROOM_PANELS.find((one) => one.name === name)
}
