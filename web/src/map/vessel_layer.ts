// The vessels: the fleet's own bytes, drawn on a canvas of their own above the chart. A tick moves vessels, not the chart:
// without a graphics card, drawing the chart anew each time would cost as much as 20,000 ships.

import type { Fleet } from '../fleet/fleet'
import { GROUPS, groupIndex } from '../fleet/groups'
import { RECORD_BYTES } from '../live/frames'
import { type ChartPalette, rgb } from '../theme/palettes'
import type { Camera } from './camera'
import { DrawOrder } from './draw_order'
import { NEAR_LIMIT, NEAR_ZOOM, NearInstances, inView } from './near'
import { HULL_FRAGMENT, HULL_VERTEX, LINE_FRAGMENT, LINE_VERTEX, NEAR_FLOATS } from './near_shader'
import { NoGraphics, Program } from './program'
import { SHAPES, symbolShaders } from './symbol_shader'

/** Radius of a class A symbol in CSS pixels: small where thousands meet, large where ships are looked at. */
export function symbolRadius(zoom: number): number {
  return Math.max(5, Math.min(12, 5 + (zoom - 5) * 1.1))
}

export class VesselLayer {
  /** Indices in view when zoomed in, for labels; empty when zoomed out. */
  near: readonly number[] = []
  /** The course line shows where a vessel will be after this time; 0: none is drawn. */
  courseLineS = 360
  headingLines = true
  #canvas: HTMLCanvasElement
  #gl: WebGL2RenderingContext
  #parts: Graphics | null
  #fleet: Fleet
  #palette: ChartPalette
  #drawn = -1
  #nearKey = ''
  #instances = new NearInstances()
  #order = new DrawOrder()

