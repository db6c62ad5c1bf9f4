// Words of the incident reports: the panel, the form and the marks on the chart.

import type { Language } from '../state/address'
import type { Credibility, Kind, Means, Reliability, Status } from '../live/incidents'

export type Show = 'open' | 'closed' | 'all'
export type Field =
  | 'source' | 'kind' | 'text' | 'language' | 'happened' | 'within' | 'received' | 'by' | 'position' | 'radius' | 'where' | 'mmsi' | 'names'
  | 'alerts' | 'reliability' | 'credibility' | 'incident' | 'report' | 'status' | 'why'

interface IncidentTexts {
  title: string
  show: Record<Show, string>
  which: string
  search: string
  add: string
  addTo: (number: number) => string
  correct: string
  correcting: (version: number) => string
  back: string
  none: string
  more: (count: number) => string
  failed: string
  notSaved: string
  refused: string
  incident: (number: number) => string
  report: (version: number) => string
  reports: (count: number) => string
  open: string
  closed: string
  status: Record<Status, string>
  kind: Record<Kind, string>
  means: Record<Means, string>
  reliability: Record<Reliability, string>
  credibility: Record<Credibility, string>
  field: Record<Exclude<Field, 'incident' | 'report'>, string>
  wrong: Record<Field, string>
  choose: string
  unknownLanguage: string
  within: (minutes: number) => string
  notTold: string
  momentHelp: string
  positionHelp: string
  listHelp: string
  here: string
  ofVessel: string
  thisVessel: string
  thisAlert: string
  remove: string
  save: string
  cancel: string
  required: string
  about: string
  when: string
  place: string
  who: string
  trust: string
  grade: string
  happened: string
  received: (when: string, means: string) => string
  written: (who: string, when: string) => string
  corrected: (version: number) => string
  corrects: (version: number) => string
  decided: (status: string, who: string, when: string) => string
  decide: string
  doDecide: string
  close: string
  reopen: string
  turned: Record<'closed' | 'opened', (who: string, when: string) => string>
  radius: (nm: string) => string
  showPlace: string
  alert: (id: string) => string
  opens: string
  symbol: Record<Status, string>
  reportThis: string
  resume: string
}

