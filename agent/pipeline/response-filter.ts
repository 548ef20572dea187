const MAX_SPOKEN = 600

const PRIVATE: [RegExp, string][] = [
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g, 'an e-mail address'],
  [/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g, 'a card number'],
  [/(?<!\d)\+?\d{1,3}[ .-]?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}(?!\d)/g, 'a phone number'],
]

const MARKUP: [RegExp, string][] = [
  [/```[\s\S]*?(?:```|$)/g, ' '],
  [/!?\[([^\]]*)\]\([^)]*\)/g, '$1'],
  [/https?:\/\/\S+/g, 'a link'],
  [/<[^>]{1,200}>/g, ' '],
  [/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, ''],
  [/(\*{1,3}|_{1,3}|~~|`)(?=\S)(.+?)(?<=\S)\1/g, '$2'],
]

const UNSPEAKABLE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Variation_Selector}|\p{Cc}|\p{Cf}/gu
const ENDS = /[.!?…]$/

/** What of an answer may be spoken: no markup, nothing private, nothing a voice cannot say, and not for ever. */
export function filterResponse(answer: string): string {
  let text = answer.normalize('NFC').replace(/\r\n?/g, '\n')
  for (const [pattern, by] of MARKUP) text = text.replace(pattern, by)
  for (const [pattern, by] of PRIVATE) text = text.replace(pattern, by)
  // a line without a full stop would run into the next when spoken
  const lines = text.split('\n').map((line) => line.replace(UNSPEAKABLE, ' ').replace(/\s+/g, ' ').trim())
  text = lines
    .filter(Boolean)
    .map((line) => (lines.length > 1 && !ENDS.test(line) ? `${line}.` : line))
    .join(' ')
  return text.length <= MAX_SPOKEN ? text : shorten(text)
}

function shorten(text: string): string {
  const head = text.slice(0, MAX_SPOKEN)
  const end = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? '))
  return end > 0 ? head.slice(0, end + 1) : head.slice(0, Math.max(head.lastIndexOf(' '), 1)).trim()
}

/** Sentences in order: speech starts with the first while the rest is still being made. */
export const sentencesOf = (text: string) =>
  text
    .match(/[^.!?…]+[.!?…]*\s*/g)
    ?.map((s) => s.trim())
    .filter(Boolean) ?? []
