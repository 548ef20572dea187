import { DEFAULT_MIN_EFFECT, defaultStatistic, type MetricInput } from '../core/metric'
import { canonicalUnit } from '../core/units'
import { AppError } from '../errors'
import { dimensionName } from './compatible'
import { type MetricRow, STATE_DIMENSION, UNKNOWN_DIMENSION } from './definitions'
import type { TargetRow } from './learn'

export type Wanted = { dimension: string; target: Omit<TargetRow, 'metricId' | 'version'> }

/** What somebody asks of a metric, as a row would say it. */
export function wantedOf(input: MetricInput): Wanted {
  const none = { target: null, acceptance: null, targetState: null, acceptanceState: null }
  if ('states' in input)
    return {
      dimension: STATE_DIMENSION,
      target: {
        ...none,
        unit: null,
        direction: 'lower',
        statistic: 'state',
        minEffect: DEFAULT_MIN_EFFECT,
        states: input.states,
        targetState: input.target,
        acceptanceState: input.acceptance,
      },
    }
  const { direction, target, acceptance, minEffect, statistic } = input
  const unit = canonicalUnit(input.unit)
  return {
    dimension: dimensionName(unit),
    target: {
      ...none,
      unit,
      direction,
      statistic: statistic ?? defaultStatistic(direction),
      minEffect: minEffect ?? DEFAULT_MIN_EFFECT,
      target,
      acceptance,
      states: [],
    },
  }
}

/** What was measured stays comparable: the unit may change, but only within its dimension. */
export function refuseOther(before: MetricRow, { dimension, target }: Wanted) {
  const refuse = (path: string, message: string) =>
    new AppError('bad_request', `The body is not as expected: ${path}: ${message}.`, [{ path, message }])
  if (before.dimension === UNKNOWN_DIMENSION) return
  if (before.dimension !== dimension)
    throw dimension === STATE_DIMENSION
      ? refuse('states', `${before.name} is measured in ${before.unit}, not as a state`)
      : refuse(
          'unit',
          `${target.unit} does not convert to ${before.storedUnit ?? 'a state'}, in which ${before.name} is measured`,
        )
}

const KEYS = [
  'unit',
  'direction',
  'statistic',
  'minEffect',
  'target',
  'acceptance',
  'targetState',
  'acceptanceState',
] as const
/** Whether this is what is asked of the metric already. */
export const same = (before: MetricRow, { target }: Wanted) =>
  KEYS.every((key) => before[key] === target[key]) && before.states.join('\n') === target.states.join('\n')
