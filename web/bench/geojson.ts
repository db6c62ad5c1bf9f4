// The usual way to show vessels: the same feed and the same base map, each tick given to a GeoJSON source as a whole.

import { type GeoJSONSource, Map as Chart, setWorkerCount, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import type { Feature } from 'geojson'
import { Fleet } from '../src/fleet/fleet'
import { latOf, lonOf } from '../src/geo/mercator'
import { decodeFrame } from '../src/live/frames'
import { registerLand } from '../src/map/land_protocol'
import { chartStyle } from '../src/map/style'
import { PALETTES } from '../src/theme/palettes'

setWorkerUrl(new URL(workerUrl, import.meta.url).href)
setWorkerCount(1)
registerLand()
const chart = new Chart({
  container: 'chart',
  style: chartStyle(PALETTES.day, 'en'),
  center: [47, 12.4],
  zoom: 6,
  attributionControl: false,
  fadeDuration: 0,
})
const fleet = new Fleet()

/** An arrow drawn once, turned by the layer. */
function arrow(): ImageData {
  const canvas = new OffscreenCanvas(12, 12)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.fillStyle = '#1f62b5'
  context.moveTo(6, 0)
  context.lineTo(10, 12)
  context.lineTo(2, 12)
  context.fill()
  return context.getImageData(0, 0, 12, 12)
}

function features(): Feature[] {
  return Array.from({ length: fleet.count }, (_, index) => {
    const vessel = fleet.vesselAt(index)
    return {
      type: 'Feature',
      properties: { turn: vessel.headingDeg ?? vessel.cogDeg ?? 0 },
      geometry: { type: 'Point', coordinates: [lonOf(vessel.x), latOf(vessel.y)] },
    }
  })
}

chart.on('load', () => {
  chart.addImage('arrow', arrow())
  chart.addSource('vessels', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
  chart.addLayer({
    id: 'vessels', type: 'symbol', source: 'vessels',
    layout: { 'icon-image': 'arrow', 'icon-rotate': ['get', 'turn'], 'icon-allow-overlap': true, 'icon-ignore-placement': true },
  })
  const url = new URL('./api/live', document.baseURI)
  url.protocol = url.protocol.replace('http', 'ws')
  const socket = new WebSocket(url.href)
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => socket.send(JSON.stringify({ view: { west: -180, south: -90, east: 180, north: 90 } }))
  socket.onmessage = ({ data }) => {
    const frame = decodeFrame(data as ArrayBuffer)
    if (frame?.kind !== 'rows') return
    fleet.apply(frame.words, frame.count)
    chart.getSource<GeoJSONSource>('vessels')?.setData({ type: 'FeatureCollection', features: features() })
    performance.mark('first-picture')
  }
})
