// biome-ignore lint/suspicious/noControlCharactersInRegex: what terminals are told is what is taken out
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[0-Z\\^-~])/g
/** GitHub's logs begin each line with the time at which it came. */
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z /

/** What stays of a line whose beginning was written over, and without the CR of CRLF. */
function shown(line: string): string {
  if (!line.includes('\r')) return line
  let end = line.length
  while (end > 0 && line[end - 1] === '\r') end--
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end)
}

/** The lines of a tool's printed report as a reader sees them: no byte order mark, no colours, no progress, LF or CRLF alike. */
export function linesOf(text: string): string[] {
  const plain = text.includes('\u001b') ? text.replace(ESCAPES, '') : text
  return plain
    .replace(/^\uFEFF/, '')
    .split(plain.includes('\n') ? '\n' : '\r')
    .map((line) => shown(STAMP.test(line) ? line.replace(STAMP, '') : line))
}

/** Whether a text may be a printed report that has any of `words`: other formats quote such reports in JSON and XML. */
export const isReport = (text: string, json: unknown, ...words: string[]): boolean =>
  json === undefined &&
  (words.length === 0 || words.some((word) => text.includes(word))) &&
  !/^\s*<(?:[?!]|testsuites?\b|html\b)/i.test(text)

/** The values of a text of one JSON value a line; the lines that are none are null. */
export const jsonLines = (lines: readonly string[]): unknown[] =>
  lines.map((line) => {
    if (!line.trimStart().startsWith('{')) return null
    try {
      return JSON.parse(line) as unknown
    } catch {
      return null
    }
  })
