// The vessels: one custom layer of the chart, drawing the fleet's own bytes.

import type { CustomLayerInterface, Map as Chart } from 'maplibre-gl'
import type { Fleet } from '../fleet/fleet'
import { GROUPS, groupIndex } from '../fleet/groups'
import { RECORD_BYTES } from '../live/frames'
import { type ChartPalette, rgb } from '../theme/palettes'
import { type Camera, cameraOf } from './camera'
import { NEAR_LIMIT, NEAR_ZOOM, NearInstances, inView } from './near'
import { HULL_FRAGMENT, HULL_VERTEX, LINE_FRAGMENT, LINE_VERTEX, NEAR_FLOATS } from './near_shader'
import { Program } from './program'
import { SYMBOL_FRAGMENT, SYMBOL_VERTEX } from './symbol_shader'

/** The course line shows where a vessel will be after this time. */
const COURSE_LINE_S = 360

/** Radius of a class A symbol in CSS pixels: small where thousands meet, large where ships are looked at. */
export function symbolRadius(zoom: number): number {
  return Math.max(5, Math.min(12, 5 + (zoom - 5) * 1.1))
}

export class VesselLayer implements CustomLayerInterface {
  readonly id = 'vessels'
  readonly type = 'custom' as const
  readonly renderingMode = '2d' as const
  /** Indices in view when zoomed in, for labels; empty when zoomed out. */
  near: readonly number[] = []
  onFirstDraw: (() => void) | undefined
  #fleet: Fleet
  #palette: ChartPalette
  #chart: Chart | undefined
  #gl: Graphics | undefined
  #drawn = -1
  #nearKey = ''
  #instances = new NearInstances()

  constructor(fleet: Fleet, palette: ChartPalette) {
    this.#fleet = fleet
    this.#palette = palette
  }

  set palette(palette: ChartPalette) {
    this.#palette = palette
    this.#chart?.triggerRepaint()
  }

  onAdd(chart: Chart, gl: WebGL2RenderingContext): void {
    this.#chart = chart
    this.#gl = graphics(gl)
    this.#drawn = -1
    this.#nearKey = ''
  }

  onRemove(): void {
    this.#gl = undefined
  }

  render(gl: WebGL2RenderingContext): void {
    const g = this.#gl
    const chart = this.#chart
    if (!g || !chart) return
    const camera = cameraOf(chart)
    const nearChanged = this.#lookNear(camera)
    if (this.#drawn !== this.#fleet.revision || nearChanged) this.#upload(gl, g)
    if (this.#fleet.count === 0) return
    gl.disable(gl.DEPTH_TEST)
    gl.disable(gl.STENCIL_TEST)
    gl.disable(gl.CULL_FACE)
    gl.enable(gl.BLEND)
    gl.blendEquation(gl.FUNC_ADD)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    for (const world of camera.worlds) {
      if (this.#instances.count > 0) this.#drawNear(gl, g, camera, world)
      this.#drawSymbols(gl, g, camera, world)
    }
    gl.bindVertexArray(null)
    if (this.onFirstDraw) {
      this.onFirstDraw()
      this.onFirstDraw = undefined
    }
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
    const p = g.symbols
    this.#project(gl, p, camera, world)
    gl.uniform1f(p.at('u_size'), symbolRadius(camera.zoom))
    gl.uniform3fv(p.at('u_group'), this.#groupColours())
    gl.uniform1uiv(p.at('u_group_of_type'), GROUP_OF_TYPE)
    gl.uniform1uiv(p.at('u_group_of_kind'), GROUP_OF_KIND)
    for (const name of ['outline', 'halo', 'doubt', 'selected'] as const)
      gl.uniform3fv(p.at(`u_${name}`), rgb(this.#palette[name]))
    gl.bindVertexArray(g.symbolArrays)
    gl.drawArrays(gl.POINTS, 0, this.#fleet.count)
    // Locating devices once more, above all the rest.
    for (const index of this.#fleet.pinned) gl.drawArrays(gl.POINTS, index, 1)
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
    gl.uniform1f(g.lines.at('u_seconds'), COURSE_LINE_S)
    gl.uniform1f(g.lines.at('u_heading_px'), 10 * camera.pixelRatio)
    gl.uniform1f(g.lines.at('u_bow_px'), symbolRadius(camera.zoom) * camera.pixelRatio)
    for (const course of [1, 0]) {
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
  symbols: Program
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
    symbols: new Program(gl, SYMBOL_VERTEX, SYMBOL_FRAGMENT),
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
