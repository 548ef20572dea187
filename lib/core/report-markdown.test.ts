import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import type { ReportData } from './report'
import { aMetric, anUnmeasured, spread } from './report/testing/metrics'
import { anItem, aReport, aRun, aSignature } from './report/testing/report'
import { metricsMarkdown, summaryMarkdown } from './report-markdown'

const golden = (name: string) => `report/testing/${name}`
const both = (data: ReportData) => [summaryMarkdown(data), metricsMarkdown(data)]

describe('a review half done', () => {
  test('its summary', () =>
    expect(summaryMarkdown(aReport())).toMatchFileSnapshot(golden('PERFORMANCE_REVIEW_SUMMARY.md')))
  test('its measurements', () =>
    expect(metricsMarkdown(aReport())).toMatchFileSnapshot(golden('PERFORMANCE_METRICS.md')))
})

describe('the text', () => {
  test('is the same for the same data, also when they come back from the database with their keys in another order', () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(turned)
        : value && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([k, v]) => [k, turned(v)]),
            )
          : value
    expect(both(turned(aReport()) as ReportData)).toEqual(both(aReport()))
    expect(both(aReport({ revision: 2 }))).not.toEqual(both(aReport()))
  })

  test('is at most 72 characters wide where it is prose, but for words that are longer', () => {
    const prose = both(aReport({ stepSignature: aSignature() }))
      .flatMap((text) => text.split('\n'))
      .filter((line) => !line.startsWith('|') && !line.startsWith('#'))
    expect(prose.length).toBeGreaterThan(80)
    const long = prose.filter((line) => [...line].length > 72)
    expect(long.filter((line) => !/^ *\S+$/.test(line))).toEqual([])
  })

  test('keeps names, reasons and machines of others as text', () => {
    const evil = '<img src=x onerror=alert(1)> | [x](javascript:1) `a` **b** # c'
    const data = aReport({
      project: { organisation: evil, slug: 'x', name: evil },
      runs: [aRun({ branch: evil, commit: evil, environment: { name: evil, cpu: evil, os: evil } })],
      metrics: [
        aMetric('stt_transcription', {
          measurement: { samples: spread(400, 500) },
          definition: { title: evil, unit: 'a|<b>' },
        }),
        aMetric('tts_first_chunk', { measurement: { error: evil }, definition: { title: evil } }),
        { ...anUnmeasured('e2e_latency', evil), title: evil },
      ],
      sections: [
        {
          title: evil,
          items: [
            anItem(evil, { decision: 'waived', reason: evil }),
            anItem('x', {
              signature: aSignature({ name: evil, meaning: evil, stale: true, reasons: [evil] }),
            }),
          ],
        },
      ],
      stepSignature: aSignature({ name: evil, meaning: evil, stale: true, reasons: [evil] }),
    })
    data.review.title = evil
    data.review.objectives = [evil]
    data.review.strategy[0]!.title = evil
    data.review.deliverables = [{ name: evil, detail: evil }]
    for (const text of both(data)) {
      const kinds = new Set<string>()
      marked.walkTokens(marked.lexer(text), (token) => void kinds.add(token.type))
      expect(
        [...kinds].filter((kind) => ['html', 'link', 'image', 'em', 'code', 'del'].includes(kind)),
      ).toEqual([])
      expect(text).toContain('\\<img src=x onerror=alert(1)> \\|')
      // Each of its tables is as wide as its head: no cell was split.
      expect(text.split('\n').filter((line) => line.startsWith('|') && !line.endsWith('|'))).toEqual([])
    }
  })
})

describe('a review without any evidence', () => {
  const why = 'only simulated runs on main have it, and simulated data are never evidence'
  const names = aReport().metrics.map((m) => m.metric)
  const [summary, metrics] = both(
    aReport({ runs: [], metrics: names.map((name) => anUnmeasured(name, why)) }),
  )
  test('says so instead of showing numbers', () => {
    expect(summary).toContain('## Overall performance grade: none')
    expect(summary).toContain('No metric with a target has been measured.')
    expect(summary).toContain('None can be named: no metric has been measured.')
    expect(summary).toContain('1. Measure all 10 metrics. Of each it is to be said: only simulated runs')
    expect(summary).not.toContain('2. Measure')
    expect(summary).toContain('There is nothing to verify yet')
    expect(metrics).toContain('Nothing has been measured on `main` that could serve as evidence.')
    expect(metrics).toContain('No metric was measured in samples.')
    expect(metrics).toContain('There are no earlier runs of the same branch and machine.')
    expect(metrics).not.toContain('## Environment')
    for (const text of [summary!, metrics!])
      expect(text).not.toMatch(/NaN|null|undefined|Infinity|\b0\u2009ms/)
  })
  test('names every metric and why it is missing', () =>
    expect(metrics!.match(/is not measured: only/g)).toHaveLength(10))
})

