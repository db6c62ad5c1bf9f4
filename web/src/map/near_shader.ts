// What is drawn only when zoomed in, one instance per vessel in view: the hull to scale and the lines ahead.

import { PROJECT } from './program'

/** Floats per instance after the two integers of the position. */
export const NEAR_FLOATS = 9

const INSTANCE = `
layout(location = 0) in ivec2 a_xy;
layout(location = 1) in vec4 a_way;   // heading (rad, or -1), course (rad, or -1), speed (units/s), units per metre
layout(location = 2) in vec4 a_hull;  // bow, stern, port, starboard, metres; bow < 0: none
layout(location = 3) in float a_group;
`

export const HULL_VERTEX = `#version 300 es
precision highp float;
precision highp int;
${INSTANCE}
uniform vec3 u_group[14];
flat out vec3 v_colour;
${PROJECT}
void main() {
  float shoulder = a_hull.x - 0.22 * (a_hull.x + a_hull.y);
  float middle = 0.5 * (a_hull.w - a_hull.z);
  vec2 m = gl_VertexID == 0 ? vec2(-a_hull.z, -a_hull.y)
    : gl_VertexID == 1 ? vec2(-a_hull.z, shoulder)
    : gl_VertexID == 2 ? vec2(middle, a_hull.x)
    : gl_VertexID == 3 ? vec2(a_hull.w, shoulder)
    : vec2(a_hull.w, -a_hull.y);
  float c = cos(a_way.x);
  float s = sin(a_way.x);
  vec2 east_south = vec2(m.x * c + m.y * s, m.x * s - m.y * c) * a_way.w;
  v_colour = u_group[int(a_group)];
  gl_Position = a_hull.x < 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(project(a_xy) + east_south * u_clip_per_unit, 0.0, 1.0);
}
`

export const HULL_FRAGMENT = `#version 300 es
precision highp float;
flat in vec3 v_colour;
uniform vec3 u_line;
uniform float u_alpha;
uniform bool u_edge;
out vec4 o_colour;
void main() { o_colour = vec4((u_edge ? u_line : v_colour) * u_alpha, u_alpha); }
`

export const LINE_VERTEX = `#version 300 es
precision highp float;
precision highp int;
${INSTANCE}
uniform vec2 u_viewport;      // device pixels
uniform float u_pixel_ratio;
uniform float u_seconds;      // length of the course line
uniform float u_heading_px;   // length of the heading line beyond the bow
uniform float u_bow_px;       // of a symbol that is not to scale
uniform bool u_course;
out float v_along;
${PROJECT}
void main() {
  float angle = u_course ? a_way.y : a_way.x;
  float px_per_unit = abs(u_clip_per_unit.x) * u_viewport.x * 0.5;
  float px = u_course ? a_way.z * u_seconds * px_per_unit
    : max(u_bow_px, a_hull.x * a_way.w * px_per_unit) + u_heading_px;
  if (angle < 0.0 || px < 3.0) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); v_along = 0.0; return; }
  vec2 ahead = vec2(sin(angle), cos(angle));
  float along = gl_VertexID < 2 ? 0.0 : px;
  float side = (gl_VertexID & 1) == 0 ? -0.75 : 0.75;
  vec2 offset = ahead * along + vec2(ahead.y, -ahead.x) * side * u_pixel_ratio;
  v_along = u_course ? along / u_pixel_ratio : -1.0;
  gl_Position = vec4(project(a_xy) + offset * 2.0 / u_viewport, 0.0, 1.0);
}
`

export const LINE_FRAGMENT = `#version 300 es
precision highp float;
in float v_along;
uniform vec3 u_line;
out vec4 o_colour;
void main() {
  // The course line is broken, the heading line whole.
  if (v_along >= 0.0 && fract(v_along / 8.0) > 0.62) discard;
  o_colour = vec4(u_line * 0.9, 0.9);
}
`
