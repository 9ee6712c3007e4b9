import type { DateTime } from 'luxon'

/** A span of time as a letter says it. */
interface LetterTime {
  readonly startsAt: DateTime
  readonly endsAt: DateTime
}

/** What a letter about an invitation is to say. */
export type InvitationNews =
  | { readonly kind: 'asked'; readonly time: LetterTime }
  | { readonly kind: 'moved'; readonly time: LetterTime; readonly before: LetterTime }
  | { readonly kind: 'cancelled'; readonly time: LetterTime }
  | { readonly kind: 'taken-off'; readonly time: LetterTime }

/** The fixed sentences of a letter: times on the recipient's own clock, their link, and nothing about anybody. */
export function invitationWords(
  news: InvitationNews,
  { zone, link }: { readonly zone: string; readonly link: string },
): { readonly subject: string; readonly text: string } {
  const time = timeWords(news.time, zone)
  const answer = [
    `Say whether you can come, and join when it begins, on your own page:\n${link}`,
    'The link is yours alone: please do not pass it on.',
  ]
  switch (news.kind) {
    case 'asked':
      return {
        subject: 'Huddle: you are invited',
        text: paragraphs('You are invited to a huddle.', time, ...answer),
      }
    case 'moved':
      return {
        subject: 'Huddle: new time',
        text: paragraphs(
          'The huddle has a new time, so you are invited again.',
          `New time: ${time}\nBefore: ${timeWords(news.before, zone)}`,
          ...answer,
        ),
      }
    case 'cancelled':
      return {
        subject: 'Huddle: cancelled',
        text: paragraphs('This huddle is cancelled.', time, 'You need not do anything.'),
      }
    case 'taken-off':
      return {
        subject: 'Huddle: you are no longer needed',
        text: paragraphs('You are no longer needed in this huddle.', time, 'You need not do anything.'),
      }
  }
  news satisfies never
}

/** Tue 01-Dec-2026 08:30–09:00 St Johns time (UTC-03:30); both dates when it ends on another day. */
function timeWords({ startsAt, endsAt }: LetterTime, zone: string): string {
  const start = startsAt.setZone(zone).setLocale('en-US')
  const end = endsAt.setZone(zone).setLocale('en-US')
  const day = 'ccc dd-LLL-yyyy'
  const until = start.hasSame(end, 'day') ? end.toFormat('HH:mm') : ` ${end.toFormat(`${day} HH:mm`)}`
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  const named = place === 'UTC' ? place : `${place} time (UTC${start.toFormat('ZZ')})`
  return `${start.toFormat(`${day} HH:mm`)}–${until} ${named}`
}

function paragraphs(...parts: string[]): string {
  return parts.join('\n\n')
}
