import { createContext, useContext } from 'react'

/** This response's nonce for scripts; empty in the browser, where nonces cannot be read. */
export const NonceContext = createContext('')

/** The nonce to put on a script element of ours. */
export function useNonce(): string {
  return useContext(NonceContext)
}
