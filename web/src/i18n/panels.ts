// Words of the "Room" menu: one for each panel.

import type { Language } from '../state/address'
import type { RoomPanel } from '../state/panels'

interface PanelTexts {
  room: string
  openOrClose: (panel: string) => string
  panel: Record<RoomPanel, string>
}

export const PANEL_TEXTS: Record<Language, PanelTexts> = {
  en: {
    room: 'Room',
    openOrClose: (panel) => `Open or close: ${panel}`,
    panel: { notes: 'Notices and messages', tools: 'Chart tools', layers: 'Layers', zones: 'Zones', rules: 'Alert rules', log: 'Watch log', incidents: 'Incident reports', handover: 'Handover' },
  },
  ar: {
    room: 'الغرفة',
    openOrClose: (panel) => `فتح أو إغلاق: ${panel}`,
    panel: { notes: 'الإشعارات والرسائل', tools: 'أدوات الخريطة', layers: 'الطبقات', zones: 'المناطق', rules: 'قواعد التنبيه', log: 'سجل المناوبة', incidents: 'بلاغات الحوادث', handover: 'تسليم واستلام المناوبة' },
  },
}
