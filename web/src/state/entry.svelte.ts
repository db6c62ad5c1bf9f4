// Who sits before the screen: the way in by password, or by a link that the room or an administrator gave.

import { fetchJson, Refused, send, setProof } from '../live/deeds'

export type Role = 'viewer' | 'operator' | 'supervisor' | 'administrator'
const ROLES: readonly Role[] = ['viewer', 'operator', 'supervisor', 'administrator']

interface Session {
  name: string | null
  shown: string
  role: Role | null
  proof: string | null
  can_setup: boolean
  has_accounts: boolean
  /** What people call the provider that they may sign in at; null where there is none. */
  provider: string | null
}

/** asking: not known yet · setup, password: a link is being used · signIn: a form · inside. */
export type Step = 'asking' | 'setup' | 'password' | 'signIn' | 'inside'
export type Trouble = 'wrong' | 'tooSoon' | 'usedUp' | 'unreachable' | 'provider' | 'stranger' | null
const REFUSED: Record<string, Trouble> = { failed: 'provider', stranger: 'stranger', soon: 'tooSoon' }

export class Entry {
  step: Step = $state('asking')
  session: Session | null = $state.raw(null)
  trouble: Trouble = $state(null)
  /** The server's own sentence, in English, where no word of ours says it. */
  sentence = $state('')
  busy = $state(false)
  #token = ''
  #inside: () => void

  /** `isPast`: this page is a look back, in which nobody may do anything. */
  constructor(
    inside: () => void,
    readonly isPast = false,
  ) {
    this.#inside = inside
  }

  /** What this person may do includes what `role` may do. */
  may(role: Role): boolean {
    const mine = this.isPast ? 'viewer' : this.session?.role
    return mine !== null && mine !== undefined && ROLES.indexOf(mine) >= ROLES.indexOf(role)
  }

  /** Uses the link that the page was opened by, or asks who is signed in. */
  async begin(): Promise<void> {
    const query = new URLSearchParams(location.hash.replace(/^#/, ''))
    const refused = REFUSED[query.get('refused') ?? ''] ?? null
    if (query.has('refused')) this.#strip(query, 'refused')
    const way = (['enter', 'setup', 'password'] as const).find((name) => query.has(name))
    if (way) {
      this.#token = query.get(way) ?? ''
      this.#strip(query, way) // a key is not left where others can read it or go back to it
    }
    if (way === 'enter' && (await this.#try('./api/session/enter', { token: this.#token }))) return
    try {
      if (this.#take(await fetchJson<Session>('./api/session'))) return
    } catch (error) {
      this.#refused(error)
      setTimeout(() => void this.begin(), 3000)
      return
    }
    this.step = way === 'setup' || way === 'password' ? way : 'signIn'
    this.trouble ??= refused
  }

  #strip(query: URLSearchParams, name: string): void {
    query.delete(name)
    history.replaceState(history.state, '', query.size ? `#${decodeURIComponent(query.toString())}` : '#')
  }

  signIn(name: string, password: string): Promise<boolean> {
    return this.#try('./api/session/in', { name, password })
  }

  setUp(name: string, shown: string, password: string): Promise<boolean> {
    return this.#try('./api/session/setup', { token: this.#token, name, shown, password })
  }

  choosePassword(password: string): Promise<boolean> {
    return this.#try('./api/session/password', { token: this.#token, password })
  }

  /** Another password for oneself; true when it holds. */
  changePassword(old: string, fresh: string): Promise<boolean> {
    return this.#try('./api/session/change', { old, new: fresh })
  }

  async signOut(): Promise<void> {
    await send('./api/session/out').catch(() => undefined)
    this.wasSignedOut()
  }

  /** The server closed a link whose session is over. This page may have another by now: a new password gives one. */
  async wasCut(): Promise<void> {
    const session = await fetchJson<Session>('./api/session').catch(() => null)
    if (session?.name) {
      this.#take(session)
      this.#inside()
    } else this.wasSignedOut()
  }

  /** The server says that the session is over. The picture stays; nothing can be done until somebody signs in. */
  wasSignedOut(): void {
    setProof(null)
    this.session = null
    this.step = 'signIn'
  }

  /** Whether that let somebody in. */
  async #try(path: string, body: unknown): Promise<boolean> {
    this.busy = true
    this.trouble = null
    this.sentence = ''
    try {
      return this.#take(await send<Session>(path, body))
    } catch (error) {
      this.#refused(error)
      return false
    } finally {
      this.busy = false
    }
  }

  #take(session: Session): boolean {
    this.session = session
    setProof(session.proof)
    if (session.name === null) return false
    this.trouble = null
    const came = this.step !== 'inside'
    this.step = 'inside'
    if (came) this.#inside()
    return true
  }

  #refused(error: unknown): void {
    const status = error instanceof Refused ? error.status : 0
    const troubles: Record<number, Trouble> = { 0: 'unreachable', 403: 'wrong', 429: 'tooSoon' }
    this.trouble = status === 401 ? (this.step === 'signIn' ? 'wrong' : 'usedUp') : (troubles[status] ?? null)
    this.sentence = this.trouble === null && error instanceof Refused ? error.message : ''
  }
}
