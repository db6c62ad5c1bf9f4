// What a desk hears. Emergencies warble until somebody deals with them; alarms beep three times every seven seconds,
// warnings twice a minute twice (after IMO MSC.302(87)). Browsers stay silent until the first click: the page says so.

import type { Level } from '../live/alerts'

type Pattern = { everyMs: number; beeps: [hz: number, atS: number, lastsS: number][] }

const PATTERNS: Partial<Record<Level, Pattern>> = {
  emergency: { everyMs: 1_000, beeps: [[880, 0, 0.24], [660, 0.25, 0.24], [880, 0.5, 0.24], [660, 0.75, 0.24]] },
  alarm: { everyMs: 7_000, beeps: [[780, 0, 0.2], [780, 0.35, 0.2], [780, 0.7, 0.2]] },
  warning: { everyMs: 30_000, beeps: [[620, 0, 0.15], [620, 0.3, 0.15]] },
}

export class Sound {
  #context: AudioContext | null = null
  #level: Level | null = null
  #timer: ReturnType<typeof setInterval> | undefined
  #blocked: (blocked: boolean) => void

  constructor(blocked: (blocked: boolean) => void) {
    this.#blocked = blocked
    for (const event of ['pointerdown', 'keydown'] as const) window.addEventListener(event, () => void this.#unblock())
  }

  /** Sounds for the gravest level that asks for it; null: silence. */
  play(level: Level | null): void {
    if (level === this.#level) return
    this.#level = level
    clearInterval(this.#timer)
    const pattern = level === null ? undefined : PATTERNS[level]
    if (!pattern) {
      this.#blocked(false)
      return
    }
    this.#context ??= new AudioContext()
    this.#beep(pattern)
    this.#timer = setInterval(() => this.#beep(pattern), pattern.everyMs)
    this.#tell()
    this.#context.onstatechange = () => this.#tell()
  }

  #tell(): void {
    this.#blocked(this.#level !== null && this.#context?.state !== 'running')
  }

  async #unblock(): Promise<void> {
    if (this.#context?.state === 'suspended') await this.#context.resume()
    this.#tell()
  }

  #beep(pattern: Pattern): void {
    const context = this.#context
    if (context?.state !== 'running') return
    for (const [hz, at, lasts] of pattern.beeps) {
      const tone = context.createOscillator()
      const loudness = context.createGain()
      const begins = context.currentTime + at
      tone.frequency.value = hz
      loudness.gain.setValueAtTime(0, begins)
      loudness.gain.linearRampToValueAtTime(0.35, begins + 0.02)
      loudness.gain.setValueAtTime(0.35, begins + lasts - 0.02)
      loudness.gain.linearRampToValueAtTime(0, begins + lasts)
      tone.connect(loudness).connect(context.destination)
      tone.start(begins)
      tone.stop(begins + lasts)
    }
  }
}
