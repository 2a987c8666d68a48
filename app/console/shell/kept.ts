import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** What a browser refused to keep. */
const untilLeft = new Map<string, string>()

/** What a browser keeps of a person's taste; where it keeps nothing, until the page is left. */
export function useKept(name: string, otherwise: string): readonly [string, (value: string) => void] {
  const key = `gatehouse.${name}`
  const value = useSyncExternalStore(subscribe, () => read(key) ?? otherwise)
  const keep = (next: string): void => {
    write(key, next)
    for (const listener of listeners) listener()
  }
  return [value, keep]
}

/** Where a browser keeps nothing of pages, asking for its storage already throws. */
function read(key: string): string | null {
  try {
    return untilLeft.get(key) ?? localStorage.getItem(key)
  } catch {
    return untilLeft.get(key) ?? null
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
    untilLeft.delete(key)
  } catch {
    untilLeft.set(key, value)
  }
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
