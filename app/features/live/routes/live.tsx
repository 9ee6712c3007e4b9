import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, requireViewer } from '#app/features/people/server/require-viewer.server.ts'
import { readFormData, takeForm } from '#app/platform/form.server.ts'
import { type HuddleId, readId } from '#app/shared/ids.ts'
import { decisionForm, draftForm, stepForm } from '../forms.ts'
import { readLivePage } from '../server/live-page.server.ts'
import { recordDecision } from '../server/record-decision.ts'
import { saveDraft } from '../server/save-draft.ts'
import { takeStep } from '../server/take-step.ts'
import { LiveHuddle } from '../ui/live-huddle.tsx'
import { decisionSayings, fieldOf, stepSayings } from '../ui/sayings.ts'

export const meta: MetaFunction = () => [{ title: 'Live huddle · Huddle' }]

// A page that stays open and refreshes itself must not keep a session alive: only what a person does there counts.
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const state = await readLivePage(context, request, params.huddleId)
  if (state.huddle.state === 'draft') throw redirect(`/huddles/${state.huddle.huddleId}`)
  return { state }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const huddleId = idOf(params.huddleId)
  const viewer = await requireViewer(context, request, { huddleId })
  const formData = await takeForm(request)
  switch (formData.get('intent')) {
    case 'decide': {
      const form = readFormData(formData, decisionForm)
      if (!form.ok) return form.sendBack()
      const recorded = await recordDecision(context.world, viewer, { huddleId, ...form.value })
      if (recorded.ok) return redirect(`/huddles/${huddleId}/live`)
      if (recorded.problem === 'no-such-huddle') throw notFound()
      return form.sendBack({ [fieldOf(recorded.problem)]: [decisionSayings[recorded.problem]] })
    }
    case 'draft': {
      const form = readFormData(formData, draftForm)
      if (!form.ok) return form.sendBack()
      const saved = await saveDraft(context.world, viewer, { huddleId, ...form.value })
      if (saved.ok) return data({ saved: { version: saved.value } })
      if (saved.problem === 'no-such-huddle') throw notFound()
      return data({ saved: { problem: saved.problem } }, { status: 409 })
    }
    default: {
      const form = readFormData(formData, stepForm)
      if (!form.ok) throw data('This button is not known here.', { status: 400 })
      const taken = await takeStep(context.world, viewer, huddleId, form.value)
      if (taken.ok) return redirect(`/huddles/${huddleId}/${taken.value}`)
      if (taken.problem === 'no-such-huddle') throw notFound()
      return data({ problem: stepSayings[taken.problem] }, { status: 409 })
    }
  }
}

export default function LivePage() {
  const { state } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <LiveHuddle
      initial={state}
      problem={sent && 'problem' in sent ? sent.problem : undefined}
      sentBack={sent && 'initialValue' in sent ? sent : undefined}
    />
  )
}

function idOf(text: string | undefined): HuddleId {
  const id = readId<HuddleId>(text)
  if (!id) throw notFound()
  return id
}
