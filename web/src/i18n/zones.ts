// Words of zones: drawing, trying, saving.

import type { ShipGroup, Watch } from '../live/zones'
import type { Language } from '../state/address'
import type { ZoneField } from '../state/zones.svelte'

interface ZoneTexts {
  title: string
  show: string
  saved: string
  none: string
  configured: string
  leftOut: (n: number) => string
  failed: string
  draw: string
  edit: string
  ofFile: string
  remove: string
  reallyRemove: string
  discard: string
  drawing: string
  stopDrawing: string
  goOnDrawing: string
  corner: (n: number) => string
  addCorner: string
  addMiddle: string
  move: string
  removeCorner: string
  isMoved: string
  wrongCorner: string
  holdsNot: string
  watch: Record<Watch, string>
  groups: Record<ShipGroup, string>
  whom: string
  all: string
  field: Record<ZoneField, string>
  wrong: Record<ZoneField, string>
  try: string
  trying: string
  tried: (since: string, until: string, reports: string) => string
  wouldHave: (alerts: number, perDay: string) => string
  nothingHeard: string
  isCut: string
  more: (n: number) => string
  save: string
  first: string
  notSaved: string
  mayNot: string
  busy: string
  refused: string
}

export const ZONE_TEXTS: Record<Language, ZoneTexts> = {
  en: {
    title: 'Zones',
    show: 'Zones on the chart',
    saved: 'Drawn here',
    none: 'No zone was drawn yet.',
    configured: 'Of the configuration',
    leftOut: (n) => `${n} more have too many corners to be shown.`,
    failed: 'The room does not tell its zones.',
    draw: 'Draw a zone',
    edit: 'Change',
    ofFile: 'It has several rings or more than 500 corners: change its file.',
    remove: 'Take away',
    reallyRemove: 'Take it away for good',
    discard: 'Discard',
    drawing: 'Click the chart corner by corner, or type corners below.',
    stopDrawing: 'Stop clicking',
    goOnDrawing: 'Click corners on the chart',
    corner: (n) => `Corner ${n}`,
    addCorner: 'New corner',
    addMiddle: 'Corner in the middle of the chart',
    move: 'Move',
    removeCorner: 'Remove',
    isMoved: 'Click where it belongs',
    wrongCorner: 'No position: 12 30.5 N 045 10 E or 12.508, 45.167.',
    holdsNot: 'not in force now',
    watch: { enter: 'Enters', leave: 'Leaves', dwell: 'Stays longer than', fast: 'Faster than', slow: 'Slower than' },
    groups: { cargo: 'Cargo', tanker: 'Tankers', passenger: 'Passenger ships', high_speed: 'High-speed craft', fishing: 'Fishing', pleasure: 'Sailing and pleasure', service: 'Towing, dredging, diving', authority: 'Military', untold: 'Type not told' },
    whom: 'Whom it concerns (none marked: all)',
    all: 'all',
    field: { name: 'Name', corners: 'Corners', watch: 'What is told of', dwell: 'minutes', fast: 'knots', slow: 'knots', buffer: 'Inside for certain by (metres)', since: 'From (UTC; empty: from now)', until: 'Until (UTC; empty: for ever)', days: 'Days' },
    wrong: {
      name: 'Give it a name; alerts call it by that.',
      corners: 'At least three corners, and no two sides that cross.',
      watch: 'Choose at least one thing to be told of.',
      dwell: 'Minutes from 1 to 43,200.',
      fast: 'Knots from 0.1 to 100.',
      slow: 'Knots from 0.1 to 100, and fewer than “faster than”.',
      buffer: 'Metres from 0 to 10,000.',
      since: 'A moment as 2026-11-23 04:30.',
      until: 'A moment as 2026-11-23 04:30, after the beginning.',
      days: 'From 1 to 31 days.',
    },
    try: 'Try it on what was heard',
    trying: 'Reading what was heard…',
    tried: (since, until, reports) => `Tried on ${reports} positions from ${since} to ${until}:`,
    wouldHave: (alerts, perDay) => (alerts === 1 ? `1 alert, ${perDay} a day.` : `${alerts} alerts, ${perDay} a day.`),
    nothingHeard: 'Nothing was heard in these days.',
    isCut: 'More was heard: only the newest part was read.',
    more: (n) => `and ${n} more`,
    save: 'Save',
    first: 'Try it before it is saved: a zone that tells too much is switched off sooner than heeded.',
    notSaved: 'Nothing was saved: the room does not answer or cannot write. What you typed is still here.',
    mayNot: 'Your role may try zones, not save them.',
    busy: 'Somebody else tries a zone just now: wait a little.',
    refused: 'The room refuses this zone:',
  },
  ar: {
    title: 'المناطق',
    show: 'المناطق على الخريطة',
    saved: 'مرسومة هنا',
    none: 'لم تُرسم أي منطقة بعد.',
    configured: 'من ملف الإعداد',
    leftOut: (n) => `${n} أخرى أركانها أكثر من أن تُعرض.`,
    failed: 'لا تُخبر الغرفة بمناطقها.',
    draw: 'رسم منطقة',
    edit: 'تعديل',
    ofFile: 'لها عدة حلقات أو أكثر من 500 ركن: عدّل ملفها.',
    remove: 'إزالة',
    reallyRemove: 'إزالتها نهائيًا',
    discard: 'تجاهل',
    drawing: 'انقر الخريطة ركنًا بعد ركن، أو اكتب الأركان أدناه.',
    stopDrawing: 'إنهاء النقر',
    goOnDrawing: 'نقر الأركان على الخريطة',
    corner: (n) => `الركن ${n}`,
    addCorner: 'ركن جديد',
    addMiddle: 'ركن في وسط الخريطة',
    move: 'نقل',
    removeCorner: 'حذف',
    isMoved: 'انقر موضعه الجديد',
    wrongCorner: 'ليس موقعًا: ‎12 30.5 N 045 10 E‎ أو ‎12.508, 45.167‎.',
    holdsNot: 'غير سارية الآن',
    watch: { enter: 'تدخل', leave: 'تغادر', dwell: 'تبقى أكثر من', fast: 'أسرع من', slow: 'أبطأ من' },
    groups: { cargo: 'البضائع', tanker: 'الناقلات', passenger: 'سفن الركاب', high_speed: 'السفن السريعة', fishing: 'الصيد', pleasure: 'الشراع والنزهة', service: 'القطر والجرف والغوص', authority: 'العسكرية', untold: 'نوع غير معلن' },
    whom: 'من تعنيه (دون اختيار: الجميع)',
    all: 'الجميع',
    field: { name: 'الاسم', corners: 'الأركان', watch: 'ما يُنبَّه إليه', dwell: 'دقيقة', fast: 'عقدة', slow: 'عقدة', buffer: 'داخلها يقينًا بمقدار (متر)', since: 'من (UTC؛ فارغ: من الآن)', until: 'حتى (UTC؛ فارغ: دائمًا)', days: 'الأيام' },
    wrong: {
      name: 'أعطها اسمًا؛ به تسميها التنبيهات.',
      corners: 'ثلاثة أركان على الأقل، ولا يتقاطع ضلعان.',
      watch: 'اختر شيئًا واحدًا على الأقل يُنبَّه إليه.',
      dwell: 'دقائق من 1 إلى 43200.',
      fast: 'عقد من 0.1 إلى 100.',
      slow: 'عقد من 0.1 إلى 100، وأقل من «أسرع من».',
      buffer: 'أمتار من 0 إلى 10000.',
      since: 'لحظة مثل ‎2026-11-23 04:30‎.',
      until: 'لحظة مثل ‎2026-11-23 04:30‎ بعد البداية.',
      days: 'من 1 إلى 31 يومًا.',
    },
    try: 'تجربة دون تفعيل',
    trying: 'تُقرأ التقارير السابقة…',
    tried: (since, until, reports) => `جُرِّبت على ${reports} من المواقع من ${since} إلى ${until}:`,
    wouldHave: (alerts, perDay) => `عدد التنبيهات ${alerts}، أي ${perDay} في اليوم.`,
    nothingHeard: 'لم يُسمع شيء في هذه الأيام.',
    isCut: 'سُمع أكثر من ذلك: قُرئ الجزء الأحدث فقط.',
    more: (n) => `و${n} أخرى`,
    save: 'حفظ',
    first: 'جرّبها قبل حفظها: المنطقة كثيرة التنبيه تُطفأ قبل أن يُلتفت إليها.',
    notSaved: 'لم يُحفظ شيء: الغرفة لا تجيب أو لا تستطيع الكتابة. ما كتبته ما زال هنا.',
    mayNot: 'يتيح لك دورك تجربة المناطق لا حفظها.',
    busy: 'يجرّب شخص آخر منطقة الآن: انتظر قليلًا.',
    refused: 'ترفض الغرفة هذه المنطقة:',
  },
}
