import type { MouseEvent, ReactNode } from 'react'
import { Button } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Prose } from '#app/ui/page.tsx'
import { sayAge } from '../core/brief.ts'
import type { BriefLine } from '../server/case-page.server.ts'

interface BothTextsProps {
  /** What somebody else has saved. */
  line: BriefLine
  /** What was typed and not saved. */
  mine: string
  zone: string
}

/**
 * Two texts of one part: what somebody else saved meanwhile, and what was typed here. It stands in the form whose field `text` takes
 * either at a press, or both. Without JavaScript one's own is in the field already, and theirs is there to be copied.
 */
export function BothTexts({ line, mine, zone }: BothTextsProps) {
  return (
    <div className="mb-4 flex flex-col gap-3">
      <Notice tone="warn" announce title={`${line.author} saved this part while you were writing`}>
        Nothing is lost: both texts are here. What stands in the field below takes their place when you save
        it.
      </Notice>
      <div className="grid gap-3 md:grid-cols-2">
        <OneText
          title="Theirs"
          by={
            <>
              {line.author}, {sayAge(line.ageInDays ?? 0)}
              {line.writtenAt && (
                <>
                  , <Moment iso={line.writtenAt} zone={zone} />
                </>
              )}
            </>
          }
          text={line.text}
          action="Take theirs"
        />
        <OneText title="Yours" by="You, just now, not saved" text={mine} action="Keep mine" />
      </div>
      {line.text && mine && (
        <div className="noscript:hidden">
          <Button
            type="button"
            variant="secondary"
            size="small"
            onClick={fillWith(`${line.text}\n\n${mine}`)}
          >
            Put both into the field
          </Button>
        </div>
      )}
    </div>
  )
}

function OneText({
  title,
  by,
  text,
  action,
}: {
  title: string
  by: ReactNode
  text: string
  action: string
}) {
  return (
    <section aria-label={title} className="border-line bg-sunken flex min-w-0 flex-col rounded-md border p-3">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-ink-soft mb-2 text-sm">{by}</p>
      <div className="grow wrap-anywhere">
        <Prose>{text || 'Nothing: the text was taken out.'}</Prose>
      </div>
      <div className="mt-3 noscript:hidden">
        <Button type="button" variant="secondary" size="small" onClick={fillWith(text)}>
          {action}
        </Button>
      </div>
    </section>
  )
}

function fillWith(text: string) {
  return (event: MouseEvent<HTMLButtonElement>) => {
    const field = event.currentTarget.form?.elements.namedItem('text')
    if (!(field instanceof HTMLTextAreaElement)) return
    field.value = text
    field.focus()
  }
}
