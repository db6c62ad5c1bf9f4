// Words of what nobody is alerted of.

import type { Language } from '../state/address'
import type { Why } from '../live/aside'

interface AsideTexts {
  which: string
  all: string
  muted: string
  grouped: string
  /** A rule's name stands behind its words. */
  why: Record<Why['by'], string>
  again: (n: number) => string
  none: string
  failed: string
  newest: (shown: number, of: number) => string
  standing: string
  standingFor: { vessel: string; place: string; near: string; rule: string }
  until: string
}

export const ASIDE_TEXTS: Record<Language, AsideTexts> = {
  en: {
    which: 'Why nobody is alerted',
    all: 'No alert, any reason',
    muted: 'Muted now',
    grouped: 'Held in groups',
    why: { rule: 'Silenced by rule', area: 'Outside the area of this desk', information: 'For information only', early: 'Explained before anybody was told', other: 'Another reason' },
    again: (n) => `${n} repetitions of what was known are counted too; they hide nothing.`,
    none: 'Nothing was suppressed for this reason.',
    failed: 'The room does not tell what it suppressed.',
    newest: (shown, of) => `The newest ${shown} of ${of}.`,
    standing: 'Shelved from now on',
    standingFor: { vessel: 'all of vessel', place: 'all in', near: 'all within 2 NM of', rule: 'all of' },
    until: 'until',
  },
  ar: {
    which: 'سبب عدم التنبيه',
    all: 'دون تنبيه، لأي سبب',
    muted: 'مُسكتة الآن',
    grouped: 'داخل مجموعات',
    why: { rule: 'أسكتتها القاعدة', area: 'خارج نطاق هذا المكتب', information: 'للعلم فقط', early: 'فُسّرت قبل أن يُبلَّغ بها أحد', other: 'سبب آخر' },
    again: (n) => `أُحصيت أيضًا ${n} من تكرار المعلوم، وهي لا تخفي شيئًا.`,
    none: 'لم يُحجب شيء لهذا السبب.',
    failed: 'لا تُخبر الغرفة بما حجبته.',
    newest: (shown, of) => `أحدث ${shown} من ${of}.`,
    standing: 'معلّق مؤقتًا من الآن فصاعدًا',
    standingFor: { vessel: 'كل ما يخص السفينة', place: 'كل ما في', near: 'كل ما ضمن 2 ميل بحري من', rule: 'كل ما في القاعدة' },
    until: 'حتى',
  },
}
