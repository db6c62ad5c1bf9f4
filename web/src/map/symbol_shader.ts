// Symbols: one point per station, its shape computed per pixel from the server's own record. Shapes are ours, in the
// spirit of SN.1/Circ.243. Without a graphics card every branch of a shader is run for every pixel, so each family of
// shapes has a small program of its own, without branches, and ships, nine tenths of every picture, the smallest.

import { GROUPS } from '../fleet/groups'
import { PROJECT } from './program'

/** In the order of drawing: the last lies on top. */
export const SHAPES = ['ship', 'aid', 'fixed', 'aircraft', 'mark', 'locating'] as const
export type Shape = (typeof SHAPES)[number]

const VERTEX_HEAD = `#version 300 es
precision highp float;
precision highp int;
layout(location = 0) in ivec2 a_xy;
layout(location = 1) in uvec4 a_motion; // sog, cog, heading, rot
layout(location = 2) in uvec4 a_what;   // kind, type code, nav status, state bits
layout(location = 3) in uint a_marks;   // see MARK
uniform float u_size;                   // radius of a class A ship, device pixels
uniform float u_pixel_ratio;
uniform vec3 u_group[${GROUPS.length}];
uniform uint u_group_of_type[256];
uniform uint u_group_of_kind[9];
flat out vec4 v_turn;   // cosine and sine times the spread of the point, -1 for an undirected ship, free
flat out vec4 v_colour;
flat out vec2 v_edge;   // radius, width of the outline; pixels
flat out vec3 v_a;
flat out vec3 v_b;
${PROJECT}
// False when neither heading nor course is known, or the vessel hardly moves and tells no heading.
bool points(out float angle) {
  angle = 0.0;
  if (a_motion.z < 360u) angle = radians(float(a_motion.z));
  else if (a_motion.y < 3600u && a_motion.x != 65535u && a_motion.x >= 5u) angle = radians(float(a_motion.y) * 0.1);
  else return false;
  return true;
}
float radius_of(bool directed) {
  uint kind = a_what.x;
  if (kind == 7u) return max(u_size * 1.5, 14.0 * u_pixel_ratio);
  float radius = u_size * (kind == 2u ? 0.85 : kind == 0u || kind == 8u ? 0.8 : 1.0);
  if (kind > 2u) return radius;
  if ((a_what.w & 32u) != 0u) radius *= 0.72;
  if (!directed) radius *= 0.72;
  return (a_marks & 8u) != 0u ? min(radius, 3.0 * u_pixel_ratio) : radius;
}
// Places the point; \`room\` is added to the radius on every side, pixels.
void place(float radius, float room, float angle, float directed) {
  float half_size = radius + room;
  float spread = 2.0 * half_size / radius;
  v_turn = vec4(cos(angle) * spread, sin(angle) * spread, directed, half_size);
  v_edge = vec2(radius, (radius < 8.0 * u_pixel_ratio ? 0.8 : 1.3) * u_pixel_ratio);
  uint kind = a_what.x;
  uint group = kind <= 2u ? u_group_of_type[a_what.y & 255u] : u_group_of_kind[min(kind, 8u)];
  v_colour = vec4(u_group[group], (a_what.w & 3u) == 0u ? 1.0 : kind == 7u ? 0.85 : 0.5);
  gl_PointSize = 2.0 * half_size;
  gl_Position = vec4(project(a_xy), 0.0, 1.0);
}
`

