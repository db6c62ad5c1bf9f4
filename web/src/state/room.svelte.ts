// The watch room as the page knows it: the link, the picture, what is chosen and how it is shown.

import { Fleet, type Vessel } from '../fleet/fleet'
import { type Filter, type State } from '../fleet/filter'
import { type Group, KIND } from '../fleet/groups'
import { type LonLat, latOf, lonOf } from '../geo/mercator'
import { MESSAGES, type Messages } from '../i18n'
import type { Frame } from '../live/frames'
import type { Chosen } from '../live/rest'
import { Link, type LinkState } from '../live/link'
import type { Hello, Note, Status } from '../live/messages'
import type { Bounds, ChartShapes, SeaChart } from '../map/chart'
import { addressOf, type Language, PALETTE_NAMES, type PaletteName, type ViewState, parseAddress } from './address'
import { Aside } from './aside.svelte'
import { keptChoice, keepChoice, preferredLanguage, preferredPalette } from './choices'
import { Desk } from './desk.svelte'
import { Entry } from './entry.svelte'
import { Watch } from './handover.svelte'
import { Incidents } from './incidents.svelte'
import type { Panel } from './panels'
import { Layers } from './layers.svelte'
import { Log } from './log.svelte'
import type { Moment } from './moment.svelte'
import { Past } from './past.svelte'
import { Rules } from './rules.svelte'
import { Tools } from './tools.svelte'
import { Tracks } from './tracks.svelte'
import { Trails } from './trails.svelte'
import { Zones } from './zones.svelte'
import { viewMessage, type ViewMessage } from './view'

/** Positions older than this are a stale picture: even a ship at anchor reports every three minutes, a sea hardly waits one. */
const STILL_S = 60
/** A link without a frame for this long is shown as down, though the socket may still seem open. */
const SILENT_S = 5
const DEFAULT_CENTRE: LonLat = { lon: 47, lat: 12.4 }
const DEFAULT_ZOOM = 6
/** Width of the screen that a room's zoom is set for. */
const DESK_WIDTH_PX = 1280

