import { convert, isConvertible } from '../units'
import { inUnit, toolUnit } from './tool-unit'

/** A number as tools print it, with or without commas between thousands; NaN for anything else. */
export function printedNumber(text: string): number {
  const plain = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(text) ? text.replaceAll(',', '') : text
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
}

export type Quantity = { value: number; unit?: string }

/** A printed quantity in a unit of the wire. */
export function quantity(number: string, unit: string): Quantity {
  const of = toolUnit(unit)
  return { value: inUnit(printedNumber(number), of), ...(of.unit !== undefined && { unit: of.unit }) }
}

/** A quantity with the ends of its interval in its own unit; ends in a unit that is not of its kind are left out. */
export function estimate(middle: Quantity, low: Quantity, high: Quantity) {
  const end = (q: Quantity) =>
    Number.isFinite(q.value) && isConvertible(q.unit ?? '', middle.unit ?? '')
      ? convert(q.value, q.unit ?? '', middle.unit ?? '')
      : undefined
  return { ...middle, low: end(low), high: end(high) }
}
