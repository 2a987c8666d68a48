import { CST, Lexer } from 'yaml'

/** Something in the text that is refused before it is parsed. `offset` in UTF-16 units. */
export interface Refusal {
  readonly offset: number
  readonly message: string
}

/** Deepest nesting of `[` and `{`, and most `- ` on one line. Our own files need 3. */
const deepestNesting = 16
/** Widest indentation, which bounds how deep blocks can nest. */
const widestIndentation = 100

const refusedTokens: Readonly<Record<string, string>> = {
  anchor: 'Anchors (`&name`) are not taken here: write the value out.',
  alias:
    'Aliases (`*name`) are not taken here: write the value out, or put it in quotes if the `*` is meant.',
  tag: 'Tags (`!name`) are not taken here: put the value in quotes if the `!` is meant.',
  'directive-line': 'Directives (`%…`) are not taken here.',
  'explicit-key-ind': 'Write `key: value`; keys that start with `? ` are not taken here.',
}

/**
 * Looks at the words of a YAML text, in linear time, for what our files never need and what makes a parser slow or deep:
 * anchors, aliases, tags, directives, explicit keys, deep nesting. (60 KB of `? ? ? …` alone keep the parser busy for minutes.)
 * @returns the first one found
 */
export function refuseRiskyYaml(text: string): Refusal | undefined {
  // The lexer marks what it found with control characters; in the text itself, YAML forbids them anyway.
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text)
  if (control !== null) return { offset: control.index, message: 'The text holds a control character.' }
  const state = { offset: 0, flow: 0, items: 0, indentation: 0, atLineStart: true }
  let scalarFollows = false
  for (const word of new Lexer().lex(text)) {
    const type: string = scalarFollows ? 'text' : (CST.tokenType(word) ?? 'text')
    scalarFollows = type === 'scalar'
    if (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end') continue
    const message = refusedTokens[type] ?? nestingProblem(type, word, state)
    if (message !== undefined) return { offset: state.offset, message }
    state.offset += word.length
  }
  return undefined
}

interface NestingState {
  flow: number
  items: number
  indentation: number
  atLineStart: boolean
}

function nestingProblem(type: string, word: string, state: NestingState): string | undefined {
  if (type === 'newline') {
    Object.assign(state, { items: 0, indentation: 0, atLineStart: true })
    return undefined
  }
  if (type === 'space') {
    if (state.atLineStart) state.indentation = word.length
    state.atLineStart = false
    return undefined
  }
  state.atLineStart = false
  if (type === 'comment') return undefined
  if (state.indentation > widestIndentation)
    return `The line is indented by more than ${widestIndentation} spaces.`
  if (type === 'flow-map-start' || type === 'flow-seq-start') state.flow += 1
  if (type === 'flow-map-end' || type === 'flow-seq-end') state.flow = Math.max(0, state.flow - 1)
  if (type === 'seq-item-ind') state.items += 1
  const tooDeep = state.flow > deepestNesting || state.items > deepestNesting
  return tooDeep ? `Lists are nested more than ${deepestNesting} deep.` : undefined
}
