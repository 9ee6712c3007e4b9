import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { may } from '#app/features/people/core/rights.ts'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { readForm } from '#app/platform/form.server.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button, ButtonLink, TextLink } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Card, EmptyState, KeyValues, Page, PageTitle, Stack } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { revokeForm } from '../forms.ts'
import { atCase, requireCase } from '../server/at-case.server.ts'
import { readConsentPage, type ShownConsent } from '../server/consent-page.server.ts'
import { findBanner } from '../server/find-banner.ts'
import { revokeConsent } from '../server/revoke-consent.ts'

export const meta: MetaFunction = () => [{ title: 'Consent · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found }) => {
    const banner = await findBanner(scope, found.caseId)
    if (!banner) throw notFound()
    return {
      caseId: found.caseId,
      teamId: found.teamId,
      zone: viewer.zone,
      banner,
      mayRecord: may(viewer, 'consent.record', found.teamId),
      mayReport: may(viewer, 'disclosures.read', found.teamId),
      ...(await readConsentPage(scope, found.patientId)),
    }
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { viewer, caseId } = await requireCase(context, request, params.caseId, 'consent.record')
  const form = await readForm(request, revokeForm)
  if (!form.ok) return form.sendBack()
  const revoked = await revokeConsent(context.world, viewer, { ...form.value, caseId })
  if (revoked.ok) return redirect(`/cases/${caseId}/consents?revoked`)
  if (revoked.problem === 'no-such-case') throw notFound()
  return form.sendBack(
    { '': ['Somebody else has changed this consent meanwhile. This is how it stands now.'] },
    409,
  )
}

export default function Consents() {
  const { caseId, banner, state, consents, zone, mayRecord, mayReport } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const [query] = useSearchParams()
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle
          above={<TextLink to={`/cases/${caseId}`}>Back to the case</TextLink>}
          lead={`Consent to share specially protected records: ${state.toLowerCase()}.`}
          actions={
            <>
              {mayReport && (
                <ButtonLink to={`/cases/${caseId}/disclosures`} variant="secondary">
                  Report of disclosures
                </ButtonLink>
              )}
              {mayRecord && <ButtonLink to={`/cases/${caseId}/consents/new`}>Record consent</ButtonLink>}
            </>
          }
        >
          Consent
        </PageTitle>
        {sent?.error?.['']?.[0] && (
          <Notice tone="warn" announce>
            {sent.error[''][0]}
          </Notice>
        )}
        {!sent && query.has('revoked') && (
          <Notice tone="success" announce title="Revoked">
            From now on nobody is shown anything under this consent, on any screen.
          </Notice>
        )}
        {consents.length === 0 ? (
          <EmptyState title="Nothing is recorded">
            Records of substance use treatment, and notes of counselling and psychotherapy, are shown to
            nobody until the patient's consent is recorded here. Everything else is shown to the care team.
          </EmptyState>
        ) : (
          <Stack>
            {consents.map((consent) => (
              <ConsentCard key={consent.consentId} consent={consent} zone={zone} mayRevoke={mayRecord} />
            ))}
          </Stack>
        )}
      </Page>
    </>
  )
}

const standings: Readonly<
  Record<ShownConsent['standing'], { words: string; tone: 'accent' | 'warn' | 'neutral' }>
> = {
  given: { words: 'In force', tone: 'accent' },
  refused: { words: 'Refused', tone: 'warn' },
  revoked: { words: 'Revoked', tone: 'warn' },
  overruled: { words: 'Set aside by a later refusal', tone: 'warn' },
  expired: { words: 'Run out', tone: 'neutral' },
  'not-begun': { words: 'Not yet in force', tone: 'neutral' },
  unavailable: { words: 'Cannot be read', tone: 'warn' },
}

interface ConsentCardProps {
  consent: ShownConsent
  zone: string
  mayRevoke: boolean
}

function ConsentCard({ consent, zone, mayRevoke }: ConsentCardProps) {
  const { words, tone } = standings[consent.standing]
  const revocable = consent.given && !consent.revokedAt && consent.standing !== 'expired'
  return (
    <Card
      title={consent.given ? `To ${consent.recipient}` : `Refused: ${consent.recipient}`}
      actions={<Badge tone={tone}>{words}</Badge>}
    >
      <KeyValues
        items={[
          { label: 'Records', value: consent.records.join(', ') },
          { label: 'Given by', value: consent.discloser ?? undefined },
          { label: 'Purpose', value: consent.purpose ?? undefined },
          { label: 'From', value: <Moment iso={consent.from} zone={zone} /> },
          ...(consent.given
            ? [
                {
                  label: 'Until',
                  value: consent.until ? <Moment iso={consent.until} zone={zone} /> : 'It is revoked',
                },
              ]
            : []),
          {
            label: 'Signed document',
            value: consent.documentHash ? (
              <span className="font-mono text-sm break-all">{consent.documentHash}</span>
            ) : (
              'No fingerprint'
            ),
          },
          {
            label: 'Recorded',
            value: (
              <>
                <Moment iso={consent.recordedAt} zone={zone} />, {consent.recordedBy ?? 'by an import'}
              </>
            ),
          },
          ...(consent.revokedAt
            ? [
                {
                  label: 'Revoked',
                  value: (
                    <>
                      <Moment iso={consent.revokedAt} zone={zone} />
                      {consent.revokedBy && `, ${consent.revokedBy}`}
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {revocable && mayRevoke && (
        <Form method="post" className="mt-4 print:hidden">
          <FormKey />
          <input type="hidden" name="consentId" value={consent.consentId} />
          <input type="hidden" name="version" value={consent.version} />
          <Button variant="secondary">Revoke this consent</Button>
        </Form>
      )}
    </Card>
  )
}
