// Where a question of the page goes: to the room; or, in a look back, what depends on the moment to that moment.

/** What an answer of the past brings: the status that REST would give, and its body. */
export interface Answer {
  status: number
  body: unknown
}

/** Pictures, alerts and zones are those of the moment; who is signed in is asked of now. */
const OF_THE_MOMENT = /^\.\/api\/(?:vessels|slots|search|alerts|zones\/list)\b/

let askMoment: ((path: string) => Promise<Answer>) | null = null

/** From now on what depends on the moment is asked through `ask`, whose paths begin with /api/. */
export function askThrough(ask: (path: string) => Promise<Answer>): void {
  askMoment = ask
}

/** Asks a question. Rejects when nobody answers. */
export async function get(path: string, signal?: AbortSignal): Promise<Response> {
  if (!askMoment || !OF_THE_MOMENT.test(path)) return fetch(new URL(path, document.baseURI), signal ? { signal } : {})
  const { status, body } = await askMoment(path.slice(1))
  signal?.throwIfAborted()
  return new Response(JSON.stringify(body), { status })
}
