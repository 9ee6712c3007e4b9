import { Notice } from '#app/ui/notice.tsx'
import { KeyValues } from '#app/ui/page.tsx'

/** Tells the second of two editors what the first has saved; what the second typed is still in the form below. */
export function ChangedMeanwhile({ saved }: { saved: readonly { label: string; value: string }[] }) {
  return (
    <Notice tone="warn" announce title="Somebody else saved this while you were writing">
      <p>What you typed is still in the form. Saving it now replaces what they saved:</p>
      <div className="mt-2">
        <KeyValues items={saved.map(({ label, value }) => ({ label, value: value || 'Nothing' }))} />
      </div>
    </Notice>
  )
}
