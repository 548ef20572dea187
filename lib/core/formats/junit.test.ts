import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { measurement } from '../wire'
import { junit, seconds } from './junit'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const measured = (xml: string) => junit.parse(xml).measurements
const suite = (...cases: string[]) => measured(`<testsuite name="s">${cases.join('')}</testsuite>`)

describe('files of real tools', () => {
  test('every test by class and name, its time in seconds', () =>
    expect(measured(sample('junit-flat.xml'))).toEqual(
      [
        ['DefaultIntegrationTest.experimentsWithJavaElements', 0],
        ['BundleResolverIntegrationTest.testGetBundle', 0],
        ['BundleResolverIntegrationTest.testGetBundleLocation', 0.656],
        ['ProjectSettingsTest.testNatureAddition', 0.125],
        ['ProjectSettingsTest.testNatureRemoval', 0.11],
      ].map(([name, value]) => ({ metric: `test.foo.bar.${name}`, unit: 's', value })),
    ))
  test('suites in suites, and one that failed as a whole', () =>
    expect(measured(sample('junit-nested.xml'))).toEqual([
      { metric: 'test.fs.FileSystemTest.testPrefix', unit: 's', value: 0.003 },
      { metric: 'test.db.DatabaseTest.testTable', unit: 's', value: 0.003 },
      {
        metric: 'Automated Tests.test.AutomatedTests.test.db.DatabaseTest.test.3rdlevel',
        error: 'bla bla',
      },
    ]))
  test('all of it is fit for the wire', () => {
    for (const name of ['junit-flat.xml', 'junit-nested.xml'])
      for (const m of measured(sample(name))) expect(measurement.parse(m)).toEqual(m)
  })
})

test.each([
  ['0.656', 0.656],
  ['0,656', 0.656],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1,234,567.8', 1_234_567.8],
  ['1,234,567', 1_234_567],
  ['12', 12],
  ['.5', 0.5],
  ['5.0E-4', 0.0005],
  [' 0.1 ', 0.1],
  ['0', 0],
  ['', null],
  ['-1', null],
  ['fast', null],
  ['0x10', null],
  ['Infinity', null],
  ['1e999', null],
])('a time of %j is %j seconds', (text, expected) => expect(seconds(text)).toBe(expected))

describe('a test', () => {
  test.each([
    ['that failed is its message', '<failure message="expected 1 &lt; 0"/>', 'expected 1 < 0'],
    [
      'that failed without a message is the first line of its trace',
      '<failure>\n  at a()\n  at b()</failure>',
      'at a()',
    ],
    ['that broke is its message', '<error message="no model" type="IOError">trace</error>', 'no model'],
    ['that says nothing of why', '<failure/>', 'failed without a message'],
    ['that says it in CDATA', '<failure><![CDATA[<html> & more]]></failure>', '<html> & more'],
    ['that says it in colours', '<error message="&#27;[31mred&#10;second"/>', '[31mred'],
  ])('%s', (_, inside, error) =>
    expect(suite(`<testcase classname="c" name="t" time="1">${inside}</testcase>`)).toEqual([
      { metric: 'c.t', error },
    ]),
  )
  test.each([
    ['<testcase name="a" time="0"><skipped/></testcase>', 'skipped'],
    ['<testcase name="a" time="0"><skipped message="no GPU"/></testcase>', 'skipped: no GPU'],
    ['<testcase name="a"><skipped>\n no &lt;GPU\n at x</skipped></testcase>', 'skipped: no <GPU'],
    ['<testcase name="a" status="notrun" result="suppressed" time="0."/>', 'skipped: notrun'],
    ['<testcase name="a" status="run" result="skipped" time="0"/>', 'skipped'],
  ])('that was skipped is named: %s', (xml, error) => {
    expect(suite(xml, '<testcase name="b" time="1"/>')).toEqual([
      { metric: 's.a', error },
      { metric: 's.b', unit: 's', value: 1 },
    ])
    expect(suite(xml)).toEqual([{ metric: 's.a', error }])
  })
  test('that was skipped once and ran once has run', () => {
    const ran = '<testcase name="a" time="2"/>'
    expect(suite('<testcase name="a"><skipped/></testcase>', ran)).toEqual([
      { metric: 's.a', unit: 's', value: 2 },
    ])
    const failed = '<testcase name="a"><failure message="late"/></testcase>'
    expect(suite('<testcase name="a"><skipped/></testcase>', ran, failed)).toEqual([
      { metric: 's.a', error: 'late' },
    ])
  })
  test('without a time is named', () =>
    expect(suite('<testcase name="a"/>')).toEqual([
      { metric: 's.a', error: 'the report gives no time for this test' },
    ]))
  test('that ran several times has samples, or the error of the run that failed', () => {
    const run = (time: number, inside = '') => `<testcase name="a" time="${time}">${inside}</testcase>`
    expect(suite(run(1), run(2), run(3))).toEqual([{ metric: 's.a', unit: 's', samples: [1, 2, 3] }])
    expect(suite(run(1), run(2, '<failure message="late"/>'))).toEqual([{ metric: 's.a', error: 'late' }])
  })
  test('keeps its name as it is', () =>
    expect(
      suite(
        '<testcase classname="tests.test_perf.TestLatency" name="test_e2e[a &amp; b-&quot;x&quot;]" time="1"/>',
      )[0]!.metric,
    ).toBe('tests.test_perf.TestLatency.test_e2e[a & b-"x"]'))
  test('with a long message keeps what the wire takes, and no half of a character', () => {
    const [m] = suite(`<testcase name="a"><failure message="${'x'.repeat(299)}😀"/></testcase>`)
    expect(measurement.safeParse(m).success).toBe(true)
    expect(m!.error!.startsWith('x'.repeat(299))).toBe(true)
  })
  test('may stand in a suite without a name, or right below the root', () => {
    expect(
      measured('<testsuites><testsuite><testcase name="a" time="1"/></testsuite></testsuites>')[0]!.metric,
    ).toBe('a')
    expect(measured('<testsuites name="r"><testcase name="a" time="1"/></testsuites>')[0]!.metric).toBe('r.a')
  })
})
