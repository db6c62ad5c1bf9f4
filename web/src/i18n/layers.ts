// Words of the layers of the chart.

import type { Language } from '../state/address'
import type { TracksOf } from '../state/tracks.svelte'

interface LayerTexts {
  title: string
  marks: string
  names: string
  zones: string
  incidents: string
  notices: string
  headings: string
  dangers: string
  vectors: string
  vector: (min: number) => string
  density: string
  densityOf: (hours: number) => string
  densityMeans: string
  densityClass: [string, string, string, string, string]
  cell: (miles: string) => string
  counted: (since: string, until: string) => string
  notYet: string
  failed: string
  busiest: string
  atOnce: string
  show: string
  coverage: string
  coverageOn: string
  coverageMeans: string
  heard: [string, string, string]
  receivers: [string, string, string]
  noMark: (since: string) => string
  tracks: string
  tracksOf: Record<TracksOf, string>
  tracksMean: string
  cut: (shown: number, wanted: number) => string
  shown: (shown: number, wanted: number) => string
  mark: string
  unmark: string
  chooseFirst: string
  noneMarked: string
  tooMany: (most: number) => string
}

export const LAYER_TEXTS: Record<Language, LayerTexts> = {
  en: {
    title: 'Layers',
    marks: 'On the chart',
    names: 'Names of vessels',
    zones: 'Zones',
    incidents: 'Incident reports',
    notices: 'Notices and messages',
    headings: 'Heading lines',
    dangers: 'Closest points of all close quarters',
    vectors: 'Speed vectors',
    vector: (min) => (min === 0 ? 'off' : `${min} min`),
    density: 'Density',
    densityOf: (hours) => (hours === 0 ? 'off' : `last ${hours} h`),
    densityMeans: 'How many vessels were in a square at a time, on the mean. The bigger the mark, the more.',
    densityClass: ['fewer than 0.2', '0.2 to 1', '1 to 3', '3 to 10', '10 or more'],
    cell: (miles) => `A square is ${miles} high.`,
    counted: (since, until) => `Counted from ${since} to ${until}.`,
    notYet: 'Nothing was counted yet: the room counts once a minute.',
    failed: 'The room does not answer: what is shown is old.',
    busiest: 'The busiest squares here',
    atOnce: 'at a time',
    show: 'Show',
    coverage: 'Coverage',
    coverageOn: 'From where vessels were heard',
    coverageMeans: 'A mark says that a receiver of this room heard a vessel there. The bigger the mark, the more receivers did.',
    heard: ['filled: within the last hour', 'bold edge: within a day', 'thin edge: longer ago'],
    receivers: ['one receiver', 'two receivers', 'three or more'],
    noMark: (since) => `No mark: nobody was heard there since ${since}. Either no receiver reaches it, or no vessel was there: nobody can tell which.`,
    tracks: 'Tracks',
    tracksOf: { none: 'off', marked: 'marked vessels', view: 'vessels in view' },
    tracksMean: 'The way they came, with the time at each mark (UTC).',
    cut: (shown, wanted) => `${shown} of ${wanted} tracks: those nearest to the middle. Zoom in for the others.`,
    shown: (shown, wanted) => `${shown} of ${wanted} tracks are shown.`,
    mark: 'Mark the chosen vessel',
    unmark: 'Remove',
    chooseFirst: 'Choose a vessel on the chart or in the list, then mark her here.',
    noneMarked: 'No vessel is marked.',
    tooMany: (most) => `${most} vessels are marked: remove one first.`,
  },
  ar: {
    title: 'الطبقات',
    marks: 'على الخريطة',
    names: 'أسماء السفن',
    zones: 'المناطق',
    incidents: 'بلاغات الحوادث',
    notices: 'الإشعارات والرسائل',
    headings: 'خطوط اتجاه المقدمة',
    dangers: 'أقرب نقاط جميع حالات خطر التصادم',
    vectors: 'متجهات السرعة',
    vector: (min) => (min === 0 ? 'بلا' : `${min} د`),
    density: 'الكثافة',
    densityOf: (hours) => (hours === 0 ? 'بلا' : hours === 1 ? 'آخر ساعة' : hours < 11 ? `آخر ${hours} ساعات` : `آخر ${hours} ساعة`),
    densityMeans: 'كم سفينة كانت في المربع في الوقت نفسه، في المتوسط. كلما كبرت العلامة زاد العدد.',
    densityClass: ['أقل من 0.2', 'من 0.2 إلى 1', 'من 1 إلى 3', 'من 3 إلى 10', '10 أو أكثر'],
    cell: (miles) => `ارتفاع المربع ${miles}.`,
    counted: (since, until) => `أُحصيت من ${since} إلى ${until}.`,
    notYet: 'لم يُحصَ شيء بعد: تُحصي الغرفة مرة كل دقيقة.',
    failed: 'لا تجيب الغرفة: المعروض قديم.',
    busiest: 'أكثر المربعات ازدحامًا هنا',
    atOnce: 'في الوقت نفسه',
    show: 'عرض',
    coverage: 'التغطية',
    coverageOn: 'من أين سُمعت السفن',
    coverageMeans: 'العلامة تعني أن جهاز استقبال لهذه الغرفة سمع سفينة هناك. كلما كبرت العلامة زاد عدد الأجهزة.',
    heard: ['ممتلئة: خلال الساعة الأخيرة', 'حافة عريضة: خلال يوم', 'حافة رفيعة: قبل ذلك'],
    receivers: ['جهاز استقبال واحد', 'جهازا استقبال', 'ثلاثة أو أكثر'],
    noMark: (since) => `دون علامة: لم يُسمع أحد هناك منذ ${since}. إما أن الاستقبال لا يبلغها، أو لم تكن فيها سفينة: لا يمكن معرفة أيهما.`,
    tracks: 'المسارات',
    tracksOf: { none: 'بلا', marked: 'السفن المعلَّمة', view: 'السفن المعروضة' },
    tracksMean: 'الطريق الذي جاءت منه، والوقت عند كل علامة (UTC).',
    cut: (shown, wanted) => `${shown} من ${wanted} من المسارات: الأقرب إلى الوسط. كبّر الخريطة لترى غيرها.`,
    shown: (shown, wanted) => `المعروض ${shown} من ${wanted} من المسارات.`,
    mark: 'تعليم السفينة المختارة',
    unmark: 'إزالة',
    chooseFirst: 'اختر سفينة على الخريطة أو في القائمة، ثم علّمها هنا.',
    noneMarked: 'لم تُعلَّم أي سفينة.',
    tooMany: (most) => `عدد السفن المعلَّمة ${most}: أزل واحدة أولًا.`,
  },
}
