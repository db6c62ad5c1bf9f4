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
import { addDrawing, showDrawing } from './drawing'
import { addIncidents, INCIDENT_LAYER, showIncidents } from './incident_marks'
import { Labels } from './labels'
import { registerLand } from './land_protocol'
import { addOverlays, showNotes, showTrails } from './overlay'
import { pick } from './pick'
import { chartStyle } from './style'
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

const REACH_PX = 12

export class SeaChart {
  #chart: Chart
  #layer: VesselLayer
  #labels: Labels
  #fleet: Fleet
  #look: { language: Language; palette: PaletteName }
  #notes: readonly Note[] = []
  #trails: readonly (readonly TrailPoint[])[] = []
  #drawing: readonly Feature[] = []
  #incidents: readonly Feature[] = []
  #zones: readonly Feature[] = []
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

  setNotes(notes: readonly Note[]): void {
    this.#notes = notes
    showNotes(this.#chart, notes)
  }

  setTrails(trails: readonly (readonly TrailPoint[])[]): void {
    this.#trails = trails
    showTrails(this.#chart, trails)
  }

  setDrawing(features: readonly Feature[]): void {
    if (JSON.stringify(features) === JSON.stringify(this.#drawing)) return
    this.#drawing = features
    showDrawing(this.#chart, features)
  }

  setIncidents(features: readonly Feature[]): void {
    if (features === this.#incidents) return
    this.#incidents = features
    showIncidents(this.#chart, features)
  }

  setZones(features: readonly Feature[]): void {
    if (JSON.stringify(features) === JSON.stringify(this.#zones)) return
    this.#zones = features
    showZones(this.#chart, features)
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
    addZones(this.#chart, PALETTES[this.#look.palette])
    showZones(this.#chart, this.#zones)
    addOverlays(this.#chart, PALETTES[this.#look.palette])
    showNotes(this.#chart, this.#notes)
    showTrails(this.#chart, this.#trails)
    addDrawing(this.#chart, PALETTES[this.#look.palette])
    showDrawing(this.#chart, this.#drawing)
    addIncidents(this.#chart, PALETTES[this.#look.palette])
    showIncidents(this.#chart, this.#incidents)
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
    this.#labels.draw(this.#fleet, camera, PALETTES[this.#look.palette], this.#layer.near, symbolRadius(camera.zoom))
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
