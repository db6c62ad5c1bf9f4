// Questions to the REST interface.

import { get } from './asked'
import type { SearchHit, TrailPoint, VesselDetails } from './messages'

/** Who is meant: by MMSI where there is one; a radar contact has only its slot. */
export interface Chosen {
  mmsi: number | null
  slot: number
}

function addressOf({ mmsi, slot }: Chosen): string {
  return mmsi === null ? `./api/slots/${slot}` : `./api/vessels/${mmsi}`
}

async function ask(path: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const response = await get(path, signal)
  if (!response.ok) throw new Error(`${path} answers ${response.status}`)
  return (await response.json()) as Record<string, unknown>
}

/** Everything known of one vessel. Rejects when the server does not answer or does not know it. */
export async function fetchDetails(chosen: Chosen, signal: AbortSignal): Promise<VesselDetails> {
  const body = (await ask(addressOf(chosen), signal)) as unknown as VesselDetails
  return { ...body, fields: Array.isArray(body.fields) ? body.fields : [] }
}

/** The trail so far; empty when the server has none or does not answer. */
export async function fetchTrail(chosen: Chosen, signal: AbortSignal): Promise<TrailPoint[]> {
  try {
    const { points } = await ask(`${addressOf(chosen)}/trail`, signal)
    return Array.isArray(points) ? (points as TrailPoint[]) : []
  } catch {
    return []
  }
}

/** At most 50 vessels by name, MMSI, IMO or call sign. Rejects when the server does not answer. */
export async function fetchSearch(text: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { vessels } = await ask(`./api/search?q=${encodeURIComponent(text)}`, signal)
  return Array.isArray(vessels) ? (vessels as SearchHit[]).slice(0, 50) : []
}
