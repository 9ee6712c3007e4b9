import { controlLook, controlOf, FieldFrame, type FieldProps } from '#app/ui/field.tsx'

/** Several files of records. */
export function FilesField(props: FieldProps) {
  return (
    <FieldFrame {...props}>
      <input
        type="file"
        multiple
        accept=".json,.ndjson,.jsonl,.gz,application/json,application/fhir+json,application/x-ndjson,application/gzip"
        {...controlOf(props)}
        className={`${controlLook} w-full`}
      />
    </FieldFrame>
  )
}
