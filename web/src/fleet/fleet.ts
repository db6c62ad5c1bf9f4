// The picture as the page holds it: the server's 28-byte records, kept as they came, densely, in one buffer.
// The same bytes go to the graphics card, so a tick of 5,000 rows costs one copy and one upload.

import { RECORD_BYTES, RECORD_WORDS } from '../live/frames'
import { type Filter, SHOW_ALL, type Test, filterTest } from './filter'
import { KIND } from './groups'
import { type Identity, identities } from './identity'

export const MARK = { shown: 1, selected: 2, hovered: 4, hull: 8, dangerous: 16 } as const
const LARGEST_SLOT = 1 << 24
/** Word offsets inside a record. */
const SLOT = 0
const X = 1
const Y = 2

/** One vessel, unpacked for a person. Null: not available. */
export interface Vessel {
  slot: number
  x: number
  y: number
  sogKn: number | null
  cogDeg: number | null
  headingDeg: number | null
  rotDegMin: number | null
  kind: number
  typeCode: number
  navStatus: number | null
  stateBits: number
  tS: number
  identity: Identity | undefined
}

export class Fleet {
  count = 0
  words = new Int32Array(1024 * RECORD_WORDS)
  marks = new Uint8Array(1024)
  /** Grows with every change of the rows or marks; whoever draws compares it with what was drawn. */
  revision = 0
  /** Grows when identities change. */
  identityRevision = 0
  /** Indices drawn last and never hidden: locating devices. */
  readonly pinned = new Set<number>()
  #bytes = new Uint8Array(this.words.buffer)
  #halves = new Uint16Array(this.words.buffer)
  #indexOf = new Int32Array(1024).fill(-1)
  #identities = new Map<number, Identity>()
  #slotOfMmsi = new Map<number, number>()
  #test: Test = filterTest(SHOW_ALL)
  #selected = -1
  #hovered = -1
  #dangerous: ReadonlySet<number> = new Set()

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes
  }

  /** Takes `count` records; a slot seen before is overwritten. */
  apply(records: Int32Array<ArrayBuffer>, count: number): void {
    this.#reserve(this.count + count)
    for (let at = 0; at < count * RECORD_WORDS; at += RECORD_WORDS) {
      const slot = records[at + SLOT]! >>> 0
      if (slot >= LARGEST_SLOT) continue
      let index = this.#lookUp(slot)
      if (index < 0) index = this.#add(slot)
      const to = index * RECORD_WORDS
      for (let word = 0; word < RECORD_WORDS; word++) this.words[to + word] = records[at + word]!
      this.#mark(index)
    }
    this.revision++
  }

  applyStatic(fields: readonly string[], rows: readonly (readonly unknown[])[]): void {
    for (const [slot, identity] of identities(fields, rows)) {
      const before = this.#identities.get(slot)
      this.#forgetMmsi(slot, before)
      this.#identities.set(slot, identity)
      if (identity.mmsi !== null) this.#slotOfMmsi.set(identity.mmsi, slot)
    }
    this.identityRevision++
    this.revision++
  }

  remove(slots: Iterable<number>): void {
    for (const slot of slots) {
      this.#forgetMmsi(slot, this.#identities.get(slot))
      this.#identities.delete(slot)
      const index = this.#lookUp(slot)
      if (index >= 0) this.#drop(index)
    }
    this.revision++
  }

  /** Forgets the rows outside a box in mercator units; identities stay, the server tells them only once. */
  keepInside(inside: (x: number, y: number, kind: number) => boolean): void {
    for (let index = this.count - 1; index >= 0; index--) {
      const at = index * RECORD_WORDS
      if (!inside(this.words[at + X]!, this.words[at + Y]!, this.kindAt(index)) && this.slotAt(index) !== this.#selected) this.#drop(index)
    }
    this.revision++
  }

  /** Forgets everything, as at a new connection, which tells all anew. */
  clear(): void {
    this.count = 0
    this.#indexOf.fill(-1)
    this.pinned.clear()
    this.#identities.clear()
    this.#slotOfMmsi.clear()
    this.identityRevision++
    this.revision++
  }

  setFilter(filter: Filter): void {
    this.#test = filterTest(filter)
    for (let index = 0; index < this.count; index++) this.#mark(index)
    this.revision++
  }

  /** Marks the chosen vessel; -1: none. */
  select(slot: number): void {
    const before = this.#selected
    this.#selected = slot
    this.#remark(before, slot)
  }

  /** Marks the vessel under the pointer; -1: none. */
  hover(slot: number): void {
    const before = this.#hovered
    this.#hovered = slot
    this.#remark(before, slot)
  }

  /** Marks the vessels under some MMSI as dangerous: no filter hides them. To be told again as vessels come. */
  setDangerous(mmsi: Iterable<number>): void {
    const before = this.#dangerous
    const slots = [...mmsi].map((one) => this.#slotOfMmsi.get(one)).filter((slot) => slot !== undefined)
    if (slots.length === before.size && slots.every((slot) => before.has(slot))) return
    this.#dangerous = new Set(slots)
    this.#remark(...before, ...slots)
  }

  setHull(index: number, drawn: boolean): void {
    const before = this.marks[index]!
    this.marks[index] = drawn ? before | MARK.hull : before & ~MARK.hull
  }

  isShown(index: number): boolean {
    return (this.marks[index]! & MARK.shown) !== 0
  }

  index(slot: number): number {
    return this.#lookUp(slot)
  }

  slotAt(index: number): number {
    return this.words[index * RECORD_WORDS]! >>> 0
  }

  /** The slot of whom the picture holds under this MMSI or whole name; -1: nobody. */
  slotNamed(text: string): number {
    const wanted = text.trim().toUpperCase()
    if (/^\d{1,9}$/.test(wanted)) return this.#slotOfMmsi.get(Number(wanted)) ?? -1
    if (wanted === '') return -1
    for (let index = 0; index < this.count; index++) {
      const slot = this.slotAt(index)
      if (this.identity(slot)?.name?.toUpperCase() === wanted) return slot
    }
    return -1
  }

  slotOfMmsi(mmsi: number): number | undefined {
    return this.#slotOfMmsi.get(mmsi)
  }

  identity(slot: number): Identity | undefined {
    return this.#identities.get(slot)
  }

  /** East and south in units of the world. */
  placeAt(index: number): [x: number, y: number] {
    return [this.words[index * RECORD_WORDS + X]!, this.words[index * RECORD_WORDS + Y]!]
  }

  kindAt(index: number): number {
    return this.#bytes[index * RECORD_BYTES + 20]!
  }

  stateAt(index: number): number {
    return this.#bytes[index * RECORD_BYTES + 23]!
  }

  vesselAt(index: number): Vessel {
    const word = index * RECORD_WORDS
    const half = index * (RECORD_BYTES / 2)
    const byte = index * RECORD_BYTES
    const sog = this.#halves[half + 6]!
    const cog = this.#halves[half + 7]!
    const heading = this.#halves[half + 8]!
    const rot = (this.#halves[half + 9]! << 16) >> 16
    const slot = this.words[word]! >>> 0
    const nav = this.#bytes[byte + 22]!
    return {
      slot,
      x: this.words[word + X]!,
      y: this.words[word + Y]!,
      sogKn: sog === 65535 ? null : sog / 10,
      cogDeg: cog >= 3600 ? null : cog / 10,
      headingDeg: heading >= 360 ? null : heading,
      rotDegMin: rot === -32768 ? null : rot / 10,
      kind: this.#bytes[byte + 20]!,
      typeCode: this.#bytes[byte + 21]!,
      navStatus: nav === 255 ? null : nav,
      stateBits: this.#bytes[byte + 23]!,
      tS: this.words[word + 6]! >>> 0,
      identity: this.#identities.get(slot),
    }
  }

  vessel(slot: number): Vessel | undefined {
    const index = this.#lookUp(slot)
    return index < 0 ? undefined : this.vesselAt(index)
  }

  #lookUp(slot: number): number {
    return slot >= 0 && slot < this.#indexOf.length ? this.#indexOf[slot]! : -1
  }

  #add(slot: number): number {
    if (slot >= this.#indexOf.length) {
      const grown = new Int32Array(Math.max(slot + 1, this.#indexOf.length * 2)).fill(-1)
      grown.set(this.#indexOf)
      this.#indexOf = grown
    }
    const index = this.count++
    this.#indexOf[slot] = index
    this.marks[index] = 0
    return index
  }

  #drop(index: number): void {
    const last = --this.count
    this.#indexOf[this.slotAt(index)] = -1
    this.pinned.delete(index)
    if (last === index) return
    this.words.copyWithin(index * RECORD_WORDS, last * RECORD_WORDS, (last + 1) * RECORD_WORDS)
    this.marks[index] = this.marks[last]!
    this.#indexOf[this.slotAt(index)] = index
    if (this.pinned.delete(last)) this.pinned.add(index)
  }

  #mark(index: number): void {
    const byte = index * RECORD_BYTES
    const kind = this.#bytes[byte + 20]!
    const shown = this.#test(kind, this.#bytes[byte + 21]!, this.#bytes[byte + 23]!)
    const slot = this.slotAt(index)
    let mark = this.marks[index]! & MARK.hull
    if (slot === this.#selected) mark |= MARK.selected
    if (slot === this.#hovered) mark |= MARK.hovered
    const dangerous = this.#dangerous.has(slot)
    if (dangerous) mark |= MARK.dangerous
    // What is chosen or dangerous stays in sight under every filter.
    if (shown || dangerous || slot === this.#selected) mark |= MARK.shown
    this.marks[index] = mark
    if (kind === KIND.locatingDevice) this.pinned.add(index)
    else this.pinned.delete(index)
  }

  #remark(...slots: number[]): void {
    for (const slot of slots) {
      const index = this.#lookUp(slot)
      if (index >= 0) this.#mark(index)
    }
    this.revision++
  }

  #forgetMmsi(slot: number, identity: Identity | undefined): void {
    const mmsi = identity?.mmsi
    if (mmsi !== undefined && mmsi !== null && this.#slotOfMmsi.get(mmsi) === slot) this.#slotOfMmsi.delete(mmsi)
  }

  #reserve(count: number): void {
    if (count <= this.marks.length) return
    const size = Math.max(count, this.marks.length * 2)
    const words = new Int32Array(size * RECORD_WORDS)
    words.set(this.words)
    this.words = words
    this.#bytes = new Uint8Array(words.buffer)
    this.#halves = new Uint16Array(words.buffer)
    const marks = new Uint8Array(size)
    marks.set(this.marks)
    this.marks = marks
  }
}
