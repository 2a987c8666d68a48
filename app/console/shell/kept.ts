import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** What a browser keeps of a person's taste; where it keeps nothing, until the page is left. */
export function useKept(name: string, otherwise: string): readonly [string, (value: string) => void] {
  const key = `gatehouse.${name}`
  const value = useSyncExternalStore(subscribe, () => localStorage.getItem(key) ?? otherwise)
  const keep = (next: string): void => {
    localStorage.setItem(key, next)
    for (const listener of listeners) listener()
  }
  return [value, keep]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // From other tabs.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
