import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ChangedMeanwhile } from '#app/features/people/ui/changed-meanwhile.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Page, PageTitle } from '#app/ui/page.tsx'
import { PatientBanner } from '#app/ui/patient-banner.tsx'
import type { Banner } from '../server/find-banner.ts'

interface CaseFormPageProps {
  banner: Banner
  title: string
  lead?: ReactNode
  /** Where Cancel leads: the part of the case page that this is about. */
  back: string
  /** What the button says. */
  submit: string
  errors: Readonly<Record<string, readonly string[] | null>> | null | undefined
  /** Where a field's id is not its name. */
  ids?: Readonly<Record<string, string>>
  /** The version that is in front of the writer; left out for something new. */
  version?: number
  /** What somebody else saved while this was written. */
  saved?: readonly { label: string; value: string }[] | undefined
  /** The fields. */
  children: ReactNode
  /** What else one can do with the thing, below the form. */
  below?: ReactNode
}

/** A page on which one thing about one patient is written: whose it is, the form, and what stands against it. */
export function CaseFormPage({
  banner,
  title,
  lead,
  back,
  submit,
  errors,
  ids,
  version = 0,
  saved,
  children,
  below,
}: CaseFormPageProps) {
  return (
    <>
      <PatientBanner {...banner} as="p" />
      <Page width="reading">
        <PageTitle lead={lead}>{title}</PageTitle>
        {saved && <ChangedMeanwhile saved={saved} />}
        <Card>
          <Form method="post" noValidate>
            <FormKey />
            <input type="hidden" name="version" value={version} />
            <FormFields>
              <ErrorSummary errors={errors ?? {}} {...(ids && { ids })} />
              {children}
            </FormFields>
            <FormActions>
              <Button>{submit}</Button>
              <ButtonLink to={back} variant="quiet">
                Cancel
              </ButtonLink>
            </FormActions>
          </Form>
        </Card>
        {below}
      </Page>
    </>
  )
}
