import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'
import { BareFrame } from '#app/ui/shell.tsx'

/** The one page for a link that opens nothing: whether it never existed, was taken back or is over is not told. */
export function DeadLink() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const { title, words } = sayings(status)
  return (
    <BareFrame>
      <Page width="reading">
        <PageTitle lead={words}>{title}</PageTitle>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/" variant="secondary" reloadDocument>
            Sign in to Huddle
          </ButtonLink>
        </div>
      </Page>
    </BareFrame>
  )
}

function sayings(status: number): { title: string; words: string } {
  if (status === 429)
    return { title: 'Too many tries', words: 'Wait a few minutes, then open the link in your mail again.' }
  if (status === 404)
    return {
      title: 'This link is not in use',
      words:
        'The huddle may be over, or you may not be asked to it any more. Open the link in your newest mail from Huddle, in this browser; or sign in.',
    }
  return {
    title: 'Something went wrong on our side',
    words: 'Your answer may not have been kept. Open the link in your mail again and look.',
  }
}
