import { Button } from '@/components/ui/button'
import type { RunRow } from '@/lib/runs/queries'

/** Names the form that ticked runs belong to, so that its button may stand anywhere on the page. */
const FORM = 'compare-runs'

/** The form of the ticks and its button: a form of GET, which needs no script. */
export function CompareTicked({ base }: { base: string }) {
  return (
    <form id={FORM} action={`${base}/compare`}>
      <Button look="quiet" small>
        Compare two ticked runs
      </Button>
    </form>
  )
}

/** One run to be compared; a run that is not admissible cannot be. */
export function PickRun({ run }: { run: Pick<RunRow, 'commit' | 'admissible'> & { id: string } }) {
  return (
    <input
      type="checkbox"
      form={FORM}
      name="run"
      value={run.id}
      disabled={!run.admissible}
      title={run.admissible ? undefined : 'Not admissible: it is left out of comparisons'}
      aria-label={`Compare the run of ${run.commit.slice(0, 8)}`}
      className="block size-4 accent-accent disabled:opacity-40"
    />
  )
}
