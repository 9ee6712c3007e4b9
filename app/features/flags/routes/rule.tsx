import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import {
  notFound,
  requireRight,
  requireViewer,
  unseen,
} from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, type SentBack, takeForm } from '#app/platform/form.server.ts'
import { inOrganization } from '#app/platform/in-organization.ts'
import { readId, type TeamId } from '#app/shared/ids.ts'
import { Button, TextLink } from '#app/ui/button.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { ErrorSummary, FormActions, FormFields, FormKey } from '#app/ui/form.tsx'
import { Card, Columns, Page, PageTitle, Section, Stack } from '#app/ui/page.tsx'
import { isRuleCode } from '../core/rule-book.ts'
import { settingOf } from '../core/rule-settings.ts'
import { isSettingCode } from '../core/standards.ts'
import { ruleForm } from '../forms.ts'
import { type ChangeRuleProblem, changeRule } from '../server/change-rule.ts'
import { countRule, type RuleCount } from '../server/count-rule.ts'
import { readRulePage } from '../server/read-rules-page.ts'
import { RuleFields } from '../ui/rule-fields.tsx'
import { ChangeList, Sources } from '../ui/rule-parts.tsx'
import { RulePreview } from '../ui/rule-preview.tsx'

export const meta: MetaFunction = () => [{ title: 'Rule · Huddle' }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { teamId, code } = placeOf(params)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'rules.edit', teamId)
  return inOrganization(context.world, viewer, async (scope) => {
    const page = await readRulePage(scope, teamId, code)
    const { on, urgency, numbers } = page.setting
    const [now] =
      isRuleCode(code) && urgency ? await countRule(scope, teamId, code, [{ on, urgency, numbers }]) : []
    return { page, teamId, now: now ?? null, zone: viewer.zone }
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { teamId, code } = placeOf(params)
  const viewer = await requireViewer(context, request)
  await requireRight(context, viewer, 'rules.edit', teamId)
  const form = readFormData(await takeForm(request), ruleForm(code))
  if (!form.ok) return sent(form.sendBack(), null)
  const { intent, key, version, reason = '', on, urgency, numbers } = form.value
  if (intent === 'preview') {
    const wanted = { on, numbers, ...(urgency && { urgency }) }
    const [count] = await inOrganization(context.world, viewer, async (scope) =>
      isRuleCode(code) ? countRule(scope, teamId, code, [settingOf(code, wanted)]) : [],
    )
    return sent(form.sendBack({}, 200), count ?? null)
  }
  const setting =
    intent === 'reset'
      ? await inOrganization(
          context.world,
          viewer,
          async (scope) => (await readRulePage(scope, teamId, code)).book,
        )
      : { on, urgency, numbers }
  const changed = await changeRule(context.world, viewer, {
    ...(key && { key }),
    teamId,
    code,
    version,
    reason,
    ...setting,
  })
  if (changed.ok) return redirect(`/teams/${teamId}/rules#${code}`)
  if (changed.problem === 'no-such-team' || changed.problem === 'not-a-lead')
    throw await unseen(context, viewer, { action: 'rules.edit', entity: 'team', entityId: teamId })
  const { field, words } = sayings[changed.problem]
  return sent(form.sendBack({ [field]: [words] }, changed.problem === 'changed-meanwhile' ? 409 : 422), null)
}

const sayings = {
  'changed-meanwhile': {
    field: '',
    words: 'Not saved yet. Somebody else changed this rule meanwhile: what holds now is beside it.',
  },
  'nothing-changed': { field: '', words: 'That is how it is already.' },
  'say-why': { field: 'reason', words: 'Say why, for those who wonder later.' },
  'out-of-bounds': { field: '', words: 'One of the numbers is out of its bounds.' },
  'stays-on': { field: '', words: 'This rule cannot be turned off.' },
  'not-that-urgent': { field: 'urgency', words: 'Choose one of these.' },
} satisfies Record<
  Exclude<ChangeRuleProblem, 'no-such-team' | 'not-a-lead'>,
  { field: string; words: string }
>

// Whoever was overtaken sees how the rule stands now, so the page is read anew although the answer was a refusal.
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate
}

export default function RulePage() {
  const { page, teamId, now, zone } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { rule } = page
  const errors = answer?.form.error ?? {}
  const typed = answer?.form.initialValue
  return (
    <Page>
      <PageTitle above={<TextLink to={`/teams/${teamId}/rules`}>Rules</TextLink>} lead={rule.says}>
        {rule.name}
      </PageTitle>
      <Columns shape="main-aside">
        <Stack gap="loose">
          <Card>
            <Form method="post" noValidate preventScrollReset>
              <FormKey />
              <input type="hidden" name="version" value={page.version} />
              <FormFields>
                <ErrorSummary errors={errors} />
                <RuleFields page={page} typed={typed} errors={errors} />
                <RulePreview now={now} wanted={answer?.count ?? null} />
                <TextArea
                  name="reason"
                  label="Why it is changed"
                  hint="Kept with your name and the date, for those who wonder later."
                  rows={2}
                  maxLength={1000}
                  defaultValue={typeof typed?.reason === 'string' ? typed.reason : undefined}
                  errors={errors.reason ?? undefined}
                />
              </FormFields>
              <FormActions aside="Flags that are there keep the numbers they were raised with.">
                <Button name="intent" value="save">
                  Save
                </Button>
                {now && (
                  <Button variant="secondary" name="intent" value="preview">
                    See what it would do
                  </Button>
                )}
                {rule.edited && (
                  <Button variant="quiet" name="intent" value="reset">
                    Back to the defaults
                  </Button>
                )}
              </FormActions>
            </Form>
          </Card>
          <Section title="Where it comes from">
            <Sources sources={rule.sources} />
          </Section>
        </Stack>
        <Section title="Changes">
          <ChangeList changes={page.changes} zone={zone} ofOneRule />
        </Section>
      </Columns>
    </Page>
  )
}

// What was sent back, with what the sent numbers would do.
function sent(back: SentBack, count: RuleCount | null) {
  return data({ form: back.data, count }, back.init ?? {})
}

function placeOf(params: { readonly teamId?: string; readonly code?: string }) {
  const teamId = readId<TeamId>(params.teamId)
  const code = params.code ?? ''
  if (!teamId || !isSettingCode(code)) throw notFound()
  return { teamId, code }
}
