import type { Measurement } from '@/lib/core/wire'
import { monotonicMs } from '../../measuring/clock'
import { ConversationHistory } from '../history'
import type { House } from './house'

const PEOPLE = 200
const TURNS_EACH = 150
const QUERIES = 500
const WARM_UP = 50
const WANTED = 20

/** The query before every answer: one person's newest turns, among 30,000 of others. */
export async function queries(house: House): Promise<Measurement[]> {
  const { url, schema } = await house.database()
  const history = new ConversationHistory(url, schema)
  const samples: number[] = []
  try {
    await history.createTables()
    await history.fill(PEOPLE, TURNS_EACH)
    for (let i = -WARM_UP; i < QUERIES; i++) {
      const person = `person-${1 + (((i + WARM_UP) * 37) % PEOPLE)}`
      const started = monotonicMs()
      const turns = await history.recent(person, WANTED)
      const took = monotonicMs() - started
      if (turns.length !== WANTED) throw new Error(`${person} has ${turns.length} turns instead of ${WANTED}`)
      if (i >= 0) samples.push(took)
    }
  } finally {
    await history.close()
  }
  return [{ metric: 'database_query_latency', unit: 'ms', samples }]
}
