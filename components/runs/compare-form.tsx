import { Button } from '@/components/ui/button'
import { Field, Select } from '@/components/ui/field'
import type { CompareChoices, Side } from '@/lib/runs/queries'
import { SidePicker } from './side-picker'

export type Picked = { text: string; side: Side | null }
type Props = {
  path: string
  base: Picked
  head: Picked
  environment: string | undefined
  choices: CompareChoices
  defaultBranch: string
}

/** What is compared with what: a form of GET, so that its answer has an address. */
export function CompareForm({ path, base, head, environment, choices, defaultBranch }: Props) {
  return (
    <form action={path} className="grid gap-x-6 gap-y-4 md:grid-cols-2">
      <SidePicker
        name="base"
        label="Base"
        hint="What the head is held against."
        picked={base}
        choices={choices}
        defaultBranch={defaultBranch}
      />
      <SidePicker
        name="head"
        label="Head"
        hint="Worse and better are said of this side."
        picked={head}
        choices={choices}
        defaultBranch={defaultBranch}
      />
      <div className="flex flex-wrap items-end gap-4 md:col-span-2">
        <div className="min-w-56 flex-1 md:max-w-sm">
          <Field label="Environment">
            {(control) => (
              <Select {...control} name="environment" defaultValue={environment ?? ''}>
                <option value="">One that both sides have</option>
                {choices.environments.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Button>Compare</Button>
      </div>
    </form>
  )
}
