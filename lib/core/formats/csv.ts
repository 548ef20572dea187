/** Rows of a CSV text with the line each begins at. A quote is one at the beginning of a field; two within it stand for one. */
export function* csvRows(text: string, delimiter: string, quote: string) {
  let line = 1
  for (let at = 0; at < text.length; ) {
    const row = { line, fields: [] as string[], isOpen: false }
    for (let more = true; more; ) {
      let field = ''
      if (text[at] === quote) {
        let end = text.indexOf(quote, ++at)
        while (end >= 0 && text[end + 1] === quote) end = text.indexOf(quote, end + 2)
        row.isOpen = end < 0
        const raw = text.slice(at, end < 0 ? text.length : end)
        for (const c of raw) if (c === '\n') line++
        field = raw.replaceAll(quote + quote, quote)
        at = end < 0 ? text.length : end + 1
      }
      const start = at
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++
      row.fields.push(field + text.slice(start, at).replace(/\r$/, ''))
      more = text[at] === delimiter
      at++
    }
    line++
    if (row.fields.length > 1 || row.fields[0]!.trim() !== '') yield row
  }
}