const VERTEX: Record<Shape, string> = {
  // v_a, v_b: half-planes over |x|, y, 1: a side of the bow, the stern; v_turn.w: the greatest |x|.
  ship: `void main() {
  float angle;
  bool directed = points(angle);
  place(radius_of(directed), 0.5 * u_pixel_ratio, angle, directed ? 1.0 : -1.0);
  if (!directed) { v_a = vec3(0.7071, 0.7071, -0.8); v_b = vec3(0.0, 1.0, -0.8); v_turn.w = 0.8; }
  else if (a_what.x == 2u) { v_a = vec3(0.9409, -0.3387, -0.3387); v_b = vec3(-0.4472, 0.8944, -0.4025); v_turn.w = 1.0; }
  else { v_a = vec3(0.905, -0.4254, -0.4254); v_b = vec3(0.0, 1.0, -0.85); v_turn.w = 0.5; }
}`,
  // v_a.x: 1 virtual; v_a.y: 1 off position.
  aid: `void main() {
  place(radius_of(false), 0.0, 0.0, 1.0);
  v_a = vec3(a_what.x == 5u ? 1.0 : 0.0, (a_what.w & 16u) != 0u ? 1.0 : 0.0, 0.0);
  v_b = vec3(0.0);
}`,
  // v_a.x: 1 round (radar contact), 0 square (base station).
  fixed: `void main() {
  place(radius_of(false), 0.0, 0.0, 1.0);
  v_a = vec3(a_what.x == 8u ? 1.0 : 0.0, 0.0, 0.0);
  v_b = vec3(0.0);
}`,
  aircraft: `void main() {
  float angle;
  bool directed = points(angle);
  place(radius_of(directed), 0.0, angle, 1.0);
  v_a = vec3(0.0);
  v_b = vec3(0.0);
}`,
  // Round what is doubtful, lost, chosen, pointed at or dangerous. v_a: doubtful, lost, chosen; v_b: pointed at, dangerous.
  mark: `void main() {
  float angle;
  bool directed = points(angle) || a_what.x > 2u;
  place(radius_of(directed), 8.0 * u_pixel_ratio, 0.0, 1.0);
  v_a = vec3((a_what.w & 4u) != 0u, (a_what.w & 3u) == 2u, (a_marks & 2u) != 0u);
  v_b = vec3((a_marks & 4u) != 0u, (a_marks & 16u) != 0u, 0.0);
}`,
  locating: `void main() {
  place(radius_of(true), 0.0, 0.0, 1.0);
  v_a = vec3(0.0);
  v_b = vec3(0.0);
}`,
}

const FRAGMENT_HEAD = `#version 300 es
precision highp float;
flat in vec4 v_turn;
flat in vec4 v_colour;
flat in vec2 v_edge;
flat in vec3 v_a;
flat in vec3 v_b;
uniform vec3 u_outline;
uniform vec3 u_halo;
uniform vec3 u_doubt;
uniform vec3 u_selected;
uniform vec3 u_danger;
uniform vec3 u_label;
uniform float u_pixel_ratio;
out vec4 o_colour;
float within(float d) { return clamp(0.5 - d, 0.0, 1.0); }
void put(vec3 colour, float alpha) { o_colour = vec4(colour * alpha, alpha); }
`

