import type { BrowserContext, Page } from 'playwright-core'

/**
 * Listens to a browser's pages for what nobody may see and everybody should hear of: errors on the console, errors that nobody
 * caught, and what the content policy forbade. Gives the list they are written to.
 */
export function listenForComplaints(of: BrowserContext | Page): string[] {
  const complaints: string[] = []
  const listen = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return
      // What the server answered is for the test to look at: a refused form comes with a 4xx, and the browser says so.
      if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return
      complaints.push(
        `${message.type()} on ${pathOf(message.location().url || page.url())}: ${message.text()}`,
      )
    })
    page.on('pageerror', (error) => complaints.push(`uncaught on ${pathOf(page.url())}: ${error.message}`))
  }
  if ('pages' in of) {
    for (const page of of.pages()) listen(page)
    of.on('page', listen)
  } else listen(of)
  return complaints
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}
