import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import { type PolicySchema, proposalsAt } from './complete-policy.ts'
import type { PolicyProblem } from './problems.ts'

interface PolicyEditorProps {
  readonly label: string
  /** Where it begins; later ones are not heard of. */
  readonly text: string
  readonly schema: PolicySchema
  readonly problems: readonly PolicyProblem[]
  readonly isReadOnly: boolean
  readonly onChange: (text: string) => void
}

const look = EditorView.theme({
  '&': { color: 'var(--fgColor-default)', backgroundColor: 'var(--bgColor-default)', fontSize: '13px' },
  '&.cm-focused': { outline: '2px solid var(--borderColor-accent-emphasis)', outlineOffset: '-1px' },
  '.cm-scroller': {
    fontFamily: 'var(--fontStack-monospace)',
    lineHeight: '1.6',
    minHeight: '24rem',
    maxHeight: '36rem',
  },
  '.cm-content': { caretColor: 'var(--fgColor-default)' },
  '.cm-cursor': { borderLeftColor: 'var(--fgColor-default)' },
  '.cm-gutters': {
    color: 'var(--fgColor-muted)',
    backgroundColor: 'var(--bgColor-default)',
    borderRight: 'none',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--bgColor-muted)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--bgColor-accent-muted)',
  },
  '.cm-tooltip': {
    color: 'var(--fgColor-default)',
    backgroundColor: 'var(--overlay-bgColor)',
    border: '1px solid var(--borderColor-default)',
    borderRadius: '6px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--fgColor-onEmphasis)',
    backgroundColor: 'var(--bgColor-accent-emphasis)',
  },
  '.cm-completionInfo': { maxWidth: '20rem', padding: '8px' },
})

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--fgColor-accent)' },
    { tag: tags.comment, color: 'var(--fgColor-muted)', fontStyle: 'italic' },
    { tag: [tags.string, tags.special(tags.string)], color: 'var(--fgColor-success)' },
    { tag: [tags.bool, tags.number, tags.keyword], color: 'var(--fgColor-severe)' },
  ]),
)

/**
 * Writes a policy, and proposes what may stand there. It lives in a shadow root: there CodeMirror puts its styles by script
 * (`adoptedStyleSheets`), where in the page it would write a style element, which the content security policy refuses.
 */
export default function PolicyEditor({
  label,
  text,
  schema,
  problems,
  isReadOnly,
  onChange,
}: PolicyEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const heard = useRef(onChange)
  heard.current = onChange
  useEffect(() => {
    if (!host.current) return undefined
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          bracketMatching(),
          highlightActiveLine(),
          yaml(),
          autocompletion({ override: [(context) => propose(schema, context)], icons: false }),
          // Tab leaves the field, as everywhere.
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorState.tabSize.of(2),
          EditorState.readOnly.of(isReadOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) heard.current(state.doc.toString())
          }),
          EditorView.domEventHandlers({ beforeinput: writeOver }),
          look,
          colours,
        ],
      }),
    })
    view.current = editor
    // Somebody has just asked for it.
    editor.focus()
    return () => editor.destroy()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is written is the editor's own from then on
  }, [schema])
  useEffect(() => {
    if (view.current)
      view.current.dispatch(setDiagnostics(view.current.state, toDiagnostics(view.current.state, problems)))
  }, [problems])
  return <div ref={host} />
}

/** Where a selection is written over, browsers keep its looks by an inline style, which the content security policy refuses. */
function writeOver({ inputType, data }: InputEvent, view: EditorView): boolean {
  if (inputType !== 'insertText' || data === null || view.state.selection.main.empty) return false
  view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
  return true
}

function propose(schema: PolicySchema, context: CompletionContext) {
  const { state, pos, explicit } = context
  const { number, from, text } = state.doc.lineAt(pos)
  if (text.slice(pos - from).trim() !== '') return null
  const before = Array.from({ length: number - 1 }, (_, at) => state.doc.line(at + 1).text)
  const found = proposalsAt(schema, [...before, text.slice(0, pos - from)])
  if (!found || found.options.length === 0 || (!explicit && from + found.from === pos)) return null
  const options = found.options.map(({ label, apply, info }) => ({
    label,
    apply,
    ...(info !== undefined && { info }),
  }))
  return { from: from + found.from, options, validFor: /^[\w-]*$/ }
}

const toDiagnostics = ({ doc }: EditorState, problems: readonly PolicyProblem[]): Diagnostic[] =>
  problems.flatMap(({ line, column, message }) => {
    if (line === undefined || line > doc.lines) return []
    const { from, to } = doc.line(line)
    return [{ from: Math.min(from + column - 1, to), to, severity: 'error' as const, message }]
  })
