import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What is wrong with how a page looks and behaves, in words. Empty when nothing is. */
export type Faults = string[]

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Everything axe finds at the levels A and AA. Only `contrast` where nothing but colours has changed since the last look. */
export async function axeFaults(page: Page, { contrast = false } = {}): Promise<Faults> {
  // Our pages hold no frames, so the checks are put together in the page itself and not on another one for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (contrast ? axe.withRules('color-contrast') : axe.withTags(levels)).analyze()
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.length}×, as ${nodes[0]?.target} ${nodes[0]?.html.slice(0, 160)})`,
  )
}

/** Whether the document is as wide as the window, has one main heading, and a title that names nobody. */
export async function shapeFaults(page: Page, names: readonly string[]): Promise<Faults> {
  const { wide, widest, cut, headings, title } = await page.evaluate(() => {
    const root = document.documentElement
    const over = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    )
    const cut = [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => {
      const { overflowX, position } = getComputedStyle(element)
      const hides = overflowX === 'hidden' || overflowX === 'clip'
      return (
        hides &&
        position !== 'absolute' &&
        element.scrollWidth > element.clientWidth + 1 &&
        element.innerText.trim()
      )
    })
    const visible = [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility())
    return {
      wide: root.scrollWidth - root.clientWidth,
      cut: cut.map((element) => element.outerHTML.slice(0, 200)),
      widest: over[0]?.outerHTML.slice(0, 200) ?? '',
      headings: visible.map((one) => one.textContent ?? ''),
      title: document.title,
    }
  })
  const faults: Faults = []
  if (wide > 0) faults.push(`the document is ${wide} px wider than the window: ${widest}`)
  for (const element of cut) faults.push(`text is cut off in ${element}`)
  if (headings.length !== 1) faults.push(`it has ${headings.length} main headings: ${headings.join(' | ')}`)
  if (!/^[A-Z].* · Huddle$|^Huddle$/.test(title)) faults.push(`its title is "${title}"`)
  for (const name of names)
    if (title.toLowerCase().includes(name.toLowerCase())) faults.push(`its title names ${name}`)
  return faults
}

/**
 * Walks a page with the Tab key alone: everything that can be used is reached, in turn, with a focus that can be seen and that
 * nothing covers. One radio button stands for its group, as the arrow keys do the rest.
 */
export async function keyboardFaults(page: Page): Promise<Faults> {
  const wanted = await page.evaluate(prepare)
  const press = async (times: number) => {
    for (let presses = 0; presses < times; presses += 1) await page.keyboard.press('Tab')
  }
  await press(wanted + 3)
  let faults: Faults = await page.evaluate(judge)
  // A field for a date has several stops of its own, so the way round is longer than there are things to reach.
  for (let rounds = 0; rounds < 3 && faults.some((fault) => fault.includes('never reaches')); rounds += 1) {
    await press(8)
    faults = await page.evaluate(judge)
  }
  return faults
}

interface KeyboardWalk {
  readonly wanted: Element[]
  readonly reached: Map<Element, { seen: boolean; clear: boolean }>
}

declare global {
  interface Window {
    keyboardWalk?: KeyboardWalk
  }
}

// In the page: notes what there is to reach, looks at each thing as it gets the focus, and says how often Tab has to be pressed. A
// date has several stops of its own, and what scrolls is one.
function prepare(): number {
  const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [contenteditable="true"]'
  const groups = new Set<string>()
  const wanted = [...document.querySelectorAll<HTMLElement>(usable)].filter((element) => {
    if (element.matches(':disabled, [type="hidden"], [tabindex="-1"]')) return false
    if (!element.checkVisibility({ visibilityProperty: true })) return false
    if (element.closest('dialog:not([open]), [inert]')) return false
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      if (groups.has(element.name)) return false
      groups.add(element.name)
      const chosen = document.querySelector(`input[name="${CSS.escape(element.name)}"]:checked`)
      return chosen === null || chosen === element
    }
    return true
  })
  const reached: KeyboardWalk['reached'] = new Map()
  window.keyboardWalk = { wanted, reached }
  const look = (element: Element) => {
    const style = getComputedStyle(element)
    const around = element.closest('label') ?? element.parentElement
    const marked = (one: CSSStyleDeclaration) =>
      (one.outlineStyle !== 'none' && Number.parseFloat(one.outlineWidth) >= 2) || one.boxShadow !== 'none'
    const box = element.getBoundingClientRect()
    const middle = document.elementFromPoint(
      Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1),
      Math.min(Math.max(box.y + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1),
    )
    const clear =
      middle !== null &&
      (element.contains(middle) || middle.contains(element) || (around?.contains(middle) ?? false))
    return { seen: marked(style) || (around !== null && marked(getComputedStyle(around))), clear }
  }
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && !reached.has(target)) reached.set(target, look(target))
  })
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const dates = wanted.filter((element) => element.matches('[type="date"], [type="time"]')).length
  return wanted.length + 4 * dates + 4
}

function judge(): string[] {
  const { wanted, reached } = window.keyboardWalk ?? { wanted: [], reached: new Map() }
  return wanted.flatMap((element) => {
    const name = element.outerHTML.slice(0, 160)
    const found = reached.get(element)
    if (!found)
      return element.isConnected && element.checkVisibility() ? [`the Tab key never reaches ${name}`] : []
    if (!found.seen) return [`the focus cannot be seen on ${name}`]
    if (!found.clear) return [`something covers the focus on ${name}`]
    return []
  })
}
