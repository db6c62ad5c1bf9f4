// The chart: MapLibre under our own canvas of vessels, its events in the words of the room.

import { Map as Chart, setWorkerCount, setWorkerUrl } from 'maplibre-gl'
import type { Feature } from 'geojson'
import type { Fleet } from '../fleet/fleet'
import type { LonLat } from '../geo/mercator'
import type { Note, TrailPoint } from '../live/messages'
import { CHART_WORKER_URL } from '../security/trusted_types'
import type { Language, PaletteName } from '../state/address'
import { PALETTES } from '../theme/palettes'
import { cameraOf } from './camera'
import { addCells, showCells } from './cell_layer'
import { addDrawing, showDrawing } from './drawing'
import { addIncidents, INCIDENT_LAYER, showIncidents } from './incident_marks'
import { Labels } from './labels'
import { registerLand } from './land_protocol'
import { addOverlays, showNotes, showTrails } from './overlay'
import { pick } from './pick'
import { chartStyle } from './style'
import { addTracks, showTracks } from './track_layer'
import { addZones, showZones } from './zone_layer'
import { VesselLayer, symbolRadius } from './vessel_layer'

export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

export interface ChartEvents {
  moved(centre: LonLat, zoom: number, bounds: Bounds, byPerson: boolean): void
  /** Slot under the pointer or -1, and where on screen. */
  hovered(slot: number, x: number, y: number): void
  clicked(slot: number, place: LonLat): void
  /** True while every click goes to `clicked`: a tool is in use. */
  taken(): boolean
  noteClicked(id: string): void
  incidentClicked(number: number): void
  /** Land and vessels are both drawn, for the first time. */
  firstPicture(): void
}

/** What is drawn beside the vessels, in the order of this list; `names`: vessels have their names beside them. */
export interface ChartShapes {
  density: readonly Feature[]
  coverage: readonly Feature[]
  zones: readonly Feature[]
  notes: readonly Note[]
  tracks: readonly Feature[]
  drawing: readonly Feature[]
  incidents: readonly Feature[]
  names: boolean
}

const SHAPES = ['density', 'coverage', 'zones', 'notes', 'tracks', 'drawing', 'incidents'] as const
/** Made anew each second: compared by what they hold. All others are the same array while nothing has changed. */
const LIVELY: ReadonlySet<string> = new Set(['drawing', 'zones'])
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const REACH_PX = 12

export class SeaChart {
  #chart: Chart
  #layer: VesselLayer
  #labels: Labels
  #fleet: Fleet
  #look: { language: Language; palette: PaletteName }
  #trails: readonly (readonly TrailPoint[])[] = []
  #shapes: ChartShapes = { drawing: [], incidents: [], zones: [], notes: [], tracks: [], density: [], coverage: [], names: true }
  #resize: ResizeObserver
  #waiting: number | undefined
  #tellFirstPicture: (() => void) | undefined

