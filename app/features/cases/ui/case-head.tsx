import { Languages } from 'lucide-react'
import { TextLink } from '#app/ui/button.tsx'
import { Day, Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { KeyValues } from '#app/ui/page.tsx'
import type { CasePage } from '../server/case-page.server.ts'

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
      ]}
    />
  )
}

/** What one must know before reading on. */
export function CaseNotices({ page }: { page: CasePage }) {
  return (
    <>
      {page.died && (
        <Notice tone="warn" title="This patient has died">
          Say so to whoever is about to call or write.
        </Notice>
      )}
      {page.howToSpeak.length > 0 && (
        <p className="flex gap-2 font-semibold">
          <Languages aria-hidden="true" className="text-accent mt-px size-5 shrink-0" />
          <span>{page.howToSpeak.join(' · ')}</span>
        </p>
      )}
      {page.facts.rulesHeld && (
        <Notice tone="info" title="New records are in, and no rule has looked at them yet">
          They came with an import whose flags wait for agreement.
        </Notice>
      )}
    </>
  )
}
