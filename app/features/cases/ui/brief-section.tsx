import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, Prose, Section, Stack } from '#app/ui/page.tsx'
import { sayAge, sayMissing } from '../core/brief.ts'
import { withheldWords } from '../core/labels.ts'
import type { BriefLine } from '../server/case-page.server.ts'

interface BriefSectionProps {
  caseId: string
  brief: readonly BriefLine[]
  zone: string
  mayWrite: boolean
}

/** The half page a huddle needs: each part with who wrote it and how old it is, and what is still missing. */
export function BriefSection({ caseId, brief, zone, mayWrite }: BriefSectionProps) {
  const address = `/cases/${caseId}/brief`
  const missing = sayMissing(brief.filter(isMissing).map(({ part }) => part))
  return (
    <Section
      id="brief"
      title="Brief"
      actions={
        mayWrite && (
          <ButtonLink to={address} variant="secondary">
            Write the brief
          </ButtonLink>
        )
      }
    >
      <Stack>
        {missing && (
          <Notice tone="info" title={missing}>
            The case is ready for a huddle once{' '}
            {brief.filter(isMissing).length === 1 ? 'this is' : 'these are'} written.
          </Notice>
        )}
        <Card>
          <dl className="flex flex-col gap-5">
            {brief
              .filter((line) => line.text || line.required || line.withheld)
              .map((line) => (
                <div key={line.part}>
                  <dt className="flex flex-wrap items-baseline justify-between gap-x-4">
                    <span className="font-semibold">{line.label}</span>
                    {line.writtenAt && (
                      <span className="text-ink-soft text-sm">
                        {line.author}, {sayAge(line.ageInDays ?? 0)},{' '}
                        <Moment iso={line.writtenAt} zone={zone} form="date" />
                        {line.version > 1 && (
                          <>
                            {' · '}
                            <TextLink to={`${address}/${line.part}`} className="print:hidden">
                              Earlier texts<span className="sr-only"> of {line.label}</span>
                            </TextLink>
                          </>
                        )}
                      </span>
                    )}
                  </dt>
                  <dd className="mt-1">
                    {line.text ? (
                      <Prose>{line.part === 'own-words' ? <q>{line.text}</q> : line.text}</Prose>
                    ) : line.withheld ? (
                      <span className="text-warn font-medium">{withheldWords}</span>
                    ) : (
                      <span className="text-ink-soft">
                        Not written yet.{' '}
                        {mayWrite && <TextLink to={`${address}#${line.part}`}>Write it</TextLink>}
                      </span>
                    )}
                  </dd>
                </div>
              ))}
          </dl>
        </Card>
      </Stack>
    </Section>
  )
}

function isMissing({ required, text, withheld }: BriefLine): boolean {
  return required && !withheld && !text.trim()
}
