import { TextLink } from '#app/ui/button.tsx'
import { Day, Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { KeyValues } from '#app/ui/page.tsx'
import type { CasePage } from '../server/case-page.server.ts'
import { PartialDay } from './partial-day.tsx'

/** Where the case stands, below the banner. */
export function CaseFacts({ page }: { page: CasePage }) {
  const { facts, zone } = page
  return (
    <KeyValues
      shape="row"
      items={[
        { label: 'Team', value: page.team },
        { label: 'Phase', value: facts.closedReason ? `${facts.phase}: ${facts.closedReason}` : facts.phase },
        { label: 'Care manager', value: facts.careManager ?? 'Nobody yet' },
        {
          label: 'Episode since',
          value: (
            <>
              <Day date={facts.episodeStart} />, week {facts.weeks}
            </>
          ),
        },
        {
          label: 'Last discussed',
          value: facts.lastDiscussed ? (
            <Moment iso={facts.lastDiscussed} zone={zone} form="date" />
          ) : (
            'Not yet'
          ),
        },
        { label: 'Next review', value: facts.nextReview ? <Day date={facts.nextReview} /> : 'None' },
        {
          label: 'Consent',
          value: <TextLink to={`/cases/${page.caseId}/consents`}>{facts.consent}</TextLink>,
        },
        ...(page.birthYearOnly ? [{ label: 'Born', value: <PartialDay date={page.birthYearOnly} /> }] : []),
      ]}
    />
  )
}

/** What one must know before reading on. */
export function CaseNotices({ page }: { page: CasePage }) {
  return (
    <>
      {page.died !== undefined && (
        <Notice tone="warn" title="This patient has died">
          {page.died ? <PartialDay date={page.died} /> : 'The day is not known.'}
        </Notice>
      )}
      {page.facts.rulesHeld && (
        <Notice tone="info" title="New records are in, and no rule has looked at them yet">
          They came with an import whose flags wait for agreement.
        </Notice>
      )}
    </>
  )
}
