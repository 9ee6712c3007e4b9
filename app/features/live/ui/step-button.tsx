import { Form } from '@remix-run/react'
import type { Play } from 'lucide-react'
import { Button } from '#app/ui/button.tsx'
import { FormKey } from '#app/ui/form.tsx'

interface StepProps {
  intent: string
  formKey: string
  icon: typeof Play
  variant?: 'primary' | 'secondary' | 'quiet'
  fields?: Readonly<Record<string, string>>
  children: React.ReactNode
}

/** One of the huddle's buttons: a form of its own, so that it works without JavaScript too. */
export function Step({ intent, formKey, icon, variant = 'secondary', fields = {}, children }: StepProps) {
  return (
    <Form method="post" replace preventScrollReset>
      <input type="hidden" name="intent" value={intent} />
      <FormKey value={`${formKey}.${intent}`} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant={variant} icon={icon}>
        {children}
      </Button>
    </Form>
  )
}
