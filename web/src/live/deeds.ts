// What a person does, told to the server: JSON with the proof that this page belongs to who is signed in.

import { get } from './asked'

/** The server refused; its sentence is for the person, `status` tells why (0: nobody answered). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    sentence: string,
    /** What is wrong with each field of a form, by its key. */
    readonly fields: ReadonlyMap<string, string> = new Map(),
  ) {
    super(sentence)
  }
}

let proof: string | null = null

/** The proof of the session that is open; null: nobody is signed in. */
export function setProof(now: string | null): void {
  proof = now
}

/** Sends a deed and gives the answer. Rejects with Refused. */
export async function send<T>(path: string, body: unknown = {}): Promise<T> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (proof) headers['x-marsad-proof'] = proof
  return answer<T>(() => fetch(new URL(path, document.baseURI), { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** Asks a question and gives the answer. Rejects with Refused. */
export async function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(() => get(path, signal))
}

/** Asks for a file. Rejects with Refused. */
export async function fetchBlob(path: string): Promise<Blob> {
  const response = await fetch(new URL(path, document.baseURI)).catch(() => {
    throw new Refused(0, '')
  })
  if (response.ok) return response.blob()
  const told = (await response.json().catch(() => null)) as { detail?: unknown } | null
  throw new Refused(response.status, typeof told?.detail === 'string' ? told.detail : '')
}

async function answer<T>(ask: () => Promise<Response>): Promise<T> {
  let response: Response
  try {
    response = await ask()
  } catch {
    throw new Refused(0, '')
  }
  const told: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const { detail, extra } = (told ?? {}) as { detail?: unknown; extra?: unknown }
    throw new Refused(response.status, typeof detail === 'string' ? detail : '', fieldsOf(extra))
  }
  return told as T
}

function fieldsOf(extra: unknown): Map<string, string> {
  const told = Array.isArray(extra) ? (extra as { key?: unknown; message?: unknown }[]) : []
  return new Map(told.flatMap((one) => (typeof one?.key === 'string' ? [[one.key, String(one.message)] as const] : [])))
}
