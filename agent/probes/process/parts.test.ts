import { expect, test } from 'vitest'
import { parseListeners } from '../../proc/sockets'
import { type CpuProfile, hotFunctions, hotLine } from './cpu-profile'
import { Growth } from './growth'

const readings = (given: Record<string, number>) => new Map(Object.entries(given))

test('a counter grows by what it gained, and by all of one that came later', () => {
  const growth = new Growth(false)
  growth.see(readings({ a: 100, b: 10 }))
  growth.see(readings({ a: 105, b: 11, c: 7 }))
  expect(growth.total).toBe(13)
  growth.see(readings({ a: 106 }))
  expect(growth.total).toBe(14)
})

test('where the parent takes over the count of one that ended, it is not counted twice', () => {
  const growth = new Growth(true)
  growth.see(readings({ parent: 100, child: 50 }))
  growth.see(readings({ parent: 101, child: 60 }))
  growth.see(readings({ parent: 161 }))
  expect(growth.total).toBe(11)
})

// Two lines of a real table: an established connection of port 5432, and somebody listening on 8080 over IPv6.
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1538 0100007F:C350 01 00000000:00000000 00:00000000 00000000   999        0 11111 1 0000000000000000 20 4 30 10 -1
   1: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 22222 1 0000000000000000 100 0 0 10 0
`
test('listeners are read from the table of sockets', () => {
  expect(parseListeners(TABLE)).toEqual([{ port: 8080, inode: '22222', user: 1000 }])
  expect(parseListeners(null)).toEqual([])
})

test('hot functions are those with most time of their own, idle time aside', () => {
  const frame = (functionName: string, url = '', lineNumber = -1) => ({ functionName, url, lineNumber })
  const profile: CpuProfile = {
    nodes: [
      { id: 1, callFrame: frame('(idle)') },
      { id: 2, callFrame: frame('parse', 'file:///app/parse.js', 41) },
      { id: 3, callFrame: frame('', 'file:///app/parse.js', 7) },
      // the same function, called from elsewhere
      { id: 4, callFrame: frame('parse', 'file:///app/parse.js', 41) },
    ],
    samples: [1, 2, 3, 4, 1],
    timeDeltas: [500, 5_000, 3_000, 1_000, 0],
  }
  // the delta of a sample stands beside the next one
  expect(hotFunctions(profile).map(hotLine)).toEqual([
    ' 75.0%       3 ms  parse  parse.js:42',
    ' 25.0%       1 ms  (anonymous)  parse.js:8',
  ])
})