export const INCIDENT_TEXTS = {
  en: {
    title: 'Incident reports',
    show: { open: 'Open', closed: 'Closed', all: 'All' },
    which: 'Which incidents',
    search: 'Search reports',
    add: 'New report',
    addTo: (number) => `Another report on incident ${number}`,
    correct: 'Correct',
    correcting: (version) => `Correction of report ${version}`,
    back: 'All incidents',
    none: 'No incident here.',
    more: (count) => `${count} more: narrow the search.`,
    failed: 'The reports could not be read: the watch room did not answer.',
    notSaved: 'Not saved: the watch room did not answer. What you typed is still here.',
    refused: 'Not saved: see beside the fields.',
    incident: (number) => `Incident ${number}`,
    report: (version) => `Report ${version}`,
    reports: (count) => (count === 1 ? '1 report' : `${count} reports`),
    open: 'open',
    closed: 'closed',
    status: { claimed: 'claimed', confirmed: 'confirmed', refuted: 'refuted' },
    kind: {
      'suspicious approach': 'Suspicious approach', boarding: 'Boarding', attack: 'Attack', distress: 'Distress', collision: 'Collision', grounding: 'Grounding',
      fire: 'Fire', 'man overboard': 'Man overboard', pollution: 'Pollution', interference: 'Jamming or interference', other: 'Other',
    },
    means: { telephone: 'telephone', 'e-mail': 'e-mail', vhf: 'VHF', broadcast: 'broadcast', 'in person': 'in person', other: 'other means' },
    reliability: { A: 'completely reliable', B: 'usually reliable', C: 'fairly reliable', D: 'not usually reliable', E: 'unreliable', F: 'cannot be judged' },
    credibility: { 1: 'confirmed by other sources', 2: 'probably true', 3: 'possibly true', 4: 'doubtful', 5: 'improbable', 6: 'cannot be judged' },
    field: {
      source: 'Who says it', kind: 'What happened', text: 'What the report says, in its own words', language: 'Language', happened: 'When it happened (UTC)', within: 'How precisely',
      received: 'When it came (UTC)', by: 'How it came', position: 'Position', radius: 'Within (NM)', where: 'Place in words', mmsi: 'MMSI', names: 'Names of vessels', alerts: 'Alerts',
      reliability: 'Reliability of the source', credibility: 'Credibility of the information', status: 'It is', why: 'Why',
    },
    wrong: {
      source: 'Say who says it, in at most 200 characters.', kind: 'Choose what is said to have happened.', text: 'Write what the report says, in at most 8,000 characters.',
      language: 'Choose a language from the list.', happened: 'Write a time such as 2026-11-23 04:30, not after the report came.', within: 'How precise a time is needs a time.',
      received: 'Write a time such as 2026-11-23 04:30, not later than now.', by: 'Choose how the report came.', position: 'No position: write 12 30.5 N 045 10 E or 12.508, 45.167.',
      radius: 'A radius needs a position, and is more than 0 and at most 540 NM.', where: 'Give a position or say where in words; write "not known" where nobody says.',
      mmsi: 'An MMSI has at most nine digits; at most 50, with commas between them.', names: 'At most 50 names of at most 120 characters, with commas between them.',
      alerts: 'There is no such alert any more: remove it.', reliability: 'Choose a grade from A to F.', credibility: 'Choose a grade from 1 to 6.',
      incident: 'This incident has changed meanwhile, or has too many reports: look at it again.', report: 'This report was corrected meanwhile: look at it again.', status: 'Choose what it is.',
      why: 'Say why, in at most 2,000 characters: it is kept with the deed.',
    },
    choose: 'Choose',
    unknownLanguage: 'not known',
    within: (minutes) => (minutes === 0 ? 'to the minute' : minutes < 60 ? `± ${minutes} min` : `± ${minutes / 60} h`),
    notTold: 'not told',
    momentHelp: '2026-11-23 04:30, or 04:30 for today',
    positionHelp: '12 30.5 N 045 10 E',
    listHelp: 'with commas between them',
    here: 'Middle of the chart',
    ofVessel: 'Place of the selected vessel',
    thisVessel: 'Add the selected vessel',
    thisAlert: 'Add the open alert',
    remove: 'Remove',
    save: 'Save the report',
    cancel: 'Discard',
    required: 'A report is never changed once it is saved; a correction stands beside it.',
    about: 'The report',
    when: 'When',
    place: 'Where',
    who: 'Vessels and alerts',
    trust: 'How far it is to be trusted',
    grade: 'Grade',
    happened: 'Happened',
    received: (when, means) => `Came ${when} by ${means}`,
    written: (who, when) => `Written by ${who}, ${when}`,
    corrected: (version) => `Corrected by report ${version}`,
    corrects: (version) => `Corrects report ${version}`,
    decided: (status, who, when) => `${status}: ${who}, ${when}`,
    decide: 'Decide about this report',
    doDecide: 'Decide',
    close: 'Close the incident',
    reopen: 'Open it again',
    turned: { closed: (who, when) => `Closed by ${who}, ${when}`, opened: (who, when) => `Opened again by ${who}, ${when}` },
    radius: (nm) => `within ${nm}`,
    showPlace: 'Show on the chart',
    alert: (id) => `Alert ${id}`,
    opens: 'A new report opens it again.',
    symbol: { claimed: 'Incident, claimed', confirmed: 'Incident, confirmed', refuted: 'Incident, refuted' },
    reportThis: 'Report an incident',
    resume: 'Go on with the report',
  },
  ar: {
    title: 'بلاغات الحوادث',
    show: { open: 'المفتوحة', closed: 'المغلقة', all: 'الكل' },
    which: 'أي الحوادث',
    search: 'البحث في البلاغات',
    add: 'بلاغ جديد',
    addTo: (number) => `بلاغ آخر عن الحادث ${number}`,
    correct: 'تصحيح',
    correcting: (version) => `تصحيح البلاغ ${version}`,
    back: 'كل الحوادث',
    none: 'لا حوادث هنا.',
    more: (count) => `${count} أخرى: ضيّق البحث.`,
    failed: 'تعذّرت قراءة البلاغات: لم تُجب غرفة المراقبة.',
    notSaved: 'لم يُحفظ: لم تُجب غرفة المراقبة. ما كتبته باقٍ هنا.',
    refused: 'لم يُحفظ: انظر بجانب الحقول.',
    incident: (number) => `الحادث ${number}`,
    report: (version) => `البلاغ ${version}`,
    reports: (count) => (count === 1 ? 'بلاغ واحد' : count === 2 ? 'بلاغان' : count < 11 ? `${count} بلاغات` : `${count} بلاغاً`),
    open: 'مفتوح',
    closed: 'مغلق',
    status: { claimed: 'مُدَّعى', confirmed: 'مؤكَّد', refuted: 'ثبت عدم صحته' },
    kind: {
      'suspicious approach': 'اقتراب مريب', boarding: 'صعود إلى السفينة', attack: 'هجوم', distress: 'استغاثة', collision: 'تصادم', grounding: 'جنوح', fire: 'حريق',
      'man overboard': 'سقوط شخص في البحر', pollution: 'تلوّث', interference: 'تشويش أو تداخل', other: 'غير ذلك',
    },
    means: { telephone: 'الهاتف', 'e-mail': 'البريد الإلكتروني', vhf: 'الراديو VHF', broadcast: 'بثّ عام', 'in person': 'الحضور شخصياً', other: 'وسيلة أخرى' },
    reliability: { A: 'موثوق تماماً', B: 'موثوق عادةً', C: 'موثوق إلى حد ما', D: 'غير موثوق عادةً', E: 'غير موثوق', F: 'لا يمكن الحكم عليه' },
    credibility: { 1: 'أكّدتها مصادر أخرى', 2: 'صحيحة على الأرجح', 3: 'قد تكون صحيحة', 4: 'مشكوك فيها', 5: 'مستبعدة', 6: 'لا يمكن الحكم عليها' },
    field: {
      source: 'من يقول ذلك', kind: 'ماذا حدث', text: 'ما يقوله البلاغ بنصّه', language: 'اللغة', happened: 'وقت الحدوث (UTC)', within: 'مدى الدقة', received: 'وقت الوصول (UTC)',
      by: 'وسيلة الوصول', position: 'الموقع', radius: 'ضمن (NM)', where: 'المكان بالكلمات', mmsi: 'MMSI', names: 'أسماء السفن', alerts: 'التنبيهات', reliability: 'موثوقية المصدر',
      credibility: 'مصداقية المعلومة', status: 'الحكم', why: 'السبب',
    },
    wrong: {
      source: 'اذكر من يقول ذلك، في 200 حرف على الأكثر.', kind: 'اختر ما يُقال إنه حدث.', text: 'اكتب ما يقوله البلاغ، في 8,000 حرف على الأكثر.', language: 'اختر لغة من القائمة.',
      happened: 'اكتب وقتاً مثل 2026-11-23 04:30، لا يلي وصول البلاغ.', within: 'دقة الوقت تحتاج إلى وقت.', received: 'اكتب وقتاً مثل 2026-11-23 04:30، لا يلي الآن.',
      by: 'اختر وسيلة وصول البلاغ.', position: 'لا موقع: اكتب 12 30.5 N 045 10 E أو 12.508, 45.167.', radius: 'نصف القطر يحتاج إلى موقع، وهو أكثر من 0 و540 NM على الأكثر.',
      where: 'اذكر موقعاً أو صف المكان بالكلمات؛ اكتب «غير معروف» إن لم يذكره أحد.', mmsi: 'رقم MMSI تسعة أرقام على الأكثر؛ 50 رقماً على الأكثر بينها فواصل.',
      names: '50 اسماً على الأكثر، كل منها 120 حرفاً على الأكثر، بينها فواصل.', alerts: 'لم يعد هذا التنبيه موجوداً: أزِله.', reliability: 'اختر درجة من A إلى F.', credibility: 'اختر درجة من 1 إلى 6.',
      incident: 'تغيّر هذا الحادث في هذه الأثناء، أو كثرت بلاغاته: انظر إليه من جديد.', report: 'صُحّح هذا البلاغ في هذه الأثناء: انظر إليه من جديد.', status: 'اختر الحكم.',
      why: 'اذكر السبب، في 2,000 حرف على الأكثر: يُحفظ مع الفعل.',
    },
    choose: 'اختر',
    unknownLanguage: 'غير معروفة',
    within: (minutes) => (minutes === 0 ? 'بالدقيقة' : minutes < 60 ? `± ${minutes} دقيقة` : `± ${minutes / 60} ساعة`),
    notTold: 'لم يُذكر',
    momentHelp: '2026-11-23 04:30 أو 04:30 لليوم',
    positionHelp: '12 30.5 N 045 10 E',
    listHelp: 'بينها فواصل',
    here: 'وسط الخريطة',
    ofVessel: 'مكان السفينة المختارة',
    thisVessel: 'أضف السفينة المختارة',
    thisAlert: 'أضف التنبيه المفتوح',
    remove: 'إزالة',
    save: 'حفظ البلاغ',
    cancel: 'تجاهل',
    required: 'لا يُعدَّل البلاغ بعد حفظه؛ ويقف التصحيح إلى جانبه.',
    about: 'البلاغ',
    when: 'متى',
    place: 'أين',
    who: 'السفن والتنبيهات',
    trust: 'مدى الثقة به',
    grade: 'الدرجة',
    happened: 'حدث',
    received: (when, means) => `وصل ${when} عبر ${means}`,
    written: (who, when) => `كتبه ${who}، ${when}`,
    corrected: (version) => `صحّحه البلاغ ${version}`,
    corrects: (version) => `يصحّح البلاغ ${version}`,
    decided: (status, who, when) => `${status}: ${who}، ${when}`,
    decide: 'الحكم على هذا البلاغ',
    doDecide: 'احكم',
    close: 'إغلاق الحادث',
    reopen: 'إعادة الفتح',
    turned: { closed: (who, when) => `أغلقه ${who}، ${when}`, opened: (who, when) => `أعاد فتحه ${who}، ${when}` },
    radius: (nm) => `ضمن ${nm}`,
    showPlace: 'أظهر على الخريطة',
    alert: (id) => `التنبيه ${id}`,
    opens: 'أي بلاغ جديد يعيد فتحه.',
    symbol: { claimed: 'حادث مُدَّعى', confirmed: 'حادث مؤكَّد', refuted: 'حادث ثبت عدم صحته' },
    reportThis: 'الإبلاغ عن حادث',
    resume: 'متابعة كتابة البلاغ',
  },
} satisfies Record<Language, IncidentTexts>
