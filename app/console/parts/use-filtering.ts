import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Filtering, type Filters, readFiltering, writeFiltering } from '../filters.ts'

/**
 * How a list is filtered, which lives in the address alone, so that a link shows others the same list.
 * @returns what is asked for, and how to ask for something else; `isTyping` adds no entry to the browser's history
 */
export function useFiltering(
  filters: Filters,
): readonly [Filtering, (next: Filtering, how?: { readonly isTyping: boolean }) => void] {
  const params = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = (next: Filtering, { isTyping } = { isTyping: false }): void => {
    const { organization } = params
    const search = { ...(organization !== undefined && { organization }), ...writeFiltering(filters, next) }
    void navigate({ to: '.', search, replace: isTyping, resetScroll: false })
  }
  return [readFiltering(filters, params), change]
}
