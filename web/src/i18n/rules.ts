// Words of the rules of alerts.

import type { Language } from '../state/address'
import type { Priority } from '../live/rules'
import type { RuleField } from '../state/rules.svelte'

interface RuleTexts {
  title: string
  order: string
  none: string
  failed: string
  begin: string
  change: string
  switchOff: string
  switchOn: string
  isOn: string
  isOff: string
  origin: { configuration: string; changed: string; own: string }
  edited: string
  priority: Record<Priority, string>
  everything: string
  everywhere: string
  area: string
  field: Record<RuleField, string>
  wrong: Record<RuleField, string>
  holds: string
  draft: string
  distress: string
  try: string
  trying: string
  first: string
  tried: (since: string, until: string, events: string) => string
  nothing: string
  asIs: string
  then: string
  counts: (alerts: number, heard: number) => string
  more: (n: number) => string
  fewer: (n: number) => string
  isCut: string
  save: string
  discard: string
  notSaved: string
  mayNot: string
  busy: string
  refused: string
}

export const RULE_TEXTS: Record<Language, RuleTexts> = {
  en: {
    title: 'Alert rules',
    order: 'Of those that are on and fit, the lowest in this list decides. Without a rule the kind of event does.',
    none: 'There is no rule: each kind of event has its own priority.',
    failed: 'The room does not tell its rules.',
    begin: 'New rule',
    change: 'Change',
    switchOff: 'Switch off',
    switchOn: 'Switch on',
    isOn: 'on',
    isOff: 'OFF',
    origin: { configuration: 'from the configuration', changed: 'of the configuration, changed here', own: 'made here' },
    edited: 'edited by',
    priority: { emergency: 'Emergency alarm', alarm: 'Alarm', warning: 'Warning', caution: 'Caution', none: 'No alert' },
    everything: 'all kinds',
    everywhere: 'everywhere',
    area: 'in an area that its file draws',
    field: { name: 'Name', priority: 'What it makes of an event', kinds: 'Of which kinds (none chosen: of all)', vessels: 'Of these MMSI (commas between)', places: 'In these zones, ports or lists (commas between)', lasts: 'Only when it lasts (for example 5 min)', valid_from: 'From (UTC; empty: ever)', valid_to: 'Until (UTC; empty: for ever)', why: 'Why', days: 'Days' },
    wrong: {
      name: 'Give it a name of up to 100 letters.',
      priority: 'It would silence everything: say which kinds, vessels, places or time.',
      kinds: 'Choose kinds that there are; distress is never lowered nor silenced.',
      vessels: 'MMSI of up to nine digits, with commas between.',
      places: 'Names, with commas between.',
      lasts: 'A number with s, min, h or d, up to 30 d.',
      valid_from: 'A moment like 2026-11-23 04:30.',
      valid_to: 'A moment like 2026-11-23 04:30, after the beginning.',
      why: 'Say why: the next shift asks.',
      days: 'Days from 1 to 31.',
    },
    holds: 'The rule is on',
    draft: 'The rule',
    distress: 'No rule lowers or silences distress.',
    try: 'Try it on what the room found',
    trying: 'The events of these days are judged again…',
    first: 'Try it before it is saved: what is silenced is not missed until it is needed.',
    tried: (since, until, events) => `Over ${events} events from ${since} to ${until}:`,
    nothing: 'The room found nothing in these days.',
    asIs: 'As it is',
    then: 'With this rule',
    counts: (alerts, heard) => `${alerts} ${alerts === 1 ? 'alert' : 'alerts'}, ${heard} to be heard`,
    more: (n) => `Would be told as well, or otherwise (${n})`,
    fewer: (n) => `Would not be told any more (${n})`,
    isCut: 'There were more events: only the newest were judged.',
    save: 'Save',
    discard: 'Discard',
    notSaved: 'Nothing was saved: the room does not answer or cannot write. What you typed is still here.',
    mayNot: 'Your role may try rules, not save them.',
    busy: 'Somebody else tries something just now: wait a little.',
    refused: 'The room refuses this rule:',
  },
  ar: {
    title: 'قواعد التنبيه',
    order: 'من القواعد المفعّلة المنطبقة تحسم الأخيرة في هذه القائمة. ودون قاعدة يحسم نوع الحدث.',
    none: 'لا توجد قواعد: لكل نوع من الأحداث أولويته.',
    failed: 'لا تُخبر الغرفة بقواعدها.',
    begin: 'قاعدة جديدة',
    change: 'تعديل',
    switchOff: 'إطفاء',
    switchOn: 'تفعيل',
    isOn: 'مفعّلة',
    isOff: 'مطفأة',
    origin: { configuration: 'من ملف الإعداد', changed: 'من ملف الإعداد، عُدّلت هنا', own: 'أُنشئت هنا' },
    edited: 'عدّلها',
    priority: { emergency: 'إنذار طوارئ', alarm: 'إنذار', warning: 'تحذير', caution: 'احتراس', none: 'دون تنبيه' },
    everything: 'كل الأنواع',
    everywhere: 'في كل مكان',
    area: 'في نطاق يرسمه ملفها',
    field: { name: 'الاسم', priority: 'ما تجعله من الحدث', kinds: 'أنواع الأحداث (دون اختيار: كلها)', vessels: 'أرقام MMSI (بينها فواصل)', places: 'المناطق أو الموانئ أو القوائم (بينها فواصل)', lasts: 'فقط إن دام (مثل ‎5 min‎)', valid_from: 'من (UTC؛ فارغ: دائمًا)', valid_to: 'حتى (UTC؛ فارغ: دائمًا)', why: 'السبب', days: 'الأيام' },
    wrong: {
      name: 'أعطها اسمًا لا يزيد على 100 حرف.',
      priority: 'ستُسكت كل شيء: حدّد الأنواع أو السفن أو الأماكن أو الوقت.',
      kinds: 'اختر أنواعًا معروفة؛ الاستغاثة لا تُخفَّض ولا تُسكَت.',
      vessels: 'أرقام MMSI من تسع خانات على الأكثر، بينها فواصل.',
      places: 'أسماء بينها فواصل.',
      lasts: 'رقم مع s أو min أو h أو d، حتى ‎30 d‎.',
      valid_from: 'لحظة مثل ‎2026-11-23 04:30‎.',
      valid_to: 'لحظة مثل ‎2026-11-23 04:30‎ بعد البداية.',
      why: 'اذكر السبب: ستسأل عنه المناوبة التالية.',
      days: 'من 1 إلى 31 يومًا.',
    },
    holds: 'القاعدة مفعّلة',
    draft: 'القاعدة',
    distress: 'لا تخفّض أي قاعدة الاستغاثة ولا تُسكتها.',
    try: 'تجربة دون تفعيل',
    trying: 'يُعاد الحكم على أحداث هذه الأيام…',
    first: 'جرّبها قبل حفظها: ما يُسكَت لا يُفتقد إلا عند الحاجة إليه.',
    tried: (since, until, events) => `على ${events} من الأحداث من ${since} إلى ${until}:`,
    nothing: 'لم تجد الغرفة شيئًا في هذه الأيام.',
    asIs: 'كما هي الآن',
    then: 'مع هذه القاعدة',
    counts: (alerts, heard) => `التنبيهات ${alerts}، منها بصوت ${heard}`,
    more: (n) => `سيُبلَّغ بها أيضًا أو بغير درجتها (${n})`,
    fewer: (n) => `لن يُبلَّغ بها بعد ذلك (${n})`,
    isCut: 'كانت الأحداث أكثر: حُكم على أحدثها فقط.',
    save: 'حفظ',
    discard: 'تجاهل',
    notSaved: 'لم يُحفظ شيء: الغرفة لا تجيب أو لا تستطيع الكتابة. ما كتبته ما زال هنا.',
    mayNot: 'يتيح لك دورك تجربة القواعد لا حفظها.',
    busy: 'يجرّب شخص آخر شيئًا الآن: انتظر قليلًا.',
    refused: 'ترفض الغرفة هذه القاعدة:',
  },
}
