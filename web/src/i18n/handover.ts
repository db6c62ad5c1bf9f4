// Words of handing over the watch.

import type { Language } from '../state/address'

export type HandoverField = 'to' | 'remarks' | 'from' | 'number'

interface HandoverTexts {
  title: string
  now: string
  give: string
  to: string
  from: string
  remarks: string
  remarksTake: string
  doGive: string
  take: string
  doTake: string
  waiting: (number: number, by: string, when: string) => string
  waitsFor: (name: string) => string
  yours: string
  period: string
  past: string
  none: string
  nothing: string
  look: string
  hide: string
  again: string
  download: (number: number) => string
  handover: (number: number) => string
  given: (by: string, when: string) => string
  taken: (by: string, when: string) => string
  notTaken: string
  head: string
  key: string
  keyHelp: string
  check: string
  trouble: string
  failed: string
  notSaved: string
  refused: string
  left: (count: number) => string
  until: (when: string) => string
  once: string
  shelvedBy: (name: string) => string
  acked: (name: string) => string
  assigned: (name: string) => string
  allKinds: string
  inArea: string
  quiet: (age: string) => string
  part: Record<'alerts' | 'shelved' | 'shelves' | 'rules_off' | 'switched_off' | 'detectors_off' | 'outages' | 'alarms' | 'incidents', string>
  of: Record<'vessel' | 'place' | 'rule', (what: string) => string>
  wrong: Record<HandoverField, string>
}

