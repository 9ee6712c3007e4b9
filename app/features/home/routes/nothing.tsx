import { notFound } from '#app/features/people/server/require-viewer.server.ts'

/** Any address that is not on the site map. It is a page of its own so that its 404 stands in the frame of whoever is signed in. */
export function loader() {
  throw notFound()
}

/** There is nothing to change there either. */
export function action() {
  throw notFound()
}

export default function Nothing() {
  return null
}
