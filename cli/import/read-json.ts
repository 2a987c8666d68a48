import { findNodeAtLocation, type ParseError, parse, parseTree } from 'jsonc-parser'
import type { z } from 'zod'
import type { ForeignProblem } from './foreign.ts'

export type ReadJson<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly ForeignProblem[] }

/** Errors after the first few are mostly echoes of them. */
const mostProblems = 5

/** Reads JSON of a known form, and says of what is wrong in which line it is. The text itself is never in what it says. */
export function readJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  what: string,
): ReadJson<z.output<Schema>> {
  const errors: ParseError[] = []
  const value: unknown = parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  if (errors.length > 0)
    return {
      ok: false,
      problems: [{ line: lineAt(text, errors[0]!.offset), message: 'This is not JSON from here on.' }],
    }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const tree = parseTree(text)
  const problems = parsed.error.issues.slice(0, mostProblems).map(({ path, message }) => {
    const at = path.map((part) => (typeof part === 'number' ? part : String(part)))
    const node = tree && nearest(tree, at)
    return {
      line: node && lineAt(text, node.offset),
      message: `It is no ${what}: ${at.length === 0 ? '' : `${at.join('.')}: `}${message}`,
    }
  })
  return { ok: false, problems }
}

function nearest(tree: NonNullable<ReturnType<typeof parseTree>>, at: readonly (string | number)[]) {
  for (let length = at.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, at.slice(0, length))
    if (node) return node
  }
  return tree
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
