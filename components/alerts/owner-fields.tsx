import { Field, Input, Select } from '@/components/ui/field'
import type { AlertRow } from '@/lib/alerts/queries'
import type { Person } from './use-desk'

type Props = {
  alerts: AlertRow[]
  people: Person[]
  /** owner of what has none yet */
  fallback: string
  now: Date
  error: (path: string) => string | undefined
  /** one below the other */
  narrow?: boolean
}

const day = (at: Date) => at.toISOString().slice(0, 10)

/** What all of them have, or else null. */
function common<T>(values: T[]): T | null {
  return values.every((v) => v === values[0]) ? (values[0] ?? null) : null
}

/** Who looks after it, and until when. */
export function OwnerFields({ alerts, people, fallback, now, error, narrow }: Props) {
  const due = common(alerts.map((a) => (a.dueAt ? day(a.dueAt) : '')))
  const owner = common(alerts.map((a) => a.owner?.id ?? ''))
  return (
    <div className={narrow ? 'flex flex-col gap-2' : 'grid gap-3 sm:grid-cols-[minmax(0,1fr)_168px]'}>
      <Field label="Owner" error={error('ownerId')}>
        {(c) => (
          <Select {...c} name="ownerId" defaultValue={owner || fallback}>
            <option value="">nobody</option>
            {people.map((p) => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Due" hint="End of this day, UTC" error={error('dueAt')}>
        {(c) => <Input {...c} type="date" name="due" defaultValue={due ?? ''} min={due || day(now)} />}
      </Field>
    </div>
  )
}
