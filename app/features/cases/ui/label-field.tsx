import { labelWords } from '#app/shared/record-labels.ts'
import { CheckboxGroup } from '#app/ui/field-choice.tsx'
import { handLabels } from '../core/labels.ts'

interface LabelFieldProps {
  /** Of the labels it had; those of the case and its programme come by themselves. */
  defaultValue?: readonly string[] | undefined
  errors?: string[] | undefined
  id?: string
}

/** Why a text may be shown only to some: ticked by whoever writes it. Folded away, since most texts are not protected. */
export function LabelField({ defaultValue = [], errors, id = 'labels' }: LabelFieldProps) {
  return (
    <details open={defaultValue.length > 0 || Boolean(errors?.length)}>
      <summary className="text-accent inline-flex min-h-8 cursor-pointer items-center font-medium underline underline-offset-[0.2em]">
        Specially protected record
      </summary>
      <div className="mt-2">
        <CheckboxGroup
          name="labels"
          id={id}
          label="This text is from"
          hint="What is ticked is shown only to people whom the patient's consent covers. Everything that comes of it carries it too."
          choices={handLabels.map((value) => ({ value, label: labelWords[value] ?? value }))}
          defaultValue={defaultValue}
          errors={errors}
        />
      </div>
    </details>
  )
}
