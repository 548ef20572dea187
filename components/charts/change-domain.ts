import type { Domain } from './scale'

/** The axis on which the runs around a change and its two levels lie, with a little room. */
export function changeDomain(values: readonly number[], levels: readonly (number | null)[]): Domain {
  const all = [...values, ...levels.filter((l) => l !== null)]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const room = (most - least || Math.abs(most) || 1) * 0.12
  return [least >= 0 ? Math.max(0, least - room) : least - room, most + room]
}
