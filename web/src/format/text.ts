// Text from the air, made safe to set beside other text.

// Controls, bidi embeddings, overrides, isolates and marks, zero-width characters, line and paragraph separators.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

/** The text on one line without control or direction characters; anything but text or a number is empty. */
export function cleanText(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return value.replace(/[\r\n\t\u2028\u2029]+/gu, ' ').replace(UNSEEN, '').trim()
}
