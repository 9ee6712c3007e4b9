import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { atCase } from '#app/features/cases/server/at-case.server.ts'
import { readCasePage } from '#app/features/cases/server/case-page.server.ts'
import { BriefSection } from '#app/features/cases/ui/brief-section.tsx'
import { CaseFacts, CaseNotices } from '#app/features/cases/ui/case-head.tsx'
import {
  ConditionSection,
  ContactSection,
  MedicationSection,
} from '#app/features/cases/ui/clinical-sections.tsx'
import { CourseSection } from '#app/features/cases/ui/course-section.tsx'
import { HistorySection } from '#app/features/cases/ui/history-section.tsx'
import { may } from '#app/features/people/core/rights.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Columns, Page, Stack } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { readCaseWork } from '../server/case-work.ts'
import { DecisionSection, FlagSection, TaskSection } from '../ui/case-work.tsx'

export const meta: MetaFunction = () => [{ title: 'Case · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => ({
    page: await readCasePage(scope, found, viewer.zone),
    work: await readCaseWork(scope, found.caseId, viewer.zone),
    teamId: found.teamId,
    mayWrite,
    mayFlag: found.phase !== 'closed' && may(viewer, 'flag.raise', found.teamId),
  }))
}

/** Everything about one case. Each room brings its own part; only here, in the last room, can all of them stand together. */
export default function Case() {
  const { page, work, mayWrite, mayFlag } = useLoaderData<typeof loader>()
  const { caseId, zone, now } = page
  return (
    <>
      <PatientBanner {...page.banner} />
      <Page>
        <CaseNotices page={page} />
        <div className="flex flex-wrap items-start justify-between gap-4">
          <CaseFacts page={page} />
          {mayWrite && (
            <div className="flex flex-wrap gap-2 print:hidden">
              <ButtonLink to={`/cases/${caseId}/contacts/new`} variant="secondary" className="lg:hidden">
                Record a contact
              </ButtonLink>
              <ButtonLink to={`/cases/${caseId}/scores/new`} variant="secondary" className="lg:hidden">
                Record a score
              </ButtonLink>
              <ButtonLink to={`/cases/${caseId}/edit`} variant="secondary">
                Change the case
              </ButtonLink>
            </div>
          )}
        </div>
        <Columns shape="main-aside">
          <Stack gap="loose">
            <FlagSection caseId={caseId} work={work} now={now} zone={zone} mayFlag={mayFlag} />
            <BriefSection caseId={page.caseId} brief={page.brief} zone={page.zone} mayWrite={mayWrite} />
            <CourseSection page={page} mayWrite={mayWrite} />
            <DecisionSection caseId={caseId} work={work} zone={zone} />
          </Stack>
          <Stack gap="loose">
            <TaskSection work={work} now={now} zone={zone} />
            <MedicationSection medications={page.medications} />
            <ConditionSection conditions={page.conditions} />
            <ContactSection page={page} mayWrite={mayWrite} />
            <HistorySection history={page.history} zone={page.zone} />
          </Stack>
        </Columns>
      </Page>
    </>
  )
}