export const HANDOVER_TEXTS = {
  en: {
    title: 'Handover',
    now: 'What is left now',
    give: 'Hand over the watch',
    to: 'Who takes over, if known',
    from: 'The shift began (UTC)',
    remarks: 'Remarks for the next shift',
    remarksTake: 'Remarks on taking over',
    doGive: 'Sign and hand over',
    take: 'Take over the watch',
    doTake: 'I take over',
    waiting: (number, by, when) => `Handover ${number}: ${by} handed over, ${when}`,
    waitsFor: (name) => `It waits for ${name}.`,
    yours: 'It waits for somebody else to take over: whoever comes signs in and does it.',
    period: 'Shift',
    past: 'Handovers',
    none: 'No watch was handed over yet.',
    nothing: 'none',
    look: 'Show what was handed over',
    hide: 'Hide it',
    again: 'Look again',
    download: (number) => `Download handover ${number}`,
    handover: (number) => `Handover ${number}`,
    given: (by, when) => `${by} handed over, ${when}`,
    taken: (by, when) => `${by} took over, ${when}`,
    notTaken: 'nobody took over',
    head: 'Head of the audit',
    key: 'Key of the room',
    keyHelp: 'Compare it with what you noted: this key signs every handover.',
    check: 'Check a file with: marsad audit verify --handover FILE',
    trouble: 'Nothing can be signed: tell the administrator to look at the key of the room.',
    failed: 'The handovers could not be read: the watch room did not answer.',
    notSaved: 'Not done: the watch room did not answer. What you typed is still here.',
    refused: 'Not done: see beside the fields.',
    left: (count) => `and ${count} more`,
    until: (when) => `until ${when}`,
    once: 'for this occurrence',
    shelvedBy: (name) => `shelved by ${name}`,
    acked: (name) => `acknowledged by ${name}`,
    assigned: (name) => `assigned to ${name}`,
    allKinds: 'all kinds',
    inArea: 'in an area',
    quiet: (age) => `nothing heard for ${age}`,
    part: {
      alerts: 'Alerts to deal with', shelved: 'Shelved alerts', shelves: 'Set aside', rules_off: 'Rules that silence', switched_off: 'Rules switched off', detectors_off: 'Detectors switched off', outages: 'Feeds that bring nothing',
      alarms: 'Alarms of the room', incidents: 'Open incidents',
    },
    of: { vessel: (what) => `of vessel ${what}`, place: (what) => `of the place ${what}`, rule: (what) => `of the rule ${what}` },
    wrong: {
      to: 'A name of at most 100 characters, and not your own.', remarks: 'At most 8,000 characters.', from: 'Write a time such as 2026-11-23 04:30, before now and at most 31 days ago.',
      number: 'Another handover came, or somebody took over already: look again.',
    },
  },
  ar: {
    title: 'تسليم واستلام المناوبة',
    now: 'ما يبقى الآن',
    give: 'تسليم المناوبة',
    to: 'من يستلم، إن عُرف',
    from: 'بدأت المناوبة (UTC)',
    remarks: 'ملاحظات للمناوبة التالية',
    remarksTake: 'ملاحظات عند الاستلام',
    doGive: 'وقّع وسلّم',
    take: 'استلام المناوبة',
    doTake: 'أستلم',
    waiting: (number, by, when) => `التسليم ${number}: سلّم ${by}، ${when}`,
    waitsFor: (name) => `ينتظر ${name}.`,
    yours: 'ينتظر أن يستلم شخص آخر: على القادم أن يسجّل دخوله ويستلم.',
    period: 'المناوبة',
    past: 'عمليات التسليم',
    none: 'لم تُسلَّم أي مناوبة بعد.',
    nothing: 'لا شيء',
    look: 'أظهر ما سُلّم',
    hide: 'أخفِه',
    again: 'انظر من جديد',
    download: (number) => `تنزيل التسليم ${number}`,
    handover: (number) => `التسليم ${number}`,
    given: (by, when) => `سلّم ${by}، ${when}`,
    taken: (by, when) => `استلم ${by}، ${when}`,
    notTaken: 'لم يستلم أحد',
    head: 'رأس سجل التدقيق',
    key: 'مفتاح الغرفة',
    keyHelp: 'قارنه بما دوّنته: بهذا المفتاح يُوقَّع كل تسليم.',
    check: 'للتحقق من ملف: marsad audit verify --handover FILE',
    trouble: 'لا يمكن التوقيع: أبلغ مدير النظام ليفحص مفتاح الغرفة.',
    failed: 'تعذّرت قراءة عمليات التسليم: لم تُجب غرفة المراقبة.',
    notSaved: 'لم يتم: لم تُجب غرفة المراقبة. ما كتبته باقٍ هنا.',
    refused: 'لم يتم: انظر بجانب الحقول.',
    left: (count) => `و${count} أخرى`,
    until: (when) => `حتى ${when}`,
    once: 'طوال هذه الحالة',
    shelvedBy: (name) => `علّقه ${name}`,
    acked: (name) => `أقرّ به ${name}`,
    assigned: (name) => `أُسند إلى ${name}`,
    allKinds: 'كل الأنواع',
    inArea: 'ضمن منطقة محددة',
    quiet: (age) => `لم يُسمع شيء منذ ${age}`,
    part: {
      alerts: 'تنبيهات بانتظار المعالجة', shelved: 'تنبيهات معلّقة مؤقتاً', shelves: 'ما عُلّق مؤقتاً', rules_off: 'قواعد تُسكت تنبيهات', switched_off: 'قواعد مطفأة', detectors_off: 'كواشف موقوفة',
      outages: 'مصادر لا يصل منها شيء', alarms: 'إنذارات الغرفة', incidents: 'حوادث مفتوحة',
    },
    of: { vessel: (what) => `للسفينة ${what}`, place: (what) => `للمكان ${what}`, rule: (what) => `للقاعدة ${what}` },
    wrong: {
      to: 'اسم من 100 حرف على الأكثر، وليس اسمك.', remarks: '8,000 حرف على الأكثر.', from: 'اكتب وقتاً مثل 2026-11-23 04:30، قبل الآن وخلال 31 يوماً.',
      number: 'جاء تسليم آخر، أو استلم شخص من قبل: انظر من جديد.',
    },
  },
} satisfies Record<Language, HandoverTexts>
