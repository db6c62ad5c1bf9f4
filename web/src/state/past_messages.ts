// What the page of now and the look back inside it tell each other: both are pages of one room, others are not heard.

import type { LonLat } from '../geo/mercator'

export interface PastMessage {
  ready?: true
  close?: true
  beside?: boolean
  place?: LonLat
  zoom?: number
  language?: string
  palette?: string
}

const MARK = 'marsad.past'

export function tellWindow(window_: Window | null | undefined, message: PastMessage): void {
  if (window_ && window_ !== window) window_.postMessage({ ...message, mark: MARK }, location.origin)
}

/** Whether a message is one of these, from a page of this room. */
export function isMessage(event: MessageEvent): event is MessageEvent<PastMessage> {
  if (event.origin !== location.origin || typeof event.data !== 'object' || event.data === null) return false
  const { mark, place, zoom } = event.data as PastMessage & { mark?: unknown }
  const isPlace = place === undefined || (Number.isFinite(place?.lon) && Number.isFinite(place?.lat) && Number.isFinite(zoom))
  return mark === MARK && isPlace
}
