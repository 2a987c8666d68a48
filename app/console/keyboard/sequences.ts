/** What a press of keys does, and what people read of it. */
export interface Shortcut {
  /** One key or two after each other: `g r`, `?`, `/`. */
  readonly keys: string
  readonly does: string
  readonly run: () => void
}

/** As long as GitHub's own pages wait for the second key. */
const patienceMs = 1500
/** It begins shortcuts of two keys: what follows it never counts alone, whoever else listens. */
const beginning = 'g'

/** Follows presses of keys. @param now milliseconds @returns what a press completes, if anything */
export function createSequence(now: () => number) {
  let last = { key: '', at: 0 }
  return (key: string, shortcuts: readonly Shortcut[]): Shortcut | undefined => {
    const before = now() - last.at <= patienceMs ? last.key : ''
    const find = (keys: string): Shortcut | undefined => shortcuts.find((one) => one.keys === keys)
    const together = before === '' ? undefined : find(`${before} ${key}`)
    const found = together ?? (before === beginning ? undefined : find(key))
    last = found ? { key: '', at: 0 } : { key, at: now() }
    return found
  }
}

interface Pressed {
  readonly target: EventTarget | null
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly defaultPrevented: boolean
}

/** Whether a press is meant for the page: not while somebody writes, nor with the browser's own keys. */
export function isForThePage({ target, ctrlKey, metaKey, altKey, defaultPrevented }: Pressed): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return false
  return !(
    target instanceof Element &&
    target.closest(
      'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=menu], [role=dialog]',
    )
  )
}
