import { useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

const setting = 'huddle.triage-keys'

/**
 * The keys of the inbox: J and K go from flag to flag, 1 to 4 decide about the one that has the focus, Z takes the latest back.
 * They can be switched off, for good, on this device. Off while somebody types.
 */
export function useTriageKeys(enabled: boolean): { on: boolean; ready: boolean; turn(on: boolean): void } {
  const [on, setOn] = useState(true)
  const [ready, setReady] = useState(false)

  useEffect(() => {
    setReady(true)
    setOn(readSetting() !== 'off')
  }, [])

  useEffect(() => {
    if (!enabled || !on) return
    const heard = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (press(event.key.toLowerCase())) event.preventDefault()
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [enabled, on])

  return {
    on,
    ready,
    turn(next) {
      setOn(next)
      writeSetting(next ? 'on' : 'off')
    },
  }
}

/** The list's order as the reader first saw it; what comes later is added at its end, so that no row moves under the focus. */
export function useSteadyOrder<Row extends { readonly flagId: string }>(rows: readonly Row[]): Row[] {
  const [first] = useState(() => rows.map((row) => row.flagId))
  const place = new Map(first.map((flagId, index) => [flagId, index]))
  const placeOf = (row: Row) => place.get(row.flagId as (typeof first)[number]) ?? first.length
  return [...rows].sort((one, other) => placeOf(one) - placeOf(other))
}

/** When a flag was decided about, the focus goes on to the next one: the row it was on is a line now. What was undone has it again. */
export function useFocusAfterDeed(): void {
  const navigation = useNavigation()
  const decided = useRef<{ flagId: string; undone: boolean } | undefined>(undefined)
  const flagId = navigation.formData?.get('flagId')
  const intent = navigation.formData?.get('intent')
  useEffect(() => {
    if (typeof flagId === 'string') decided.current = { flagId, undone: intent === 'undo' }
    if (navigation.state !== 'idle' || !decided.current) return
    const lost = document.activeElement === document.body || document.activeElement === null
    if (decided.current.undone) focusOn(decided.current.flagId)
    else if (lost) focusAfter(decided.current.flagId)
    decided.current = undefined
  }, [flagId, intent, navigation.state])
}

// Back on the flag whose verdict was taken back, wherever on the page that was pressed.
function focusOn(flagId: string): void {
  const row = document.querySelector<HTMLElement>(`[data-flag="${CSS.escape(flagId)}"]`)
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

// On the flag after the one just decided about, or on the line in its place when it was the last.
function focusAfter(flagId: string): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-flag], [data-triaged]')]
  const at = all.findIndex((row) => row.dataset.flag === flagId || row.dataset.triaged === flagId)
  const next = all.slice(at + 1).find((row) => row.dataset.flag)
  ;(next ?? all[at])?.focus()
}

function press(key: string): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-flag]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const current = rows[at]
  switch (key) {
    case 'j':
    case 'k': {
      const next = current ? rows[at + (key === 'j' ? 1 : -1)] : rows[0]
      next?.focus()
      next?.scrollIntoView({ block: 'nearest' })
      return next !== undefined
    }
    case '1':
    case '2':
    case '3':
    case '4': {
      // The first press only shows which flag it would be about.
      if (!current) {
        rows[0]?.focus()
        return rows.length > 0
      }
      return decide(current, key)
    }
    case 'z': {
      const undo = document.querySelector<HTMLButtonElement>('[data-recent] form button')
      undo?.click()
      return undo !== null
    }
    default:
      return false
  }
}

const verdictOf = { '1': 'discuss', '2': 'list-only', '3': 'not-ready', '4': 'same-day-task' } as const

function decide(row: HTMLElement, key: keyof typeof verdictOf): boolean {
  const verdict = verdictOf[key]
  const button = row.querySelector<HTMLButtonElement>(`[data-verdict="${verdict}"] button`)
  if (button) {
    button.click()
    return true
  }
  const more = row.querySelector<HTMLDetailsElement>(`[data-more="${verdict}"]`)
  if (!more) return false
  more.open = true
  more.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')?.focus()
  return true
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const ticks = target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)
  return !ticks && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

// A browser may forbid storage; the keys then stay as they are for this page.
function readSetting(): string | null {
  try {
    return localStorage.getItem(setting)
  } catch {
    return null
  }
}

function writeSetting(value: string): void {
  try {
    localStorage.setItem(setting, value)
  } catch {
    return
  }
}
