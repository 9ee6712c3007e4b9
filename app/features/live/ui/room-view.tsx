import { Link } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { ConsentNotice } from '#app/features/cases/ui/consent-notice.tsx'
import { Clock } from '#app/ui/clock.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatPartialDay } from '#app/ui/moment-words.ts'
import { PatientName } from '#app/ui/patient-banner.tsx'
import { RoomFrame } from '#app/ui/shell.tsx'
import type { CurrentCase } from '../server/current-case.ts'
import type { LiveState } from '../server/live-state.ts'
import { type ShownState, useLiveState } from './use-live-state.ts'

/**
 * The huddle as a room reads it, from 4 m: the open case, the clock, the question, what was decided. Read only.
 *
 * P, or the button, hides everything about the patient and keeps the clock. The screen is kept awake where the browser can.
 */
export function RoomView({ initial }: { initial: ShownState }) {
  const { state, connection } = useLiveState(initial, 'room')
  const { hidden, toggle } = usePrivacy()
  useWakeLock()
  const { current, items } = state
  const at =
    items.filter((item) => item.state === 'discussed' || item.state === 'carried').length + (current ? 1 : 0)
  return (
    <RoomFrame
      heading={state.huddle.state === 'live' && items.length > 0 ? `Case ${at} of ${items.length}` : 'Huddle'}
      status={
        <span className="flex flex-wrap items-baseline gap-x-[2vw]">
          {connection !== 'live' && (
            <span>{connection === 'asking' ? 'Connecting again' : 'Signed out'}</span>
          )}
          <button
            type="button"
            onClick={toggle}
            aria-pressed={hidden}
            className="border-line-strong rounded-md border px-[1vw] py-[0.4vw]"
          >
            {hidden ? 'Show' : 'Hide'} <kbd>P</kbd>
          </button>
          <Link to={`/huddles/${state.huddle.huddleId}/live`}>Leave the room view</Link>
        </span>
      }
    >
      {current ? <OpenCase current={current} state={state} hidden={hidden} /> : <NoCase state={state} />}
    </RoomFrame>
  )
}

function OpenCase({ current, state, hidden }: { current: CurrentCase; state: ShownState; hidden: boolean }) {
  const { clock, banner } = current
  return (
    <div className="flex grow flex-col gap-[2vw]">
      <div className="grid items-end gap-x-[4vw] gap-y-[2vw] md:grid-cols-[minmax(0,1fr)_auto]">
        {hidden ? (
          <p className="text-room text-ink-soft">Hidden. Press P to show the case again.</p>
        ) : (
          <div className="min-w-0">
            <p className="text-room-lg font-bold">
              <PatientName {...banner.patient} />
            </p>
            <p className="text-room-sm text-ink-soft flex flex-wrap gap-x-[2vw]">
              <span>Born {banner.patient.born ? formatPartialDay(banner.patient.born) : 'Not known'}</span>
              <span>MRN {banner.patient.mrn ?? 'Not known'}</span>
            </p>
          </div>
        )}
        {clock && (
          <Clock
            endsAt={clock.endsAt}
            serverNow={state.serverNow}
            minutes={clock.minutes}
            label="This case"
            size="room"
          />
        )}
      </div>
      {!hidden && (
        <>
          <ConsentNotice consent={state.consent} readers="everybody here" />
          <p className="text-room font-semibold text-balance whitespace-pre-line">
            {current.question ?? 'No question was written.'}
          </p>
          <div className="text-room-sm grid gap-x-[4vw] gap-y-[1.2vw] md:grid-cols-3">
            <Scores current={current} />
            {current.brief
              .filter((part) => part.text && (part.part === 'goal' || part.part === 'changed'))
              .map((part) => (
                <div key={part.part}>
                  <p className="text-ink-soft">{part.label}</p>
                  <p className="whitespace-pre-line">{part.text}</p>
                </div>
              ))}
          </div>
          {current.decisions.length > 0 && (
            <div className="border-accent mt-auto border-l-[0.6vw] pl-[1.5vw]">
              {current.decisions.map((decision) => (
                <p key={decision.decisionId} className="text-room font-semibold whitespace-pre-line">
                  {decision.text ?? `No action: ${decision.noActionReason}`}
                </p>
              ))}
            </div>
          )}
        </>
      )}
    </div>
  )
}

function Scores({ current }: { current: CurrentCase }) {
  return (
    <ul className="flex flex-col gap-[0.6vw]" aria-label="Scores">
      {current.charts.map(({ code, title, points }) => {
        const first = points.find((point) => point.baseline) ?? points[0]
        const last = points.at(-1)
        if (!last) return null
        return (
          <li key={code} className="tabular-nums">
            <span className="text-ink-soft">{title} </span>
            {first && first !== last && <span className="text-ink-soft">{first.value} to </span>}
            <span className="text-room font-bold">{last.value}</span>
          </li>
        )
      })}
    </ul>
  )
}

function NoCase({ state }: { state: LiveState }) {
  const { huddle, items } = state
  const left = items.filter((item) => item.state === 'planned').length
  return (
    <div className="text-room m-auto text-center">
      {huddle.state === 'scheduled' && huddle.startsAt && huddle.endsAt ? (
        <p>
          Begins <Moment iso={huddle.startsAt} until={huddle.endsAt} zone={state.zone} form="range" />
        </p>
      ) : huddle.state === 'live' ? (
        <p>{left === 0 ? 'All cases done' : `${left} ${left === 1 ? 'case' : 'cases'} to come`}</p>
      ) : (
        <p>This huddle is over</p>
      )}
    </div>
  )
}

function usePrivacy() {
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'p' && !event.ctrlKey && !event.metaKey && !event.altKey)
        setHidden((was) => !was)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return { hidden, toggle: () => setHidden((was) => !was) }
}

// A browser gives the lock up when the page is hidden, so it is asked for again when the page comes back.
function useWakeLock() {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const ask = async () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
      lock = await navigator.wakeLock.request('screen').catch(() => undefined)
    }
    void ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [])
}
