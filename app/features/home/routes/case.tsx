import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { atCase } from '#app/features/cases/server/at-case.server.ts'
import { readCasePage } from '#app/features/cases/server/case-page.server.ts'
import { BriefSection } from '#app/features/cases/ui/brief-section.tsx'
import { CaseFacts, CaseNotices } from '#app/features/cases/ui/case-head.tsx'
import { CircleSection } from '#app/features/cases/ui/circle-section.tsx'
import { ConditionSection, MedicationSection } from '#app/features/cases/ui/clinical-sections.tsx'
import { ContactSection } from '#app/features/cases/ui/contact-section.tsx'
import { CourseSection } from '#app/features/cases/ui/course-section.tsx'
import { GoalSection } from '#app/features/cases/ui/goal-section.tsx'
import { HistorySection } from '#app/features/cases/ui/history-section.tsx'
import { NeedSection } from '#app/features/cases/ui/need-section.tsx'
import { listChangesSince } from '#app/features/live/server/changes-since.ts'
import { may } from '#app/features/people/core/rights.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Columns, Page, Stack } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import { readCaseWork } from '../server/case-work.ts'
import { DecisionSection, FlagSection, TaskSection } from '../ui/case-work.tsx'
import { ChangeSection } from '../ui/change-section.tsx'

export const meta: MetaFunction = () => [{ title: 'Case · Huddle' }]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return atCase(context, request, params.caseId, async (scope, { viewer, found, mayWrite }) => ({
    page: await readCasePage(scope, found, viewer.zone),
    work: await readCaseWork(scope, found, viewer.zone),
    changes: await listChangesSince(scope, found),
    teamId: found.teamId,
    mayWrite,
    mayGiveTask: found.phase !== 'closed' && mayWrite,
    mayTriage: may(viewer, 'flag.triage', found.teamId),
    mayFlag: found.phase !== 'closed' && may(viewer, 'flag.raise', found.teamId),
  }))
}

/** Everything about one case. Each room brings its own part; only here, in the last room, can all of them stand together. */
export default function Case() {
  const { page, work, changes, mayWrite, mayGiveTask, mayFlag, mayTriage } = useLoaderData<typeof loader>()
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
            <FlagSection
              caseId={caseId}
              work={work}
              now={now}
              zone={zone}
              mayFlag={mayFlag}
              mayTriage={mayTriage}
            />
            <ChangeSection since={changes} zone={zone} />
            <BriefSection caseId={caseId} brief={page.brief} zone={zone} mayWrite={mayWrite} />
            <GoalSection page={page} mayWrite={mayWrite} />
            <CourseSection page={page} mayWrite={mayWrite} />
            <DecisionSection caseId={caseId} work={work} zone={zone} />
          </Stack>
          <Stack gap="loose">
            <TaskSection caseId={caseId} work={work} now={now} zone={zone} mayGive={mayGiveTask} />
            <MedicationSection page={page} mayWrite={mayWrite} />
            <ConditionSection conditions={page.conditions} />
            <NeedSection page={page} mayWrite={mayWrite} mayGiveTask={mayGiveTask} />
            <CircleSection page={page} mayWrite={mayWrite} />
            <ContactSection page={page} mayWrite={mayWrite} />
            <HistorySection page={page} />
          </Stack>
        </Columns>
      </Page>
    </>
  )
}
