// Symbols: one point per vessel, its shape computed per pixel. Shapes are our own, in the spirit of SN.1/Circ.243.
// Shape, heading, state and colour come straight from the server's record.

import { GROUPS } from '../fleet/groups'
import { PROJECT } from './program'

export const SYMBOL_VERTEX = `#version 300 es
precision highp float;
precision highp int;
layout(location = 0) in ivec2 a_xy;
layout(location = 1) in uvec4 a_motion; // sog, cog, heading, rot
layout(location = 2) in uvec4 a_what;   // kind, type code, nav status, state bits
layout(location = 3) in uint a_marks;
uniform float u_size;
uniform float u_pixel_ratio;
uniform vec3 u_group[${GROUPS.length}];
uniform uint u_group_of_type[256];
uniform uint u_group_of_kind[9];
flat out uint v_kind;
flat out uint v_bits;   // 1 directed, 2 stale, 4 lost, 8 doubtful, 16 off position, 32 selected, 64 hovered
flat out vec2 v_turn;
flat out vec3 v_colour;
flat out float v_radius; // of the symbol, device pixels
flat out float v_half;   // of the point, device pixels
${PROJECT}
void main() {
  uint marks = a_marks;
  uint kind = min(a_what.x, 8u);
  if ((marks & 1u) == 0u) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; return; }
  uint state = a_what.w & 3u;
  bool selected = (marks & 2u) != 0u;
  bool hovered = (marks & 4u) != 0u;
  bool resting = (a_what.w & 32u) != 0u;
  float angle = 0.0;
  bool directed = true;
  if (a_motion.z < 360u) angle = radians(float(a_motion.z));
  else if (a_motion.y < 3600u && a_motion.x != 65535u && a_motion.x >= 5u) angle = radians(float(a_motion.y) * 0.1);
  else directed = false;
  bool turns = kind <= 2u || kind == 6u;
  if (!turns) { angle = 0.0; directed = false; }
  uint group = kind <= 2u ? u_group_of_type[a_what.y & 255u] : u_group_of_kind[kind];
  v_colour = u_group[group];
  v_kind = kind;
  v_bits = (directed ? 1u : 0u) | (state == 1u ? 2u : 0u) | (state == 2u ? 4u : 0u)
    | ((a_what.w & 4u) != 0u ? 8u : 0u) | ((a_what.w & 16u) != 0u ? 16u : 0u)
    | (selected ? 32u : 0u) | (hovered ? 64u : 0u);
  v_turn = vec2(cos(angle), sin(angle));
  float radius = u_size;
  if (kind == 2u) radius *= 0.85;
  if (kind == 0u || kind == 8u) radius *= 0.8;
  if (resting && kind <= 2u) radius *= 0.72;
  if (!directed && kind <= 2u) radius *= 0.72;
  if ((marks & 8u) != 0u) radius = min(radius, 3.0);
  if (kind == 7u) radius = max(u_size * 1.5, 14.0);
  float extra = selected || hovered ? max(6.0, radius * 0.6) : (v_bits & 8u) != 0u ? 3.0 : 0.0;
  v_radius = radius * u_pixel_ratio;
  v_half = (radius + extra + 1.0) * u_pixel_ratio;
  gl_PointSize = 2.0 * v_half;
  gl_Position = vec4(project(a_xy), 0.0, 1.0);
}
`

export const SYMBOL_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
flat in uint v_kind;
flat in uint v_bits;
flat in vec2 v_turn;
flat in vec3 v_colour;
flat in float v_radius;
flat in float v_half;
uniform vec3 u_outline;
uniform vec3 u_halo;
uniform vec3 u_doubt;
uniform vec3 u_selected;
uniform float u_pixel_ratio;
out vec4 o_colour;

