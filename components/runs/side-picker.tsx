import { Field, Input, Select } from '@/components/ui/field'
import { absolute } from '@/components/ui/time'
import type { CompareChoices } from '@/lib/runs/queries'
import type { Picked } from './compare-form'
import { rangeFields, sideWords } from './side-words'

type Props = {
  name: 'base' | 'head'
  label: string
  hint: string
  picked: Picked
  choices: CompareChoices
  defaultBranch: string
}

/** One side: a branch, a build, a run, or days; the days appear when they are wanted, without a script. */
export function SidePicker({ name, label, hint, picked, choices, defaultBranch }: Props) {
  const { side } = picked
  const days = rangeFields(side, defaultBranch)
  const known = optionsOf(choices)
  const value = side?.kind === 'range' ? 'range' : side ? picked.text : ''
  const listed = known.some(({ options }) => options.some((option) => option.value === value))
  return (
    <fieldset className="group min-w-0">
      <legend className="sr-only">{label}</legend>
      <Field label={label} hint={hint}>
        {(control) => (
          <Select {...control} name={name} defaultValue={value} key={picked.text}>
            <option value="">Choose…</option>
            {side && side.kind !== 'range' && !listed && (
              <option value={value}>{sideWords(side, defaultBranch)}</option>
            )}
            {known.map(({ title, options }) => (
              <optgroup key={title} label={title}>
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </optgroup>
            ))}
            <optgroup label="Time">
              <option value="range">Days of a branch</option>
            </optgroup>
          </Select>
        )}
      </Field>
      <div className="mt-3 hidden flex-wrap gap-3 group-has-[option[value=range]:checked]:flex">
        <Field label={`${label} from`}>
          {(control) => <Input {...control} type="date" name={`${name}From`} defaultValue={days.from} />}
        </Field>
        <Field label={`${label} to`}>
          {(control) => <Input {...control} type="date" name={`${name}To`} defaultValue={days.to} />}
        </Field>
        <div className="min-w-32 flex-1">
          <Field label={`${label} branch`}>
            {(control) => (
              <Select {...control} name={`${name}On`} defaultValue={days.on}>
                {[...new Set([days.on, ...choices.branches])].map((branch) => (
                  <option key={branch}>{branch}</option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </div>
    </fieldset>
  )
}

const optionsOf = ({ branches, builds, runs }: CompareChoices) =>
  [
    {
      title: 'Branches, newest 20 runs',
      options: branches.map((branch) => ({ value: `branch:${branch}`, label: branch })),
    },
    {
      title: 'Builds',
      options: builds.map((build) => ({
        value: `commit:${build.commit}`,
        label: `${build.commit.slice(0, 8)} on ${build.branch}, ${build.runs} runs`,
      })),
    },
    {
      title: 'Runs, newest first',
      options: runs.map((run) => ({
        value: `run:${run.id}`,
        label: `${run.commit.slice(0, 8)} on ${run.branch}, ${absolute(run.startedAt)}, ${run.environment.name}`,
      })),
    },
  ].filter(({ options }) => options.length > 0)
