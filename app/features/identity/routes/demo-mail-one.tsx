import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/features/people/server/require-viewer.server.ts'
import { linkLook, TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Card, KeyValues, Page, PageTitle, Prose } from '#app/ui/page.tsx'
import { findKeptMail } from '../server/kept-mail.server.ts'
import { requireDemo } from '../server/require-demo.server.ts'

export const meta: MetaFunction = () => [{ title: 'A mail of the demo · Huddle' }]

export async function loader({ context, params }: LoaderFunctionArgs) {
  requireDemo(context)
  const mail = await findKeptMail(context.world, params.name ?? '')
  if (!mail) throw notFound()
  const { subject, to, at, text, calendar } = mail
  return { subject, to, at, text, calendar }
}

export default function DemoMailOne() {
  const mail = useLoaderData<typeof loader>()
  return (
    <Page width="reading">
      <PageTitle above={<TextLink to="/demo/mail">Mail of the demo</TextLink>}>{mail.subject}</PageTitle>
      <KeyValues
        items={[
          { label: 'To', value: <span className="break-all">{mail.to}</span> },
          { label: 'Sent', value: <Moment iso={mail.at} zone="UTC" nameZone /> },
        ]}
      />
      <Card>
        <Prose>
          <Linked text={mail.text} />
        </Prose>
      </Card>
      {mail.calendar && (
        <Card title={`Calendar part (${mail.calendar.method})`} ground="well">
          <pre className="overflow-x-auto font-mono text-sm">{mail.calendar.content}</pre>
        </Card>
      )}
    </Page>
  )
}

// The text with its addresses as links, as a mail program shows them.
function Linked({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={`${index} ${part}`} href={part} className={`${linkLook} break-all`}>
        {part}
      </a>
    ) : (
      part
    ),
  )
}
