import { DateTime } from 'luxon'
import type { Urgency } from '#app/shared/urgency.ts'
import { addDays } from '#app/time/calendar-days.ts'
import type { Task, TaskKind } from './task.ts'

// Ours, without a source: a first proposal that whoever writes the task can change.
const daysByKind = {
  'safety-check': { days: 0, of: 'calendar' },
  'call-patient': { days: 2, of: 'working' },
  'medication-change': { days: 2, of: 'working' },
  'order-lab': { days: 5, of: 'working' },
  referral: { days: 10, of: 'working' },
  other: { days: 5, of: 'working' },
} as const satisfies Record<TaskKind, { readonly days: number; readonly of: 'calendar' | 'working' }>

const daysByUrgency = {
  emergency: { days: 0, of: 'calendar' },
  urgent: { days: 1, of: 'working' },
  soon: { days: 5, of: 'working' },
  routine: { days: Number.POSITIVE_INFINITY, of: 'working' },
} as const satisfies Record<Urgency, { readonly days: number; readonly of: 'calendar' | 'working' }>

const mondayToFriday = [1, 2, 3, 4, 5]

/**
 * The day a task is due unless somebody says otherwise, on the owner's calendar: the sooner of what its kind and its urgency ask.
 *
 * Working days are counted from the day after `now`; without any in `workingDays`, Monday to Friday.
 */
export function defaultDueOn(
  kind: TaskKind,
  urgency: Urgency,
  now: DateTime,
  zone: string,
  workingDays: readonly number[],
): string {
  const today = dayIn(now, zone)
  const sooner = [daysByKind[kind], daysByUrgency[urgency]]
    .map(({ days, of }) => (Number.isFinite(days) ? dayAfter(today, days, of, workingDays) : undefined))
    .filter((day) => day !== undefined)
    .sort()
  return sooner[0] ?? today
}

/** The heads under which a person's tasks stand. */
export const dueGroups = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'This week',
  later: 'Later',
} as const

export type DueGroup = keyof typeof dueGroups

/**
 * Under which head a task stands for someone in `zone`.
 *
 * A due day lasts to its end; a due instant is overdue from then on. This week goes to its Sunday. A safety task is of today
 * until it is overdue: it is never put under a later day.
 */
export function dueGroup(
  task: Pick<Task, 'dueOn' | 'dueAt' | 'safety'>,
  now: DateTime,
  zone: string,
): DueGroup {
  const today = dayIn(now, zone)
  const due = task.dueAt ? dayIn(DateTime.fromISO(task.dueAt, { zone: 'utc' }), zone) : task.dueOn
  const late = task.dueAt ? now.toMillis() >= DateTime.fromISO(task.dueAt).toMillis() : due < today
  if (late) return 'overdue'
  if (due <= today || task.safety) return 'today'
  return due <= addDays(today, 7 - now.setZone(zone).weekday) ? 'week' : 'later'
}

/**
 * A due day as letters say it: Tue 24-Nov-2026. `due` is a calendar day, which has no zone, or an instant (ISO), whose day depends
 * on it. The month's name is luxon's own English one, the same on every machine.
 */
export function sayDay(due: string, zone: string): string {
  const at = due.length === 10 ? DateTime.fromISO(due, { zone: 'utc' }) : DateTime.fromISO(due).setZone(zone)
  return at.setLocale('en-US').toFormat('ccc dd-MMM-yyyy')
}

function dayAfter(
  today: string,
  days: number,
  of: 'calendar' | 'working',
  workingDays: readonly number[],
): string {
  const known = workingDays.filter((day) => mondayToSunday.includes(day))
  const working = known.length > 0 ? known : mondayToFriday
  let day = today
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (of === 'calendar' || working.includes(DateTime.fromISO(day, { zone: 'utc' }).weekday)) left -= 1
  }
  return day
}

const mondayToSunday = [1, 2, 3, 4, 5, 6, 7]

function dayIn(at: DateTime, zone: string): string {
  return at.setZone(zone).toFormat('yyyy-MM-dd')
}
