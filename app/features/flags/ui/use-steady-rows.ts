import { useEffect, useRef, useState } from 'react'
import type { ShownFlag } from '../server/shown-flags.ts'

/** A row of a list that keeps its place: as it is now, or as it was last seen before it went. */
export interface SteadyRow {
  readonly flag: ShownFlag
  readonly gone: boolean
}

/**
 * The rows as their reader first saw them, so that none moves under the focus: what somebody else decides about or closes stays in
 * its place as a line, and flags raised since wait behind `fresh` until `show` is pressed. What another page made room for is added
 * at the end.
 *
 * What others decided about before the page was opened is left out.
 */
export function useSteadyRows(
  rows: readonly ShownFlag[],
  now: string,
): { rows: readonly SteadyRow[]; fresh: number; show(): void } {
  const [seen, setSeen] = useState(() => openedWith(rows, now))
  const lastSeen = useRef(new Map<string, ShownFlag>())
  const current = new Map(rows.map((flag) => [flag.flagId as string, flag]))
  const known = new Set(seen.order)
  const others = rows.filter((flag) => !known.has(flag.flagId) && !wasSettled(flag))
  const fresh = others.filter((flag) => Date.parse(flag.raisedAt) > Date.parse(seen.at))
  const added = others.filter((flag) => !fresh.includes(flag))
  const shown = [...seen.order, ...added.map((flag) => flag.flagId as string)]

  useEffect(() => {
    for (const flag of rows) lastSeen.current.set(flag.flagId, flag)
  }, [rows])

  return {
    rows: shown.flatMap((flagId): SteadyRow[] => {
      const flag = current.get(flagId)
      const before = lastSeen.current.get(flagId)
      return flag ? [{ flag, gone: false }] : before ? [{ flag: before, gone: true }] : []
    }),
    fresh: fresh.length,
    show() {
      const [first] = fresh
      setSeen(openedWith(rows, now))
      lastSeen.current.clear()
      // The row is there only after the next drawing.
      if (first)
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>(`[data-flag="${CSS.escape(first.flagId)}"]`)?.focus(),
        )
    },
  }
}

function openedWith(rows: readonly ShownFlag[], now: string): { order: string[]; at: string } {
  return { order: rows.filter((flag) => !wasSettled(flag)).map((flag) => flag.flagId), at: now }
}

function wasSettled(flag: ShownFlag): boolean {
  return flag.decided !== null && !flag.decided.byMe
}
