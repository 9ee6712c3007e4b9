import { createContext, useContext, useId } from 'react'

/** What makes the keys of this page's forms new: made by the server with the page. The root fills it. */
export const FormSeedContext = createContext('')

/** The key of a form: new with each page, the same while the page stands, another one for each form on it. */
export function useFormKey(): string {
  return `${useContext(FormSeedContext)}.${useId()}`
}
