/** What a key does in a list. */
export type ListAct =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'select' }
  | { readonly kind: 'open' }
  | { readonly kind: 'clear' }

/** @param at the row that has the focus @param count of rows that are loaded. Pure. */
export function actOf(key: string, at: number, count: number): ListAct | undefined {
  const move = (to: number): ListAct => ({ kind: 'move', to: Math.max(0, Math.min(to, count - 1)) })
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return move(at + 1)
    case 'k':
    case 'ArrowUp':
      return move(at - 1)
    case 'Home':
      return move(0)
    case 'End':
      return move(count - 1)
    case 'x':
    case ' ':
      return { kind: 'select' }
    case 'Enter':
    case 'o':
      return { kind: 'open' }
    case 'Escape':
      return { kind: 'clear' }
    default:
      return undefined
  }
}