  /** Raises NoGraphics when the browser has no WebGL 2. */
  constructor(canvas: HTMLCanvasElement, fleet: Fleet, palette: ChartPalette) {
    const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, stencil: false, premultipliedAlpha: true })
    if (!gl) throw new NoGraphics('WebGL 2 is not available')
    this.#canvas = canvas
    this.#gl = gl
    this.#parts = graphics(gl)
    this.#fleet = fleet
    this.#palette = palette
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault()
      this.#parts = null
    })
    canvas.addEventListener('webglcontextrestored', () => {
      this.#parts = graphics(gl)
      this.#drawn = -1
      this.#nearKey = ''
    })
  }

  set palette(palette: ChartPalette) {
    this.#palette = palette
  }

  /** Draws the fleet as the camera sees it. */
  draw(camera: Camera): void {
    const gl = this.#gl
    const g = this.#parts
    if (!g) return
    this.#fit(camera)
    const nearChanged = this.#lookNear(camera)
    if (this.#drawn !== this.#fleet.revision || nearChanged) this.#upload(gl, g)
    gl.viewport(0, 0, this.#canvas.width, this.#canvas.height)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    if (this.#fleet.count === 0) return
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    for (const world of camera.worlds) {
      if (this.#instances.count > 0) this.#drawNear(gl, g, camera, world)
      this.#drawSymbols(gl, g, camera, world)
    }
  }

  close(): void {
    this.#parts = null
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext()
  }

  #fit(camera: Camera): void {
    const width = Math.round(camera.width * camera.pixelRatio)
    const height = Math.round(camera.height * camera.pixelRatio)
    if (this.#canvas.width !== width) this.#canvas.width = width
    if (this.#canvas.height !== height) this.#canvas.height = height
  }

  #lookNear(camera: Camera): boolean {
    const key = `${this.#fleet.revision} ${camera.zoom} ${camera.centreX} ${camera.centreY} ${camera.width} ${camera.height}`
    if (key === this.#nearKey) return false
    this.#nearKey = key
    const found = camera.zoom >= NEAR_ZOOM ? inView(this.#fleet, camera, 120, NEAR_LIMIT) : []
    this.near = found.length > NEAR_LIMIT ? [] : found
    this.#instances.pack(this.#fleet, camera, this.near)
    return true
  }

  #upload(gl: WebGL2RenderingContext, g: Graphics): void {
    const fleet = this.#fleet
    gl.bindBuffer(gl.ARRAY_BUFFER, g.records)
    gl.bufferData(gl.ARRAY_BUFFER, fleet.bytes.subarray(0, fleet.count * RECORD_BYTES), gl.DYNAMIC_DRAW)
    gl.bindBuffer(gl.ARRAY_BUFFER, g.marks)
    gl.bufferData(gl.ARRAY_BUFFER, fleet.marks.subarray(0, fleet.count), gl.DYNAMIC_DRAW)
    gl.bindBuffer(gl.ARRAY_BUFFER, g.nearPlaces)
    gl.bufferData(gl.ARRAY_BUFFER, this.#instances.places.subarray(0, this.#instances.count * 2), gl.DYNAMIC_DRAW)
    gl.bindBuffer(gl.ARRAY_BUFFER, g.nearNumbers)
    gl.bufferData(gl.ARRAY_BUFFER, this.#instances.numbers.subarray(0, this.#instances.count * NEAR_FLOATS), gl.DYNAMIC_DRAW)
    gl.bindBuffer(gl.ARRAY_BUFFER, null)
    this.#order.sort(fleet)
    gl.bindVertexArray(g.symbolArrays)
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, this.#order.indices.subarray(0, this.#order.starts.at(-1)), gl.DYNAMIC_DRAW)
    gl.bindVertexArray(null)
    this.#drawn = fleet.revision
  }

  #project(gl: WebGL2RenderingContext, program: Program, camera: Camera, world: number): void {
    program.use()
    gl.uniform2i(program.at('u_centre'), camera.centreX, camera.centreY)
    gl.uniform2f(program.at('u_rest'), camera.restX, camera.restY)
    gl.uniform2f(
      program.at('u_clip_per_unit'),
      (2 * camera.pxPerUnit) / camera.width,
      (-2 * camera.pxPerUnit) / camera.height,
    )
    gl.uniform1f(program.at('u_world'), world)
    gl.uniform1f(program.at('u_pixel_ratio'), camera.pixelRatio)
  }

  #drawSymbols(gl: WebGL2RenderingContext, g: Graphics, camera: Camera, world: number): void {
    gl.bindVertexArray(g.symbolArrays)
    g.symbols.forEach((p, i) => {
      const [start, end] = [this.#order.starts[i]!, this.#order.starts[i + 1]!]
      if (start === end) return
      this.#project(gl, p, camera, world)
      gl.uniform1f(p.at('u_size'), symbolRadius(camera.zoom) * camera.pixelRatio)
      gl.uniform3fv(p.at('u_group'), this.#groupColours())
      gl.uniform1uiv(p.at('u_group_of_type'), GROUP_OF_TYPE)
      gl.uniform1uiv(p.at('u_group_of_kind'), GROUP_OF_KIND)
      for (const name of ['outline', 'halo', 'doubt', 'selected', 'danger', 'label'] as const)
        gl.uniform3fv(p.at(`u_${name}`), rgb(this.#palette[name]))
      gl.drawElements(gl.POINTS, end - start, gl.UNSIGNED_INT, start * 4)
    })
    gl.bindVertexArray(null)
  }

  #drawNear(gl: WebGL2RenderingContext, g: Graphics, camera: Camera, world: number): void {
    const count = this.#instances.count
    gl.bindVertexArray(g.nearArrays)
    this.#project(gl, g.hulls, camera, world)
    gl.uniform3fv(g.hulls.at('u_group'), this.#groupColours())
    gl.uniform3fv(g.hulls.at('u_line'), rgb(this.#palette.outline))
    gl.uniform1f(g.hulls.at('u_alpha'), 0.85)
    gl.uniform1i(g.hulls.at('u_edge'), 0)
    gl.drawArraysInstanced(gl.TRIANGLE_FAN, 0, 5, count)
    gl.uniform1i(g.hulls.at('u_edge'), 1)
    gl.drawArraysInstanced(gl.LINE_LOOP, 0, 5, count)
    this.#project(gl, g.lines, camera, world)
    gl.uniform2f(g.lines.at('u_viewport'), camera.width * camera.pixelRatio, camera.height * camera.pixelRatio)
    gl.uniform3fv(g.lines.at('u_line'), rgb(this.#palette.label))
    gl.uniform1f(g.lines.at('u_seconds'), this.courseLineS)
    gl.uniform1f(g.lines.at('u_heading_px'), 10 * camera.pixelRatio)
    gl.uniform1f(g.lines.at('u_bow_px'), symbolRadius(camera.zoom) * camera.pixelRatio)
    for (const course of [1, 0]) {
      if (course ? this.courseLineS === 0 : !this.headingLines) continue
      gl.uniform1i(g.lines.at('u_course'), course)
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count)
    }
  }

  #groupColours(): number[] {
    return GROUPS.flatMap((group) => rgb(this.#palette.group[group]))
  }
}

const GROUP_OF_TYPE = Uint32Array.from({ length: 256 }, (_, code) => groupIndex(1, code))
const GROUP_OF_KIND = Uint32Array.from({ length: 9 }, (_, kind) => groupIndex(kind, 0))

interface Graphics {
  /** In the order of SHAPES. */
  symbols: Program[]
  hulls: Program
  lines: Program
  records: WebGLBuffer
  marks: WebGLBuffer
  nearPlaces: WebGLBuffer
  nearNumbers: WebGLBuffer
  symbolArrays: WebGLVertexArrayObject
  nearArrays: WebGLVertexArrayObject
}

function graphics(gl: WebGL2RenderingContext): Graphics {
  const g: Graphics = {
    symbols: SHAPES.map((shape) => new Program(gl, ...symbolShaders(shape))),
    hulls: new Program(gl, HULL_VERTEX, HULL_FRAGMENT),
    lines: new Program(gl, LINE_VERTEX, LINE_FRAGMENT),
    records: gl.createBuffer(),
    marks: gl.createBuffer(),
    nearPlaces: gl.createBuffer(),
    nearNumbers: gl.createBuffer(),
    symbolArrays: gl.createVertexArray(),
    nearArrays: gl.createVertexArray(),
  }
  gl.bindVertexArray(g.symbolArrays)
  for (let location = 0; location < 4; location++) gl.enableVertexAttribArray(location)
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer())
  gl.bindBuffer(gl.ARRAY_BUFFER, g.records)
  gl.vertexAttribIPointer(0, 2, gl.INT, RECORD_BYTES, 4)
  gl.vertexAttribIPointer(1, 4, gl.UNSIGNED_SHORT, RECORD_BYTES, 12)
  gl.vertexAttribIPointer(2, 4, gl.UNSIGNED_BYTE, RECORD_BYTES, 20)
  gl.bindBuffer(gl.ARRAY_BUFFER, g.marks)
  gl.vertexAttribIPointer(3, 1, gl.UNSIGNED_BYTE, 1, 0)
  gl.bindVertexArray(g.nearArrays)
  for (let location = 0; location < 4; location++) {
    gl.enableVertexAttribArray(location)
    gl.vertexAttribDivisor(location, 1)
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, g.nearPlaces)
  gl.vertexAttribIPointer(0, 2, gl.INT, 8, 0)
  gl.bindBuffer(gl.ARRAY_BUFFER, g.nearNumbers)
  gl.vertexAttribPointer(1, 4, gl.FLOAT, false, NEAR_FLOATS * 4, 0)
  gl.vertexAttribPointer(2, 4, gl.FLOAT, false, NEAR_FLOATS * 4, 16)
  gl.vertexAttribPointer(3, 1, gl.FLOAT, false, NEAR_FLOATS * 4, 32)
  gl.bindVertexArray(null)
  gl.bindBuffer(gl.ARRAY_BUFFER, null)
  return g
}
