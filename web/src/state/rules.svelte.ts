// The rules of alerts: those that there are, the one that is changed, and what that would do.

import { momentTyped, typedMoment } from '../format/typed_moment'
import type { Words } from '../live/alerts'
import { fetchJson, Refused, send } from '../live/deeds'
import { cleanRules, cleanTrial, type Priority, type Rule, type RuleList, type RuleText, type RuleTrial } from '../live/rules'

export const RULE_FIELDS = ['name', 'priority', 'kinds', 'vessels', 'places', 'lasts', 'valid_from', 'valid_to', 'why', 'days'] as const
export type RuleField = (typeof RULE_FIELDS)[number]

/** A rule as it is typed. `isNew`: it has no name yet that could not be changed. */
export interface RuleDraft {
  isNew: boolean
  name: string
  on: boolean
  priority: Priority
  kinds: Set<string>
  vessels: string
  places: string
  lasts: string
  valid_from: string
  valid_to: string
  why: string
  /** What the form does not show goes back as it came. */
  kept: Pick<RuleText, 'area'>
}

export class Rules {
  list: readonly Rule[] = $state.raw([])
  kinds: Readonly<Record<string, Words>> = $state.raw({})
  failed = $state(false)
  draft: RuleDraft | null = $state(null)
  days = $state('7')
  trial: RuleTrial | null = $state.raw(null)
  wrong: ReadonlySet<RuleField> = $state.raw(new Set())
  sentence = $state('')
  trouble: 'notSaved' | 'mayNot' | 'busy' | null = $state(null)
  busy: 'try' | 'save' | null = $state(null)
  #signedOut: () => void
  #seen: number | undefined

  constructor(signedOut: () => void) {
    this.#signedOut = signedOut
  }

  follow(newest: number | undefined): void {
    if (newest === undefined || newest === this.#seen) return
    this.#seen = newest
    void this.load()
  }

  async load(): Promise<void> {
    try {
      this.#take(await fetchJson<RuleList>('./api/rules/list'))
      this.failed = false
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#signedOut()
      this.failed = true
    }
  }

  begin(): void {
    this.#open({ isNew: true, name: '', on: true, priority: 'warning', kinds: new Set(), vessels: '', places: '', lasts: '', valid_from: '', valid_to: '', why: '', kept: {} })
  }

  edit({ name, rule, on }: Rule, switched = false): void {
    const moment = (value: string | undefined): string => (value ? momentTyped(Date.parse(value)) : '')
    this.#open({
      isNew: false, name, on: on !== switched, priority: rule.priority, kinds: new Set(rule.kinds ?? []), vessels: (rule.vessels ?? []).join(', '), places: (rule.places ?? []).join(', '),
      lasts: rule.lasts ?? '', valid_from: moment(rule.valid_from), valid_to: moment(rule.valid_to), why: '', kept: rule.area === undefined ? {} : { area: rule.area },
    })
  }

  discard(): void {
    this.draft = null
    this.#calm()
  }

  async try(nowMs: number): Promise<boolean> {
    const told = this.#told(nowMs)
    const days = Number(this.days)
    if (!(days > 0 && days <= 31)) this.wrong = new Set([...this.wrong, 'days'])
    if (!told || this.wrong.size) return false
    const trial = await this.#send<RuleTrial>('try', './api/rules/try', { ...told, why: '', days })
    this.trial = trial && cleanTrial(trial)
    return trial !== null
  }

  async save(nowMs: number): Promise<boolean> {
    const told = this.#told(nowMs)
    if (told && !told.why) this.wrong = new Set([...this.wrong, 'why'])
    if (!told || this.wrong.size) return false
    const list = await this.#send<RuleList>('save', './api/rules/change', told)
    if (!list) return false
    this.discard()
    this.#take(list)
    return true
  }

  #take(list: RuleList): void {
    const { rules, kinds } = cleanRules(list)
    this.list = rules
    this.kinds = kinds
  }

  #open(draft: RuleDraft): void {
    this.draft = draft
    this.#calm()
  }

  #calm(): void {
    this.trial = null
    this.wrong = new Set()
    this.sentence = ''
    this.trouble = null
  }

  /** The rule as it is typed; null where a field is wrong. */
  #told(nowMs: number): { name: string; rule: RuleText; on: boolean; why: string } | null {
    const draft = this.draft
    if (!draft) return null
    const wrong = new Set<RuleField>()
    const parts = (text: string): string[] => text.split(/[,،]/u).map((one) => one.trim()).filter(Boolean)
    const rule: RuleText = { priority: draft.priority, ...draft.kept }
    if (draft.kinds.size) rule.kinds = [...draft.kinds]
    const vessels = parts(draft.vessels)
    if (vessels.some((one) => !/^\d{1,9}$/.test(one) || Number(one) === 0)) wrong.add('vessels')
    else if (vessels.length) rule.vessels = vessels.map(Number)
    if (parts(draft.places).length) rule.places = parts(draft.places)
    if (draft.lasts.trim()) rule.lasts = draft.lasts.trim()
    for (const field of ['valid_from', 'valid_to'] as const) {
      if (!draft[field].trim()) continue
      const value = typedMoment(draft[field], nowMs)
      if (value === null) wrong.add(field)
      else rule[field] = new Date(value).toISOString()
    }
    if (rule.valid_from && rule.valid_to && rule.valid_to <= rule.valid_from) wrong.add('valid_to')
    if (!draft.name.trim()) wrong.add('name')
    this.wrong = wrong
    this.sentence = ''
    this.trouble = null
    return wrong.size ? null : { name: draft.isNew ? draft.name.trim() : draft.name, rule, on: draft.on, why: draft.why.trim() }
  }

  async #send<T>(what: 'try' | 'save', path: string, body: unknown): Promise<T | null> {
    this.busy = what
    try {
      return await send<T>(path, body)
    } catch (error) {
      const { status, message, fields } = error instanceof Refused ? error : new Refused(0, '')
      if (status === 401) this.#signedOut()
      this.trouble = status === 403 ? 'mayNot' : status === 409 ? 'busy' : status === 422 ? null : 'notSaved'
      this.wrong = new Set(RULE_FIELDS.filter((field) => fields.has(field)))
      this.sentence = status === 422 && this.wrong.size < Math.max(1, fields.size) ? message : ''
      return null
    } finally {
      this.busy = null
    }
  }
}