  constructor(
    host: HTMLElement,
    vessels: HTMLCanvasElement,
    labels: HTMLCanvasElement,
    fleet: Fleet,
    look: { language: Language; palette: PaletteName },
    start: { centre: LonLat; zoom: number },
    events: ChartEvents,
  ) {
    setWorkerUrl(CHART_WORKER_URL)
    setWorkerCount(1)
    registerLand()
    this.#fleet = fleet
    this.#look = look
    this.#labels = new Labels(labels)
    this.#layer = new VesselLayer(vessels, fleet, PALETTES[look.palette])
    this.#tellFirstPicture = () => events.firstPicture()
    this.#chart = new Chart({
      container: host,
      style: chartStyle(PALETTES[look.palette], look.language),
      center: [start.centre.lon, start.centre.lat],
      zoom: start.zoom,
      minZoom: 1,
      maxZoom: 18,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      keyboard: false,
      fadeDuration: 0,
      trackResize: false,
      refreshExpiredTiles: false,
      canvasContextAttributes: { antialias: false, powerPreference: 'high-performance' },
    })
    this.#chart.touchZoomRotate.disableRotation()
    this.#chart.on('style.load', () => this.#furnish())
    this.#chart.on('error', (event) => console.warn(event.error?.message ?? 'the chart reports an error'))
    this.#chart.on('render', () => this.#draw())
    this.#listen(events)
    this.#resize = new ResizeObserver(() => this.#chart.resize())
    this.#resize.observe(host)
  }

  /** Draws the vessels again with the next frame; the chart below stays as it is. */
  repaint(): void {
    this.#waiting ??= requestAnimationFrame(() => this.#draw())
  }

  get bounds(): Bounds {
    const bounds = this.#chart.getBounds()
    return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() }
  }

  get zoom(): number {
    return this.#chart.getZoom()
  }

  get centre(): LonLat {
    const centre = this.#chart.getCenter()
    return { lon: centre.lng, lat: centre.lat }
  }

  jump(centre: LonLat, zoom: number): void {
    this.#chart.jumpTo({ center: [centre.lon, centre.lat], zoom })
  }

  fly(centre: LonLat, zoom: number): void {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    // On a narrow screen the details cover the lower half: keep what was chosen above them.
    const offset: [number, number] = window.innerWidth <= 760 ? [0, -0.25 * this.#chart.getCanvas().clientHeight] : [0, 0]
    this.#chart.easeTo({ center: [centre.lon, centre.lat], zoom, offset, duration: calm ? 0 : 600 })
  }

  panBy(x: number, y: number): void {
    this.#chart.panBy([x, y], { duration: 120 }, { byPerson: true })
  }

  zoomBy(levels: number): void {
    this.#chart.zoomTo(this.#chart.getZoom() + levels, { duration: 150 })
  }

  setLook(look: { language: Language; palette: PaletteName }): void {
    if (look.language === this.#look.language && look.palette === this.#look.palette) return
    this.#look = look
    this.#layer.palette = PALETTES[look.palette]
    this.repaint()
    this.#chart.setStyle(chartStyle(PALETTES[look.palette], look.language), { diff: false })
  }

  setTrails(trails: readonly (readonly TrailPoint[])[]): void {
    this.#trails = trails
    showTrails(this.#chart, trails)
  }

  /** Draws what is new of these shapes; what is empty costs nothing. */
  draw(shapes: ChartShapes): void {
    const before = this.#shapes
    this.#shapes = shapes
    if (shapes.names !== before.names) this.repaint()
    for (const name of SHAPES) if (shapes[name] !== before[name] && !(LIVELY.has(name) && same(shapes[name], before[name]))) this.#show(name)
  }

  setVectors(minutes: number, headingLines: boolean): void {
    this.#layer.courseLineS = minutes * 60
    this.#layer.headingLines = headingLines
    this.repaint()
  }

  close(): void {
    this.#resize.disconnect()
    if (this.#waiting !== undefined) cancelAnimationFrame(this.#waiting)
    this.#chart.remove()
    this.#layer.close()
  }

  #furnish(): void {
    const palette = PALETTES[this.#look.palette]
    addCells(this.#chart, palette)
    addZones(this.#chart, palette)
    addOverlays(this.#chart, palette)
    showTrails(this.#chart, this.#trails)
    addTracks(this.#chart, palette)
    addDrawing(this.#chart, palette)
    addIncidents(this.#chart, palette)
    for (const name of SHAPES) this.#show(name)
  }

  #show(name: (typeof SHAPES)[number]): void {
    const chart = this.#chart
    if (name === 'drawing') showDrawing(chart, this.#shapes.drawing)
    else if (name === 'incidents') showIncidents(chart, this.#shapes.incidents)
    else if (name === 'zones') showZones(chart, this.#shapes.zones)
    else if (name === 'notes') showNotes(chart, this.#shapes.notes)
    else if (name === 'tracks') showTracks(chart, this.#shapes.tracks)
    else showCells(chart, name, this.#shapes[name])
  }

  #draw(): void {
    if (this.#waiting !== undefined) cancelAnimationFrame(this.#waiting)
    this.#waiting = undefined
    const camera = cameraOf(this.#chart)
    this.#layer.draw(camera)
    if (this.#tellFirstPicture && this.#fleet.count > 0 && this.#chart.loaded()) {
      this.#tellFirstPicture()
      this.#tellFirstPicture = undefined
    }
    this.#labels.draw(this.#fleet, camera, PALETTES[this.#look.palette], this.#shapes.names ? this.#layer.near : [], symbolRadius(camera.zoom))
  }

  #listen(events: ChartEvents): void {
    const chart = this.#chart
    const tell = (event?: { originalEvent?: unknown; byPerson?: boolean }): void =>
      events.moved(this.centre, this.zoom, this.bounds, Boolean(event?.originalEvent ?? event?.byPerson))
    chart.on('moveend', tell)
    chart.on('resize', () => tell())
    chart.on('dragstart', tell)
    let waiting = false
    let place = { x: 0, y: 0 }
    chart.on('mousemove', ({ point }) => {
      place = point
      if (waiting) return
      waiting = true
      requestAnimationFrame(() => {
        waiting = false
        const slot = this.#slotAt(place.x, place.y)
        chart.getCanvas().classList.toggle('points', slot >= 0)
        events.hovered(slot, place.x, place.y)
      })
    })
    chart.on('mouseout', () => events.hovered(-1, 0, 0))
    chart.on('click', ({ point, lngLat }) => {
      const slot = this.#slotAt(point.x, point.y)
      const layers = ['note-dot', 'note-area'].filter((id) => chart.getLayer(id))
      const note = slot < 0 && !events.taken() && layers.length ? chart.queryRenderedFeatures(point, { layers })[0]?.properties['id'] : undefined
      const reports = slot < 0 && !events.taken() && chart.getLayer(INCIDENT_LAYER) ? chart.queryRenderedFeatures(point, { layers: [INCIDENT_LAYER] }) : []
      const incident: unknown = reports[0]?.properties['number']
      if (typeof incident === 'number') events.incidentClicked(incident)
      else if (typeof note === 'string') events.noteClicked(note)
      else events.clicked(slot, { lon: lngLat.lng, lat: lngLat.lat })
    })
  }

  #slotAt(x: number, y: number): number {
    const index = pick(this.#fleet, cameraOf(this.#chart), x, y, REACH_PX)
    return index < 0 ? -1 : this.#fleet.slotAt(index)
  }
}
