import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageTitle } from '#app/ui/page.tsx'

interface WrongProps {
  status: number
  /** What the log calls this request: the only thing about it that leaves the server. */
  requestId: string | undefined
  signedIn: boolean
}

/** The page for whatever went wrong: what it means, and what to do next. It never shows what the error said. */
export function Wrong({ status, requestId, signedIn }: WrongProps) {
  const { title, words, home } = sayings[status] ?? (status < 500 ? unreadable : broken)
  return (
    <Page width="reading">
      <PageTitle lead={words}>{title}</PageTitle>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to={signedIn ? '/' : '/sign-in'} reloadDocument>
          {signedIn ? home : 'Sign in'}
        </ButtonLink>
      </div>
      {requestId && status >= 500 && (
        <p className="text-ink-soft text-sm">
          If it happens again, tell whoever runs Huddle for you this number:{' '}
          <span className="font-mono text-ink select-all">{requestId}</span>
        </p>
      )}
    </Page>
  )
}

interface Saying {
  readonly title: string
  readonly words: string
  readonly home: string
}

const broken: Saying = {
  title: 'Something went wrong on our side',
  words:
    'Nothing was saved half. What you were doing may not have been saved at all: open the page again and look.',
  home: 'Go to Today',
}

const unreadable: Saying = {
  title: 'This could not be read',
  words: 'What was sent is not what this page expects. Open the page again and try once more.',
  home: 'Go to Today',
}

const sayings: Readonly<Record<number, Saying>> = {
  403: {
    title: 'This is not open to you',
    words: 'Your role does not include this. If it should, ask your team lead or an admin.',
    home: 'Go to Today',
  },
  404: {
    title: 'There is nothing here',
    words:
      'The address may be wrong, or it belongs to a team you are not in. An admin can tell you which teams you are in.',
    home: 'Go to Today',
  },
  405: unreadable,
  409: {
    title: 'This was already sent',
    words:
      'The same form arrived before with something else in it, and that is what was kept. Go back to the page and load it again to see it.',
    home: 'Go to Today',
  },
  429: {
    title: 'Too many tries',
    words: 'Wait a few minutes, then try again.',
    home: 'Go to Today',
  },
  503: {
    title: 'Huddle is busy',
    words:
      'It does not answer right now. Wait a moment, then load the page again: nothing you saved is lost.',
    home: 'Try again',
  },
}
