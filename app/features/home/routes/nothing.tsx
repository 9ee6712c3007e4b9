import { notFound } from '#app/features/people/server/require-viewer.server.ts'

/** Every address that is none of ours, so that its page has the same frame as the others. */
export function loader() {
  throw notFound()
}

/** The same for what is sent there. */
export function action() {
  throw notFound()
}

export default function Nothing() {
  return null
}