describe('how it stands', () => {
  const opening = (more: Partial<ReportData>) => summaryMarkdown(aReport(more)).split('\n##')[0]!
  test('open', () => expect(opening({})).toContain('**Open.** The step is not signed'))
  test('signed, as a revision', () => {
    const text = opening({ stepSignature: aSignature(), revision: 3 })
    expect(text).toContain('Revision 3 of this report.')
    expect(text).toContain('**Signed** by Dana Lead on 2026-03-01 12:30 UTC.')
  })
  test('stale, with every reason', () =>
    expect(opening({ stepSignature: aSignature({ stale: true, reasons: ['one', 'two'] }) })).toContain(
      '**Stale.** Dana Lead signed the step on 2026-03-01 12:30 UTC, but the\nsignature no longer holds: one; two.',
    ))
})

describe('the signatures', () => {
  test('of the step: name, meaning, time, whole digest, and every reason', () => {
    const signature = aSignature({ stale: true, reasons: ['STT: now missed'] })
    const text = summaryMarkdown(aReport({ stepSignature: signature }))
    expect(text).toContain(
      '| Dana Lead | 2026-03-01 12:30 UTC | ○ stale | I looked at the evidence and agree |',
    )
    expect(text).toContain(`\`${signature.digest}\``)
    expect(text).toContain('- Stale, because STT: now missed.')
  })
  test('that are stale for one reason are named together', () => {
    const signature = aSignature({ stale: true, reasons: ['a new target'] })
    const items = ['One', 'Two', 'Three'].map((title) => anItem(title, { signature }))
    const text = summaryMarkdown(aReport({ sections: [{ title: 'All', items }] }))
    expect(text).toContain('- One, Two and Three: stale, because a new target.')
  })
  test('say how to verify themselves, the evidence and a frozen text', () => {
    const signature = aSignature()
    const frozen = summaryMarkdown(aReport({ stepSignature: signature, revision: 1 }))
    const [, verify] = frozen.split('## How to verify')
    for (const step of ['The evidence.', 'The sign-off.', 'This text.', 'The record.'])
      expect(verify).toContain(`**${step}**`)
    expect(verify).toContain(aRun().digest)
    expect(verify).toContain(signature.digest)
  })
})

describe('evidence of several runs', () => {
  const later = aRun({ id: '01953f00-0000-7000-8000-000000000002', startedAt: '2026-03-02T11:00:00.000Z' })
  const data = aReport({ runs: [later, aRun()] })
  data.metrics[0]!.run = later.id
  test('says which value is from which', () => {
    expect(summaryMarkdown(data)).toMatch(
      /From 2 runs, the newest of them run\s`01953f00-0000-7000-8000-000000000002`/,
    )
    const text = metricsMarkdown(data)
    expect(text).toContain(`- From run \`${later.id}\`: STT transcription.`)
    expect(text).toContain('## Runs')
    expect(text.match(/^\| Processor/gm)).toHaveLength(2)
  })
})

test('a baseline that the demo made is called simulated wherever it is used', () => {
  const data = aReport()
  data.metrics[0]!.simulatedBaseline = true
  const [summary, metrics] = both(data)
  expect(summary).toContain('▲ regression +47.9% (simulated baseline)')
  expect(summary).toContain('12 earlier runs, some of them simulated')
  expect(summary).toContain('**Simulated.**')
  expect(metrics).toContain('12 (simulated)')
  expect(metrics).toContain('**Simulated.**')
  for (const text of both(aReport())) expect(text).not.toContain('imulated')
})

describe('the time', () => {
  const strategy = (spentMinutes: number, plannedMinutes = 80) => {
    const data = aReport()
    Object.assign(data.review, { spentMinutes, plannedMinutes })
    return summaryMarkdown(data)
      .split('## Strategy')[1]!
      .split('##')[0]!
      .replaceAll('\u2009', ' ')
      .replaceAll('\n', ' ')
  }
  test('beyond plan and budget', () =>
    expect(strategy(250)).toContain(
      '250 min spent: 170 min more than the 80 min planned, and 10 min more than the 240 min of the budget.',
    ))
  test('as planned', () => expect(strategy(80)).toContain('80 min spent: exactly the 80 min planned, and'))
  test('none', () => expect(strategy(0)).toContain('No time has been logged yet; 80 min are planned'))
})
