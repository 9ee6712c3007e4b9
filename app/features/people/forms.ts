import { z } from 'zod'
import { formKey } from '#app/platform/form-key.ts'
import { type Discipline, disciplines, type Role, roles } from '#app/shared/disciplines.ts'
import { type PersonId, readId, type TeamId } from '#app/shared/ids.ts'
import { stateLabels } from '#app/shared/record-labels.ts'
import { isZone } from './core/zones.ts'

const key = formKey
const version = z.coerce.number().int()
const name = z
  .string({ error: 'Type a name' })
  .trim()
  .min(1, 'Type a name')
  .max(120, 'Use at most 120 letters')
const zone = z.string({ error: 'Choose a time zone' }).refine(isZone, 'Choose a time zone from the list')
const discipline = z.enum(Object.keys(disciplines) as [Discipline, ...Discipline[]], {
  error: 'Choose a discipline',
})
const yes = z
  .string()
  .optional()
  .transform((text) => text === 'yes')

const clock = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[:.][0-5]\d$|^24[:.]00$/, 'Type a time like 09:00')
  .transform((text) => {
    const [hours = 0, minutes = 0] = text.split(/[:.]/).map(Number)
    return hours * 60 + minutes
  })

// A line of working hours as typed. A line without anything in it is no line; midnight at the end is the end of the day.
const hoursLine = z
  .object({
    weekdays: z.array(z.coerce.number().int().min(1).max(7)).default([]),
    from: clock.optional(),
    to: clock.optional(),
  })
  .transform(({ weekdays, from, to }, context) => {
    if (weekdays.length === 0 && from === undefined && to === undefined) return undefined
    const end = to === 0 ? 24 * 60 : to
    const say = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (weekdays.length === 0) say('weekdays', 'Choose at least one day')
    if (from === undefined) say('from', 'Type when it begins')
    if (end === undefined) say('to', 'Type when it ends')
    if (from !== undefined && end !== undefined && end <= from)
      say('to', 'It must end later than it begins. Write a night as two lines, one for each day.')
    return { weekdays: [...new Set(weekdays)].sort(), fromMinute: from ?? 0, toMinute: end ?? 0 }
  })

const personFields = {
  key,
  name,
  discipline,
  zone,
  admin: yes,
  // One choice for each team; the empty one is no role.
  roles: z
    .record(z.string(), z.string().optional())
    .default({})
    .transform((byTeam, context) => {
      const found = new Map<TeamId, Role>()
      for (const [text, chosen] of Object.entries(byTeam)) {
        if (!chosen) continue
        const teamId = readId<TeamId>(text)
        const role = (Object.keys(roles) as Role[]).find((known) => known === chosen)
        if (teamId && role) found.set(teamId, role)
        else context.addIssue({ code: 'custom', message: 'Choose roles from the list' })
      }
      return found
    }),
  hours: z
    .array(hoursLine)
    .max(30)
    .default([])
    .transform((lines) => lines.filter((line) => line !== undefined)),
}

/** A person to invite. */
export const inviteForm = z.object({
  ...personFields,
  mail: z.email('Type the whole address, like robin@example.org').max(254),
})

/** A person to change, as they were when the page was opened (`version`). */
export const personForm = z.object({ ...personFields, version })

/** One of the things to do with a person's access. */
export const accessForm = z.object({
  key,
  intent: z.enum(['end', 'restore', 'invite-again', 'reset-passkeys']),
})

const teamFields = {
  key,
  name,
  zone,
  defaultMinutes: z.coerce
    .number({ error: 'Type a number of minutes' })
    .int('Type whole minutes')
    .min(5, 'At least 5 minutes')
    .max(180, 'At most 180 minutes'),
  setupMinutes: z.coerce
    .number({ error: 'Type a number of minutes' })
    .int('Type whole minutes')
    .min(0, 'Not less than 0')
    .max(30, 'At most 30 minutes'),
  videoUrl: z
    .url({ protocol: /^https$/, error: 'Type an address that begins with https://' })
    .max(500)
    .optional()
    .transform((text) => text ?? null),
  part2Programme: yes,
  quorum: z
    .partialRecord(
      discipline,
      z.coerce.number({ error: 'Type a number' }).int('Type a whole number').min(0).max(20, 'At most 20'),
    )
    .default({})
    .transform((byDiscipline) =>
      (Object.keys(disciplines) as Discipline[]).flatMap((one) => {
        const count = byDiscipline[one] ?? 0
        return count > 0 ? [{ discipline: one, count }] : []
      }),
    ),
}

/** A team to begin. */
export const newTeamForm = z.object(teamFields)

/** A team to change. */
export const teamForm = z.object({ ...teamFields, version })

/** The organization. */
export const organizationForm = z.object({
  key,
  version,
  name,
  zone,
  crisisInstruction: z
    .string({ error: 'Say what to do when a patient is in danger now' })
    .trim()
    .min(1, 'Say what to do when a patient is in danger now')
    .max(2000),
  onCallPersonId: z
    .string()
    .optional()
    .transform((text) => readId<PersonId>(text) ?? null),
  idleMinutes: z.coerce
    .number({ error: 'Type a number of minutes' })
    .int('Type whole minutes')
    .min(5, 'At least 5 minutes')
    .max(30, 'At most 30 minutes'),
  part2Programme: yes,
  boundLabels: z.array(z.enum(stateLabels)).default([]),
})
