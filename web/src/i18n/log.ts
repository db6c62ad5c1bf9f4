// Words of the watch log.

import type { LogKind } from '../live/log'
import type { Language } from '../state/address'
import type { LogField } from '../state/log.svelte'

interface LogTexts {
  title: string
  search: string
  kind: string
  all: string
  since: string
  until: string
  narrow: string
  vessel: string
  moment: string
  more: string
  none: string
  failed: string
  behind: (n: number) => string
  write: string
  writing: string
  amending: (seq: number) => string
  amend: string
  amends: (seq: number) => string
  amendedBy: (seq: number) => string
  cancel: string
  links: string
  thisVessel: string
  middle: string
  now: string
  thisAlert: string
  aboutAlert: string
  withoutAlert: string
  openAlert: string
  onlyAlert: string
  history: string
  everything: string
  show: string
  paper: string
  write_pdf: string
  writingPdf: string
  language: string
  languages: Record<Language, string>
  noPdf: string
  busyPdf: string
  wrongPeriod: string
  source: Record<'operator' | 'system', string>
  kinds: Record<LogKind, string>
  field: Record<LogField, string>
  wrong: Record<LogField, string>
  notSaved: string
  mayNot: string
}

export const LOG_TEXTS: Record<Language, LogTexts> = {
  en: {
    title: 'Watch log',
    search: 'Search the log',
    kind: 'Kind',
    all: 'Everything',
    since: 'From (UTC)',
    until: 'To (UTC)',
    narrow: 'Vessel and period',
    vessel: 'MMSI',
    moment: '2026-11-23 04:30',
    more: 'Older entries',
    none: 'Nothing is written here.',
    failed: 'The log does not answer. What is shown may be old.',
    behind: (n) => `${n} records are still being taken up.`,
    write: 'Write',
    writing: 'New entry',
    amending: (seq) => `Amendment of entry ${seq}`,
    amend: 'Amend',
    amends: (seq) => `amends ${seq}`,
    amendedBy: (seq) => `amended in ${seq} by`,
    cancel: 'Discard',
    links: 'What it is about',
    thisVessel: 'Selected vessel',
    middle: 'Middle of the chart',
    now: 'This moment',
    thisAlert: 'Open alert',
    aboutAlert: 'About an alert',
    withoutAlert: 'Not about the alert',
    openAlert: 'Alert',
    onlyAlert: 'Only entries about one alert',
    history: 'History in the log',
    everything: 'All entries again',
    show: 'Show on the chart',
    paper: 'On paper (PDF)',
    write_pdf: 'Write the PDF',
    writingPdf: 'Being written…',
    language: 'Language',
    languages: { en: 'English', ar: 'Arabic' },
    noPdf: 'It could not be written:',
    busyPdf: 'The room works for somebody else just now: wait a little.',
    wrongPeriod: 'Two moments as 2026-11-23 04:30, the end after the beginning, at most 92 days.',
    source: { operator: 'person', system: 'system' },
    kinds: {
      log: 'Entries', alert: 'Alerts', alert_action: 'Deeds with alerts', incident: 'Incident reports', handover: 'Handovers', export: 'Exports', rule: 'Rules', zone: 'Zones',
      watch_list: 'Watch lists', person: 'People', session: 'Sign-ins', system: 'The room',
    },
    field: { text: 'What is to be kept', mmsi: 'Vessels (MMSI)', place: 'Place', moment: 'Moment (UTC)', alert: 'Alert', amends: 'Entry' },
    wrong: {
      text: 'Write what is to be kept, in at most 4,000 characters.',
      mmsi: 'Numbers of at most nine digits, at most 50, with commas between them.',
      place: 'A latitude and a longitude, as 12 30.5 N 045 10 E or 12.508, 45.167.',
      moment: 'A moment as 2026-11-23 04:30, or a time of today.',
      alert: 'The room does not know this alert.',
      amends: 'Only entries that an operator wrote are amended.',
    },
    notSaved: 'It was not kept: the room does not answer or cannot write. What you typed is still here.',
    mayNot: 'Your role may read the log, not write it.',
  },
  ar: {
    title: 'سجل المناوبة',
    search: 'البحث في السجل',
    kind: 'النوع',
    all: 'الكل',
    since: 'من (UTC)',
    until: 'إلى (UTC)',
    narrow: 'السفينة والفترة',
    vessel: 'MMSI',
    moment: '2026-11-23 04:30',
    more: 'قيود أقدم',
    none: 'لا شيء مدوَّن هنا.',
    failed: 'السجل لا يجيب. قد يكون المعروض قديمًا.',
    behind: (n) => `ما زال ${n} من السجلات قيد الإدراج.`,
    write: 'تدوين',
    writing: 'قيد جديد',
    amending: (seq) => `تصويب القيد ${seq}`,
    amend: 'تصويب',
    amends: (seq) => `يصوّب القيد ${seq}`,
    amendedBy: (seq) => `صُوِّب في ${seq}، صوّبه`,
    cancel: 'إلغاء',
    links: 'ما يتعلق به',
    thisVessel: 'السفينة المختارة',
    middle: 'وسط الخريطة',
    now: 'هذه اللحظة',
    thisAlert: 'التنبيه المفتوح',
    aboutAlert: 'بشأن تنبيه',
    withoutAlert: 'ليس بشأن التنبيه',
    openAlert: 'التنبيه',
    onlyAlert: 'قيود تنبيه واحد فقط',
    history: 'ما جرى له في السجل',
    everything: 'جميع القيود من جديد',
    show: 'عرض على الخريطة',
    paper: 'على ورق (PDF)',
    write_pdf: 'كتابة ملف PDF',
    writingPdf: 'تجري الكتابة…',
    language: 'اللغة',
    languages: { en: 'الإنجليزية', ar: 'العربية' },
    noPdf: 'تعذّرت كتابته:',
    busyPdf: 'الغرفة تعمل لشخص آخر الآن: انتظر قليلًا.',
    wrongPeriod: 'لحظتان مثل ‎2026-11-23 04:30‎، والنهاية بعد البداية، 92 يومًا على الأكثر.',
    source: { operator: 'شخص', system: 'النظام' },
    kinds: {
      log: 'القيود', alert: 'التنبيهات', alert_action: 'التعامل مع التنبيهات', incident: 'بلاغات الحوادث', handover: 'تسليم المناوبة', export: 'التصدير', rule: 'القواعد', zone: 'المناطق',
      watch_list: 'قوائم المراقبة', person: 'الأشخاص', session: 'الدخول', system: 'الغرفة',
    },
    field: { text: 'ما يُراد حفظه', mmsi: 'السفن (MMSI)', place: 'الموقع', moment: 'اللحظة (UTC)', alert: 'التنبيه', amends: 'القيد' },
    wrong: {
      text: 'اكتب ما يُراد حفظه، في 4000 حرف على الأكثر.',
      mmsi: 'أرقام من تسع خانات على الأكثر، 50 على الأكثر، تفصل بينها فواصل.',
      place: 'خط عرض وخط طول، مثل ‎12 30.5 N 045 10 E‎ أو ‎12.508, 45.167‎.',
      moment: 'لحظة مثل ‎2026-11-23 04:30‎، أو وقت من اليوم.',
      alert: 'الغرفة لا تعرف هذا التنبيه.',
      amends: 'لا يُصوَّب إلا ما دوّنه مشغّل.',
    },
    notSaved: 'لم يُحفظ: الغرفة لا تجيب أو لا تستطيع الكتابة. ما كتبته ما زال هنا.',
    mayNot: 'يتيح لك دورك قراءة السجل لا الكتابة فيه.',
  },
}
