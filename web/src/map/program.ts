// Compiling and linking of shaders.

/** The browser has no WebGL 2. */
export class NoGraphics extends Error {}

function shader(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const made = gl.createShader(type)
  if (!made) throw new Error('the graphics context is lost')
  gl.shaderSource(made, source)
  gl.compileShader(made)
  return made
}

export class Program {
  readonly handle: WebGLProgram
  #gl: WebGL2RenderingContext
  #places = new Map<string, WebGLUniformLocation | null>()

  constructor(gl: WebGL2RenderingContext, vertex: string, fragment: string) {
    this.#gl = gl
    this.handle = gl.createProgram()
    const parts = [shader(gl, gl.VERTEX_SHADER, vertex), shader(gl, gl.FRAGMENT_SHADER, fragment)]
    for (const part of parts) gl.attachShader(this.handle, part)
    gl.linkProgram(this.handle)
    if (!gl.getProgramParameter(this.handle, gl.LINK_STATUS)) {
      const log = [gl.getProgramInfoLog(this.handle), ...parts.map((part) => gl.getShaderInfoLog(part))].join('\n')
      throw new Error(`a shader does not compile: ${log}`)
    }
    for (const part of parts) gl.deleteShader(part)
  }

  use(): void {
    this.#gl.useProgram(this.handle)
  }

  at(name: string): WebGLUniformLocation | null {
    if (!this.#places.has(name)) this.#places.set(name, this.#gl.getUniformLocation(this.handle, name))
    return this.#places.get(name) ?? null
  }
}

/** GLSL shared by every pass: from integer units to clip space without losing a digit. */
export const PROJECT = `
uniform ivec2 u_centre;
uniform vec2 u_rest;
uniform vec2 u_clip_per_unit;
uniform float u_world;
vec2 project(ivec2 xy) {
  // East-west, 32-bit integers wrap as the world does. North-south they must not.
  float dx = float(xy.x - u_centre.x) - u_rest.x + u_world * 4294967296.0;
  float far = float(xy.y) - float(u_centre.y);
  float dy = (abs(far) > 1.0e9 ? far : float(xy.y - u_centre.y)) - u_rest.y;
  return vec2(dx, dy) * u_clip_per_unit;
}
`
