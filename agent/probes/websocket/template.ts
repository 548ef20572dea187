const ID = '{{id}}'
const NUMBER = '{{i}}'

/** The text of one message. In JSON a value that is `{{i}}` and nothing else becomes a number; `{{id}}` stays text. */
export function fill(template: unknown, id: string, i: number): string {
  const put = (text: string) => text.replaceAll(ID, id).replaceAll(NUMBER, String(i))
  if (typeof template === 'string') return put(template)
  return JSON.stringify(template, (_key, value: unknown) =>
    value === NUMBER ? i : typeof value === 'string' ? put(value) : value,
  )
}

/** Whether two messages of this template differ. */
export const isUnique = (template: unknown) => {
  const text = JSON.stringify(template)
  return text.includes(ID) || text.includes(NUMBER)
}

/** The value at a path such as `$.result.items.0.id` as text; null when there is none, or no JSON. */
export function valueAt(path: string, text: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  for (const key of path.split('.').slice(1))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}
