import type { Language } from '../state/address'
import { ar } from './ar'
import { en, type Messages } from './en'

export type { Messages }
export const MESSAGES: Record<Language, Messages> = { en, ar }
export const DIRECTION: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr', ar: 'rtl' }
