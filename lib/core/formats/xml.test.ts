import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error'
import { detectFormat } from './formats'
import { junit } from './junit'
import { decodeEntities, rootOf } from './xml'

function mistake(xml: string): string {
  try {
    junit.parse(xml)
  } catch (error) {
    if (error instanceof FormatError) return `${error.place}: ${error.message}`
    throw error
  }
  return 'read'
}
const one = (inside: string) => `<testsuite><testcase name="a" time="1">${inside}</testcase></testsuite>`
const REFUSED = 'is a declaration, such as of a document type, which is refused'

describe('a hostile file is refused, with the place:', () => {
  test.each([
    [
      'a billion laughs',
      '<?xml version="1.0"?>\n<!DOCTYPE testsuite [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<testsuite name="&b;"/>',
      `line 2, column 1: ${REFUSED}`,
    ],
    [
      'a file of the server',
      '<!DOCTYPE testsuite [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;" time="1"/></testsuite>',
      `line 1, column 1: ${REFUSED}`,
    ],
    [
      'a document type elsewhere',
      '<!DOCTYPE testsuite SYSTEM "http://127.0.0.1/x.dtd"><testsuite/>',
      `line 1, column 1: ${REFUSED}`,
    ],
    [
      'a declaration behind a comment',
      `<!-- <![CDATA[ --><!DOCTYPE a><!-- ]]> -->${one('')}`,
      `line 1, column 19: ${REFUSED}`,
    ],
    ['a declaration behind the root', `${one('')}<!DOCTYPE a>`, `line 1, column 63: ${REFUSED}`],
    ['elements without end', '<testsuite>'.repeat(50_000), 'line 1, column 1: is not well-formed XML here'],
    [
      'elements in elements in elements',
      '<testsuite>'.repeat(5_000) + '</testsuite>'.repeat(5_000),
      'the document: is nested deeper than 100 levels',
    ],
  ])('%s', (_, xml, expected) => expect(mistake(xml)).toBe(expected))

  test('an entity that is not declared stays the text it is', () =>
    expect(
      junit.parse('<testsuite><testcase name="&x;&lt;" time="1"/></testsuite>').measurements[0]!.metric,
    ).toBe('&x;<'))
})

describe('a malformed file is refused, with the place:', () => {
  test.each([
    ['nothing', '', /is not well-formed XML here/],
    ['another kind of text', 'hello', /is not well-formed XML here/],
    ['cut off', '<testsuite>\n<testcase name="a"', /^line \d+, column \d+: is not well-formed XML here$/],
    ['crossed', '<testsuite>\n<a></testsuite></a>', /^line 2, column 4: is not well-formed XML here$/],
    ['an attribute without quotes', '<testsuite>\n<testcase name=a/></testsuite>', /^line 2/],
    ['no test at all', '<testsuite/>', /^testsuite: holds no test$/],
    ['another root', '<html><testcase name="a" time="1"/></html>', /^testsuite: holds no test$/],
  ])('%s', (_, xml, expected) => expect(mistake(xml)).toMatch(expected))
})

test('what looks like a declaration inside of CDATA or a comment is text', () => {
  expect(mistake(one('<system-out><![CDATA[<!DOCTYPE html><html>]]></system-out>'))).toBe('read')
  expect(mistake(one('<!-- <!DOCTYPE html> -->'))).toBe('read')
})

test.each([
  ['&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;', '<a> & "b" \'c\''],
  ['&#65;&#x42;&#x1F600;', 'AB😀'],
  ['&amp;lt;', '&lt;'],
  ['&nbsp;&constructor;&', '&nbsp;&constructor;&'],
  ['&#xD800;', '\ufffd'],
  ['&#x110000;&#9999999;', '&#x110000;&#9999999;'],
])('entities in %j read %j', (text, expected) => expect(decodeEntities(text)).toBe(expected))

test.each([
  ['<testsuite/>', 'testsuite'],
  [
    '\ufeff \n<?xml version="1.0"?><?xml-stylesheet href="a"?><!-- a --><!-- <b> --> <testsuites name="a">',
    'testsuites',
  ],
  ['<!DOCTYPE testsuites [<!ENTITY a "b">]><testsuites/>', 'testsuites'],
  ['<a:b c="d">', 'a:b'],
  ['{"a": 1}', null],
  ['<', null],
  ['<!-- without end', null],
  ['', null],
])('the root of %j is %j', (text, name) => expect(rootOf(text)).toBe(name))

// A pattern that may try every way of grouping comments takes twice as long for each one more.
test.each([
  ['comments without a root', `${'<!---->'.repeat(1_000_000)}x`],
  ['a comment without end, again and again', '<!--'.repeat(2_000_000)],
  ['declarations that never end', `<testsuite>${'<![CDATA['.repeat(800_000)}`],
  ['one test, again and again', `<testsuite>${'<testcase name="a" time="1"/>'.repeat(100_000)}</testsuite>`],
  ['entities', one(`<system-out>${'&lt;'.repeat(500_000)}</system-out>`)],
  ['white space', ' '.repeat(8_000_000)],
])(
  'eight megabytes of %s are read or refused in seconds',
  (_, text) => {
    const started = performance.now()
    detectFormat(text)
    try {
      junit.parse(text)
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError)
    }
    expect(performance.now() - started).toBeLessThan(8_000)
  },
  30_000,
)
