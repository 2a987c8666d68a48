import type { TextEdit } from '../../../../engine/inspection.ts'
import { entryOf, get, type MapNode, type Range, textOf } from '../../../documents/document.ts'
import { within } from '../../../documents/places.ts'
import type { Expression } from '../../../workflows/expressions.ts'
import type { Job, Step, Workflow } from '../../../workflows/workflow.ts'

/** What hands a text on to another language, in which a variable of the shell would be no better than the value. */
const otherLanguages =
  /\b(?:eval|ssh|bash|sh|zsh|su|docker|kubectl|node|deno|bun|python[\d.]*|perl|ruby|php|awk|jq|yq|sed|psql|mysql|sqlite3|pwsh|xargs|envsubst)\b/
/** Where quotes nest, or a text is no command, it takes a shell to tell what is what. */
const hardToRead = /`|\$\(|<<|\bfor\b|\bcase\b|\(|\\/

/**
 * Hands the value of an expression over in `env:` and writes the variable in its place. Only where it is plain to see that
 * Bash or sh reads the script, and in which quotes the expression stands.
 * @returns undefined where that is not certain
 */
export function moveToEnvironment(
  workflow: Workflow,
  job: Job,
  step: Step,
  { inside, whole, at }: Expression,
): readonly TextEdit[] | undefined {
  const { run } = step
  const name = variableFor(inside)
  if (run === null || name === undefined || !isReadByShell(workflow, job, step)) return undefined
  const { document } = workflow
  const script = run.text
  const source = document.text.slice(run.start, run.end)
  const isLiteral = source.startsWith('|')
  if (
    document.text.includes('\r') ||
    script.includes(name) ||
    hardToRead.test(script) ||
    otherLanguages.test(script)
  )
    return undefined
  if (!isLiteral && (/^['">]/.test(source) || source.includes('\n'))) return undefined
  const range = within(document, run, whole, at)
  if (document.text.slice(range.start, range.end) !== whole) return undefined
  const instead = reference(script, at, whole, name)
  // Quotes at the start of a plain text would make it a quoted one.
  if (instead === undefined || (!isLiteral && range.start === run.start)) return undefined
  const added = addVariable(workflow, step, `${name}: ${whole}`)
  if (added === undefined) return undefined
  return [added, { ...document.place(range), text: instead }]
}

/** `ISSUE_TITLE` for `github.event.issue.title`; undefined for anything but a plain name. */
function variableFor(inside: string): string | undefined {
  const path = /^github\.(?:event\.)?([a-z_]+(?:\.[a-z_]+)*)$/.exec(inside)?.[1]
  return path?.replaceAll('.', '_').toUpperCase()
}

function isReadByShell(workflow: Workflow, job: Job, step: Step): boolean {
  const own = textOf(get(step.node, 'shell'))
  if (workflow.kind === 'action') return /^(?:bash|sh)$/.test(own)
  const standard = [job.node, workflow.document.root].map((node) =>
    get(get(get(node, 'defaults'), 'run'), 'shell'),
  )
  if (![own, ...standard.map(textOf)].every((shell) => /^(?:bash|sh)?$/.test(shell))) return false
  // The shell of Windows is another one.
  return /^(?:ubuntu|macos)-/.test(textOf(get(job.node, 'runs-on')))
}

/** How the variable is written where the expression stands. */
function reference(script: string, at: number, whole: string, name: string): string | undefined {
  const line = script.slice(script.lastIndexOf('\n', at) + 1, at)
  const before = script.slice(0, at)
  // Quotes that span lines would have to be followed from the start.
  if ((before.slice(0, before.length - line.length).match(/["']/g) ?? []).length % 2 === 1) return undefined
  if (/(?:^|\s)#/.test(line)) return undefined
  const quote = openQuote(line)
  if (quote === "'") return undefined
  if (quote === '"') return `\${${name}}`
  return /^[\s;&|)]|^$/.test(script.slice(at + whole.length)) && /(?:^|[\s=])$/.test(line)
    ? `"$${name}"`
    : undefined
}

function openQuote(line: string): string {
  let open = ''
  for (const char of line) {
    if (open === '' && (char === '"' || char === "'")) open = char
    else if (char === open) open = ''
  }
  return open
}

/** Puts a variable first in the step's `env:`, or such an `env:` before its script. */
function addVariable({ document }: Workflow, step: Step, variable: string): TextEdit | undefined {
  const { text, place } = document
  const isAlone = (range: Range, allowed: RegExp): boolean =>
    allowed.test(text.slice(text.lastIndexOf('\n', range.start - 1) + 1, range.start))
  const insertion = (range: Range, lines: (indent: string) => string): TextEdit => {
    const at = place({ start: range.start, end: range.start })
    return { ...at, text: lines(' '.repeat(at.column - 1)) }
  }
  if (get(step.node, 'env') !== null) {
    const first = firstEntry(step.env)
    if (first === undefined || !isAlone(first, /^ *$/)) return undefined
    return insertion(first, (indent) => `${variable}\n${indent}`)
  }
  const key = entryOf(step.node, 'run')?.keyRange
  if (key === undefined || !isAlone(key, /^ *(?:- +)?$/)) return undefined
  return insertion(key, (indent) => `env:\n${indent}  ${variable}\n${indent}`)
}

const firstEntry = (env: MapNode | null): Range | undefined => env?.entries[0]?.keyRange