const FRAGMENT: Record<Shape, string> = {
  ship: `void main() {
  vec2 s = gl_PointCoord - 0.5;
  float x = abs(v_turn.x * s.x + v_turn.y * s.y);
  float y = v_turn.x * s.y - v_turn.y * s.x;
  y = max(y, y * v_turn.z); // an undirected symbol is alike at both ends
  float d = max(max(v_a.x * x + v_a.y * y + v_a.z, v_b.x * x + v_b.y * y + v_b.z), x - v_turn.w) * v_edge.x;
  put(mix(v_colour.rgb, u_outline, clamp(d + v_edge.y + 0.5, 0.0, 1.0)), within(d) * v_colour.a);
}`,
  aid: `void main() {
  vec2 s = (gl_PointCoord - 0.5) * v_turn.x;
  vec2 p = abs(s);
  float d = (p.x + p.y - 0.95) * 0.7071 * v_edge.x;
  float arm = v_edge.y * 0.6;
  float plus = min(max(p.x * v_edge.x - arm, (p.y - 0.45) * v_edge.x), max(p.y * v_edge.x - arm, (p.x - 0.45) * v_edge.x));
  vec3 colour = mix(v_colour.rgb, u_doubt, v_a.y);
  float rim = clamp(d + v_edge.y + 0.5, 0.0, 1.0);
  float cross_ = within(plus);
  // Nothing stands at a virtual aid: it is not filled, and its outline is broken.
  float broken = v_a.x * step(0.62, fract((s.x - s.y) * 1.9)) * step(-v_edge.y - 1.0, d);
  vec3 filled = mix(mix(colour, u_outline, rim), mix(u_halo, colour, v_a.x), cross_);
  float alpha = mix(1.0, max(rim, cross_), v_a.x) * within(d) * (1.0 - broken);
  put(mix(filled, colour, v_a.x), alpha * v_colour.a);
}`,
  fixed: `void main() {
  vec2 p = abs(gl_PointCoord - 0.5) * v_turn.x;
  float r = length(p);
  float square = max(p.x, p.y);
  float d = mix(square - 0.72, r - 0.85, v_a.x) * v_edge.x;
  float dot_ = within(mix(square - 0.24, r - 0.3, v_a.x) * v_edge.x);
  float rim = clamp(d + v_edge.y * 1.4 + 0.5, 0.0, 1.0);
  put(v_colour.rgb, max(max(rim, dot_), 0.22) * within(d) * v_colour.a);
}`,
  aircraft: `void main() {
  vec2 s = gl_PointCoord - 0.5;
  float x = abs(v_turn.x * s.x + v_turn.y * s.y);
  float y = v_turn.x * s.y - v_turn.y * s.x;
  float body = max(x - 0.16, abs(y) - 0.95);
  float wings = max(x - 0.95, abs(y + 0.1) - 0.2);
  float tail = max(x - 0.45, abs(y - 0.75) - 0.14);
  float d = min(body, min(wings, tail)) * v_edge.x;
  put(mix(v_colour.rgb, u_outline, clamp(d + 1.0, 0.0, 1.0)), within(d) * v_colour.a);
}`,
  mark: `void main() {
  vec2 s = (gl_PointCoord - 0.5) * 2.0 * v_turn.w;
  float r = length(s);
  float one = u_pixel_ratio;
  float ring = within(abs(r - v_edge.x - 2.0 * one) - 0.5 * one) * step(fract(atan(s.y, s.x) * 1.2732), 0.6) * v_a.x;
  float stroke = within(max(abs(s.x - s.y) * 0.7071 - 0.8 * one, r - v_edge.x * 1.1)) * v_a.y;
  vec2 q = abs(s);
  float size = v_edge.x + 5.0 * one;
  float corner = step(size * mix(0.7, 0.45, v_a.z), min(q.x, q.y)) * max(v_a.z, v_b.x);
  float frame = within(abs(max(q.x, q.y) - size) - (0.3 + 0.5 * v_a.z) * one) * corner;
  float danger = within(abs(r - v_edge.x - 5.0 * one) - 1.3 * one) * v_b.y;
  vec3 colour = mix(mix(mix(u_label, u_doubt, ring), u_selected, frame), u_danger, danger);
  put(colour, max(max(ring, stroke), max(frame, danger)));
}`,
  locating: `void main() {
  vec2 p = (gl_PointCoord - 0.5) * v_turn.x;
  float r = length(p);
  float arms = 0.13 - min(abs(p.x + p.y), abs(p.x - p.y)) * 0.7071;
  float red = clamp(max(arms, r - 0.76) * v_edge.x + 0.5, 0.0, 1.0);
  put(mix(u_halo, v_colour.rgb, red), within((r - 0.95) * v_edge.x) * v_colour.a);
}`,
}

/** The two shaders of a family of shapes. */
export function symbolShaders(shape: Shape): [vertex: string, fragment: string] {
  return [VERTEX_HEAD + VERTEX[shape], FRAGMENT_HEAD + FRAGMENT[shape]]
}
