import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import {
  bullets,
  code,
  document,
  escapeMarkdown,
  heading,
  listed,
  md,
  numbered,
  paragraph,
  strong,
  table,
} from './markdown'

type Parsed = { type: string; text?: string; tokens?: Parsed[]; items?: Parsed[]; rows?: Parsed[][] }
const parse = (source: string) => marked.lexer(source) as unknown as Parsed[]

const PLAIN = ['space', 'paragraph', 'text', 'escape', 'list', 'list_item']

/** What a reader of these tokens sees: the words, and the kinds of anything that is more than words. */
function seen(tokens: Parsed[]): { kinds: string[]; text: string } {
  const kinds = tokens.map((t) => t.type).filter((type) => !PLAIN.includes(type))
  let text = ''
  for (const token of tokens) {
    const inner = token.items ?? token.tokens
    if (!inner) {
      text += token.text ?? ''
      continue
    }
    const below = seen(inner)
    kinds.push(...below.kinds)
    text += below.text
  }
  return { kinds, text: text.replace(/\n/g, ' ') }
}

const HOSTILE = [
  'a|b',
  '`code`',
  '``` fence',
  '*em* **strong** _em_ __strong__',
  '~~gone~~',
  '<script>alert(1)</script>',
  '<b onmouseover=x>',
  '&lt;b&gt; &amp; &#60;',
  '[text](javascript:alert(1))',
  '![image](https://tracker.example/x.png)',
  '<https://example.org>',
  'https://example.org/a_b_c and www.example.org',
  'someone@example.org',
  '[ref]: https://example.org',
  '# heading',
  '##',
  '> quotation',
  '- item',
  '[ ] task',
  '[x] task',
  '+ item',
  '1. item',
  '1) item',
  '---',
  '===',
  '| a | b |',
  'a\\|b and \\',
  '$x^2$',
  'text --- more',
  'snake_case_name stays and _that_ too',
]

describe('text of someone else', () => {
  const asText = (text: string) => ({ kinds: [], text })

  test.each(HOSTILE)('stays text in a paragraph: %s', (text) => {
    expect(seen(parse(paragraph(md`${text}`)))).toEqual(asText(text))
    // On any line, because wrapping may put any word at the start of one.
    expect(seen(parse(paragraph(md`${`before ${text} after `.repeat(40)}`))).kinds).toEqual([])
  })
  test.each(HOSTILE)('stays one item of a list: %s', (text) => {
    for (const list of [bullets([md`${text}`, md`last`]), numbered([md`${text}`, md`last`])]) {
      const [token, ...more] = parse(list)
      expect(more).toEqual([])
      expect(token!.items!.map((item) => seen([item]))).toEqual([asText(text), asText('last')])
    }
  })
  test.each(HOSTILE)('stays one cell of a table: %s', (text) => {
    const [token, ...more] = parse(table(['A', 'B'], [[text, 'last']]))
    expect(more).toEqual([])
    expect(token!.rows!.map((row) => row.map((cell) => seen(cell.tokens!)))).toEqual([
      [asText(text), asText('last')],
    ])
  })
  test.each(HOSTILE)('stays one heading: %s', (text) => {
    const [token, ...more] = parse(heading(2, md`x ${text} #`))
    expect(more).toEqual([])
    expect(token).toMatchObject({ type: 'heading', depth: 2 })
    expect(seen(token!.tokens!)).toEqual(asText(`x ${text} #`))
  })
  test('has no line of its own', () => {
    expect(escapeMarkdown('a\n\n# b\r\nc\u2028d\0e')).toBe('a # b c d e')
  })
  test('cannot turn the direction of its line', () => {
    expect(escapeMarkdown('met\u202edessim\u2066')).toBe('met\ufffddessim\ufffd')
  })
  test('keeps the thin space before a unit', () => expect(escapeMarkdown('5\u2009ms')).toBe('5\u2009ms'))
})

describe('prose', () => {
  const long = `${'word '.repeat(60)}end`
  test('breaks before the 73rd character', () => {
    for (const text of [paragraph(md`${long}`), bullets([md`${long}`]), numbered([md`${long}`])]) {
      const lines = text.split('\n')
      expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(72)
      expect(Math.min(...lines.slice(0, -1).map((l) => l.length))).toBeGreaterThan(72 - 'word '.length)
    }
  })
  test('keeps a longer word whole', () => {
    const digest = `sha256:${'0'.repeat(64)}`
    expect(paragraph(md`The digest is ${code(digest)}, as said.`)).toBe(
      `The digest is\n\`${digest}\`,\nas said.`,
    )
  })
  test('goes on under the text of its item', () => {
    expect(numbered([md`a`, md`${long}`]).split('\n')[2]).toMatch(/^ {3}word/)
  })
})

describe('pieces', () => {
  test('a list of names', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((l) => listed(l).source)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ])
  })
  test('a name stands out whatever is around it', () => {
    expect(strong(' a ').source).toBe('**a**')
    expect(strong('  ').source).toBe('  ')
  })
  test('only what code can hold becomes code', () => {
    expect(code('feat/x_y@1').source).toBe('`feat/x_y@1`')
    expect(code('a`b').source).toBe('a\\`b')
    expect(code('a b|c').source).toBe('a b\\|c')
  })
  test('a table is aligned for the eye, but for cells that are too long', () => {
    const cell = 'x'.repeat(60)
    expect(
      table(
        ['Name', { right: 'n' }],
        [
          ['a', 1],
          [cell, 22],
        ],
      ),
    ).toBe(['| Name |   n |', '| ---- | --: |', '| a    |   1 |', `| ${cell} |  22 |`].join('\n'))
  })
  test('a document has one blank line between blocks and one end of line', () => {
    expect(document(['a', '', 'b'])).toBe('a\n\nb\n')
  })
})