float box(vec2 p, vec2 half_size) {
  vec2 q = abs(p) - half_size;
  return max(q.x, q.y);
}
// Signed distances in units of the symbol's radius, bow towards -y.
float hull(vec2 p) {
  p.x = abs(p.x);
  float bow = dot(p - vec2(0.0, -1.0), normalize(vec2(1.0, -0.47)));
  return max(max(bow, p.x - 0.5), p.y - 0.85);
}
float dart(vec2 p) {
  p.x = abs(p.x);
  float side = dot(p - vec2(0.0, -1.0), normalize(vec2(1.0, -0.36)));
  float notch = dot(p - vec2(0.0, 0.45), normalize(vec2(-0.5, 1.0)));
  return max(side, notch);
}
float plane(vec2 p) {
  float body = box(p, vec2(0.16, 0.95));
  float wings = box(p - vec2(0.0, -0.1), vec2(0.95, 0.18));
  float tail = box(p - vec2(0.0, 0.75), vec2(0.45, 0.14));
  return min(body, min(wings, tail));
}
void over(inout vec4 under, vec3 colour, float alpha) {
  under = vec4(colour * alpha + under.rgb * (1.0 - alpha), alpha + under.a * (1.0 - alpha));
}
void main() {
  vec2 screen = (gl_PointCoord * 2.0 - 1.0) * v_half;
  vec2 p = vec2(v_turn.x * screen.x + v_turn.y * screen.y, -v_turn.y * screen.x + v_turn.x * screen.y) / v_radius;
  float px = 1.0 / v_radius;
  float edge = min((v_radius < 8.0 * u_pixel_ratio ? 0.8 : 1.3) * u_pixel_ratio * px, 0.3);
  float d;
  float fill = 1.0;
  vec3 colour = v_colour;
  vec3 line = u_outline;
  if (v_kind <= 1u) d = (v_bits & 1u) != 0u ? hull(p) : length(p) - 0.8;
  else if (v_kind == 2u) d = (v_bits & 1u) != 0u ? dart(p) : length(p) - 0.7;
  else if (v_kind == 3u) { d = box(p, vec2(0.72)); fill = box(p, vec2(0.24)) < 0.0 ? 1.0 : 0.25; line = colour; }
  else if (v_kind == 4u || v_kind == 5u) {
    d = (abs(p.x) + abs(p.y) - 0.95) * 0.7071;
    float plus = min(max(abs(p.x) - edge * 0.6, abs(p.y) - 0.45), max(abs(p.y) - edge * 0.6, abs(p.x) - 0.45));
    fill = v_kind == 4u ? 0.85 : 0.0;
    if ((v_bits & 16u) != 0u) colour = u_doubt;
    line = v_kind == 4u ? u_outline : colour;
    if (plus < 0.0) { colour = v_kind == 4u ? u_halo : colour; fill = 1.0; }
    // Nothing stands at a virtual aid: its outline is broken.
    if (v_kind == 5u && fract((p.x - p.y) * 1.9) > 0.62 && d > -edge) discard;
  }
  else if (v_kind == 6u) d = plane(p);
  else if (v_kind == 7u) {
    float r = length(p);
    d = r - 0.95;
    float cross_arm = min(abs(p.x + p.y), abs(p.x - p.y)) * 0.7071;
    fill = cross_arm < 0.13 || r > 0.76 ? 1.0 : 0.0;
    if (fill == 0.0) { colour = u_halo; fill = 0.82; }
    line = v_colour;
  }
  else { d = length(p) - 0.85; fill = length(p) < 0.3 ? 1.0 : 0.12; line = colour; }

  float aa = px * 0.75;
  float inside = 1.0 - smoothstep(-aa, aa, d);
  float rim = inside * smoothstep(-edge - aa, -edge + aa, d);
  vec4 sum = vec4(0.0);
  over(sum, colour, inside * fill);
  over(sum, line, rim);
  float fade = (v_bits & 2u) != 0u ? 0.5 : (v_bits & 4u) != 0u ? 0.55 : 1.0;
  if (v_kind == 7u) fade = max(fade, 0.85);
  sum *= fade;
  if ((v_bits & 4u) != 0u) {
    float stroke = max(abs(p.x - p.y) * 0.7071 - 1.0 * u_pixel_ratio * px, length(p) - 1.05);
    over(sum, u_outline, 1.0 - smoothstep(-aa, aa, stroke));
  }
  float r = length(screen);
  if ((v_bits & 8u) != 0u) {
    float ring = abs(r - (v_radius + 2.0 * u_pixel_ratio)) - 0.8 * u_pixel_ratio;
    over(sum, u_doubt, (1.0 - smoothstep(-0.7, 0.7, ring)) * (fract(atan(screen.y, screen.x) * 1.2732) < 0.6 ? 1.0 : 0.0));
  }
  if ((v_bits & 96u) != 0u) {
    float size = v_half - 2.0 * u_pixel_ratio;
    vec2 q = abs(screen);
    float frame = abs(max(q.x, q.y) - size) - ((v_bits & 32u) != 0u ? 1.1 : 0.7) * u_pixel_ratio;
    float corner = (v_bits & 32u) != 0u ? step(size * 0.45, min(q.x, q.y)) : step(size * 0.7, min(q.x, q.y));
    over(sum, u_selected, (1.0 - smoothstep(-0.6, 0.6, frame)) * corner);
  }
  if (sum.a < 0.004) discard;
  o_colour = sum;
}
`
