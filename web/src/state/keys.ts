// One key, one deed. Nothing is taken from a person who is typing or who holds Ctrl, Alt or Meta.

import { ROOM_PANELS } from './panels'
import type { Room } from './room.svelte'

const PAN_PX = 120

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, select, textarea') || target.isContentEditable)
}

/** Arrow keys belong to the table, the tabs and the dialog while the focus is there. */
function ownsArrows(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[data-arrows], dialog') !== null
}

function move(room: Room, event: KeyboardEvent): boolean {
  const step: Record<string, [number, number]> = {
    ArrowLeft: [-PAN_PX, 0],
    ArrowRight: [PAN_PX, 0],
    ArrowUp: [0, -PAN_PX],
    ArrowDown: [0, PAN_PX],
  }
  const by = step[event.key]
  if (!by || ownsArrows(event.target)) return false
  room.panBy(...by)
  return true
}

/** Closes the innermost open thing; false when there was none. */
export function escape(room: Room): boolean {
  if (room.help) room.help = false
  else if (room.account) room.account = false
  else if (room.tools.active !== null) room.tools.active = null
  else if (room.zones.drawing) room.zones.drawing = false
  else if (room.desk.openId !== null) room.desk.open(null)
  else if (room.aside.openId !== null) room.aside.open(null)
  else if (room.panel !== null) room.closePanel()
  else if (room.selectedMmsi !== null || room.selectedSlot >= 0) room.selectSlot(-1)
  else if (room.moment) room.moment.close()
  else if (room.past.src !== null) room.past.close()
  else return false
  return true
}

/** What is done in the room itself, and not in a look back. */
function ofNow(room: Room): Record<string, () => void> {
  return {
    ...Object.fromEntries(ROOM_PANELS.map(({ name, key }) => [key, () => room.toggle(name)])),
    '?': () => (room.help = !room.help),
    h: () => room.toggle('feeds'),
    n: () => room.nextPalette(),
    p: () => room.past.toggle(room),
    s: () => void room.desk.muteAll(),
  }
}

/** Acts on a key; true when the key was ours. */
export function onKey(room: Room, event: KeyboardEvent, focusSearch: () => void): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return false
  if (event.key === 'Escape') return escape(room)
  if (isTyping(event.target)) return false
  if (!room.shortcuts && event.key.length === 1) return false
  if (move(room, event)) return true
  const deeds: Record<string, () => void> = {
    ...(room.moment ? {} : ofNow(room)),
    '/': focusSearch,
    l: () => room.toggle('list'),
    t: () => room.toggle('filter'),
    a: () => room.toggleDesk(),
    f: () => room.follow(!room.following),
    '+': () => room.zoomBy(1),
    '=': () => room.zoomBy(1),
    '-': () => room.zoomBy(-1),
  }
  // On an Arabic keyboard the letters are elsewhere: take the key by its place too.
  const place = event.code === 'Slash' ? (event.shiftKey ? '?' : '/') : /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : ''
  const deed = deeds[event.key.toLowerCase()] ?? deeds[place]
  if (!deed) return false
  deed()
  return true
}
