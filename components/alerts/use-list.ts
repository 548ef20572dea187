'use client'
import { useEffect, useRef, useState } from 'react'

/** Which of a list has the focus and which are chosen; both outlive what disappears from the list. */
export function useList(ids: string[]) {
  const [current, setCurrent] = useState<string | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const place = useRef(0)
  const box = useRef<HTMLDivElement>(null)

  const at = current === null ? -1 : ids.indexOf(current)
  if (at >= 0) place.current = at

  // Whoever deals with an alert goes on with the one that takes its place.
  const gone = current !== null && at < 0
  useEffect(() => {
    if (!gone) return
    const rows = box.current?.querySelectorAll<HTMLElement>('[data-row]')
    const next = rows?.[Math.min(place.current, rows.length - 1)]
    if (next) next.focus()
    else setCurrent(null)
  }, [gone])

  const chosen = ids.filter((id) => picked.has(id))

  function choose(id: string, range: boolean) {
    const [from, to] = [ids.indexOf(last.current ?? id), ids.indexOf(id)]
    const all = range && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id]
    const on = !picked.has(id)
    const next = new Set(picked)
    for (const one of all) on ? next.add(one) : next.delete(one)
    last.current = id
    setPicked(next)
  }

  return {
    box,
    current: at >= 0 ? current : null,
    next: ids[at + 1] ?? null,
    previous: at > 0 ? ids[at - 1]! : null,
    chosen,
    enter: setCurrent,
    choose,
    chooseAll: (on: boolean) => setPicked(on ? new Set(ids) : new Set()),
    chooseSome: (some: string[], on: boolean) =>
      setPicked(new Set([...chosen, ...some].filter((id) => on || !some.includes(id)))),
  }
}
