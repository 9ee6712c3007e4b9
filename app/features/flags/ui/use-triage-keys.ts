import { useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

const setting = 'huddle.triage-keys'

/**
 * The keys of the inbox: J and K or the arrows go from flag to flag, 1 to 4 and H decide about the one that has the focus, Z takes
 * one's latest back, ? lists them. They can be switched off, for good, on this device. Off while somebody types, and in a dialog.
 *
 * `say` is told what a key could not do, for those who do not see that nothing happened.
 */
export function useTriageKeys(
  enabled: boolean,
  helpId: string,
  say: (words: string) => void,
): { on: boolean; ready: boolean; turn(on: boolean): void } {
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
      if (document.querySelector('dialog[open]')) return
      const answer = press(event.key.toLowerCase(), helpId)
      if (answer) event.preventDefault()
      if (typeof answer === 'string') say(answer)
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [enabled, on, helpId, say])

  return {
    on,
    ready,
    turn(next) {
      setOn(next)
      writeSetting(next ? 'on' : 'off')
    },
  }
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

// Whether the key was for us; words when it was, and could not be done.
function press(key: string, helpId: string): boolean | string {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-flag]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const current = rows[at]
  switch (key) {
    // The arrows scroll until a flag has the focus; in a form they belong to its fields.
    case 'arrowdown':
    case 'arrowup':
      return current === document.activeElement && current !== undefined
        ? goTo(rows[at + (key === 'arrowdown' ? 1 : -1)])
        : false
    case 'j':
    case 'k':
      return goTo(current ? rows[at + (key === 'j' ? 1 : -1)] : rows[0])
    case '1':
    case '2':
    case '3':
    case '4':
    case 'h':
      // The first press only shows which flag it would be about.
      return current ? decide(current, verdictOf[key]) : goTo(rows[0])
    case 'z':
      return takeBack()
    case '?': {
      const help = document.getElementById(helpId)
      if (!(help instanceof HTMLDialogElement)) return false
      help.showModal()
      return true
    }
    default:
      return false
  }
}

const verdictOf = {
  '1': 'discuss',
  '2': 'list-only',
  '3': 'not-ready',
  '4': 'same-day-task',
  h: 'snooze',
} as const

function goTo(row: HTMLElement | undefined): boolean {
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
  return row !== undefined
}

function decide(row: HTMLElement, verdict: (typeof verdictOf)[keyof typeof verdictOf]): true | string {
  const button = row.querySelector<HTMLButtonElement>(`[data-verdict="${verdict}"] button`)
  if (button) {
    button.click()
    return true
  }
  const more = row.querySelector<HTMLDetailsElement>(`[data-more="${verdict}"]`)
  if (!more)
    return verdict === 'snooze'
      ? 'This flag cannot be snoozed: its time to answer ends today, or is over, or it is a matter of safety.'
      : 'That cannot be decided about this flag.'
  more.open = true
  const chosen = more.querySelector<HTMLElement>('input[type=radio]:checked')
  const typed = more.querySelector<HTMLElement>('input[type=text], textarea, select')
  ;(chosen ?? typed ?? more).focus()
  return true
}

// One's own latest decision, if it can still be taken back; else the words that say why not are read out where they stand.
function takeBack(): true | string {
  const latest = document.querySelector<HTMLElement>('[data-recent] [data-mine]')
  const undo = latest?.querySelector<HTMLButtonElement>('form button')
  undo?.click()
  if (undo) return true
  const hindrance = latest?.querySelector('[data-no-undo]')?.textContent
  return hindrance ? `Your latest cannot be undone. ${hindrance}` : 'There is nothing of yours to undo here.'
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  const ticks = target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)
  // In an open form even a tick is part of what is being filled in.
  if (ticks && target.closest('[data-more]')) return true
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
