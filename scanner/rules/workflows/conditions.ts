/**
 * GitHub's `if:` conditions, read far enough to answer one question: can this be true for somebody from outside?
 * (Syntax: https://docs.github.com/en/actions/reference/workflows-and-actions/expressions, unverified.)
 */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly inner: Condition }
  | {
      readonly kind: 'compare'
      readonly operator: string
      readonly left: Condition
      readonly right: Condition
    }
  | { readonly kind: 'call'; readonly name: string; readonly inputs: readonly Condition[] }
  | { readonly kind: 'text'; readonly value: string }
  /** A context (`github.actor`), lower-cased, or a number or word. */
  | { readonly kind: 'name'; readonly name: string }

const deepest = 40
const token = /\s*(?:'((?:[^']|'')*)'|(&&|\|\||==|!=|<=|>=|[<>!(),[\]])|([^\s'&|=!<>(),[\]]+))/y

/** The condition as a tree; null where it can't be read. */
export function parseCondition(text: string): Condition | null {
  const stripped = text.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, '$1')
  const tokens = tokensOf(stripped)
  if (tokens === null || tokens.length === 0) return null
  const state = { tokens, at: 0, depth: 0 }
  const condition = either(state)
  return condition !== null && state.at === tokens.length ? condition : null
}

type Token = { readonly kind: 'text' | 'sign' | 'word'; readonly value: string }
interface State {
  readonly tokens: readonly Token[]
  at: number
  depth: number
}

function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = []
  token.lastIndex = 0
  const until = text.trimEnd().length
  while (token.lastIndex < until) {
    const found = token.exec(text)
    if (!found || tokens.length > 2000) return null
    const [, quoted, sign, word] = found
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll("''", "'") })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign })
    else tokens.push({ kind: 'word', value: word!.toLowerCase() })
  }
  return tokens
}

function takes(state: State, ...signs: readonly string[]): string | null {
  const next = state.tokens[state.at]
  if (next?.kind !== 'sign' || !signs.includes(next.value)) return null
  state.at += 1
  return next.value
}

function either(state: State): Condition | null {
  if (state.depth >= deepest) return null
  state.depth += 1
  let left = both(state)
  while (left !== null && takes(state, '||') !== null) {
    const right = both(state)
    left = right && { kind: 'or', left, right }
  }
  state.depth -= 1
  return left
}

function both(state: State): Condition | null {
  let left = comparison(state)
  while (left !== null && takes(state, '&&') !== null) {
    const right = comparison(state)
    left = right && { kind: 'and', left, right }
  }
  return left
}

function comparison(state: State): Condition | null {
  const left = unary(state)
  const operator = left && takes(state, '==', '!=', '<', '>', '<=', '>=')
  if (left === null || operator === null) return left
  const right = unary(state)
  return right && { kind: 'compare', operator, left, right }
}

function unary(state: State): Condition | null {
  let negations = 0
  while (takes(state, '!') !== null) negations += 1
  const inner = primary(state)
  return inner !== null && negations % 2 === 1 ? { kind: 'not', inner } : inner
}

function primary(state: State): Condition | null {
  if (takes(state, '(') !== null) {
    const inner = either(state)
    return takes(state, ')') === null ? null : inner
  }
  const next = state.tokens[state.at]
  if (!next || next.kind === 'sign') return null
  state.at += 1
  if (next.kind === 'text') return { kind: 'text', value: next.value }
  if (takes(state, '(') !== null) return call(state, next.value)
  return { kind: 'name', name: next.value + indexes(state) }
}

function call(state: State, name: string): Condition | null {
  const inputs: Condition[] = []
  if (takes(state, ')') !== null) return { kind: 'call', name, inputs }
  for (;;) {
    const input = either(state)
    if (input === null) return null
    inputs.push(input)
    if (takes(state, ')') !== null) return { kind: 'call', name, inputs }
    if (takes(state, ',') === null) return null
  }
}

/** `['x']` and `[0]` after a context, and what follows them, as text. */
function indexes(state: State): string {
  let text = ''
  while (takes(state, '[') !== null) {
    const index = state.tokens[state.at]
    state.at += 1
    if (!index || takes(state, ']') === null) return text
    text += `[${index.value.toLowerCase()}]`
    const next = state.tokens[state.at]
    if (next?.kind === 'word' && next.value.startsWith('.')) {
      text += next.value
      state.at += 1
    }
  }
  return text
}
