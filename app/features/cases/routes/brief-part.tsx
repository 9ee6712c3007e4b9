import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findTeam, namesOfPeople } from '#app/features/people/server/people-queries.server.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Card, Page, PageTitle, Prose, Section, Stack } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { type BriefPartName, briefParts } from '../core/brief.ts'
import { atCase } from '../server/at-case.server.ts'
import { listEarlierTexts } from '../server/brief-queries.server.ts'
import { readBrief } from '../server/case-page.server.ts'
import { findBanner } from '../server/find-banner.ts'

export const meta: MetaFunction = () => [{ title: 'Earlier texts · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const part = params.part ?? ''
  if (!isPart(part)) throw notFound()
  return atCase(context, request, params.caseId, async (scope, { viewer, found }) => {
    const banner = await findBanner(scope, found.caseId)
    const team = await findTeam(scope, found.teamId)
    if (!banner || !team) throw notFound()
    const names = await namesOfPeople(scope)
    const brief = await readBrief(scope, found.caseId, team.zone, names)
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      label: briefParts[part].label,
      now: brief.find((line) => line.part === part) ?? null,
      earlier: (await listEarlierTexts(scope, found.caseId, part)).map((text) => ({
        version: text.version,
        text: text.text,
        author: names(text.authorId),
        writtenAt: text.writtenAt.toISOString(),
      })),
    }
  })
}

function isPart(text: string): text is BriefPartName {
  return Object.hasOwn(briefParts, text)
}

/** What one part of a brief says, and what it said before, each with who wrote it and when. */
export default function BriefPart() {
  const { caseId, zone, banner, label, now, earlier } = useLoaderData<typeof loader>()
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle above={<TextLink to={`/cases/${caseId}#brief`}>Back to the case</TextLink>}>
          {label}
        </PageTitle>
        {now?.writtenAt ? (
          <Text text={now.text} author={now.author} at={now.writtenAt} zone={zone} />
        ) : (
          <p className="text-ink-soft">This part is not written yet.</p>
        )}
        <Section title="Before" aside={earlier.length > 0 && `${earlier.length}`}>
          {earlier.length === 0 ? (
            <p className="text-ink-soft">It never said anything else.</p>
          ) : (
            <Stack>
              {earlier.map((one) => (
                <Text key={one.version} text={one.text} author={one.author} at={one.writtenAt} zone={zone} />
              ))}
            </Stack>
          )}
        </Section>
      </Page>
    </>
  )
}

interface TextProps {
  text: string
  author: string | null
  at: string
  zone: string
}

function Text({ text, author, at, zone }: TextProps) {
  return (
    <Card>
      <Prose>{text || 'Nothing: the text was taken out.'}</Prose>
      <p className="text-ink-soft mt-2 text-sm">
        {author}, <Moment iso={at} zone={zone} />
      </p>
    </Card>
  )
}