export class Room {
  readonly fleet = new Fleet()
  readonly desk: Desk
  readonly aside = new Aside(() => this.entry.wasSignedOut())
  readonly tools = new Tools(this.fleet)
  readonly trails = new Trails(this.fleet, (trails) => this.#chart?.setTrails(trails))
  readonly tracks = new Tracks(this.fleet)
  readonly layers = new Layers(() => this.entry.wasSignedOut())
  readonly watch = new Watch(() => this.entry.wasSignedOut())
  readonly zones = new Zones(() => this.entry.wasSignedOut())
  readonly rules = new Rules(() => this.entry.wasSignedOut())
  readonly log = new Log(() => this.entry.wasSignedOut())
  readonly incidents = new Incidents(() => this.entry.wasSignedOut())
  readonly entry: Entry
  /** The look back beside this page. */
  readonly past = new Past()
  link: LinkState = $state('opening')
  hello: Hello | null = $state.raw(null)
  status: Status | null = $state.raw(null)
  notes: Note[] = $state.raw([])
  language: Language = $state('en')
  palette: PaletteName = $state('day')
  hiddenGroups: ReadonlySet<Group> = $state.raw(new Set())
  hiddenStates: ReadonlySet<State> = $state.raw(new Set())
  panel: Panel = $state(null)
  help = $state(false)
  account = $state(false)
  /** The alert desk is shown: from the start where there is room for it. */
  deskOpen = $state(keptChoice('desk') === null ? window.innerWidth > 1000 : keptChoice('desk') === 'open')
  /** Single keys act; a person may switch that off (WCAG 2.1.4). */
  shortcuts = $state(keptChoice('keys') !== 'off')
  everywhere = $state(false)
  selectedMmsi: number | null = $state(null)
  selectedSlot = $state(-1)
  following = $state(false)
  hover: { slot: number; x: number; y: number } = $state.raw({ slot: -1, x: 0, y: 0 })
  /** A person may do without the chart, on a slow computer or by choice: the list, the desk and all else work without it. */
  lowGraphics = $state(keptChoice('graphics') === 'low')
  noGraphics = $state(keptChoice('graphics') === 'low')
  zoom = $state(DEFAULT_ZOOM)
  centre: LonLat = $state.raw(DEFAULT_CENTRE)
  highlightedNote: string | null = $state(null)
  /** Grows once a second: what is read from the fleet is read again. */
  beat = $state(0)
  /** Milliseconds UTC by the server's clock. */
  nowMs = $state(Date.now())
  silentS = $state(0)

  #link: Link | null = null
  #chart: SeaChart | null = null
  #statusAt = 0
  #toldMs = 0
  #fresh = 0
  #viewWait: ReturnType<typeof setTimeout> | undefined
  #hasPlace = false

  /** `moment`: this page is a look back; null: it shows now. */
  constructor(readonly moment: Moment | null = null) {
    this.desk = new Desk(() => this.entry.wasSignedOut(), moment !== null)
    this.entry = new Entry(() => this.#enter(), moment !== null)
    if (moment) this.deskOpen = false
    const address = parseAddress(location.hash)
    this.language = address.lang ?? preferredLanguage()
    this.palette = address.palette ?? preferredPalette()
    this.#take(address)
    setInterval(() => this.#second(), 1_000)
    window.addEventListener('online', () => this.#link?.retryNow())
    window.addEventListener('hashchange', () => this.#readAddress())
    window
      .matchMedia('(prefers-color-scheme: dark)')
      .addEventListener('change', () => {
        if (!keptChoice('palette')) this.palette = preferredPalette()
      })
  }

  readonly t: Messages = $derived(MESSAGES[this.language])

  readonly filter: Filter = $derived({ hiddenGroups: this.hiddenGroups, hiddenStates: this.hiddenStates })

  /** True when no frame has come for too long, whatever the socket says. */
  /** In a live room, too, a simulated feed may be heard; nobody may take it for real. */
  readonly isSimulated: boolean = $derived(this.hello?.mode === 'simulated' || (this.status?.counts?.simulated ?? 0) > 0)
  readonly isDown: boolean = $derived(this.hello !== null && (this.link !== 'open' || this.silentS >= SILENT_S))

  /** Age of the newest row in seconds; null before the first. */
  readonly pictureAgeS: number | null = $derived(
    this.status?.picture_ms ? Math.max(0, ((this.hello?.mode === 'past' ? this.status.now_ms : this.nowMs) - this.status.picture_ms) / 1000) : null,
  )

  readonly isStill: boolean = $derived(!this.isDown && this.pictureAgeS !== null && this.pictureAgeS > STILL_S)

  open(): void {
    void this.entry.begin()
  }

  /** Somebody has signed in: the link is opened, or opened again. */
  #enter(): void {
    if (this.#link) {
      this.#link.retryNow()
      return
    }
    const url = new URL(this.moment ? './api/past' : './api/live', document.baseURI)
    url.protocol = url.protocol.replace('http', 'ws')
    this.#link = new Link(url.href, { frame: (frame) => this.#frame(frame), state: (state) => (this.link = state), signedOut: () => void this.entry.wasCut(), closed: (code) => this.moment?.wasClosed(code) })
    this.moment?.begin(this.#link)
    this.#tellView()
    if (this.selectedMmsi !== null) this.trails.choose({ mmsi: this.selectedMmsi, slot: -1 })
  }

  attach(chart: SeaChart | null): void {
    this.#chart = chart
    if (chart) {
      this.trails.show()
      this.setVectors(this.tools.vectorMin, this.tools.headingLines)
    } else this.noGraphics = true
    this.#tellView()
  }

  moved(centre: LonLat, zoom: number, byPerson: boolean): void {
    this.centre = centre
    this.zoom = zoom
    if (byPerson) {
      this.following = false
      this.#hasPlace = true
      ;(this.moment ?? this.past).moved(centre, zoom)
    }
    clearTimeout(this.#viewWait)
    this.#viewWait = setTimeout(() => {
      this.#tellView()
      this.writeAddress()
    }, 200)
  }

  setFilter(hiddenGroups: ReadonlySet<Group>, hiddenStates: ReadonlySet<State>): void {
    this.hiddenGroups = hiddenGroups
    this.hiddenStates = hiddenStates
    this.fleet.setFilter(this.filter)
    this.#redraw()
    this.writeAddress()
  }

  setLanguage(language: Language): void {
    this.language = language
    keepChoice('lang', language)
    this.writeAddress()
  }

  setPalette(palette: PaletteName): void {
    this.palette = palette
    keepChoice('palette', palette)
    this.writeAddress()
  }

  setLowGraphics(on: boolean): void {
    this.lowGraphics = on
    this.noGraphics = on
    keepChoice('graphics', on ? 'low' : 'full')
  }

  /** Day, dusk, night, and day again. */
  nextPalette(): void {
    this.setPalette(PALETTE_NAMES[(PALETTE_NAMES.indexOf(this.palette) + 1) % PALETTE_NAMES.length]!)
  }

  setShortcuts(on: boolean): void {
    this.shortcuts = on
    keepChoice('keys', on ? 'on' : 'off')
  }

  toggle(panel: Exclude<Panel, null>): void {
    this.#leavePanel()
    this.panel = this.panel === panel ? null : panel
    this.writeAddress()
  }

  toggleDesk(): void {
    this.deskOpen = !this.deskOpen
    if (!this.moment) keepChoice('desk', this.deskOpen ? 'open' : 'closed')
  }

  closePanel(): void {
    this.#leavePanel()
    this.panel = null
    this.writeAddress()
  }

  /** What takes clicks on the chart for a panel lets them go with it. */
  #leavePanel(): void {
    if (this.panel === 'tools') this.tools.active = null
    if (this.panel === 'zones') this.zones.drawing = false
  }

  setEverywhere(everywhere: boolean): void {
    this.everywhere = everywhere
    this.#tellView()
  }

  /** Chooses the vessel of a slot in the picture; -1: none. */
  selectSlot(slot: number): void {
    const mmsi = slot < 0 ? null : (this.fleet.identity(slot)?.mmsi ?? null)
    this.#select(slot, mmsi)
  }

  /** Chooses a vessel by MMSI, in the picture or not yet; one without MMSI by its slot. */
  choose({ mmsi, slot }: Chosen, place?: LonLat): void {
    this.#select(mmsi === null ? slot : (this.fleet.slotOfMmsi(mmsi) ?? -1), mmsi)
    if (place) this.show(place)
  }

  show(place: LonLat, zoom = Math.max(this.zoom, 10)): void {
    this.#hasPlace = true
    this.#chart?.fly(place, zoom)
  }

  /** Shows a place at once, as the chart beside this one does. */
  goAlong(place: LonLat, zoom: number): void {
    this.#chart?.jump(place, zoom)
  }

  placeOf(vessel: Vessel): LonLat {
    return { lon: lonOf(vessel.x), lat: latOf(vessel.y) }
  }

  get selected(): Vessel | undefined {
    return this.selectedSlot < 0 ? undefined : this.fleet.vessel(this.selectedSlot)
  }

  follow(on: boolean): void {
    this.following = on && this.selectedSlot >= 0
    this.#keepFollowing()
  }

  setHover(slot: number, x: number, y: number): void {
    if (slot === this.hover.slot && slot < 0) return
    const changed = slot !== this.hover.slot
    this.hover = { slot, x, y }
    if (!changed) return
    this.fleet.hover(slot)
    this.#redraw()
    this.trails.hover(slot === this.selectedSlot ? -1 : slot)
  }

  draw(shapes: ChartShapes): void {
    this.#chart?.draw(shapes)
  }

  /** What the chart shows; null: there is none. */
  get bounds(): Bounds | null {
    return this.#chart?.bounds ?? null
  }

  setVectors(minutes: number, headingLines: boolean): void {
    this.#chart?.setVectors(minutes, headingLines)
  }

  panBy(x: number, y: number): void {
    this.#chart?.panBy(x, y)
  }

  zoomBy(levels: number): void {
    this.#chart?.zoomBy(levels)
  }

  redrawLook(): void {
    this.#chart?.setLook({ language: this.language, palette: this.palette })
  }

  /** Locating devices in the picture: tests last, else in a steady order, so that none moves under the hand. */
  locating(): Vessel[] {
    const test = (vessel: Vessel): number => (vessel.navStatus === 15 ? 1 : 0)
    const devices = [...this.fleet.pinned].map((index) => this.fleet.vesselAt(index))
    return devices.sort((a, b) => test(a) - test(b) || a.slot - b.slot)
  }

  writeAddress(): void {
    history.replaceState(history.state, '', addressOf(this, this.#hasPlace))
  }

  #take(address: ViewState): void {
    if (address.lat !== undefined && address.lon !== undefined) {
      this.centre = { lon: address.lon, lat: address.lat }
      this.#hasPlace = true
    }
    if (address.zoom !== undefined) this.zoom = address.zoom
    this.hiddenGroups = new Set(address.hiddenGroups)
    this.hiddenStates = new Set(address.hiddenStates)
    this.fleet.setFilter({ hiddenGroups: this.hiddenGroups, hiddenStates: this.hiddenStates })
    this.selectedMmsi = address.mmsi ?? null
    if (address.list) this.panel = 'list'
    else if (this.panel === 'list') this.panel = null
  }

  #readAddress(): void {
    const address = parseAddress(location.hash)
    const before = this.selectedMmsi
    if (address.lang) this.language = address.lang
    if (address.palette) this.palette = address.palette
    this.#take(address)
    if (this.selectedMmsi !== before) this.choose({ mmsi: this.selectedMmsi, slot: -1 })
    if (address.lat !== undefined) this.#chart?.jump(this.centre, this.zoom)
    this.#redraw()
  }

  #frame(frame: Frame): void {
    switch (frame.kind) {
      case 'hello':
        this.hello = frame.hello
        this.#fresh = 2
        this.silentS = 0
        this.#setNow(frame.hello.now_ms)
        this.#goHome(frame.hello)
        break
      case 'rows':
        this.#startAnew()
        this.fleet.apply(frame.words, frame.count)
        this.#findSelected()
        this.#redraw()
        break
      case 'static':
        this.#startAnew()
        this.fleet.applyStatic(this.hello?.static_fields ?? [], frame.rows)
        this.#findSelected()
        this.#redraw()
        break
      case 'gone':
        this.fleet.remove(frame.slots)
        if (this.selectedSlot >= 0 && this.fleet.index(this.selectedSlot) < 0) this.selectedSlot = -1
        this.#redraw()
        break
      case 'status':
        if (this.#fresh > 0 && --this.#fresh === 0) this.fleet.clear()
        this.status = frame.status
        this.silentS = 0
        this.#setNow(frame.status.now_ms)
        break
      case 'alerts':
        this.desk.take(frame.alerts)
        break
      case 'notes': {
        const gone = new Set([...frame.notes.gone, ...frame.notes.notes.map((note) => note.id)])
        this.notes = [...this.notes.filter((note) => !gone.has(note.id)), ...frame.notes.notes].sort((a, b) => b.t_ms - a.t_ms)
        break
      }
      default: {
        const at = this.moment?.take(frame)
        if (at) this.#setNow(at)
      }
    }
  }

  /** The last picture stays on screen until the new connection has something to put in its place. */
  #startAnew(): void {
    if (this.#fresh === 0) return
    this.#fresh = 0
    this.fleet.clear()
  }

  #setNow(ms: number): void {
    this.nowMs = this.#toldMs = ms
    this.#statusAt = performance.now()
  }

  #goHome(hello: Hello): void {
    if (this.#hasPlace || !hello.centre) return
    this.#hasPlace = true
    this.centre = { lon: hello.centre[0], lat: hello.centre[1] }
    // The zoom is meant for a desk's screen; a narrower one steps back, so that it shows as much of the sea.
    const narrower = Math.min(0, Math.log2(window.innerWidth / DESK_WIDTH_PX))
    this.zoom = (hello.zoom ?? DEFAULT_ZOOM) + narrower
    this.#chart?.jump(this.centre, this.zoom)
  }

  #second(): void {
    const speed = this.moment ? (this.moment.where?.speed ?? 0) : 1
    this.nowMs = this.#statusAt > 0 ? this.#toldMs + (performance.now() - this.#statusAt) * speed : Date.now()
    if (this.#link && this.#link.lastFrameMs > 0) this.silentS = (performance.now() - this.#link.lastFrameMs) / 1000
    this.beat++
    this.trails.grow(this.selected)
    this.#keepFollowing()
  }

  #select(slot: number, mmsi: number | null): void {
    this.selectedSlot = slot
    this.selectedMmsi = mmsi
    if (slot < 0) this.following = false
    this.fleet.select(slot)
    this.#link?.tell('select', mmsi)
    this.trails.choose(mmsi !== null || slot >= 0 ? { mmsi, slot } : null)
    this.writeAddress()
    this.#redraw()
  }

  /** A vessel chosen by MMSI (address, search) is tied to its slot when it comes into the picture. */
  #findSelected(): void {
    if (this.selectedMmsi === null) return
    const slot = this.fleet.slotOfMmsi(this.selectedMmsi) ?? -1
    if (slot === this.selectedSlot || slot < 0) return
    this.selectedSlot = slot
    this.fleet.select(slot)
  }

  #keepFollowing(): void {
    const vessel = this.selected
    if (this.following && vessel) this.#chart?.fly(this.placeOf(vessel), this.zoom)
  }

  #tellView(): void {
    const bounds: Bounds | null = this.everywhere || !this.#chart ? null : this.#chart.bounds
    const view: ViewMessage = viewMessage(bounds)
    this.#link?.tell('view', view.told)
    this.fleet.keepInside((x, y, kind) => kind === KIND.locatingDevice || view.inside(x, y))
    this.#redraw()
  }

  #redraw(): void {
    this.#chart?.repaint()
  }
}
