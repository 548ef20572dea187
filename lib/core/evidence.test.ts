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
  it('is that of the example of RFC 8785, section 3.2', () => {
    const example = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`)
    expect(canonicalJson(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })
  it('sorts the keys of its section 3.2.3 as it says', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
    const sorted = Object.values(JSON.parse(canonicalJson(keys).replaceAll(/:(\d)/g, ':"$1"')))
    // JSON.parse puts "1" first, as objects do; in the text it comes second.
    expect(canonicalJson(keys)).toMatch(/^\{"\\r":2,"1":4,/)
    expect(sorted).toEqual(['4', '2', '6', '7', '1', '5', '3'])
  })
  it.each([
    // RFC 8785, appendix B: bits of a number, and how it is written.
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number of bits %s as %s', (bits, written) => {
    const view = new DataView(new ArrayBuffer(8))
    view.setBigUint64(0, BigInt(`0x${bits}`))
    expect(canonicalJson(view.getFloat64(0))).toBe(written)
  })
  it('leaves out undefined members and writes dates as instants', () => {
    expect(canonicalJson({ a: undefined, b: new Date(0), c: null })).toBe(
      '{"b":"1970-01-01T00:00:00.000Z","c":null}',
    )
    expect(canonicalJson([undefined, 1])).toBe('[null,1]')
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    expect(canonicalJson([, 1])).toBe('[null,1]')
  })
  it('is JSON, and the same for the same value however it was built', () => {
    const value = { b: [1, { d: 'x', c: null }], a: { '': 0 }, 10: 1, 9: 2 }
    expect(JSON.parse(canonicalJson(value))).toEqual(value)
    expect(canonicalJson(JSON.parse(JSON.stringify(value, ['a', '', 'b', 'c', 'd', '9', '10'])))).toBe(
      canonicalJson(value),
    )
  })
  it('refuses what JSON cannot say', () => {
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', 1n, () => 1, Symbol('x')]
    const hollow = [new Map([[1, 2]]), new Set([1]), new Float64Array([1]), new Date('never'), /x/]
    for (const value of [...bad, ...hollow]) expect(() => canonicalJson({ a: [value] })).toThrow(TypeError)
    expect(() => canonicalJson(undefined)).toThrow(TypeError)
    expect(() => canonicalJson({ '\ud800': 1 })).toThrow(TypeError)
  })
})

describe('digestOf', () => {
  it('is the SHA-256 of the canonical form', () => {
    expect(digestOf({})).toBe('sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }))
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }))
  })
})
