import { describe, expect, test } from 'vitest'
import { placeLabels } from './place-labels'

const AREA: [number, number] = [0, 500]

describe('a label', () => {
  test('stands right of its rule', () =>
    expect(placeLabels([{ x: 100, width: 80 }], AREA, 2)).toEqual([{ left: 102, width: 80, row: 0 }]))
  test('stands left of it at the right end', () =>
    expect(placeLabels([{ x: 480, width: 80 }], AREA, 2)).toEqual([{ left: 398, width: 80, row: 0 }]))
  test('that is wider than the chart is left out', () =>
    expect(placeLabels([{ x: 250, width: 600 }], AREA, 2)).toEqual([null]))
})

test('labels that would meet take other rows or sides, and the newer ones go first', () => {
  const places = placeLabels(
    [100, 110, 120, 130].map((x) => ({ x, width: 90 })),
    AREA,
    2,
  )
  expect(places[3]).toEqual({ left: 132, width: 90, row: 0 })
  expect(places.filter((p) => p !== null).length).toBeGreaterThan(2)
})

test('no two hide each other, and none leaves the chart, however many there are', () => {
  const wanted = Array.from({ length: 60 }, (_, i) => ({ x: (i * 37) % 500, width: 40 + ((i * 13) % 60) }))
  const places = placeLabels(wanted, AREA, 3).filter((p) => p !== null)
  expect(places.length).toBeGreaterThan(8)
  for (const p of places) {
    expect(p.left).toBeGreaterThanOrEqual(0)
    expect(p.left + p.width).toBeLessThanOrEqual(500)
    for (const q of places)
      if (p !== q && p.row === q.row)
        expect(p.left >= q.left + q.width || q.left >= p.left + p.width).toBe(true)
  }
})
