import { controlLook, controlOf, FieldFrame, type FieldProps } from '#app/ui/field.tsx'

/** One file of which only the fingerprint is taken. */
export function DocumentField(props: FieldProps) {
  return (
    <FieldFrame {...props}>
      <input type="file" {...controlOf(props)} className={`${controlLook} w-full`} />
    </FieldFrame>
  )
}
