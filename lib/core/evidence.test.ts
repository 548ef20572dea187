import { describe, expect, it } from 'vitest'
import { canonicalJson, digestOf } from './evidence'

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code units, at every depth', () => {
    expect(canonicalJson({ b: 1, a: { '\u20ac': 1, '\r': 2, '1': 3 } })).toBe(
      '{"a":{"\\r":2,"1":3,"€":1},"b":1}',
    )
    expect(canonicalJson({ '\u{1f600}': 1, '\ufb33': 2 })).toBe('{"\u{1f600}":1,"\ufb33":2}')
  })
  it('writes numbers as ECMAScript does (RFC 8785, appendix B)', () => {
    expect(canonicalJson([-0, 1e21, 1e-7, Number('333333333.33333329'), 4.5, 2e-3, 1e30])).toBe(
      '[0,1e+21,1e-7,333333333.3333333,4.5,0.002,1e+30]',
    )
  })
  it('leaves out undefined members and writes dates as instants', () => {
    expect(canonicalJson({ a: undefined, b: new Date(0), c: null })).toBe(
      '{"b":"1970-01-01T00:00:00.000Z","c":null}',
    )
  })
  it('refuses what JSON cannot say', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', 1n, () => 1, Symbol('x')])
      expect(() => canonicalJson({ a: [bad] })).toThrow(TypeError)
  })
})

describe('digestOf', () => {
  it('is the SHA-256 of the canonical form', () => {
    expect(digestOf({})).toBe('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }))
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }))
  })
})
