// Text from the air, made safe to set beside other text.

// Controls, bidi embeddings, overrides, isolates and marks, zero-width characters, line and paragraph separators.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

/** The text on one line without control or direction characters; anything but text or a number is empty. */
export function cleanText(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return value.replace(/[\r\n\t\u2028\u2029]+/gu, ' ').replace(UNSEEN, '').trim()
}

// From the first to the last letter or digit of a piece without Arabic: a name, a position, a time, a speed.
const LATIN = /[A-Za-z0-9<"([][^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[A-Za-z0-9°%>")\]]|[A-Za-z0-9]/gu

/** An Arabic sentence with each Latin piece in an isolate, so that 12-12.0N 045-18.0E stays in its order. */
export function isolateLatin(arabic: string): string {
  return arabic.replace(LATIN, (piece) => `\u2066${piece}\u2069`)
}

/** The text with its lines, each made safe. */
export function cleanLines(value: unknown): string {
  return typeof value === 'string' ? value.split(/\r\n|[\r\n]/u).map(cleanText).join('\n').trim() : cleanText(value)
}
