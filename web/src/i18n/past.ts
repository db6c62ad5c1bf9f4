// Words of the look back.

import type { Language } from '../state/address'

export interface PastTexts {
  title: string
  open: string
  openHere: string
  /** Both languages at once, as other marks of what is not the live picture. */
  banner: { en: string; ar: string }
  before: (age: string) => string
  bar: string
  slider: string
  range: string
  ranges: Record<'hour' | 'quarter' | 'day' | 'week' | 'all', string>
  play: string
  pause: string
  speed: string
  times: (times: number) => string
  step: (minutes: number) => string
  moment: string
  go: string
  notMoment: string
  outside: (from: string, until: string) => string
  onTheWay: (percent: number) => string
  starting: string
  beside: string
  alone: string
  together: string
  close: string
  none: string
  many: string
  trouble: (sentence: string) => string
  hint: string
}

/** The name of a landmark: in a look back another than on the page around it. */
export function landmark(room: { moment: unknown; language: Language }, name: string): string {
  return room.moment ? `${PAST_TEXTS[room.language].title}: ${name}` : name
}

export const PAST_TEXTS: Record<Language, PastTexts> = {
  en: {
    title: 'The past',
    open: 'Look back',
    openHere: 'As it was then',
    banner: { en: 'PAST', ar: 'عرض من الماضي' },
    before: (age) => `${age} before now`,
    bar: 'Time bar',
    slider: 'Moment',
    range: 'Stretch of the time bar',
    ranges: { hour: '1 h', quarter: '6 h', day: '1 day', week: '1 week', all: 'All' },
    play: 'Play',
    pause: 'Stand still',
    speed: 'Speed',
    times: (times) => `${times}×`,
    step: (minutes) => (minutes < 0 ? `${-minutes} minutes back` : `${minutes} minutes on`),
    moment: 'Moment, UTC',
    go: 'Go',
    notMoment: 'Write it as 2026-11-23 04:30, or 04:30 for the last time the clock showed that.',
    outside: (from, until) => `There are records from ${from} to ${until}.`,
    onTheWay: (percent) => `Reading the records: ${percent} %`,
    starting: 'Opening the records …',
    beside: 'Beside now',
    alone: 'Over now',
    together: 'Move both charts',
    close: 'Back to now',
    none: 'This room keeps no records: there is no past to look into.',
    many: 'Others look back just now, and this computer shows no more at once. It is tried again by itself.',
    trouble: (sentence) => `The records cannot be shown: ${sentence}`,
    hint: 'Alerts and zones are as they stood. Nothing can be done in the past.',
  },
  ar: {
    title: 'الماضي',
    open: 'عرض من الماضي',
    openHere: 'كما كان حينها',
    banner: { en: 'PAST', ar: 'عرض من الماضي' },
    before: (age) => `قبل الآن بـ ${age}`,
    bar: 'شريط الزمن',
    slider: 'اللحظة',
    range: 'مدى شريط الزمن',
    ranges: { hour: 'ساعة', quarter: '6 ساعات', day: 'يوم', week: 'أسبوع', all: 'الكل' },
    play: 'تشغيل',
    pause: 'توقف',
    speed: 'السرعة',
    times: (times) => `×${times}`,
    step: (minutes) => (minutes < 0 ? `${-minutes} دقيقة إلى الوراء` : `${minutes} دقيقة إلى الأمام`),
    moment: 'اللحظة (UTC)',
    go: 'انتقال',
    notMoment: 'اكتبها هكذا: 2026-11-23 04:30، أو 04:30 لآخر مرة أظهرت الساعة ذلك.',
    outside: (from, until) => `توجد سجلات من ${from} إلى ${until}.`,
    onTheWay: (percent) => `قراءة السجلات: ${percent}٪`,
    starting: 'فتح السجلات …',
    beside: 'بجانب الآن',
    alone: 'فوق الآن',
    together: 'تحريك الخريطتين معًا',
    close: 'العودة إلى الآن',
    none: 'لا تحتفظ هذه الغرفة بسجلات: لا ماضي يمكن عرضه.',
    many: 'يعرض آخرون الماضي الآن، ولا يعرض هذا الحاسوب أكثر من ذلك معًا. تُعاد المحاولة تلقائيًا.',
    trouble: (sentence) => `تعذّر عرض السجلات: ${sentence}`,
    hint: 'التنبيهات والمناطق كما كانت. لا يمكن فعل شيء في الماضي.',
  },
}
