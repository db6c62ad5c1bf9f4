// What of the tools and the alerts stands on the chart at this moment.

import type { Feature } from 'geojson'
import { cleanText } from '../format/text'
import { type Approach, closestApproach } from '../geo/cpa'
import type { LonLat } from '../geo/mercator'
import { NM_M } from '../geo/sphere'
import type { Alert } from '../live/alerts'
import { approachShapes, dot, line, ring, type Tone } from '../map/drawing'
import type { EventLine } from './desk.svelte'
import type { Room } from './room.svelte'
import { isPlace, legsOf, moverOf } from './tools.svelte'

/** Three-figure bearing with a tenth: 007.4°. */
export const exactBearing = (deg: number): string => `${(Math.round(deg * 10) / 10 % 360).toFixed(1).padStart(5, '0')}°`
export const miles = (nm: number): string => `${nm.toFixed(nm < 10 ? 2 : 1)} NM`

/** The same in every language, so that no line of the chart is read in two directions. */
function words({ cpaM, tcpaS }: Approach): string {
  const s = Math.round(tcpaS)
  const two = (value: number): string => String(value).padStart(2, '0')
  const clock = s < 3600 ? `${two(Math.floor(s / 60))}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`
  return `CPA ${miles(cpaM / NM_M)}\nTCPA ${clock}`
}

export function drawn(room: Room): Feature[] {
  return [...dangers(room), ...evidence(room), ...measured(room), ...rings(room), ...compared(room), ...noted(room), ...beingDrawn(room)]
}

/** The zone that is being drawn, and where what it would have told of began. */
function beingDrawn({ zones }: Room): Feature[] {
  const corners = zones.draft?.corners ?? []
  const [first] = corners
  if (!first) return []
  const edge = corners.length > 2 ? [...corners, first] : corners
  const tried = (zones.trial?.shown ?? []).flatMap(({ lon_deg: lon, lat_deg: lat }) => (lon === null || lat === null ? [] : [dot('evidence', { lon, lat })]))
  return [...(corners.length > 1 ? [line('tool', edge)] : []), ...corners.map((corner, i) => dot('tool', corner, String(i + 1))), ...tried]
}

function measured({ tools }: Room): Feature[] {
  const [first] = tools.legs
  if (!first) return []
  const legs = legsOf(tools.legs)
  const ends = legs.map((leg) => dot('tool', leg.to, `${exactBearing(leg.bearingDeg)} ${miles(leg.distanceNm)}`))
  return [...(legs.length ? [line('tool', tools.legs)] : []), dot('tool', first), ...ends]
}

function rings({ tools }: Room): Feature[] {
  return tools.rings.flatMap(({ about, stepNm, count }) => {
    const vessel = isPlace(about) ? undefined : tools.find(about)
    const centre = isPlace(about) ? about : vessel && placeOf(vessel)
    if (!centre) return []
    const circles = Array.from({ length: count }, (_, i) => ring('tool', centre, (i + 1) * stepNm * NM_M, miles((i + 1) * stepNm)))
    return [...(vessel ? [] : [dot('tool', centre)]), ...circles.flat()]
  })
}

function placeOf(vessel: Parameters<typeof moverOf>[0]): LonLat {
  const { lon, lat } = moverOf(vessel)
  return { lon, lat }
}

function compared(room: Room): Feature[] {
  const approach = room.tools.approach(room.nowMs)
  if (approach) return approachShapes('tool', approach, words(approach))
  const chosen = room.tools.find(room.tools.pair[0])
  return chosen ? [dot('tool', placeOf(chosen))] : []
}

function noted({ tools }: Room): Feature[] {
  const next = tools.notePlace ? [dot('tool', tools.notePlace)] : []
  return [...tools.notes.map((note) => dot('tool', note, note.text)), ...next]
}

/** Every active close-quarters alert, with its own closest point by the newest reports; those behind it, too. */
function dangers(room: Room): Feature[] {
  if (!room.tools.dangers) return []
  return [...room.desk.alerts.values()]
    .filter((alert) => alert.kind === 'close_quarters' && isGoingOn(alert) && alert.id !== room.desk.openId)
    .flatMap((alert) => pairShapes(room, alert, 'danger'))
}

const isGoingOn = (alert: Alert): boolean => alert.active && alert.withdrawn_ms === null

/** The line between two vessels, and for close quarters their closest point. */
function pairShapes(room: Room, alert: Alert, tone: Tone): Feature[] {
  const known = alert.vessels.flatMap(({ mmsi }) => room.tools.find({ mmsi, slot: -1 }) ?? [])
  const [a, b] = known
  if (!a || !b) return []
  if (alert.kind !== 'close_quarters' || !isGoingOn(alert)) {
    return known.slice(1).map((other) => line(tone, [placeOf(a), placeOf(other)], true))
  }
  const approach = closestApproach(moverOf(a), moverOf(b), room.nowMs / 1000)
  return [...approachShapes(tone, approach, words(approach)), ...(approach.opening ? [] : [line(tone, approach.now)])]
}

/** The open alert, and the open event without one: where its events are, how far they reach, and its vessels. */
function evidence(room: Room): Feature[] {
  const { opened } = room.desk
  const suppressed = room.aside.opened ? eventShapes(room.aside.opened.event) : []
  const alert = room.desk.get(room.desk.openId) ?? room.aside.grouped.find(({ id }) => id === room.desk.openId)
  if (!alert) return suppressed
  const shapes = [alert, ...(opened?.id === alert.id ? opened.members.slice(0, 100) : [])].flatMap((one) => pairShapes(room, one, 'evidence'))
  if (opened?.id !== alert.id) return [...suppressed, ...shapes]
  return [...suppressed, ...shapes, ...opened.events.slice(0, 100).flatMap(eventShapes)]
}

/** Where an event is and how far it reaches. */
function eventShapes(event: EventLine): Feature[] {
  if (event.lon_deg === null || event.lat_deg === null) return []
  const place = { lon: event.lon_deg, lat: event.lat_deg }
  const name = typeof event.evidence['zone'] === 'string' ? event.evidence['zone'] : ''
  return [dot('evidence', place, cleanText(name)), ...ring('evidence', place, event.radius_m ?? 0)]
}
