import { useSubmit } from '@remix-run/react'
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

interface PasskeyButtonProps {
  /** `enrol` makes a passkey for whoever is signed in, `present` shows one. */
  intent: 'enrol' | 'present'
  /** Where the browser's answer is sent. */
  action: string
  next?: string | undefined
  variant?: 'primary' | 'secondary'
  children: string
}

/** Asks the browser for a passkey and sends on what it says. Passkeys need JavaScript: without it, the page says so. */
export function PasskeyButton({ intent, action, next, variant = 'primary', children }: PasskeyButtonProps) {
  const submit = useSubmit()
  const [state, setState] = useState<'unknown' | 'ready' | 'asking' | 'cancelled' | 'unable'>('unknown')
  useEffect(() => setState(browserSupportsWebAuthn() ? 'ready' : 'unable'), [])

  async function ask() {
    setState('asking')
    try {
      const answer = await fetch('/passkey/options', {
        method: 'POST',
        body: new URLSearchParams({ intent }),
      })
      if (!answer.ok) throw new Error('No question to answer.')
      const optionsJSON = await answer.json()
      const response =
        intent === 'enrol'
          ? await startRegistration({ optionsJSON })
          : await startAuthentication({ optionsJSON })
      submit(
        { intent, response: JSON.stringify(response), ...(next ? { next } : {}) },
        { method: 'post', action },
      )
    } catch {
      // Cancelled, timed out or not this device: the browser has said which, and for us it is the same.
      setState('cancelled')
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <Button type="button" variant={variant} icon={KeyRound} wide pending={state === 'asking'} onClick={ask}>
        {children}
      </Button>
      {state === 'cancelled' && (
        <Notice tone="warn" announce title="That did not work">
          Nothing was changed. Try again, or use another device that has your passkey.
        </Notice>
      )}
      {state === 'unable' && (
        <Notice tone="warn" title="This browser knows no passkeys">
          Use a current browser with a screen lock, a fingerprint reader or a security key.
        </Notice>
      )}
      <noscript>
        <p>A passkey needs JavaScript, which is off in this browser.</p>
      </noscript>
    </div>
  )
}
