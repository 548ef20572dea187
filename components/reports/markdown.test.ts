import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { aReport, aSignature } from '@/lib/core/report/testing/report'
import { metricsMarkdown, summaryMarkdown } from '@/lib/core/report-markdown'
import { Markdown } from './markdown'

const render = (text: string) => renderToStaticMarkup(createElement(Markdown, { text }))
const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
}
/** What a browser shows of it. */
const shown = (html: string) =>
  html
    .replace(
      /<(?:\/?(?:p|h\d|li|ol|ul|td|th|tr|table|thead|tbody|section|pre|blockquote|br|hr)\b)[^>]*>/g,
      ' ',
    )
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|amp|quot|#x27);/g, (entity) => ENTITIES[entity]!)
    .replace(/[^\S\u2009]+/g, ' ')
    .trim()

describe('raw HTML', () => {
  test.each([
    '<script>alert(1)</script>',
    'text <img src=x onerror=alert(1)> more',
    '<svg onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<div>\n\n**bold**\n\n</div>',
    '| a |\n|---|\n| <iframe src=x> |',
    '- <style>*{display:none}</style>',
    '<!-- comment --> text',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('stays the text it is: %s', (text) => {
    const html = render(text)
    expect(html).not.toMatch(/<(?:script|img|svg|iframe|style|div(?! role="group")|a|!--)/)
    for (const word of text.match(/alert|iframe|style|div|comment/g) ?? [])
      expect(shown(html)).toContain(word)
  })
})

describe('a link', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example/x',
    '/\\evil.example',
  ])('to %s is told as text', (href) => {
    const html = render(`[words](<${href}>)`)
    expect(html).not.toContain('href')
    expect(html).toContain('words')
  })
  test.each(['https://example.org/a?b=c', 'http://example.org', 'mailto:a@example.org', '#top', '/demo/x'])(
    'to %s leads there',
    (href) => expect(render(`[words](${href})`)).toContain(`href="${href}"`),
  )
  test('to a picture fetches nothing', () => {
    const html = render('![a picture](https://tracker.example/x.png)')
    expect(html).not.toContain('tracker')
    expect(html).toContain('a picture')
  })
})

describe('the page', () => {
  const data = aReport({ stepSignature: aSignature(), revision: 1 })
  test.each([
    ['summary', summaryMarkdown(data)],
    ['metrics', metricsMarkdown(data)],
  ])('shows the words of the %s, all of them and no others', (_, text) => {
    const words = text
      .replace(/^\|[ :|-]+\|$/gm, ' ')
      .replace(/^#+ |^(?: *- )|^\d+\. /gm, ' ')
      .replace(/^\||\|$|(?<!\\)\|/gm, ' ')
      .replace(/\*\*|`/g, '')
      .replace(/\\(?=[^\w\s])/g, '')
      .replace(/[^\S\u2009]+/g, ' ')
      .trim()
    expect(shown(render(text))).toBe(words)
  })
  test('draws the mark of a verdict and keeps its character for whoever copies', () => {
    const html = render('● met, ▲ regression +5.0%, ○ stale and ● other')
    expect(html.match(/<svg/g)).toHaveLength(3)
    expect(shown(html)).toBe('● met, ▲ regression +5.0%, ○ stale and ● other')
    expect(html).toContain('text-missed')
  })
  test('gives the title row of a group the whole width', () =>
    expect(render('| A | B |\n|---|---|\n| **Group** | |\n| a | b |')).toMatch(
      /<th scope="colgroup" colSpan="2"/,
    ))
})
