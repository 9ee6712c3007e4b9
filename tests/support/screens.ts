import type { Page } from 'playwright-core'

/** The seconds that the clock on a screen shows; less than none once it counts what is over time. */
export async function secondsLeft(screen: Page): Promise<number> {
  const text = (await screen.getByRole('timer').first().textContent()) ?? ''
  const [minutes = 0, seconds = 0] = text.replace('+', '').split(':').map(Number)
  return (minutes * 60 + seconds) * (text.startsWith('+') ? -1 : 1)
}

/** How far the clocks of several screens are apart, in seconds. */
export async function clocksApart(screens: readonly Page[]): Promise<number> {
  const left = await Promise.all(screens.map(secondsLeft))
  return Math.max(...left) - Math.min(...left)
}
