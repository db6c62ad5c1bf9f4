// The one WebSocket to the server: opened again by itself with back-off, and watched for silence.

import { decodeFrame, type Frame } from './frames'

export type LinkState = 'opening' | 'open' | 'down'

type Told = 'view' | 'select' | 'at_ms' | 'speed'

export interface LinkListener {
  /** The server closed because the session is over: the link is not opened again by itself. */
  signedOut(): void
  /** The server closed with this code. */
  closed?(code: number): void
  frame(frame: Frame): void
  state(state: LinkState): void
}

/** The server speaks every second; after this silence the connection is taken for dead and opened again. */
const SILENCE_MS = 6_000
const OPENING_LIMIT_MS = 8_000
const SIGNED_OUT = 4401
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 8_000

export class Link {
  /** Monotonic time of the newest frame, milliseconds; 0 before the first. */
  lastFrameMs = 0
  #url: string
  #listener: LinkListener
  #socket: WebSocket | null = null
  #waitMs = FIRST_WAIT_MS
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval>
  #openedMs = 0
  #latest = new Map<string, string>()

  constructor(url: string, listener: LinkListener) {
    this.#url = url
    this.#listener = listener
    this.#watch = setInterval(() => this.#listen(), 1_000)
    this.#open()
  }

  /** Sends a message; the newest of each name is told again after every reconnect. */
  tell(name: Told, value: unknown): void {
    this.remember(name, value)
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(this.#latest.get(name)!)
  }

  /** What is to be told after a reconnect, where the server knows it already. */
  remember(name: Told, value: unknown): void {
    this.#latest.set(name, JSON.stringify({ [name]: value }))
  }

  /** Sends a message that is not told again; false where there is no connection. */
  once(message: unknown): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(message))
    return true
  }

  /** Opens at once instead of waiting for the back-off, as when the device comes back online. */
  retryNow(): void {
    if (this.#socket) return
    clearTimeout(this.#retry)
    this.#waitMs = FIRST_WAIT_MS
    this.#open()
  }

  close(): void {
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }

  #open(): void {
    this.#listener.state('opening')
    this.#openedMs = performance.now()
    const socket = new WebSocket(this.#url)
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    socket.onopen = () => {
      for (const text of this.#latest.values()) socket.send(text)
    }
    socket.onmessage = (event) => {
      if (this.#socket === socket && event.data instanceof ArrayBuffer) this.#take(event.data)
    }
    socket.onclose = (event) => {
      const isOver = event.code === SIGNED_OUT
      this.#lost(socket, !isOver)
      this.#listener.closed?.(event.code)
      if (isOver) this.#listener.signedOut()
    }
  }

  #take(data: ArrayBuffer): void {
    let frame: Frame | null
    try {
      frame = decodeFrame(data)
    } catch (error) {
      console.error(error)
      this.#abandon()
      return
    }
    this.lastFrameMs = performance.now()
    if (!frame) return
    if (frame.kind === 'hello') {
      this.#waitMs = FIRST_WAIT_MS
      this.#listener.state('open')
    }
    this.#listener.frame(frame)
  }

  #listen(): void {
    if (!this.#socket) return
    const now = performance.now()
    const heard = this.lastFrameMs >= this.#openedMs
    if (now - (heard ? this.lastFrameMs : this.#openedMs) > (heard ? SILENCE_MS : OPENING_LIMIT_MS)) this.#abandon()
  }

  /** Gives a socket up without waiting for its closing handshake, which a dead peer never answers. */
  #abandon(): void {
    const socket = this.#socket
    if (!socket) return
    socket.onclose = null
    socket.close()
    this.#lost(socket)
  }

  #lost(socket: WebSocket, again = true): void {
    if (this.#socket !== socket) return
    this.#socket = null
    this.#listener.state('down')
    if (!again) return
    const jitter = 0.75 + Math.random() / 2
    this.#retry = setTimeout(() => this.#open(), this.#waitMs * jitter)
    this.#waitMs = Math.min(this.#waitMs * 2, LONGEST_WAIT_MS)
  }
}
