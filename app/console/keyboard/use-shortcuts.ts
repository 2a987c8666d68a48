import { useEffect, useRef } from 'react'
import { createSequence, isForThePage, type Shortcut } from './sequences.ts'

/** Runs shortcuts of a whole page while the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[], areOn: boolean): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    if (!areOn) return undefined
    const press = createSequence(Date.now)
    const hear = (event: KeyboardEvent): void => {
      if (!isForThePage(event)) return
      const found = press(event.key, current.current)
      if (!found) return
      event.preventDefault()
      found.run()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [areOn])
}
