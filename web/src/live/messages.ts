// What the server says, as JSON inside frames and as answers of the REST interface.

export type Mode = 'live' | 'replay' | 'simulated' | 'past'

export interface Hello {
  protocol: number
  mode: Mode
  now_ms: number
  tick_ms: number
  centre?: [number, number]
  zoom?: number
  version: string
  /** There are records to look back into. */
  past?: boolean
  static_fields: string[]
}

export interface Feed {
  name: string
  url: string
  state: string
  /** Sentences per second over the last ten seconds. */
  rate: number
  /** Age of the last sentence; null: none yet. */
  age_s: number | null
  bytes: number
  rejects: Record<string, number>
  error: string | null
}

export interface Alarm {
  code: string
  text_en: string
  text_ar: string
}

export interface Counts {
  vessels: number
  in_view: number
  active: number
  stale: number
  lost: number
  /** Vessels that a simulator made: with any, every screen says so. */
  simulated: number
}

export interface Status {
  now_ms: number
  /** Time of the newest row; null: no row yet. */
  picture_ms: number | null
  counts?: Counts
  feeds: Feed[]
  alarms: Alarm[]
  /** How much of what lay there at the start detection has yet to work off, in seconds; null: nothing. */
  catching_up_s?: number | null
  /** Number of the newest record of a kind: another one means that there is something to ask for again. */
  newest?: Record<string, number>
}

export type NoteKind = 'safety_text' | 'area_notice' | 'met_hydro' | 'application'

export interface Note {
  id: string
  kind: NoteKind
  t_ms: number
  mmsi: number | null
  title: string
  text: string
  lon: number | null
  lat: number | null
  radius_m?: number | null
  polygon?: [number, number][] | null
  fields?: Record<string, unknown> | null
}

export interface NotesFrame {
  notes: Note[]
  gone: string[]
}

export interface VesselField {
  name: string
  value: unknown
  unit?: string | null
  t_ms?: number | null
  age_s?: number | null
  message_type?: number | string | null
  station?: string | null
  source?: string | null
}

export interface VesselDetails {
  /** Null for a radar contact. */
  mmsi: number | null
  slot: number
  kind: string
  lon_deg: number | null
  lat_deg: number | null
  fields: VesselField[]
}

export type TrailPoint = [lon: number, lat: number, tMs: number, sogKn: number | null, cogDeg: number | null]

export interface SearchHit {
  mmsi: number | null
  slot: number
  name?: string | null
  callsign?: string | null
  imo?: number | null
  lon_deg?: number | null
  lat_deg?: number | null
}
