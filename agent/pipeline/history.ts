import pg from 'pg'

export type Turn = { intent: string | null; said: string; answered: string }
export type RememberedTurn = Turn & { at: Date }

/** Connections the server may hold; what waits longer than this for one is an error and not a slow answer. */
const CONNECTIONS = 8
const PATIENCE_MS = 5_000

const TABLES = `
create table if not exists voice_session (
  id uuid primary key,
  person text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create table if not exists turn (
  id bigint generated always as identity primary key,
  session_id uuid not null references voice_session (id),
  person text not null,
  intent text,
  said text not null,
  answered text not null,
  at timestamptz not null default now()
);
create index if not exists turn_of_person on turn (person, at desc, id desc);
`

/** What people said and were answered, in PostgreSQL, in a schema of its own. */
export class ConversationHistory {
  readonly #pool: pg.Pool

  constructor(url: string, schema: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: PATIENCE_MS,
      // a connection once made is kept: making one again takes longer than an answer
      idleTimeoutMillis: 0,
      statement_timeout: PATIENCE_MS,
      options: `-c search_path=${schema}`,
    })
    // an idle connection that breaks is replaced by the pool
    this.#pool.on('error', () => {})
  }

  async createTables() {
    await this.#pool.query(TABLES)
  }

  async openSession(id: string, person: string) {
    await this.#pool.query('insert into voice_session (id, person) values ($1, $2)', [id, person])
  }

  async closeSession(id: string) {
    await this.#pool.query('update voice_session set ended_at = now() where id = $1', [id])
  }

  async append(session: string, person: string, turn: Turn) {
    await this.#pool.query(
      'insert into turn (session_id, person, intent, said, answered) values ($1, $2, $3, $4, $5)',
      [session, person, turn.intent, turn.said, turn.answered],
    )
  }

  /** A person's newest turns over all their sessions, newest first. */
  async recent(person: string, limit = 20): Promise<RememberedTurn[]> {
    const { rows } = await this.#pool.query<RememberedTurn>(
      'select intent, said, answered, at from turn where person = $1 order by at desc, id desc limit $2',
      [person, limit],
    )
    return rows
  }

  /** A past for measuring against: `people` with `turns` each, spread over 90 days. */
  async fill(people: number, turns: number) {
    await this.#pool.query(
      `insert into voice_session (id, person, started_at)
       select gen_random_uuid(), 'person-' || p, now() - interval '90 days' from generate_series(1, $1::int) p`,
      [people],
    )
    await this.#pool.query(
      `insert into turn (session_id, person, intent, said, answered, at)
       select s.id, s.person, 'light', 'turn on the light number ' || t, repeat('Okay, I will turn it on. ', 1 + t % 4),
              s.started_at + t * (interval '90 days' / ($1::int + 1))
       from generate_series(1, $1::int) t cross join voice_session s`,
      [turns],
    )
    await this.#pool.query('analyze turn')
  }

  async close() {
    await this.#pool.end()
  }
}
