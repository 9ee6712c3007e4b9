import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Mail } from 'lucide-react'
import { Badge } from '#app/ui/badge.tsx'
import { ButtonLink, TextLink } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { EmptyState, Page, PageTitle } from '#app/ui/page.tsx'
import { Cell, ColumnHead, DataTable, Row, RowHead } from '#app/ui/table.tsx'
import { listKeptMail } from '../server/kept-mail.server.ts'
import { requireDemo } from '../server/require-demo.server.ts'

export const meta: MetaFunction = () => [{ title: 'Mail of the demo · Huddle' }]

export async function loader({ context }: LoaderFunctionArgs) {
  requireDemo(context)
  const mails = await listKeptMail(context.world)
  return {
    mails: mails.map(({ name, to, at, subject, calendar }) => ({
      name,
      to,
      at,
      subject,
      calendar: calendar?.method ?? null,
    })),
  }
}

export default function DemoMail() {
  const { mails } = useLoaderData<typeof loader>()
  return (
    <Page>
      <PageTitle lead="The demo keeps its mail here instead of sending it.">Mail of the demo</PageTitle>
      {mails.length === 0 ? (
        <EmptyState icon={Mail} title="No mail yet" action={<ButtonLink to="/sign-in">Sign in</ButtonLink>}>
          Sign-in codes, invitations and calendar letters will be here.
        </EmptyState>
      ) : (
        <DataTable
          caption="Mail, newest first"
          columns={
            <>
              <ColumnHead>Subject</ColumnHead>
              <ColumnHead>To</ColumnHead>
              <ColumnHead>Sent</ColumnHead>
            </>
          }
        >
          {mails.map((mail) => (
            <Row key={mail.name}>
              <RowHead>
                <TextLink to={`/demo/mail/${mail.name}`}>{mail.subject}</TextLink>{' '}
                {mail.calendar && (
                  <Badge>{mail.calendar === 'CANCEL' ? 'Calendar: cancelled' : 'Calendar'}</Badge>
                )}
              </RowHead>
              <Cell label="To">
                <span className="break-all">{mail.to}</span>
              </Cell>
              <Cell label="Sent" nowrap>
                <Moment iso={mail.at} zone="UTC" nameZone />
              </Cell>
            </Row>
          ))}
        </DataTable>
      )}
    </Page>
  )
}
